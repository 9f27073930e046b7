"""`rules/*.yaml` and `risk/*.yaml`: what holds across findings, and what the history changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from arcada.core.kernel.condition import Condition, read_condition
from arcada.core.planning.draft import PHASES
from arcada.core.protocols.catalogue import Procedure
from arcada.core.protocols.protocol import REASONS, TIERS, DayWindow
from arcada.core.protocols.rules import FindingFact, LagRule, RecallRule, Supersede, WishRule
from arcada.core.risk.anaesthetic import Dose, DoseTable, Drug
from arcada.core.risk.prophylaxis import Regimen
from arcada.core.risk.rules import FactRule, Modifier, RiskFlag, SafetyRecord
from arcada.interop.knowledge.catalogue import Vocabulary, read_window
from arcada.interop.knowledge.entry import Entry
from arcada.interop.knowledge.files import Folder
from arcada.interop.knowledge.kinds import EVIDENCE
from arcada.interop.knowledge.protocols import STRENGTHS

SAME = ("tooth", "arch", "mouth")
TEETH = ("", "front", "back")
MODIFIERS = (
    "add", "beside", "defer", "forbid", "deadline", "not_before", "limit", "minutes", "spacing", "test", "first",
    "relief", "role", "also", "asleep",
)  # fmt: skip
FIGURES = ("", "anaesthetic", "prophylaxis")
DOING = ("add", "beside", "first", "relief", "asleep")


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules that hold across findings."""

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
    aftercare: Mapping[str, str]


def read_rules(folder: Folder, words: Vocabulary, procedures: Mapping[str, Procedure]) -> Rules:
    """All rule files."""
    return Rules(
        lags=tuple(_lag(one, words) for one in folder.entries("rules/lags.yaml")),
        supersedes=tuple(_supersede(one, words) for one in folder.entries("rules/supersede.yaml")),
        wishes=tuple(_wish(one, words, procedures) for one in folder.entries("rules/wishes.yaml")),
        recalls=tuple(_recall(one, words) for one in folder.entries("rules/recall.yaml")),
        finding_facts=tuple(_finding_fact(one) for one in folder.entries("rules/finding_facts.yaml")),
        facts=tuple(_fact(one, words) for one in folder.entries("risk/facts.yaml")),
        flags=tuple(_flag(one, words) for one in folder.entries("risk/flags.yaml")),
        modifiers=tuple(_modifier(one, words, procedures) for one in folder.entries("risk/modifiers.yaml")),
        safety=tuple(_safety(one, words) for one in folder.entries("risk/records.yaml")),
        takes=_takes(folder, procedures),
        doses=_doses(folder, words),
        regimens=tuple(_regimen(one, words) for one in folder.entries("risk/antibiotic.yaml")),
        aftercare=_aftercare(folder, words),
    )


def _lag(entry: Entry, words: Vocabulary) -> LagRule:
    rule = LagRule(
        id=entry.text("id"),
        before=words.expand(entry, "before"),
        after=words.expand(entry, "after"),
        same=entry.known("same", SAME, "way to share a place"),
        windows=tuple(
            DayWindow(*read_window(entry, node, f"days[{rank}]")) for rank, node in enumerate(entry.items("days"))
        ),
        strength=entry.known("strength", STRENGTHS, "strength", "must"),
        sources=words.cited(entry),
        when=entry.condition(),
        to_stage=entry.whole("to_stage") or 0,
        gate=entry.text("gate", ""),
        teeth=entry.known("teeth", TEETH, "part of the arch", ""),
    )
    if not rule.windows:
        entry.fault("days", "is missing: name at least one window of days")
    if rule.before & rule.after and rule.same == "mouth":
        entry.fault("after", "a family cannot come after itself")
    entry.done()
    return rule


def _supersede(entry: Entry, words: Vocabulary) -> Supersede:
    rule = Supersede(
        entry.text("id"),
        words.expand(entry, "winner"),
        words.expand(entry, "loser"),
        entry.text("text"),
        words.cited(entry),
    )
    entry.done()
    return rule


def _wish(entry: Entry, words: Vocabulary, procedures: Mapping[str, Procedure]) -> WishRule:
    added = entry.entry("do")
    do = {tier: added.known(tier, set(procedures), "procedure") for tier in added.pairs} if added else {}
    for tier in do:
        if added and tier not in TIERS:
            added.fault(tier, "is no tier")
    otherwise = []
    for one in entry.entries("otherwise"):
        otherwise.append((one.known("reason", REASONS, "reason"), one.text("text"), one.condition()))
        one.done()
    rule = WishRule(
        id=entry.text("id"),
        words=entry.strings("words"),
        families=words.expand(entry, "families"),
        declines=entry.flag("declines"),
        do=do,
        phase=entry.known("phase", PHASES, "phase", "definitive"),
        text=entry.text("text", ""),
        when=entry.condition(),
        otherwise=tuple(otherwise),
        procedures=frozenset(entry.all_known("procedures", set(procedures), "procedure")),
        imposed=entry.maybe_condition("imposed"),
    )
    entry.done()
    return rule


def _recall(entry: Entry, words: Vocabulary) -> RecallRule:
    rule = RecallRule(entry.whole("months") or 0, entry.condition(), words.cited(entry))
    if not rule.months:
        entry.fault("months", "is missing")
    entry.done()
    return rule


