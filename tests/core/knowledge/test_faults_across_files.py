"""A fault that only shows when all files are seen together names the file and the line of the entry all the same."""

import shutil
from pathlib import Path

import pytest

from arcada.interop.knowledge import KnowledgeError, load_library
from arcada.interop.knowledge.load import HOME


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    root = tmp_path / "knowledge"
    shutil.copytree(HOME, root)
    return root


def spoil(root: Path, name: str, old: str, new: str) -> int:
    """Change the first place where the text stands, and give its line."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def first_file_with(root: Path, pattern: str, old: str) -> str:
    return next(
        str(path.relative_to(root)) for path in sorted(root.glob(pattern)) if old in path.read_text(encoding="utf-8")
    )


ACROSS = [
    ("a finding that there is not", "protocols/*.yaml", "findings: [initial enamel caries lesion",
     "findings: [initial enamel caries lesio", "there is no finding 'initial enamel caries lesio', did you mean"),
    ("an aftercare that there is not", "catalogue/*.yaml", "aftercare: filling", "aftercare: filing",
     "there is no aftercare 'filing'"),
    ("a finding of two protocols", "protocols/*.yaml", "findings: [cavitated dentine caries",
     "findings: [root caries, cavitated dentine caries", "'root caries' is already answered by"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "pattern", "old", "new", "says"), ACROSS, ids=[row[0] for row in ACROSS])
def test_it_names_file_and_line(copy: Path, what: str, pattern: str, old: str, new: str, says: str) -> None:
    name = first_file_with(copy, pattern, old)
    line = spoil(copy, name, old, new)
    with pytest.raises(KnowledgeError) as caught:
        load_library(copy)
    told = [fault for fault in caught.value.faults if says in fault.text]
    assert told, (what, [str(fault) for fault in caught.value.faults])
    assert all(fault.file.startswith(pattern.partition("/")[0]) and fault.line > 1 for fault in told)
    if "already answered" not in says:  # which of two is the second depends on the order of the files
        assert (told[0].file, told[0].line) == (name, line)


def test_a_finding_that_nobody_answers_is_shown_where_it_is_described(copy: Path) -> None:
    name = first_file_with(copy, "protocols/*.yaml", "findings: [root caries")
    spoil(copy, name, "findings: [root caries", "findings: [initial enamel caries lesion")
    with pytest.raises(KnowledgeError) as caught:
        load_library(copy)
    told = next(fault for fault in caught.value.faults if fault.text == "no protocol answers this finding")
    lines = (copy / "findings.yaml").read_text(encoding="utf-8").splitlines()
    assert told.file == "findings.yaml"
    assert "root_caries" in lines[told.line - 1]


def test_families_that_wait_for_each_other_are_shown_at_one_of_their_rules(copy: Path) -> None:
    path = copy / "rules" / "lags.yaml"
    text = path.read_text(encoding="utf-8")
    rule = "{id: circle, before: [crown], after: [root_canal_treatment], same: tooth, days: [[0, 9]], source: [S2]}"
    path.write_text(f"{text}- {rule}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_library(copy)
    (told,) = caught.value.faults
    assert told.file == "rules/lags.yaml"
    assert told.line > 1
    assert "wait for each other" in told.text
