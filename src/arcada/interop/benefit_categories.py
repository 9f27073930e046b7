"""`benefit_categories.yaml`: what US dental plans call a service, from broad to narrow.

    composite_filling   of the family direct_restoration   ->   general, restorative, fillings
    aligners_limited    of the family limited_orthodontics ->   ortho, ortho_limited      (outside `general`)

A plan's percentages, deductibles and limits speak about these names. The class (preventive, basic, major) is only how
plans usually group a category, offered where somebody types "100 / 80 / 50".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from arcada.interop.knowledge import KnowledgeError, load_library
from arcada.interop.knowledge.entry import Entry
from arcada.interop.knowledge.files import Folder
from arcada.interop.knowledge.load import HOME

FILE = "benefit_categories.yaml"
CLASSES = ("preventive", "basic", "major", "ortho", "none")


@dataclass(frozen=True, slots=True)
class Category:
    """One category with the chain down to it, the words of plan documents, and how plans usually group it."""

    id: str
    chain: tuple[str, ...]
    words: tuple[str, ...]
    usual_class: str


@dataclass(frozen=True, slots=True)
class BenefitCategories:
    """All categories, and the narrowest one of each family and of single procedures."""

    categories: Mapping[str, Category]
    families: Mapping[str, str]
    procedures: Mapping[str, str]

    def of(self, procedure: str, family: str) -> tuple[str, ...]:
        """The categories of a procedure, broad to narrow; none where the family is not known."""
        name = self.procedures.get(procedure) or self.families.get(family)
        return self.categories[name].chain if name else ()


def categories_of(procedure: str, family: str) -> tuple[str, ...]:
    """The categories of a catalogue procedure, broad to narrow; empty for a family that is not of the catalogue."""
    return load_benefit_categories().of(procedure, family)


def category_called(words: str) -> str | None:
    """The category that a plan document calls so; None where no category is called that."""
    told = " ".join(words.lower().replace("_", " ").split())
    for one in load_benefit_categories().categories.values():
        if told in {one.id.replace("_", " "), *one.words}:
            return one.id
    return None


def usual_scope(usual_class: str) -> tuple[str, ...]:
    """The categories that plans usually put into a class, each without those that lie within another of it."""
    found = [one for one in load_benefit_categories().categories.values() if one.usual_class == usual_class]
    names = {one.id for one in found}
    return tuple(one.id for one in found if not names & set(one.chain[:-1]))


@cache
def load_benefit_categories(root: Path = HOME) -> BenefitCategories:
    """The file read against the catalogue; raises KnowledgeError with every fault."""
    folder = Folder(root)
    whole = folder.mapping(FILE)
    found = _categories(whole)
    families, procedures = _families(whole, found)
    whole.done()
    for family in sorted(set(load_library().families) - set(families)):
        whole.fault("families", f"the family '{family}' has no category")
    if folder.reports.faults:
        raise KnowledgeError(tuple(sorted(folder.reports.faults)))
    return BenefitCategories(found, families, procedures)


def _categories(whole: Entry) -> dict[str, Category]:
    found: dict[str, Category] = {}
    for entry in whole.entries("categories"):
        name = entry.text("id")
        within = entry.known("within", set(found), "category above it", "")
        above = found[within].chain if within in found else ()
        words = tuple(word.lower() for word in entry.strings("words"))
        usual = entry.known("class", CLASSES, "class", "none")
        _cited(entry)
        if name in found:
            entry.fault("id", f"there is already a category '{name}'")
        found[name] = Category(name, (*above, name), words, usual)
        entry.done()
    return found


def _families(whole: Entry, known: Mapping[str, Category]) -> tuple[dict[str, str], dict[str, str]]:
    library = load_library()
    families: dict[str, str] = {}
    procedures: dict[str, str] = {}
    for entry in whole.entries("families"):
        family = entry.known("family", set(library.families), "family")
        if family in families:
            entry.fault("family", f"'{family}' stands twice")
        families[family] = entry.known("category", set(known), "category")
        own = entry.entry("procedures")
        for name in own.pairs if own else ():
            procedures[name] = own.known(name, set(known), "category") if own else ""
            if own and (name not in library.procedures or library.procedures[name].family != family):
                own.fault(name, f"there is no procedure '{name}' in this family")
        _cited(entry)
        entry.done()
    return families, procedures


def _cited(entry: Entry) -> None:
    if not entry.all_known("source", {*load_library().sources, "judgement"}, "source"):
        entry.fault("source", "is missing; write the tag of the source, or judgement")
