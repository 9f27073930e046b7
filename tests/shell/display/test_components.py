"""Each component renders what it was asked for, and has its place in the gallery."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import get_template
from django_cotton.compiler_regex import CottonCompiler

from arcada.display.daybook import Block, Column, lay_out_day
from arcada.display.frame import Flag, NavItem, PatientHeader, Tab, Who
from arcada.display.phrases import Voice

ROOT = Path(__file__).parents[3] / "src/arcada"
COTTON = ROOT / "display/templates/cotton"
GALLERY = "".join(file.read_text() for file in (ROOT / "web/gallery/templates").rglob("*.html"))
COMPONENTS = sorted(
    str(file.relative_to(COTTON).with_suffix("")).replace("/index", "").replace("/", ".")
    for file in COTTON.rglob("*.html")
)
STOPS = [
    {"label": "Was", "sub": "today", "url": "?visit=0", "frame": 0, "past": True, "says": "Was: today"},
    {"label": "Became", "sub": "11 May", "url": "?visit=1", "frame": 1, "current": True, "says": "Became"},
]

MISSED = Block(start=510, minutes=80, title="Helen Brandt", state="missed", url="/a/1/")


class Question(forms.Form):
    """A form of the clinic with one of each kind of field."""

    complaint = forms.CharField(help_text="In the patient's own words")
    days = forms.IntegerField(min_value=90, error_messages={"min_value": "Enter 90 or more."})
    shown = forms.BooleanField(required=False, label="Less invasive way shown")
    channel = forms.ChoiceField(choices=[("sms", "SMS"), ("mail", "E-mail")], widget=forms.RadioSelect)


def render(markup: str, **context: object) -> str:
    text = Template(CottonCompiler().process(markup)).render(Context(context))
    return re.sub(r"\s+", " ", text).replace(" >", ">").strip()


EXAMPLES = [
    ("icon", '<c-icon name="check" />', ["<svg", 'aria-hidden="true"', "M4.5 12.5"], ["<button"]),
    ("mark", '<c-mark status="finding" />', ["var(--st-finding)", 'aria-hidden="true"'], []),
    ("mark", '<c-mark status="done" label="yes" />', ['role="img"', 'aria-label="Done"'], ["aria-hidden"]),
    (
        "btn",
        '<c-btn kind="primary">Accept</c-btn>',
        ["<button", "primary", 'type="submit"', ">Accept<"],
        ["<a "],
    ),
    ("btn", '<c-btn href="/plan/">Open</c-btn>', ['<a class="btn', 'href="/plan/"'], ["<button"]),
    ("btn", '<c-btn icon="print" label="Print"></c-btn>', ['aria-label="Print"', " icon", "<svg"], []),
    ("btn", '<c-btn disabled data-key="a">Locked</c-btn>', ["disabled", 'data-key="a"'], []),
    ("btn", '<c-btn busy="yes">Booking</c-btn>', ['aria-busy="true"'], []),
    (
        "badge",
        '<c-badge status="planned">Planned</c-badge>',
        ["badge planned", "var(--st-planned)", "Planned"],
        [],
    ),
    ("flag", '<c-flag kind="danger">Penicillin allergy</c-flag>', ["flag danger", "<svg"], []),
    ("flag", "<c-flag>Anxious</c-flag>", ["flag info", "Anxious"], ["<svg"]),
    (
        "note",
        '<c-note kind="danger" title="Not saved.">Why</c-note>',
        ['role="alert"', "<b>Not saved.</b>", "Why"],
        [],
    ),
    ("note", "<c-note>Only a remark</c-note>", ["Only a remark"], ['role="alert"']),
    ("card", '<c-card title="Balanced">Body</c-card>', ["<section", "<h2>Balanced</h2>", 'class="body"'], []),
    (
        "table",
        '<c-table caption="Lines"><c-slot name="head"><tr><th>Tooth</th></tr></c-slot><tr><td>26</td></tr></c-table>',
        ["<caption", ">Lines<", "<thead>", "<td>26</td>", 'tabindex="0"'],
        ["<tfoot>"],
    ),
    (
        "seg",
        '<c-seg label="Numbering"><c-seg.option current="yes">FDI</c-seg.option></c-seg>',
        ['role="group"', 'aria-label="Numbering"', 'aria-pressed="true"'],
        [],
    ),
    (
        "seg.option",
        '<c-seg.option href="?n=fdi" current="yes">FDI</c-seg.option>',
        ['aria-current="true"'],
        ["<button"],
    ),
    (
        "tabs",
        '<c-tabs label="Patient" :items="tabs" />',
        ['aria-label="Patient"', 'aria-current="page"', ", done"],
        [],
    ),
    (
        "toast",
        '<c-toast undo="/undo/1/">4 visits moved</c-toast>',
        ['method="post"', 'action="/undo/1/"', "Undo"],
        [],
    ),
    ("toast", "<c-toast>Saved</c-toast>", ["Saved"], ["Undo"]),
    (
        "empty",
        '<c-empty title="No one is waiting">Go on</c-empty>',
        ["<b>No one is waiting</b>", "Go on"],
        [],
    ),
    (
        "why",
        '<c-why id="w1" figure="$236" title="Fee">Because</c-why>',
        ['popovertarget="w1"', 'id="w1"', "popover", "$236", ", why", "Because"],
        [],
    ),
    ("money", '<c-money :amount="fee" />', ["$1,180"], []),
    ("money", "<c-money />", ["no fee", "muted"], []),
    ("date", '<c-date :at="when" style="full" />', ['<time datetime="2026-11-24">', "Tue 24 Nov 2026"], []),
    (
        "dialog",
        '<c-dialog id="d1" title="Sure?"><c-slot name="foot">OK</c-slot>Text</c-dialog>',
        ["<dialog", 'aria-labelledby="d1-title"', 'id="d1-title"', 'class="foot"'],
        [],
    ),
    (
        "drawer",
        '<c-drawer id="d2" title="Moves">Text</c-drawer>',
        ["<dialog", "data-close", 'aria-label="Close"'],
        [],
    ),
    ("panel", '<c-panel label="Findings">Text</c-panel>', ["<aside", 'aria-label="Findings"'], []),
    (
        "progress",
        '<c-progress label="Booking" percent="58" note="3 of 5" />',
        ["<progress", 'value="58"', 'aria-label="Booking"', "3 of 5"],
        [],
    ),
    ("progress", '<c-progress label="Booking" />', ["<progress"], ["value="]),
    ("steps", '<c-steps label="Visits" :items="steps" />', ['aria-current="step"', "Visit 1, done"], []),
    (
        "check",
        '<c-check name="shown" checked="yes">Shown</c-check>',
        ['type="checkbox"', 'name="shown"', " checked"],
        [],
    ),
    (
        "field",
        '<c-field label="Complaint" name="complaint" error="Say what hurts." />',
        [
            'for="complaint"',
            'aria-invalid="true"',
            'aria-describedby="complaint_error"',
            'id="complaint_error"',
        ],
        [],
    ),
    (
        "avatar",
        '<c-avatar initials="AO" hue="1" name="Dr Osei" />',
        ["av p1", 'aria-label="Dr Osei"', "AO"],
        [],
    ),
    ("key", '<c-key keys="N">numbering</c-key>', ["<kbd>N</kbd>", "<dd>numbering</dd>"], []),
    ("legend", '<c-legend bone="yes" />', ["Suspected, not confirmed", "Bone level"], []),
    (
        "slider",
        '<c-slider target="mouth" :stops="stops" says="Became" swap="yes" />',
        ['data-stops="mouth"', 'aria-current="step"', 'hx-target="#mouth"', 'aria-live="polite"'],
        [],
    ),
    (
        "daybook",
        '<c-daybook :page="page" label="Tuesday" />',
        [
            "data-daybook",
            "r-7 n-16",
            ">8:30, 80 minutes, <",
            ">, missed. <",
            'data-now="9:00"',
        ],
        ["style="],
    ),
    (
        "plan",
        '<c-plan title="Balanced" ribbon="Dr Osei advises" :facts="facts" :points="points">Accept</c-plan>',
        ["plan rec", "<h2>Balanced</h2>", "Dr Osei advises", "<dt>visits</dt><dd>6</dd>", 'class="risk"', "Accept"],
        ["style="],
    ),
    (
        "sign",
        '<c-sign name="strokes" error="Sign here first.">Or type your name</c-sign>',
        ['name="strokes"', "<canvas", "sign bad", "Sign here first.", "Or type your name", "signature_pad"],
        ["<style"],
    ),
    (
        "mouth",
        '<c-mouth id="m1" form="finding">X</c-mouth>',
        ["data-odontogram", 'data-form="finding"', 'id="m1"'],
        [],
    ),
]


@pytest.mark.parametrize(("name", "markup", "shows", "hides"), EXAMPLES)
def test_component(name, markup, shows, hides):
    html = render(
        markup,
        page=lay_out_day([Column(label="Chair 1", blocks=[MISSED])], opens=480, closes=720, now=540),
        facts=[("6", "visits")],
        points=[{"kind": "risk", "text": "Physician letter first"}],
        fee=Decimal(1180),
        when=dt.date(2026, 11, 24),
        stops=STOPS,
        steps=[{"label": "Visit 1", "state": "done"}, {"label": "Visit 2", "state": "now"}],
        tabs=[Tab(label="Chart", url="/c/", done=True), Tab(label="Plan", url="/p/", current=True)],
    )
    assert [text for text in shows if text not in html] == []
    assert [text for text in hides if text in html] == []
    assert "<c-" not in html


def test_every_component_has_an_example_and_a_place_in_the_gallery():
    assert {name for name, *_ in EXAMPLES} == set(COMPONENTS)
    frame = {"panel", "tabs", "date"}  # shown by the pages' own frame, in test_frame below
    missing = [name for name in COMPONENTS if f"<c-{name}" not in GALLERY and name not in frame]
    assert missing == []


def test_a_form_field_says_what_is_wrong_and_keeps_what_was_typed():
    form = Question({"complaint": "Night <pain>", "days": "30", "channel": "sms"})
    html = render('<c-field :field="form.complaint" /><c-field :field="form.days" />', form=form)
    assert 'value="Night &lt;pain&gt;"' in html
    assert 'class="input"' in html
    assert "Enter 90 or more." in html
    assert re.search(r'aria-describedby="[^"]*id_days_error', html)
    assert 'id="id_days_error"' in html
    assert 'id="id_complaint_helptext"' in html


def test_boxes_are_not_dressed_as_inputs():
    html = render('<c-field :field="form.shown" /><c-field :field="form.channel" />', form=Question())
    assert 'class="input"' not in html
    assert "<legend" in html
    assert html.index("checkbox") < html.index("Less invasive way shown")


def test_figures_speak_as_the_practice_does():
    markup = '{% load display %}{% money 1180 %} {% teeth numbers %} {{ 535|duration }} {% count 6 "visit" %}'
    voice = Voice(currency="EUR", country="DE", notation="universal")
    said = render(markup, voice=voice, numbers=["26", "16"])
    assert said.replace("\N{NO-BREAK SPACE}", " ") == "1.180 € 3, 14 8 h 55 6 visits"


def test_frame():
    header = PatientHeader(
        name="Helen Brandt",
        facts="54 y",
        flags=[Flag(kind="danger", text="Penicillin allergy"), Flag(kind="info", text="Anxious")],
        tabs=[Tab(label="Chart", url="/c/", done=True), Tab(label="Plan", url="/p/", current=True)],
        step="Step 7 of 21: generate plan for review",
    )
    context = {
        "nav": [
            NavItem(icon="queue", label="Worklist", url="/w/", count=7),
            NavItem(icon="gear", label="Settings", url="/s/", end=True, phone=False),
        ],
        "who": Who(initials="AO", name="Dr Amara Osei", hue=1),
        "patient_header": header,
    }
    html = get_template("display/patient.html").render(context)
    assert "<title>Helen Brandt" in html
    assert html.count('href="/w/"') == 2  # rail, bottom bar
    assert html.count('href="/s/"') == 1
    assert "Penicillin allergy" in html
    assert 'class="skip" href="#main"' in html
    assert re.search(r'<a href="/p/" aria-current="page">', html)


FORBIDDEN = {
    "inline style": re.compile(r"\sstyle=[\"'](?!short|year|full|long|week|month)", re.IGNORECASE),
    "inline handler": re.compile(r"\son[a-z]+=[\"']", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*(?:\ssrc=|application/json))", re.IGNORECASE),
    "style element": re.compile(r"<style", re.IGNORECASE),
    "another host": re.compile(r"(?:src|href)=[\"']https?://", re.IGNORECASE),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_templates_obey_the_content_security_policy(what):
    files = [*(ROOT / "display/templates").rglob("*.html"), *ROOT.glob("web/*/templates/**/*.html")]
    assert [str(file.relative_to(ROOT)) for file in files if FORBIDDEN[what].search(file.read_text())] == []
