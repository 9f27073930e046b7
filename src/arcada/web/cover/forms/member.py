"""The member form: who holds the policy, since when, what is used; and the few forms beside a coverage."""

from datetime import date
from typing import Any

from django import forms

from arcada.display.phrases import Voice
from arcada.insurance.actions.coverages import CoverageTold
from arcada.insurance.actions.payers import PayerTold
from arcada.insurance.actions.used import UsedTold
from arcada.insurance.models import Coverage, Payer, Policy, Relationship, Source
from arcada.insurance.plain_cells import Unreadable, amount_typed, percent_typed
from arcada.insurance.plain_rows import ROWS
from arcada.web.cover.forms.fields import AmountField, amount, day
from arcada.web.people.forms.refusing import RefusingForm, words

SOURCES = [(one.value, one.label) for one in (Source.PHONE, Source.PORTAL, Source.FILE, Source.TYPED)]
OWN_MAXIMUM = "own_maximum"


class VoicedForm(RefusingForm):
    """A form whose amounts are read in the practice's voice."""

    def __init__(self, *args: Any, voice: Voice, **kwargs: Any) -> None:
        """Give every amount the voice."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, AmountField):
                field.voice = voice


class MemberForm(VoicedForm):
    """What is told of the member, and what is used so far this year."""

    relationship = forms.ChoiceField(label="The patient is", choices=Relationship.choices)
    member_id = words("Member ID", 40)
    subscriber_name = words("Who holds the policy", 160, hint="Name of the subscriber, where it is not the patient.")
    subscriber_birth_date = day("Subscriber born on")
    begins = day("Covered since")
    ends = day("Last day covered", "Leave it empty while it goes on.")
    waiting_credit_months = forms.IntegerField(
        label="Months credited toward waiting periods",
        required=False,
        error_messages={"invalid": "Write whole months, such as 12."},
    )
    verified_on = day("Verified on")
    source = forms.ChoiceField(label="Verified how", choices=SOURCES)
    used = amount("Used of the maximum this year", "As the payer says. Empty: not known yet.")
    deductible_met = amount("Deductible met this year")
    used_on = day("As of")
    note = words("Note", 2000)

    fields_of = {
        "on": "used_on",
        "deductible": "deductible_met",
        "subscriber": "subscriber_name",
        "policy": "relationship",
    }

    def __init__(self, *args: Any, held: bool = False, with_used: bool = True, **kwargs: Any) -> None:
        """Leave out what is known: `held`, the holder of a policy that is there; without `with_used`, the figures."""
        super().__init__(*args, **kwargs)
        gone = ["subscriber_name", "subscriber_birth_date"] if held else []
        gone += [] if with_used else ["used", "deductible_met", "used_on", "verified_on", "source"]
        for name in gone:
            del self.fields[name]

    @staticmethod
    def first(today: date, policy: Policy | None = None) -> dict[str, Any]:
        """Give what a new form shows."""
        own = policy is None
        return {
            "relationship": Relationship.SELF if own else Relationship.CHILD,
            "member_id": policy.member_id if policy else "",
            "verified_on": today,
            "used_on": today,
            "source": Source.PHONE,
        }

    @staticmethod
    def of(coverage: Coverage) -> dict[str, Any]:
        """Give what the form shows of a coverage that is there."""
        names = ("relationship", "begins", "ends", "waiting_credit_months", "note")
        return {name: getattr(coverage, name) for name in names} | {"member_id": coverage.policy.member_id}

    def told(self, policy: Policy | None = None, own: Coverage | None = None) -> CoverageTold:
        """Give what was typed of the member."""
        given = self.cleaned_data
        return CoverageTold(
            policy=policy,
            subscriber_name=given.get("subscriber_name", ""),
            subscriber_birth_date=given.get("subscriber_birth_date"),
            member_id=given["member_id"],
            relationship=given["relationship"],
            begins=given["begins"],
            ends=given["ends"],
            waiting_credit_months=given["waiting_credit_months"] or 0,
            overrides=own.overrides if own else {},
            unknown=tuple(own.unknown) if own else (),
            source=given.get("source") or (own.source if own else Source.TYPED),
            verified_on=given.get("verified_on") or (own.verified_on if own else None),
            note=given["note"],
        )

    @staticmethod
    def told_of(coverage: Coverage, overrides: dict[str, Any]) -> CoverageTold:
        """Give a coverage as it is, but for the member's own benefits."""
        return CoverageTold(
            member_id=coverage.policy.member_id,
            relationship=coverage.relationship,
            begins=coverage.begins,
            ends=coverage.ends,
            waiting_credit_months=coverage.waiting_credit_months,
            overrides=overrides,
            unknown=tuple(coverage.unknown),
            source=coverage.source,
            verified_on=coverage.verified_on,
            note=coverage.note,
        )

    def used_told(self, today: date) -> UsedTold | None:
        """Give the payer's figures; None where nobody has told them."""
        given = self.cleaned_data
        if given.get("used") is None and given.get("deductible_met") is None:
            return None
        return UsedTold(
            on=given.get("used_on") or today,
            used=given.get("used"),
            deductible=given.get("deductible_met"),
            source=given["source"],
        )


