"""Every procedure of the catalogue has its place among the words of benefit plans, and every such word can be found."""

from pathlib import Path

import pytest

from arcada.interop.benefit_categories import (
    categories_of,
    category_called,
    load_benefit_categories,
    usual_scope,
)
from arcada.interop.knowledge import KnowledgeError, load_library

LIBRARY = load_library()
SEEN = load_benefit_categories()


@pytest.mark.parametrize("procedure", sorted(LIBRARY.procedures), ids=str)
def test_every_procedure_has_a_chain_from_broad_to_narrow(procedure: str) -> None:
    chain = categories_of(procedure, LIBRARY.procedures[procedure].family)
    assert chain[0] in {"general", "ortho"}
    assert len(chain) > 1 or chain == ("ortho",)
    assert set(chain) <= set(SEEN.categories)
    assert SEEN.categories[chain[-1]].chain == chain


def test_no_category_is_a_word_of_two() -> None:
    words = [word for one in SEEN.categories.values() for word in one.words]
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize(
    ("procedure", "family", "chain"),
    [
        ("composite_filling", "direct_restoration", ("general", "restorative", "fillings")),
        ("ceramic_crown", "crown", ("general", "crowns", "single_crowns")),
        ("bitewing_images", "intraoral_radiographs", ("general", "diagnostic", "diagnostic_xray", "bitewings")),
        ("intraoral_image", "intraoral_radiographs", ("general", "diagnostic", "diagnostic_xray", "periapicals")),
        ("impacted_extraction", "extraction", ("general", "oral_surgery", "surgical_extractions")),
        ("aligners_comprehensive", "comprehensive_orthodontics", ("ortho", "ortho_comprehensive")),
        ("a clinic's own", "a family of nobody", ()),
    ],
    ids=["filling", "crown", "own category", "its family's", "surgical", "orthodontics", "unknown is empty"],
)
def test_chains(procedure: str, family: str, chain: tuple[str, ...]) -> None:
    assert categories_of(procedure, family) == chain


@pytest.mark.parametrize(
    ("told", "category"),
    [("Basic  Restorative", "restorative"), ("DIAGNOSTIC_XRAY", "diagnostic_xray"), ("moonlight", None)],
    ids=["words of a plan", "our own id", "nobody's word"],
)
def test_words_of_a_plan_document(told: str, category: str | None) -> None:
    assert category_called(told) == category


def test_a_class_names_no_category_twice() -> None:
    for usual in ("preventive", "basic", "major", "ortho"):
        names = usual_scope(usual)
        assert names
        assert not any(other in SEEN.categories[name].chain[:-1] for name in names for other in names)


def test_a_wrong_name_is_told_with_its_line(tmp_path: Path) -> None:
    text = """categories:
  - {id: general, source: judgement}
  - {id: crowns, within: generall, source: judgement}
families:
  - {family: crown, category: crowms, source: judgement}
"""
    (tmp_path / "benefit_categories.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as told:
        load_benefit_categories(tmp_path)
    assert {fault.line for fault in told.value.faults if "there is no" in fault.text} == {3, 5}
    assert any("has no category" in fault.text for fault in told.value.faults)
