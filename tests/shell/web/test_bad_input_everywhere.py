"""No form of any page answers bad input with a failure: what cannot be read gets a sentence.

The pages are walked by the addresses that the rooms declare. Every form that a page draws is filled as the page fills
it and sent again, each time with one field holding something that does not belong there: a number gets numbers that
are none, a day gets days that are none, anything else gets the oddities in turn. The names in address lines are walked
in the same way. Every address is also sent every field of the house at once, as each role.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import count, cycle
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from payer_answer import ANSWER

from arcada.store.keys import uuid7
from arcada.store.tenancy import in_practice

BAD = {
    "nothing": "",
    "a NUL character": "a\x00b",
    "emoji": "🦷" * 40,
    "something huge": "x" * 200_000,
    "a huge number": "9" * 5_000,
    "more than a column holds": "99999999999999999999",
    "a number with an exponent": "1e400000",
    "a negative number": "-7",
    "no number": "NaN",
    "digits of another script": "٣",
    "a digit that is none": "²",
    "a day that is not": "2026-02-30",
    "the last day of all": "9999-12-31",
    "the first day of all": "0001-01-01",
    "a time that is not": "25:61",
    "another thing's id": "00000000-0000-7000-8000-000000000000",
    "markup": "<script>alert(1)</script>",
    "JSON that is something else": '{"strokes": [{"points": 7}]}',
    "strokes without end": '{"strokes": [{"points": [{"x": 1e999, "y": 1, "time": 0}, {"x": 1, "y": 1, "time": 1}]}]}',
    "strokes outside time": '{"strokes": [{"points": [{"x": 1, "y": 1, "time": 0}, {"x": 1, "y": 1, "time": 1e999}]}]}',
}
ROLES = ("dentist", "coordinator", "hygienist", "desk", "manager", "owner")
NUMBERS = ("a huge number", "more than a column holds", "a number with an exponent", "digits of another script")
DAYS = ("the last day of all", "the first day of all", "a day that is not")
FAILED = 500
Filled = tuple[str, dict[str, str]]  # an address with what is sent to it
LEFT_OUT = ("sign_out", "account_", "mfa_")  # signing in and out has its own tests


class Page(HTMLParser):
    """Reads the forms of a page as a browser would send them, and the names in the address lines of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.links: list[str] = []
        self.named: dict[str, dict[str, str]] = {}
        self.open: dict[str, str] | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = self.named.setdefault(told.get("id", f"form {len(self.named)}"), {})
            sent = self.forms if told.get("method", "").lower() == "post" else self.asked
            sent.append((told.get("action", ""), self.open))
        if tag == "a" and "?" in told.get("href", "") and told["href"].startswith(("/", "?")):
            self.links.append(told["href"])
        name = told.get("name", "")
        fields = self.named.setdefault(told["form"], {}) if told.get("form") else self.open
        if fields is None:
            return
        if tag in ("input", "button", "textarea") and name:
            fields[name] = fields.get(name) or told.get("value") or plausible(told)
        if tag == "select" and name:
            fields.setdefault(name, "")
            self.select = name
        if tag == "option" and self.select and not fields.get(self.select):
            fields[self.select] = told.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        if tag == "select":
            self.select = ""


def plausible(told: dict[str, str]) -> str:
    """Give what somebody could type into an empty field."""
    kinds = {"date": "2026-05-04", "time": "10:00", "number": "1", "email": "kim@example.org", "checkbox": "on"}
    return kinds.get(told.get("type", ""), "some words that say why")


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Give every named address of the house but those of signing in."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{before}{one.namespace}:" if one.namespace else before)
        elif one.name and not one.name.startswith(LEFT_OUT):
            yield before + one.name, one


def addresses(world: dict[str, Any]) -> list[str]:
    """Give the address of every page, with ids of things that are there."""
    made = []
    for name, one in patterns(get_resolver()):
        asked = one.pattern.converters
        made.append(reverse(name, kwargs={what: world[what] for what in asked}))
    return made


