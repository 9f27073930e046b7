"""The gallery: needs no database, obeys the content security policy, repeats no id."""

import re
from collections import Counter

import pytest
from django.test import RequestFactory
from django.urls import reverse

from arcada.web.gallery.views import gallery


def get(theme: str = "", **query: str) -> str:
    """The page, from its view alone: no session, no database."""
    request = RequestFactory().get(reverse("gallery"), query)
    if theme:
        request.COOKIES["theme"] = theme
    response = gallery(request)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def page() -> str:
    return get()


def test_no_id_repeats_and_every_reference_is_answered(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    asked = re.findall(r'(?:url\(#|\shref="#|popovertarget="|for="|aria-labelledby="|aria-describedby=")([^")]+)', page)
    assert {name for names in asked for name in names.split()} - set(ids) - {""} == set()


def test_nothing_is_inline(page):
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_both_themes_and_every_numbering():
    for notation, label in (
        ("fdi", "26 upper left"),
        ("universal", "14 upper left"),
        ("palmer", "UL6 upper left"),
    ):
        page = get(notation=notation)
        assert label in page
        assert 'data-theme="light"' in page
        assert 'data-theme="dark"' in page
    assert "26 upper left" in get(notation="roman")


def test_the_theme_of_the_cookie_is_the_pages():
    assert '<html lang="en" data-theme="dark">' in get(theme="dark")
    assert "data-theme" not in get(theme='"><script>').split("<head>")[0]
