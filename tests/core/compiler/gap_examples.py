"""Missing teeth: what stands beside the gap, what the rest of the arch needs, how much bone there is."""

from mouth_examples import Example, Wait, gone
from plan_cases import case, finding

GAPS = (
    Example(
        "sound neighbours of a molar gap are not ground for a bridge",
        "b.2 F61",
        case(
            finding("gap", "36", "missing tooth", evidence=("panoramic_radiograph",), span="bounded"),
            missing_teeth=["36"],
        ),
        held=("implant_placement@36|removable_partial_denture",),
        somewhere=("implant_placement@36", "removable_partial_denture"),
        never=("fixed_bridge", "crown"),
        waits=(Wait("cbct_scan", "implant_placement", 1), Wait("implant_placement", "implant_crown", 61)),
    ),
    Example(
        "neighbours that need crowns anyway carry a bridge",
        "b.2 F61; R20",
        case(
            finding("gap", "25", "missing tooth", span="bounded"),
            finding("old", "24 26", "defective restoration", surfaces=3),
            missing_teeth=["25"],
        ),
        somewhere=("fixed_bridge@25",),
        never=("crown@24",),
    ),
    Example(
        "crowned neighbours may also be told of in the words of the gap",
        "b.2 F61",
        case(finding("gap", "25", "missing tooth", neighbours="both crowned"), missing_teeth=["25"]),
        somewhere=("fixed_bridge@25",),
    ),
    Example(
        "a hopeless neighbour is no pillar: no bridge hangs over its place",
        "S67, b.2 F61",
        case(
            finding("gap", "45", "missing tooth", span="bounded"),
            finding("hopeless", "46", "hopeless tooth", bone_loss_percent=85),
            missing_teeth=["45"],
        ),
        held=("extraction@46",),
        never=("resin_bonded_bridge", "fixed_bridge"),
    ),
    Example(
        "a last molar alone is not worth a denture: the row is long enough",
        "b.2 F61 (shortened arch)",
        case(finding("gap", "37", "missing tooth"), missing_teeth=["37", "38"]),
        never=("removable_partial_denture", "fixed_bridge", "resin_bonded_bridge"),
        left=(("gap", "not_chosen_in_tier"),),
    ),
    Example(
        "where one gap needs a denture the other gap of the arch goes into it; implants of an arch share one session",
        "R35; S9",
        case(
            finding("free", "46 47", "missing tooth", span="free-end"),
            finding("bounded", "35", "missing tooth", span="bounded"),
            missing_teeth=gone("46 47 35"),
        ),
        held=("implant_placement@46|removable_partial_denture",),
        never=("resin_bonded_bridge", "fixed_bridge"),
        most_visits={"premium": 6, "balanced": 6, "economy": 6},
    ),
    Example(
        "a missing front tooth is never left out, and waits for its implant with an interim one",
        "R19",
        case(finding("gap", "11", "missing tooth"), missing_teeth=["11"]),
        held=("implant_placement@11|resin_bonded_bridge@11|removable_partial_denture",),
        somewhere=("interim_removable_prosthesis@11", "resin_bonded_bridge@11"),
        never=("fixed_bridge",),
    ),
    Example(
        "six front teeth hang on three implants, not on two",
        "b.2 F61; judgement",
        case(finding("gap", "13 12 11 21 22 23", "missing tooth"), missing_teeth=["13", "12", "11", "21", "22", "23"]),
        somewhere=("implant_placement@13", "implant_placement@23", "implant_bridge@11"),
        never=("implant_crown",),
    ),
    Example(
        "too little bone under the sinus: the floor is lifted and left for five months",
        "b.3, b.2 F64",
        case(
            finding("gap", "15 16", "missing tooth", residual_bone_height_mm=3), missing_teeth=["15", "16", "17", "18"]
        ),
        somewhere=("sinus_lift@16",),
        never=("bone_augmentation",),
        waits=(Wait("sinus_lift", "implant_placement", 150),),
    ),
    Example(
        "a thin ridge is built up only where an implant follows",
        "b.3, b.2 F64; S72",
        case(
            finding("gap", "24", "missing tooth", span="bounded"),
            finding("ridge", "24", "ridge atrophy", width_mm=3),
            missing_teeth=["24"],
        ),
        somewhere=("bone_augmentation@24",),
        waits=(Wait("bone_augmentation", "implant_placement", 120),),
        left=(("ridge", "not_indicated_monitor"),),
    ),
)