def read_pages(client: Client, pages: list[str]) -> tuple[dict[Any, Filled], dict[str, Filled]]:
    """Collect the forms that pages draw, each kind once, and the names that address lines use."""
    forms: dict[Any, Filled] = {}
    lines: dict[str, Filled] = {}
    for page in pages:
        answer = client.get(page)
        assert answer.status_code < FAILED, page
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        read = Page()
        read.feed(answer.content.decode())
        here = page.partition("?")[0]
        for action, fields in read.forms:
            if not any(word in action for word in ("logout", "account/")):
                where = urljoin(here, action)
                forms.setdefault((page_name(where), *sorted(fields)), (where, fields))
        for action, fields in read.asked:
            where = urljoin(here, action).partition("?")[0]
            lines.setdefault(page_name(where), (where, {}))[1].update(fields)
        for link in read.links:
            where, _, query = urljoin(here, link).partition("?")
            lines.setdefault(page_name(where), (where, {}))[1].update(parse_qsl(query))
    return forms, lines


def page_name(where: str) -> str:
    """Name the page behind an address: the reasons of two lines of a plan are one page."""
    return resolve(urlsplit(where).path).view_name


def oddities(fields: dict[str, str], turn: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Give for each field what it gets: what nearly fits, or whatever is next."""
    for name, filled in fields.items():
        if name == "csrfmiddlewaretoken":
            continue
        nearly = NUMBERS if filled.isdecimal() else DAYS if re.fullmatch(r"\d{4}-\d\d-\d\d", filled) else ()
        for what in (*nearly, next(turn)):
            yield name, what


def failing(client: Client, method: str, where: str, sent: dict[str, str]) -> bool:
    """Send it, leave nothing behind, and tell whether the answer was a failure."""
    with transaction.atomic():
        status = getattr(client, method)(where, sent).status_code
        transaction.set_rollback(True)
    return bool(status >= FAILED)


@pytest.fixture
def world(member, patient, practice, at) -> dict[str, Any]:
    """One practice with something of everything, by the name that addresses call it."""
    from planned import make_version

    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.findings import Evidence, Found, record_finding
    from arcada.cases.actions.open_case import chart_of, open_case
    from arcada.cases.actions.present import present
    from arcada.cases.actions.start_compile import start_compile
    from arcada.coordination.actions.tasks import ToDo, add_task
    from arcada.interop.knowledge.own import shipped_text
    from arcada.practice import actions
    from arcada.practice.models import ProtocolVersion, Rehearsal
    from arcada.schedule.actions.appointments import Slot, book
    from arcada.web.schedule.places import place_kept

    owner, dentist, coordinator = member("owner"), member("dentist"), member("coordinator")
    for role in ROLES:
        member(role)
    site = actions.add_site(by=owner, at=at, name="Main street")
    chair = actions.add_chair(by=owner, at=at, site=site, name="Chair 1", equipment=["cbct"])
    provider = actions.add_provider(
        by=owner, at=at, name="Dr Amara Osei", initials="AO", clinical_roles=["dentist"], hue=2
    )
    closure = actions.close_days(
        by=owner, at=at, first_date=dt.date(2026, 12, 24), last_date=dt.date(2026, 12, 25), reason="Holidays"
    )
    fees = actions.make_fee_schedule(by=owner, at=at, name="Usual fees", currency="USD", usual=True)
    chart = chart_of(by=dentist, patient=patient)
    said = Found(
        term="cavitated dentine caries",
        where=["26"],
        surfaces="MO",
        evidence=[Evidence("bitewing_radiograph", dt.date(2026, 2, 20))],
    )
    finding = record_finding(by=dentist, at=at, chart=chart, expected_revision=0, found=said, confirmed=False)
    now = dt.datetime.now(dt.UTC)
    case = open_case(by=coordinator, at=now, patient=patient, title="Upper left pain", complaint="It hurts")
    version = make_version(case, coordinator, now)
    chosen = version.alternatives.get(tier="balanced")
    proposal = present(by=coordinator, at=now, alternative=chosen)
    accept_alternative(by=coordinator, at=now, alternative=chosen)
    task = add_task(by=coordinator, at=now, todo=ToDo("Call", "desk", now.date(), case=case, patient=patient))
    day = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(16), dt.UTC)
    appointment = book(by=coordinator, at=now, patient=patient, slot=Slot(provider, chair, day, 40), title="Filling")
    run = start_compile(by=coordinator, at=now, case=case)
    text = shipped_text("cavitated_caries")
    protocol = {"practice": practice, "protocol": "cavitated_caries", "text": text}
    ProtocolVersion.objects.create(**protocol, number=1, shipped="", written_by=dentist, written_at=now)
    rehearsal = Rehearsal.objects.create(**protocol, content="", started_by=dentist, started_at=now)
    priced = something_of_the_fees(owner, at, practice, fees) | something_asked(coordinator, now, chosen)
    priced |= something_of_the_coverage(owner, at, patient) | something_to_pay(coordinator, now, chosen)
    priced |= {"thread_id": something_to_bring_back(patient, now)}
    told = {
        "patient_id": patient, "finding_id": finding, "task_id": task, "appointment_id": appointment,
        "run_id": run, "chair_id": chair, "provider_id": provider, "closure_id": closure,
        "member_id": member("desk"), "schedule_id": fees, "document_id": version,
        "proposal_id": proposal, "override_id": version, "search_id": version, "rehearsal_id": rehearsal,
    }  # fmt: skip
    words = {"tier": "balanced", "item": "p-i1", "number": 1, "procedure": "extraction", "finding": "f1"}
    words["name"] = "cavitated_caries"
    words["form"] = "csv"
    words["place"] = place_kept(appointment)
    return {name: row.pk for name, row in (told | priced).items()} | words | {"step": "coordinate_specialist_referral"}


def something_of_the_fees(owner: Any, at: Any, practice: Any, fees: Any) -> dict[str, Any]:
    """A contract, a file, a code, a discount, a membership and a tax rate."""
    from arcada.insurance.actions.contracts import make_contract
    from arcada.insurance.models import Payer
    from arcada.practice import actions

    payer = Payer.objects.create(practice=practice, name="Northwind Dental")
    agreed = actions.make_fee_schedule(by=owner, at=at, name="Northwind", kind="contract", currency="USD")
    by = {"by": owner, "at": at}
    content = b"Code,Name,Fee\nEX-01,Ceramic crown,900\nEX-02,Cleaning,95\n"
    return {
        "contract_id": make_contract(**by, payer=payer, schedule=agreed, begins=dt.date(2026, 1, 1)),
        "import_id": actions.start_import(**by, schedule=fees, file_name="fees.csv", content=content),
        "code_id": actions.map_code(**by, code="EX-01", name="Ceramic crown", procedure="ceramic_crown"),
        "discount_id": actions.keep_discount(**by, name="Courtesy", kind="percent", value="10", roles=["owner"]),
        "membership_id": actions.keep_membership_plan(
            **by, name="Smile plan", yearly_price="299", percents={"crowns": "15"}, included={"cleaning": 2}
        ),
        "rate_id": actions.set_tax(
            **by, category="crowns", percent="19", begins=dt.date(2026, 1, 1), source="Invented law"
        ),
    }


def something_to_pay(by: Any, now: dt.datetime, alternative: Any) -> dict[str, Any]:
    """A signed payment plan with a receipt, and a lender who was asked."""
    from decimal import Decimal

    from planned import STROKES

    from arcada.cases.actions.sign import Pen
    from arcada.insurance.actions.payment_financing import ask_lender
    from arcada.insurance.actions.payment_plan import Agreed, draft_plan, sign_plan
    from arcada.insurance.actions.payment_receipts import receive
    from arcada.practice.clock import local_day

    who, today = {"by": by, "at": now}, local_day(now, by.practice)
    agreed = Agreed(total=Decimal(900), down=Decimal(100), count=8, first=today)
    plan = draft_plan(**who, alternative=alternative, agreed=agreed)
    sign_plan(**who, plan=plan, pen=Pen(STROKES, "Mara Okafor"), make_sealed=lambda _plan, _signature: b"a paper")
    return {
        "payment_plan_id": plan,
        "receipt_id": receive(**who, plan=plan, amount=Decimal(100), on=today, way="card"),
        "financing_id": ask_lender(
            **who, case=alternative.case, lender="Harbour Credit", amount=Decimal(500), on=today
        ),
    }


def something_to_bring_back(patient: Any, now: dt.datetime) -> Any:
    """A thread that waits for a person."""
    from arcada.outreach.models import Thread

    return Thread.objects.create(
        practice=patient.practice,
        patient=patient,
        ground="signed",
        key="plan:one",
        state="human",
        diagnosed_date=now.date(),
        entered_date=now.date(),
        due_date=now.date(),
    )


def something_asked(by: Any, now: dt.datetime, alternative: Any) -> dict[str, Any]:
    """A pack to an insurer that was sent and answered in part, with the line that was denied."""
    from pack_made import answered, covered, drafted, sent

    from arcada.insurance.models import BenefitPlan, Payer

    payer = Payer.objects.create(practice_id=by.practice_id, name="Prairie Mutual")
    plan = BenefitPlan.objects.create(practice_id=by.practice_id, payer=payer, name="PPO")
    pack = drafted(by, now, alternative, covered(alternative.case.patient, plan), ("crown", "implant_crown"))
    sent(by, now, pack)
    answered(by, now, pack, "denied", "conditional", "waiting")
    return {"pack_id": pack, "line_id": pack.lines.get(position=1)}


def something_of_the_coverage(owner: Any, at: Any, patient: Any) -> dict[str, Any]:
    """A payer with a plan, a coverage with an entry, a list of members, a payer's answer."""
    from decimal import Decimal

    from arcada.insurance.actions.coverages import CoverageTold, add_coverage
    from arcada.insurance.actions.import_files import keep_list
    from arcada.insurance.actions.ledger import EntryTold, enter
    from arcada.insurance.actions.payers import PayerTold, add_payer
    from arcada.insurance.actions.plans import PlanTold, write_plan
    from arcada.insurance.actions.take_answer import keep_answer
    from arcada.insurance.templates import templates

    by, first = {"by": owner, "at": at}, templates()[0]
    payer = add_payer(**by, told=PayerTold(name="Lakeshore Dental Plan"))
    plan = write_plan(**by, payer=payer, told=PlanTold(name="PPO", group_number="G-1", benefits=first.benefits))
    told = CoverageTold(member_id="M-7", begins=dt.date(2025, 1, 1))
    coverage = add_coverage(**by, patient=patient, plan=plan, told=told)
    entry = EntryTold(kind="paid", on=dt.date(2026, 1, 9), procedure="cleaning", paid=Decimal(90))
    rows = f"Chart number,Payer,Plan,Used,As of\n{patient.chart_number},Lakeshore Dental Plan,PPO,9,2026-01-09\n"
    return {
        "payer_id": payer,
        "benefit_plan_id": plan,
        "coverage_id": coverage,
        "entry_id": enter(**by, coverage=coverage, told=entry),
        "file_id": keep_list(**by, name="members.csv", content=rows.encode()),
        "answer_id": keep_answer(**by, coverage=coverage, name="answer.json", content=json.dumps(ANSWER).encode()),
    }


def told(where: str, what: str) -> str:
    """Write a fault without its ids."""
    return f"{re.sub('[0-9a-f-]{36}', '<id>', where)}: {what}"


@pytest.fixture
def walked(world, client_for):
    """Every kind of form, and every address line, as the two roles that see nearly everything find them."""
    opened = {"chart:show": ("finding", "finding_id"), "schedule:daybook": ("open", "appointment_id")}
    pages = addresses(world)
    for name, (word, key) in opened.items():
        given = {"patient_id": world["patient_id"]} if name == "chart:show" else {}
        pages.append(f"{reverse(name, kwargs=given)}?{word}={world[key]}")
    forms: dict[Any, tuple[Client, str, dict[str, str]]] = {}
    lines: dict[str, tuple[Client, str, dict[str, str]]] = {}
    for role in ("dentist", "manager"):
        client = client_for(role)
        client.raise_request_exception = False
        drawn, asked = read_pages(client, pages)
        for found, kept in ((drawn, forms), (asked, lines)):
            for key, (where, fields) in found.items():
                kept.setdefault(key, (client, where, fields))
    return list(forms.values()), list(lines.values())


def test_no_field_of_any_form_makes_a_page_fail(walked):
    forms, _ = walked
    turn, keys, failed = cycle(BAD), count(1), []
    for client, where, fields in forms:
        for name, what in oddities(fields, turn):
            fresh = {"key": f"key {next(keys)}"} if "key" in fields else {}
            if failing(client, "post", where, fields | fresh | {name: BAD[what]}):
                failed.append(told(where, f"{name} holds {what}"))
    assert len(forms) > 50
    assert failed == []


def test_no_name_in_an_address_line_makes_a_page_fail(walked):
    _, lines = walked
    turn, failed = cycle(BAD), []
    for client, where, names in lines:
        for name, what in oddities(names, turn):
            if failing(client, "get", where, {name: BAD[what]}):
                failed.append(told(where, f"{name} is {what}"))
    assert len(lines) > 10
    assert failed == []


def test_whatever_is_sent_to_any_address_as_whichever_role_no_page_fails(world, walked, client_for):
    forms, _ = walked
    everything = sorted({name for _, _, fields in forms for name in fields} - {"csrfmiddlewaretoken"})
    turn, failed = cycle(BAD), []
    for role in ROLES:
        client = client_for(role)
        client.raise_request_exception = False
        for where in addresses(world):
            what = next(turn)
            if failing(client, "post", where, dict.fromkeys(everything, BAD[what])):
                failed.append(f"as {role}, {told(where, f'all fields hold {what}')}")
    assert failed == []


def test_what_belongs_to_another_patient_is_not_there(world, client_for, patient):
    """An id of one patient below the address of another is as unknown as one that was never given."""
    from arcada.patients.models import Patient

    values = {field.attname: getattr(patient, field.attname) for field in Patient._meta.concrete_fields}
    other = Patient.objects.create(**{**values, "id": uuid7(), "chart_number": "2002"})
    rows = {"finding_id", "run_id", "document_id", "proposal_id", "override_id", "search_id"}
    pages = [(name, one) for name, one in patterns(get_resolver()) if {"patient_id"} < set(one.pattern.converters)]
    clients, tried = (client_for("dentist"), client_for("coordinator")), 0
    for name, one in pages:
        if rows & set(one.pattern.converters):
            given = {what: world[what] for what in one.pattern.converters} | {"patient_id": other.pk}
            where = reverse(name, kwargs=given)
            posted = {client.post(where).status_code for client in clients}
            got = {client.get(where).status_code for client in clients}
            assert all(codes <= {403, 404, 405} and codes & {404, 405} for codes in (posted, got)), name
            tried += 1
    assert tried > 4


def test_what_belongs_to_another_practice_is_not_there(world, client_for, practice, other_practice, member):
    """The same addresses, asked by a manager and a dentist of the practice next door."""
    from made import make_member

    strangers = []
    with in_practice(other_practice.pk):
        for role in ("dentist", "manager"):
            client = Client()
            user = make_member(other_practice, role).user
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            strangers.append(client)
    for name, one in patterns(get_resolver()):
        if not any(what.endswith("_id") for what in one.pattern.converters):
            continue
        where = reverse(name, kwargs={what: world[what] for what in one.pattern.converters})
        for client in strangers:
            assert client.get(where).status_code in (403, 404, 405), name
            assert client.post(where).status_code in (403, 404, 405), name
