"""A condition in words that a dentist reads without knowing the language.

    not tooth.primary and severity.cusps_lost >= 3     not a milk tooth and cusps lost at least 3
    'whitening' in wishes                              the patient wishes whitening
    severity.restorable == false                       not restorable

A name that has no words of its own is told by its last part, so that every condition can be read.
"""

import ast
from collections.abc import Sequence
from functools import cache

from arcada.core.kernel.condition import KEYWORD

FACTS: dict[str, tuple[str, str]] = {
    "tooth.primary": ("a milk tooth", "not a milk tooth"),
    "tooth.molar": ("a molar", "not a molar"),
    "tooth.premolar": ("a premolar", "not a premolar"),
    "tooth.front": ("a front tooth", "not a front tooth"),
    "tooth.incisor": ("an incisor", "not an incisor"),
    "tooth.canine": ("a canine", "not a canine"),
    "tooth.third_molar": ("a wisdom tooth", "not a wisdom tooth"),
    "tooth.upper": ("an upper tooth", "not an upper tooth"),
    "tooth.lower": ("a lower tooth", "not a lower tooth"),
    "tooth.missing": ("the tooth is missing", "the tooth stands"),
    "tooth.near_shedding": ("the milk tooth is soon shed", "not soon shed"),
    "tooth.large_defect": ("a large defect", "no large defect"),
    "tooth.diseased": ("the tooth has other disease", "the tooth has no other disease"),
    "gap.bounded": ("teeth on both sides of the gap", "a side of the gap without a tooth"),
    "gap.front": ("a gap in the front", "a gap in the back"),
    "gap.last_molar": ("the last molar is missing", "not the last molar"),
    "gap.thin_ridge": ("a thin ridge", "no thin ridge"),
    "gap.neighbours_restored": ("large restorations on the neighbours", "neighbours without large restorations"),
    "arch.free_end": ("a jaw without back teeth on a side", "back teeth on both sides of the jaw"),
    "patient.child": ("the patient is a child", "the patient is no child"),
    "patient.growing": ("the patient still grows", "not known to be growing"),
    "patient.growth_unknown": ("end of growth not known", "growth known"),
    "patient.smoker": ("the patient smokes", "the patient does not smoke"),
    "patient.pregnant": ("the patient is pregnant", "the patient is not pregnant"),
    "patient.implant_possible": ("nothing speaks against an implant", "an implant is not possible now"),
    "patient.bone_surgery_risk": ("bone surgery is risky", "no risk known for bone surgery"),
    "patient.bleeding_risk": ("risk of bleeding", "no risk of bleeding"),
    "patient.mronj_high": ("high risk of osteonecrosis from medicine", "no high risk of osteonecrosis"),
    "patient.irradiated": ("the jaw was irradiated", "the jaw was not irradiated"),
    "patient.radiotherapy_ahead": ("radiotherapy of the jaw lies ahead", "no radiotherapy ahead"),
    "patient.poor_diabetes": ("diabetes out of control", "no diabetes out of control"),
    "finding.acute": ("it hurts or is acutely inflamed", "no pain or acute inflammation"),
    "finding.infected": ("the root canal is infected", "the root canal is not infected"),
    "finding.pulp_vital": ("the nerve is alive", "the nerve is not alive"),
    "finding.systemic": ("fever or spreading swelling", "no fever or spreading swelling"),
    "finding.nerve": ("the root lies at the nerve of the jaw", "the root lies away from the nerve of the jaw"),
    "finding.open_apex": ("the root tip is still open", "the root tip is closed"),
    "finding.root_filled": ("the root is filled", "the root is not filled"),
    "finding.gums_quiet": ("the gums are quiet", "the gums are not quiet yet"),
    "severity.restorable": ("restorable", "not restorable"),
    "severity.repairable": ("repairable", "not repairable"),
    "severity.mobile": ("mobile", "not mobile"),
    "severity.hopeless": ("hopeless", "not hopeless"),
    "severity.progressive": ("getting worse", "not getting worse"),
    "severity.symptomatic": ("with complaints", "without complaints"),
    "severity.extrinsic": ("on the surface", "not on the surface"),
    "severity.access_blocked": ("the way into the canal is blocked", "the way into the canal is free"),
    "severity.retreatment_possible": ("the root can be treated again", "the root cannot be treated again"),
}
"""Facts in words: that they hold, and that they do not."""
COUNTED = {
    "severity.surfaces": "surfaces",
    "gap.length": "missing teeth side by side",
    "gap.neighbours": "teeth beside the gap",
    "arch.standing": "teeth left in the jaw",
    "finding.teeth": "teeth concerned",
    "tooth.others": "other findings on the tooth",
    "case.missing": "missing teeth",
    "patient.age": "age",
    "patient.pregnancy_weeks": "weeks of pregnancy",
    "patient.cigarettes": "cigarettes a day",
}
ORDER: dict[type[ast.cmpop], str] = {
    ast.Lt: "less than",
    ast.LtE: "at most",
    ast.Gt: "more than",
    ast.GtE: "at least",
}
HELD_IN = {
    "wishes": ("the patient wishes {}", "the patient does not wish {}"),
    "declines": ("the patient refuses {}", "the patient does not refuse {}"),
    "mouth.findings": ("{} in the mouth", "no {} in the mouth"),
    "arch.findings": ("{} in the same jaw", "no {} in the same jaw"),
    "tooth.findings": ("the tooth also has {}", "the tooth has no {}"),
    "tooth.successor_findings": ("the tooth below has {}", "the tooth below has no {}"),
    "evidence.types": ("there is a {}", "there is no {}"),
}
SLOT = "{}"
ADJECTIVES = ("ed", "al", "ic", "ive", "ble", "ous", "able", "less", "ful")
"""A name that ends so is denied with 'not', any other with 'no'."""
ACRONYMS = {"icdas": "ICDAS", "bewe": "BEWE", "twi": "TWI", "inr": "INR", "hba1c": "HbA1c", "cbct": "CBCT"}


