"""The words a mouth is described in: the words each field may take, with the phrase that says each.

Words of a field go from sound over worse and worse findings to what treatment leaves; where two findings
speak of one field, the later word is told. The first word of a field is what a sound adult mouth shows; a
state that says nothing else is sound. The phrases are what faults, differences and screens read out ("the
site is an extraction socket"). `docs/algorithms/mouth.md` shows the same tables; a test keeps the two
equal. A word is never renamed once a plan was saved with it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Words = Mapping[str, str]

PRESENCE: Final[Words] = {
    "present": "a tooth in the mouth",
    "partly_erupted": "a partly erupted tooth",
    "unerupted": "a tooth that has not erupted yet",
    "impacted": "an impacted tooth",
    "root": "a root without a crown",
    "avulsed": "an avulsed tooth, out of its socket",
    "missing": "a lost or extracted tooth",
    "never_formed": "a tooth that never formed",
    "exfoliated": "a primary tooth that was shed",
}
CROWN: Final[Words] = {
    "sound": "a natural crown",
    "malformed": "a malformed crown",
    "hypomineralised": "a crown of poorly mineralised enamel",
    "cusp_missing": "a crown with a lost cusp",
    "fractured": "a crown fracture without pulp exposure",
    "cracked": "a cracked crown, not split",
    "failing": "an indirect restoration that fails",
    "fractured_to_pulp": "a crown fracture with pulp exposure",
    "fractured_below_gum": "a crown-root fracture",
    "split": "a split tooth",
    "unrestorable": "a crown that cannot be restored",
    "rebuilt": "a crown rebuilt with filling material or its own fragment",
    "prepared": "a prepared crown without a cover",
    "provisional": "a provisional crown",
    "direct_veneer": "a composite veneer",
    "veneer": "a ceramic veneer",
    "onlay": "an inlay or onlay",
    "crown": "an artificial crown",
    "preformed_crown": "a preformed crown",
    "removed": "a crown taken off on purpose",
    "none": "no crown",
}
CORE: Final[Words] = {
    "natural": "no core under the crown",
    "core": "a core build-up",
    "post": "a post and core",
    "none": "no core",
}
SURFACE: Final[Words] = {
    "sound": "sound",
    "initial_lesion": "an initial enamel lesion",
    "cervical_loss": "a cervical defect without caries",
    "defective_filling": "a defective filling",
    "cavity": "a cavity",
    "root_cavity": "root caries",
    "recurrent_caries": "caries at a restoration",
    "deep_cavity": "a deep cavity near the pulp",
    "arrested_lesion": "an arrested lesion",
    "sealed": "a fissure sealant",
    "infiltrated": "an infiltrated lesion",
    "silvered": "a lesion arrested with silver fluoride",
    "temporary_filling": "a temporary filling",
    "stepwise_filling": "a filling over dentine left on purpose",
    "filling": "a filling",
}
WEAR: Final[Words] = {
    "unworn": "no wear that matters",
    "erosion": "erosive wear",
    "attrition": "wear by grinding",
    "controlled": "wear with its cause under control",
    "rebuilt": "worn tissue built up again",
    "none": "no crown to wear",
}
COLOUR: Final[Words] = {
    "natural": "an unremarkable colour",
    "discoloured": "a discoloured crown",
    "fluorosed": "fluoride opacities",
    "freshly_whitened": "enamel whitened less than two weeks ago",
    "whitened": "a whitened crown",
    "none": "no crown to see",
}
PULP: Final[Words] = {
    "vital": "a vital pulp",
    "sensitive": "a vital pulp under hypersensitive dentine",
    "reversible_pulpitis": "reversible pulpitis",
    "carious_exposure": "caries reaching the pulp",
    "irreversible_pulpitis": "irreversible pulpitis",
    "necrotic": "a necrotic pulp",
    "opened": "a root canal opened and dressed, not filled",
    "failing_root_filling": "a root filling with persistent disease",
    "capped": "a vital pulp under a cap",
    "pulpotomy": "a vital root pulp after pulpotomy",
    "root_filled": "a root filling",
    "paste_filled": "a resorbable root filling",
    "plugged": "an apical plug or a revitalised canal",
    "none": "no pulp",
}
APEX: Final[Words] = {
    "healthy": "a healthy apex",
    "asymptomatic_periodontitis": "asymptomatic apical periodontitis",
    "symptomatic_periodontitis": "symptomatic apical periodontitis",
    "cyst": "a cyst at the apex",
    "chronic_abscess": "a chronic apical abscess",
    "acute_abscess": "an acute apical abscess",
    "drained": "a drained abscess with its source still there",
    "healing": "a healing apex",
    "none": "no apex",
}
ROOTS: Final[Words] = {
    "complete": "complete roots",
    "immature": "a root with an open apex",
    "fractured": "a fractured root",
    "split": "a vertical root fracture",
    "resorbing": "root resorption",
    "fused": "a root fused to the bone",
    "root_end_filled": "a resected and filled root end",
    "one_removed": "a tooth with one root removed",
    "left_on_purpose": "a root left in the bone on purpose",
    "none": "no root",
}
GUM: Final[Words] = {
    "level": "a gum margin at its place",
    "recession": "gum recession",
    "overgrown": "overgrown gum",
    "infected_flap": "an infected gum flap",
    "ulcerated": "ulcerated papillae",
    "deep_margin": "a crown margin too deep under the gum",
    "operated": "a gum margin healing after surgery",
    "none": "no gum margin",
}
PERIODONTIUM: Final[Words] = {
    "healthy": "a healthy periodontium",
    "gingivitis": "gingivitis",
    "periodontitis": "untreated periodontitis",
    "infrabony_defect": "an infrabony defect",
    "endo_perio": "an endodontic-periodontal lesion",
    "abscess": "a periodontal abscess",
    "hopeless": "a periodontally hopeless tooth",
    "instrumented": "a root surface instrumented less than four weeks ago",
    "ready_for_re_evaluation": "a periodontium ready for re-evaluation",
    "residual_pocket": "a pocket left after active therapy",
    "operated": "a periodontium healing after surgery",
    "stable": "a reduced but stable periodontium",
    "none": "no periodontium",
}
MOBILITY: Final[Words] = {
    "firm": "a firm tooth",
    "grade_1": "mobility grade 1",
    "grade_2": "mobility grade 2",
    "grade_3": "mobility grade 3",
    "splinted": "a tooth joined to its neighbours",
    "trauma_splint": "a tooth held by a trauma splint",
    "none": "nothing that moves",
}
FURCATION: Final[Words] = {
    "closed": "a closed furcation",
    "class_1": "furcation class I",
    "class_2": "furcation class II",
    "class_3": "furcation class III",
    "none": "no furcation",
}
POSITION: Final[Words] = {
    "in_line": "a tooth at its place",
    "crowded": "a crowded tooth",
    "spaced": "a tooth beside a gap",
    "rotated": "a rotated tooth",
    "drifted": "a drifted tooth",
    "over_erupted": "an over-erupted tooth",
    "infraoccluded": "a tooth below the bite",
    "luxated": "a luxated tooth",
    "intruded": "an intruded tooth",
    "repositioned": "a tooth put back to its place",
    "exposed": "a buried tooth uncovered for traction",
    "being_moved": "a tooth being moved",
    "held": "a moved tooth held in retention",
    "none": "no tooth to place",
}
PROSTHESIS: Final[Words] = {
    "none": "no prosthesis",
    "bridge_abutment": "a bridge abutment",
    "pontic": "a bridge pontic",
    "bonded_abutment": "an abutment of a bonded bridge",
    "bonded_pontic": "a pontic of a bonded bridge",
    "provisional_pontic": "a provisional pontic",
    "interim_denture_tooth": "a tooth of an interim denture",
    "denture_tooth": "a denture tooth",
    "denture_abutment": "a tooth that carries a partial denture",
    "overdenture_attachment": "an attachment under an overdenture",
    "implant_crown": "a crown on an implant",
    "implant_bridge": "a bridge unit on an implant",
    "implant_pontic": "a pontic between implants",
    "provisional_on_implant": "a provisional on an implant",
    "full_arch": "a fixed full-arch prosthesis on implants",
    "provisional_full_arch": "a provisional full-arch prosthesis on implants",
    "space_maintainer": "a space kept open by an appliance",
    "failing": "a failing prosthesis",
}
IMPLANT: Final[Words] = {
    "none": "no implant",
    "placed": "an implant that is not integrated yet",
    "integrated": "an osseointegrated implant",
    "uncovered": "an integrated implant just uncovered",
    "emerged": "an integrated implant with healed gum round it",
    "mucositis": "an implant with mucositis",
    "peri_implantitis": "an implant with peri-implantitis",
    "treated": "an implant after peri-implant therapy, not re-evaluated",
    "loose": "an implant that lost its integration",
}
SITE: Final[Words] = {
    "tooth": "the place of a tooth",
    "socket": "an extraction socket",
    "infected_socket": "an extraction socket after acute infection",
    "dry_socket": "a dry socket",
    "grafted_socket": "a grafted socket, not healed",
    "soft_healed": "a socket closed by gum, bone not formed",
    "settled": "a settled ridge, bone not formed",
    "partly_healed": "a partly healed ridge",
    "healed": "a healed ridge",
    "thin": "a ridge too thin for an implant",
    "low_sinus": "too little bone under the sinus",
    "grafted": "a grafted ridge, not healed",
    "sinus_lifted": "a lifted sinus floor, not healed",
    "augmented": "an augmented, healed ridge",
    "exposed_bone": "exposed bone that does not heal",
    "implant": "the place of an implant",
}

TOOTH_FIELDS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "presence": PRESENCE,
        "crown": CROWN,
        "core": CORE,
        "wear": WEAR,
        "colour": COLOUR,
        "pulp": PULP,
        "apex": APEX,
        "roots": ROOTS,
        "gum": GUM,
        "periodontium": PERIODONTIUM,
        "mobility": MOBILITY,
        "furcation": FURCATION,
        "position": POSITION,
        "prosthesis": PROSTHESIS,
        "implant": IMPLANT,
        "site": SITE,
    }
)
"""Fields of one place in the arch; `surfaces` stands beside them and takes the words of SURFACE."""