def _finding_fact(entry: Entry) -> FindingFact:
    rule = FindingFact(entry.text("fact"), entry.condition())
    entry.done()
    return rule


def _fact(entry: Entry, words: Vocabulary) -> FactRule:
    rule = FactRule(
        fact=entry.text("fact"),
        conditions=entry.strings("conditions"),
        medications=entry.strings("medications"),
        allergies=entry.strings("allergies"),
        unless=entry.strings("unless"),
        when=entry.maybe_condition("when"),
        within_days=entry.whole("within_days"),
        over_days=entry.whole("over_days"),
        sources=words.cited(entry, required=False),
    )
    entry.done()
    return rule


def _flag(entry: Entry, words: Vocabulary) -> RiskFlag:
    rule = RiskFlag(
        flag=entry.text("flag"),
        text=entry.text("text"),
        when=entry.condition(),
        families=words.expand(entry, "families"),
        needs_items=entry.flag("needs_items"),
        figure=entry.known("figure", FIGURES, "figure", ""),
        elsewhere=dict(_elsewhere(one) for one in entry.entries("elsewhere")),
        sources=words.cited(entry),
    )
    entry.done()
    return rule


def _elsewhere(entry: Entry) -> tuple[str, str]:
    """A country, and how its guideline words the warning."""
    told = (entry.text("country"), entry.text("text"))
    entry.text("source")
    entry.done()
    return told


def _modifier(entry: Entry, words: Vocabulary, procedures: Mapping[str, Procedure]) -> Modifier:
    kind = entry.known("kind", MODIFIERS, "kind of change")
    do = entry.text("do", "")
    if kind in DOING and do not in procedures:
        entry.fault("do", f"there is no procedure '{do}'")
    if kind in {"role", "also"} and do not in {procedure.role for procedure in procedures.values()}:
        entry.fault("do", f"there is no role '{do}'")
    rule = Modifier(
        id=entry.text("id"),
        kind=kind,
        when=entry.condition(),
        do=do,
        families=words.expand(entry, "families"),
        phase=entry.known("phase", PHASES, "phase", "urgent"),
        because=entry.text("because"),
        flag=entry.text("flag", ""),
        reason=entry.known("reason", REASONS, "reason", "deferred_medical"),
        event=entry.text("event", ""),
        days=entry.whole("days") or 0,
        sources=words.cited(entry),
    )
    entry.done()
    return rule


def _safety(entry: Entry, words: Vocabulary) -> SafetyRecord:
    rule = SafetyRecord(
        evidence=entry.known("evidence", EVIDENCE, "evidence type"),
        when=entry.condition(),
        families=words.expand(entry, "families"),
        stale_when=entry.maybe_condition("stale_when") or NEVER,
    )
    words.cited(entry)
    entry.done()
    return rule


NEVER: Condition = read_condition("false")


def _takes(folder: Folder, procedures: Mapping[str, Procedure]) -> dict[str, str]:
    found = {}
    for entry in folder.entries("rules/evidence.yaml"):
        name = entry.known("evidence", EVIDENCE, "evidence type")
        found[name] = entry.known("do", set(procedures), "procedure")
        entry.done()
    return found


def _doses(folder: Folder, words: Vocabulary) -> DoseTable:
    entry = folder.mapping("risk/anaesthetic.yaml")
    table = DoseTable(tuple(_drug(one, words) for one in entry.entries("drugs")), entry.text("country", ""))
    if not table.drugs:
        entry.fault("drugs", "is empty")
    entry.done()
    return table


def _drug(entry: Entry, words: Vocabulary) -> Drug:
    doses = tuple(_dose(one, words) for one in entry.entries("doses"))
    if not doses:
        entry.fault("doses", "is empty")
    drug = Drug(
        id=entry.text("drug"),
        name=entry.text("name"),
        mg_per_cartridge=entry.decimal("mg_per_cartridge") or Decimal(0),
        adrenaline_mg=entry.decimal("adrenaline_mg") or Decimal(0),
        when=entry.condition(),
        doses=doses,
    )
    if not drug.mg_per_cartridge:
        entry.fault("mg_per_cartridge", "is missing")
    entry.done()
    return drug


def _dose(entry: Entry, words: Vocabulary) -> Dose:
    dose = Dose(
        entry.text("profile"),
        entry.decimal("mg_per_kg") or Decimal(0),
        entry.decimal("absolute_mg"),
        words.cited(entry),
    )
    if not dose.mg_per_kg:
        entry.fault("mg_per_kg", "is missing")
    entry.done()
    return dose


def _regimen(entry: Entry, words: Vocabulary) -> Regimen:
    regimen = Regimen(
        entry.text("drug"),
        entry.condition(),
        entry.decimal("adult_mg") or Decimal(0),
        entry.decimal("child_mg_per_kg") or Decimal(0),
        words.cited(entry),
    )
    if not regimen.adult_mg or not regimen.child_mg_per_kg:
        entry.fault("adult_mg", "an adult's and a child's dose are needed")
    entry.done()
    return regimen


def _aftercare(folder: Folder, words: Vocabulary) -> dict[str, str]:
    found = {}
    for entry in folder.entries("aftercare.yaml"):
        found[entry.text("id")] = entry.text("text")
        words.cited(entry)
        entry.done()
    return found