class OwnBenefitsForm(RefusingForm):
    """What this member has beyond the plan: a share of a kind of service, or a maximum of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Draw one cell a kind of service."""
        super().__init__(*args, **kwargs)
        for row in ROWS:
            self.fields[f"own_{row.id}"] = words(row.label, 10, inputmode="decimal")
        self.fields[OWN_MAXIMUM] = words("Maximum of the year", 12, inputmode="decimal")

    @staticmethod
    def of(coverage: Coverage) -> dict[str, str]:
        """Give what the form shows of a coverage."""
        shares = {one["scope"]: one["pct"] for one in coverage.overrides.get("percent", ())}
        found = {f"own_{row.id}": str(shares.get(f"cat:{row.id}", "")) for row in ROWS}
        maximums = [one["amount"] for one in coverage.overrides.get("maximums", ())]
        return found | {OWN_MAXIMUM: str(maximums[0]) if maximums else ""}

    def overrides(self) -> dict[str, Any] | None:
        """Give the member's own benefits; None where a cell cannot be read."""
        percents, maximums = [], []
        for row in ROWS:
            try:
                rule = percent_typed(self.cleaned_data.get(f"own_{row.id}", "").strip().lower())
            except Unreadable as trouble:
                self.add_error(f"own_{row.id}", str(trouble))
                continue
            if rule:
                share = rule if isinstance(rule, dict) else {"pct": 0}
                percents.append({"scope": f"cat:{row.id}", **share})
        try:
            most = amount_typed(self.cleaned_data.get(OWN_MAXIMUM, "").strip().lower())
            maximums = [{"scope": "cat:general", **most}] if most else []
        except Unreadable as trouble:
            self.add_error(OWN_MAXIMUM, str(trouble))
        if self.errors:
            return None
        return {key: rules for key, rules in (("percent", percents), ("maximums", maximums)) if rules}


class VerifyForm(RefusingForm):
    """On which day the payer confirmed it, and how."""

    on = day("Verified on")
    source = forms.ChoiceField(label="How", choices=SOURCES)
    fields_of = {"verified_on": "on"}


class UsedForm(VoicedForm):
    """What the payer says is used so far."""

    used = amount("Used of the maximum this year")
    deductible_met = amount("Deductible met this year")
    used_on = day("As of")
    source = forms.ChoiceField(label="How it is known", choices=SOURCES)
    fields_of = {"on": "used_on", "deductible": "deductible_met"}

    def told(self, today: date) -> UsedTold:
        """Give the figures."""
        given = self.cleaned_data
        return UsedTold(
            on=given["used_on"] or today,
            used=given["used"],
            deductible=given["deductible_met"],
            source=given["source"],
        )


class PayerForm(RefusingForm):
    """An insurer or programme."""

    name = words("Name", 120, "Write the payer's name as it stands on the member's card.")
    electronic_id = words("Payer ID", 40, hint="The one that claims carry, where you know it.")
    phone = words("Telephone for eligibility", 40)
    website = words("Website", 200)
    address = words("Address for letters", 500)
    note = words("Note", 2000)

    @staticmethod
    def of(payer: Payer) -> dict[str, str]:
        """Give what the form shows of a payer."""
        return {name: getattr(payer, name) for name in PayerForm.base_fields}

    def told(self) -> PayerTold:
        """Give what was typed."""
        return PayerTold(**{name: self.cleaned_data[name] for name in PayerForm.base_fields})
