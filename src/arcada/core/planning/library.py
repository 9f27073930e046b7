"""All that the practice has agreed on, in one value: findings, catalogue, protocols, rules, fees."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from arcada.core.kernel import money
from arcada.core.protocols.catalogue import Procedure
from arcada.core.protocols.finding import FindingKind
from arcada.core.protocols.protocol import Protocol, Strategy
from arcada.core.protocols.rules import Family, FindingFact, LagRule, RecallRule, Supersede, WishRule
from arcada.core.risk.anaesthetic import DoseTable
from arcada.core.risk.prophylaxis import Regimen, dose_sentence
from arcada.core.risk.rules import FactRule, Modifier, RiskFlag, SafetyRecord


@dataclass(frozen=True, slots=True)
class FeeList:
    """Fees by procedure id; one that is not in it has no fee, which is not the same as costing nothing."""

    name: str
    currency: str
    fees: Mapping[str, Decimal]

    def fee(self, procedure: str, units: Decimal, standard: Decimal) -> Decimal | None:
        """The fee of a procedure; a variant costs in proportion to its units."""
        listed = self.fees.get(procedure)
        if listed is None or standard == units:
            return listed
        if standard == 0:
            return listed
        step = Decimal(5)
        return money((listed * units / standard / step).to_integral_value() * step)


@dataclass(frozen=True, slots=True)
class Library:
    """Read-only knowledge; `version` is the hash of the files that it was read from.

    `kinds` are keyed by the plain term, `answers` says which protocol answers a term.
    """

    version: str
    kinds: Mapping[str, FindingKind]
    families: Mapping[str, Family]
    groups: Mapping[str, frozenset[str]]
    procedures: Mapping[str, Procedure]
    strategies: Mapping[str, Strategy]
    protocols: Mapping[str, Protocol]
    answers: Mapping[str, str]
    lags: tuple[LagRule, ...]
    supersedes: tuple[Supersede, ...]
    wishes: tuple[WishRule, ...]
    recalls: tuple[RecallRule, ...]
    finding_facts: tuple[FindingFact, ...]
    facts: tuple[FactRule, ...]
    flags: tuple[RiskFlag, ...]
    modifiers: tuple[Modifier, ...]
    safety: tuple[SafetyRecord, ...]
    takes: Mapping[str, str]
    doses: DoseTable
    regimens: tuple[Regimen, ...]
    fees: FeeList
    sources: Mapping[str, str] = field(default_factory=dict)
    aftercare: Mapping[str, str] = field(default_factory=dict)

    def protocol_of(self, term: str) -> Protocol:
        """The protocol that answers a kind of finding; the reader has made sure that there is one."""
        return self.protocols[self.answers[term]]

    def strategy(self, protocol: Protocol, name: str) -> Strategy:
        """A strategy of the protocol, or the shared one of that name."""
        return protocol.strategies.get(name) or self.strategies[name]

    def figures(self, facts: Mapping[str, object]) -> dict[str, str]:
        """The doses that warnings tell, for this patient."""
        return {
            "anaesthetic": self.doses.sentence(facts),
            "prophylaxis": dose_sentence(self.regimens, facts),
        }

    def dosed_as_in(self, country: str) -> "Library":
        """The same knowledge with the tables of doses of a country; one that is not named changes nothing."""
        return replace(self, doses=replace(self.doses, country=country)) if country else self

    def group(self, name: str) -> frozenset[str]:
        """The families of a group."""
        return self.groups[name]
