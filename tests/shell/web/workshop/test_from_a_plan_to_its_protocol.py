"""From the reason of a plan's line to the protocol it follows: the text of then, and the one in force today."""

import html

import pytest
from django.urls import reverse

from arcada.cases.actions.activate_protocol import activate_protocol
from arcada.cases.actions.compile_plan import compile_plan


def filling(version):
    items = version.answer["alternatives"][0]["items"]
    return next(item["id"] for item in items if item["family"] == "direct_restoration")


@pytest.fixture
def why(client_for, patient):
    def said(version, role="coordinator"):
        page = f"{reverse('plan:why', args=[patient.pk, filling(version)])}?version={version.number}"
        return html.unescape(client_for(role).get(page, HTTP_HX_REQUEST="true").content.decode())

    return said


def test_a_shipped_protocol_is_linked(why, compiled):
    said = why(compiled)
    assert 'href="/protocols/cavitated_caries/"' in said
    assert "The text that comes with Arcada. It is in force today." in said
    assert "In force today:" not in said


def test_a_plan_of_before_says_what_is_in_force_now(why, compiled, approved, at):
    activate_protocol(by=approved.written_by, at=at, version=approved)
    said = why(compiled)
    assert "In force today: the practice's own version 2, since 2 Mar 2026." in said
    assert "Making the plans again would follow it." in said


def test_a_plan_by_the_practices_own_text_leads_to_that_very_version(why, compiled, approved, at):
    activate_protocol(by=approved.written_by, at=at, version=approved)
    again = compile_plan(by=compiled.compiled_by, at=at, case=compiled.case)
    said = why(again)
    assert 'href="/protocols/cavitated_caries/?version=2"' in said
    assert "The practice's own text. In force since 2 Mar 2026." in said