@cache
def in_words(text: str) -> str:
    """The condition in words; empty for one that always holds."""
    if text.strip() == "true":
        return ""
    return _said(ast.parse(KEYWORD.sub(r"\g<0>_", text.strip()), mode="eval").body)


def _said(node: ast.expr) -> str:
    if isinstance(node, ast.BoolOp):
        return _joined(node)
    template, word = _part(node)
    return template.format(word) if SLOT in template else template


def _joined(node: ast.BoolOp) -> str:
    """Parts of one pattern are told once: 'class iii or 3', 'the patient wishes implants or fixed teeth'."""
    either = isinstance(node.op, ast.Or)
    told: dict[str, list[str]] = {}
    for one in node.values:
        template, word = _part(one)
        if SLOT in template and _mergeable(one, either=either):
            told.setdefault(template, []).append(word)
        else:
            told.setdefault(template.format(word) if SLOT in template else template, [])
    parts = [template.format(_listed(words, "or")) if words else template for template, words in told.items()]
    return _listed(parts, "or" if either else "and")


def _mergeable(node: ast.expr, *, either: bool) -> bool:
    """Whether several of the kind say the same as one with all their words, joined by 'or'."""
    wanted = ast.Eq | ast.In if either else ast.NotEq | ast.NotIn
    return isinstance(node, ast.Compare) and isinstance(node.ops[0], wanted)


def _listed(words: Sequence[str], last: str) -> str:
    once = list(dict.fromkeys(words))
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} {last} {once[-1]}"


def _part(node: ast.expr) -> tuple[str, str]:
    """A template with a slot for one word, and the word; or whole words without a slot."""
    if isinstance(node, ast.BoolOp):
        return f"({_joined(node)})", ""
    if isinstance(node, ast.UnaryOp):
        return _denied(node.operand)
    if isinstance(node, ast.Compare):
        return _compared(node, denied=False)
    return _fact(_name(node), holds=True), ""


def _denied(node: ast.expr) -> tuple[str, str]:
    if isinstance(node, ast.Compare):
        return _compared(node, denied=True)
    if isinstance(node, ast.BoolOp):
        return f"not ({_joined(node)})", ""
    return _fact(_name(node), holds=False), ""


def _fact(name: str, *, holds: bool) -> str:
    known = FACTS.get(name)
    if known:
        return known[not holds]
    words = plain(name)
    return words if holds else f"{'not' if words.endswith(ADJECTIVES) else 'no'} {words}"


def _compared(node: ast.Compare, *, denied: bool) -> tuple[str, str]:
    operator, left, right = node.ops[0], node.left, node.comparators[0]
    if isinstance(operator, ast.In | ast.NotIn):
        return _contained(left, right, denied=isinstance(operator, ast.NotIn) != denied)
    name = _name(left)
    if isinstance(operator, ast.Eq | ast.NotEq):
        holds = isinstance(operator, ast.Eq) != denied
        keyword = _keyword(right)
        return (_told(name, keyword, holds=holds), "") if keyword else _is(name, _word(right), holds=holds)
    not_ = "not " if denied else ""
    said, unit = _measured(name)
    return f"{not_}{said} {ORDER[type(operator)]} {_word(right)}{unit}", ""


def _measured(name: str) -> tuple[str, str]:
    """`severity.depth_mm` is 'depth', counted in ' mm'."""
    said = plain(name)
    unit = next((one for one in (" mm", " minutes", " hours") if said.endswith(one)), "")
    return said.removesuffix(unit), unit


def _is(name: str, word: str, *, holds: bool) -> tuple[str, str]:
    subject = "the finding" if name == "finding.kind" else plain(name)
    told = word.replace("_", " ")
    return f"{subject} is {'' if holds else 'not '}{SLOT}", told


def _keyword(node: ast.expr) -> str:
    """true, false or none, written without quotes; else nothing."""
    return node.id if isinstance(node, ast.Name) and node.id in {"true", "false", "none"} else ""


def _told(name: str, word: str, *, holds: bool) -> str:
    """`== true`, `!= false` and `!= none` as statements; what is not known counts as neither true nor false."""
    if word == "none":
        return f"{plain(name)} {'not ' if holds else ''}known"
    if holds:
        return _fact(name, holds=word == "true")
    return f"{_fact(name, holds=word == 'false')} as far as known"


def _contained(left: ast.expr, right: ast.expr, *, denied: bool) -> tuple[str, str]:
    if isinstance(right, ast.List):
        words = _listed([_word(one).replace("_", " ") for one in right.elts], "or")
        return _is(_name(left), words, holds=not denied)
    word, name = _word(left).replace("_", " "), _name(right)
    if name in HELD_IN:
        return HELD_IN[name][denied], word
    return f"{plain(name)} {'does not say' if denied else 'says'} {SLOT}", f"'{word}'"


def _name(node: ast.expr) -> str:
    return ".".join(part.removesuffix("_") for part in ast.unparse(node).split("."))


def _word(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else plain(_name(node))


def plain(name: str) -> str:
    """The last part of a name as words: `severity.cusps_lost` is 'cusps lost'."""
    words = COUNTED.get(name) or name.rpartition(".")[2].replace("_", " ").strip()
    return " ".join(ACRONYMS.get(word, word) for word in words.split(" "))
