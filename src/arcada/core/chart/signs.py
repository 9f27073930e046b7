"""What each finding shows in the mouth: the field and the word that it puts there.

A row of the table may ask for a word of the severity: `Shows("roots", "immature", "apex", ("open",))`
speaks only where somebody wrote `apex: open`. A finding that is said of the mouth or an arch shows tooth
words on every erupted tooth there. A finding without a row (caries risk) shows nothing: it is answered by
the plan, not seen in a tooth.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from arcada.core.chart.effects import FIELDS, check_words
from arcada.core.chart.finding import Finding
from arcada.core.chart.mouth import Mouth, homes
from arcada.core.chart.state import ERUPTED
from arcada.core.chart.vocabulary import TOOTH_FIELDS
from arcada.core.teeth.region import arches_of
from arcada.core.teeth.surface import biting_surface, surfaces_of


@dataclass(frozen=True, slots=True)
class Shows:
    """One row: `key` and `values` of the severity, any value that is not false when `values` is empty.

    `usual` is the surface that is meant where none was said, if it is not the biting one.
    """

    field: str
    word: str
    key: str = ""
    values: tuple[str, ...] = ()
    usual: str = ""

    def __post_init__(self) -> None:
        check_words(self.field, (self.word,))

    def speaks(self, severity: Mapping[str, object]) -> bool:
        """Whether the severity asks for it."""
        said = severity.get(self.key)
        return not self.key or (str(said).lower() in self.values if self.values else bool(said))


def graded(field: str, prefix: str, key: str, *grades: tuple[str, ...]) -> tuple[Shows, ...]:
    """A row for each grade: the words `prefix_1`, `prefix_2` ... and the ways to write each."""
    return tuple(Shows(field, f"{prefix}_{rank}", key, names) for rank, names in enumerate(grades, 1))


GRADES: Final = (("1", "i"), ("2", "ii"), ("3", "iii"))
MOBILE: Final = graded("mobility", "grade", "mobility", *GRADES)
APICAL: Final = (
    Shows("apex", "asymptomatic_periodontitis", "apical", ("asymptomatic apical periodontitis",)),
    Shows("apex", "symptomatic_periodontitis", "apical", ("symptomatic apical periodontitis",)),
    Shows("apex", "acute_abscess", "apical", ("acute apical abscess",)),
    Shows("apex", "chronic_abscess", "apical", ("chronic apical abscess",)),
    Shows("roots", "immature", "apex", ("open", "immature")),
)
ROOT_FILLED: Final = (
    Shows("pulp", "root_filled", "root_filled"),
    Shows("pulp", "root_filled", "endodontically_treated"),
    Shows("pulp", "root_filled", "root_canal_treated"),
    Shows("pulp", "root_filled", "root_canal_treatment", ("done", "completed", "true", "yes")),
    Shows("pulp", "root_filled", "endodontic_treatment", ("done", "completed", "true", "yes")),
    Shows("pulp", "root_filled", "pulp", ("root filled", "root-filled", "root canal treated")),
)
"""The ways in which a tooth is said to be root-filled."""
CUSPS: Final = (Shows("crown", "cusp_missing", "cusps_lost"),)

SIGNS: Final[Mapping[str, tuple[Shows, ...]]] = {
    # caries
    "initial enamel caries lesion": (Shows("surfaces", "initial_lesion"),),
    "moderate caries lesion": (Shows("surfaces", "cavity"),),
    "cavitated dentine caries": (Shows("surfaces", "cavity"),),
    "deep dentine caries, pulp vital": (Shows("surfaces", "deep_cavity"), *CUSPS),
    "deep caries reaching pulp": (Shows("surfaces", "deep_cavity"), Shows("pulp", "carious_exposure"), *CUSPS, *APICAL),
    "root caries": (
        Shows("surfaces", "root_cavity", usual="B"),
        Shows("surfaces", "arrested_lesion", "activity", ("arrested", "inactive"), usual="B"),
    ),
    "recurrent caries": (Shows("surfaces", "recurrent_caries"), *ROOT_FILLED),
    "arrested caries": (Shows("surfaces", "arrested_lesion"),),
    "early childhood caries": (Shows("caries_activity", "rampant"),),
    "rampant caries": (Shows("caries_activity", "rampant"),),
    # restorations and hard tissue
    "defective restoration": (Shows("surfaces", "defective_filling"), *ROOT_FILLED),
    "failed crown or bridge": (Shows("crown", "failing"), *ROOT_FILLED),
    "missing cusp": (Shows("crown", "cusp_missing"), *ROOT_FILLED),
    "cracked tooth": (Shows("crown", "cracked"), *ROOT_FILLED),
    "split tooth": (Shows("crown", "split"),),
    "vertical root fracture": (Shows("roots", "split"),),
    "non-restorable tooth": (Shows("crown", "unrestorable"), Shows("apex", "chronic_abscess", "abscess")),
    "non-carious cervical lesion": (Shows("surfaces", "cervical_loss", usual="B"),),
    "erosive tooth wear": (Shows("wear", "erosion"),),
    "attrition": (Shows("wear", "attrition"),),
    "dentine hypersensitivity": (Shows("pulp", "sensitive"),),
    "discoloration": (Shows("colour", "discoloured"), *ROOT_FILLED),
    "dental fluorosis": (Shows("colour", "fluorosed"),),
    "enamel hypomineralisation": (Shows("crown", "hypomineralised"),),
    "tooth resorption": (Shows("roots", "resorbing"),),
    "ankylosis": (Shows("roots", "fused"), Shows("position", "infraoccluded", "infraocclusion_mm")),
    "tooth shape anomaly": (Shows("crown", "malformed"),),
    # pulp and apex
    "reversible pulpitis": (Shows("pulp", "reversible_pulpitis"), *CUSPS),
    "irreversible pulpitis": (Shows("pulp", "irreversible_pulpitis"), *CUSPS, *APICAL),
    "pulp necrosis": (Shows("pulp", "necrotic"), *CUSPS, *APICAL),
    "previously initiated endodontic therapy": (Shows("pulp", "opened"), *APICAL),
    "symptomatic apical periodontitis": (
        Shows("apex", "symptomatic_periodontitis"), Shows("pulp", "failing_root_filling", "root_filled"),
        Shows("roots", "immature", "apex", ("open", "immature")),
        Shows("pulp", "necrotic", "apex", ("open", "immature")),
    ),
    "asymptomatic apical periodontitis": (
        Shows("apex", "asymptomatic_periodontitis"), Shows("pulp", "necrotic"),
        Shows("pulp", "failing_root_filling", "root_filled"), Shows("roots", "immature", "apex", ("open", "immature")),
    ),
    "acute apical abscess": (
        Shows("apex", "acute_abscess"), Shows("pulp", "necrotic"),
        Shows("pulp", "failing_root_filling", "root_filled"), Shows("roots", "immature", "apex", ("open", "immature")),
    ),
    "chronic apical abscess": (
        Shows("apex", "chronic_abscess"), Shows("pulp", "necrotic"),
        Shows("pulp", "failing_root_filling", "root_filled"),
    ),
    "persistent disease after root canal treatment": (
        Shows("pulp", "failing_root_filling"), Shows("apex", "asymptomatic_periodontitis"), *APICAL,
    ),
    "radicular cyst": (
        Shows("apex", "cyst"), Shows("pulp", "necrotic"), Shows("pulp", "failing_root_filling", "root_filled"),
    ),
    "jaw lesion": (Shows("jaw", "lesion"),),
    "spreading infection": (Shows("infection", "spreading"),),
    # periodontium, implants, mucosa
    "gingivitis": (Shows("periodontium", "gingivitis"),),
    "necrotising gingivitis": (Shows("gum", "ulcerated"),),
    "gingival enlargement": (Shows("gum", "overgrown"),),
    "periodontitis": (Shows("periodontium", "periodontitis"),),
    "furcation involvement": graded("furcation", "class", "class", *GRADES),
    "tooth mobility": (*graded("mobility", "grade", "grade", *GRADES), *MOBILE),
    "infrabony defect": (Shows("periodontium", "infrabony_defect"),),
    "periodontal abscess": (Shows("periodontium", "abscess"),),
    "endodontic-periodontal lesion": (
        Shows("periodontium", "endo_perio"), Shows("pulp", "necrotic", "pulp", ("necrotic",)),
        Shows("pulp", "failing_root_filling", "root_filled"),
    ),
    "gingival recession": (Shows("gum", "recession"),),
    "hopeless tooth": (Shows("periodontium", "hopeless"), *MOBILE),
    "pathologic tooth migration": (Shows("position", "drifted"),),
    "calculus and plaque": (Shows("hygiene", "deposits"),),
    "peri-implant mucositis": (Shows("implant", "mucositis"),),
    "peri-implantitis": (Shows("implant", "peri_implantitis"),),
    "suspicious mucosal lesion": (Shows("mucosa", "suspicious_lesion"),),
    "denture stomatitis": (Shows("mucosa", "inflamed"),),
    "xerostomia": (Shows("saliva", "dry"),),
    # surgery, gaps, prostheses
    "retained root": (Shows("presence", "root"),),
    "impacted tooth": (Shows("presence", "impacted"),),
    "pericoronitis": (Shows("presence", "partly_erupted"), Shows("gum", "infected_flap")),
    "dry socket": (Shows("site", "dry_socket"),),
    "jaw osteonecrosis": (Shows("jaw", "necrotic"),),
    "missing tooth": (Shows("prosthesis", "none"),),
    "congenitally missing tooth": (Shows("prosthesis", "none"),),
    "early loss of primary tooth": (Shows("prosthesis", "none"),),
    "edentulous arch": (Shows("denture", "none"),),
    "ridge atrophy": (Shows("site", "thin"), Shows("site", "low_sinus", "cause", ("sinus",))),
    "ill-fitting denture": (Shows("fit", "poor"),),
    "over-erupted tooth": (Shows("position", "over_erupted"),),
    "loss of posterior support": (Shows("alignment", "unsupported"),),
    "retained primary tooth": (Shows("presence", "present"),),
    # trauma, bite, joints
    "uncomplicated crown fracture": (Shows("crown", "fractured"), *ROOT_FILLED),
    "complicated crown fracture": (Shows("crown", "fractured_to_pulp"), *APICAL),
    "crown-root fracture": (Shows("crown", "fractured_below_gum"), *ROOT_FILLED),
    "root fracture": (Shows("roots", "fractured"),),
    "luxation": (Shows("position", "luxated"), Shows("position", "intruded", "type", ("intrusion",)), *APICAL),
    "avulsion": (Shows("presence", "avulsed"),),
    "crowding": (Shows("alignment", "crowded"),),
    "spacing": (Shows("alignment", "spaced"),),
    "malocclusion": (Shows("alignment", "bite_anomaly"),),
    "temporomandibular disorder": (Shows("joint", "disorder"),),
    "bruxism": (Shows("habit", "bruxism"),),
}  # fmt: skip

AT_GAPS: Final = frozenset({
    "missing tooth", "congenitally missing tooth", "early loss of primary tooth", "edentulous arch", "ridge atrophy",
    "peri-implantitis", "peri-implant mucositis", "dry socket", "avulsion", "ill-fitting denture",
    "jaw osteonecrosis", "jaw lesion", "spacing", "loss of posterior support", "suspicious mucosal lesion",
})  # fmt: skip
"""Findings that may be said of a place without a tooth."""
GAP_OPENED_BY: Final = {
    "missing tooth": "missing", "congenitally missing tooth": "never_formed", "early loss of primary tooth": "missing",
    "peri-implantitis": "missing", "peri-implant mucositis": "missing", "dry socket": "missing", "avulsion": "avulsed",
}  # fmt: skip
"""Findings that say themselves that no tooth stands there, and the presence that they tell."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One finding's word at one place; `surface` for words of a surface."""

    finding: str
    place: str
    field: str
    word: str
    surface: str = ""

    def seen(self, mouth: Mouth) -> bool:
        """Whether the mouth still shows it; a word on a tooth that is gone is not seen any more."""
        if self.field not in TOOTH_FIELDS and self.field != "surfaces":
            return mouth.of(self.place, self.field) == self.word
        state = mouth.at(self.place)
        if self.field == "surfaces":
            return state.on(self.surface) == self.word
        return str(getattr(state, self.field)) == self.word

    @property
    def rank(self) -> int:
        """How far the word goes from sound in its field; of several the highest is told."""
        return list(FIELDS[self.field]).index(self.word)


def signs_of(finding: Finding, mouth: Mouth, table: Mapping[str, tuple[Shows, ...]] = SIGNS) -> Iterator[Sign]:
    """What the finding shows in this mouth."""
    for row in table.get(finding.term, ()):
        if not row.speaks(finding.severity):
            continue
        if row.field not in TOOTH_FIELDS and row.field != "surfaces":
            for place in homes(row.field, arches_of(finding.where)):
                yield Sign(finding.id, place, row.field, row.word)
            continue
        for place in mouth.covered(finding.where):
            if place not in finding.where and mouth.at(place).presence not in ERUPTED:
                continue
            if row.field != "surfaces":
                yield Sign(finding.id, place, row.field, row.word)
                continue
            own = [s for s in surfaces_of(place) if s in finding.surfaces]
            for surface in own or [row.usual or biting_surface(place)]:
                yield Sign(finding.id, place, row.field, row.word, surface)
