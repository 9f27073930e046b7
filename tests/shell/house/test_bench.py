"""The bench tells the truth: figures with their spread, or that there is none."""

import re

import pytest

from arcada.cli import bench
from arcada.cli.bench import figures
from arcada.cli.bench.registry import REGISTRY, Measurement, NotMeasured, Taken, Target, measurement, timed

HUNDRED = tuple(float(n) for n in range(100, 0, -1))


@pytest.mark.parametrize(
    ("values", "name", "expected"),
    [
        (HUNDRED, "p50", 50.0),
        (HUNDRED, "p95", 95.0),
        ((3.0, 1.0, 2.0), "p95", 3.0),
        ((3.0, 1.0, 2.0), "p50", 2.0),
        ((4.0,), "p95", 4.0),
        (HUNDRED, "mean", 50.5),
        (HUNDRED, "min", 1.0),
        (HUNDRED, "max", 100.0),
    ],
)
def test_statistics(values, name, expected):
    assert figures.statistic(values, name) == expected


def test_a_sample_without_values_has_no_figure():
    with pytest.raises(ValueError, match="without values"):
        figures.statistic((), "p95")


def fails():
    raise ZeroDivisionError("ouch")


def absent():
    raise NotMeasured("there is no such part")


@pytest.mark.parametrize(
    ("target", "take", "row"),
    [
        (
            Target("p95", 95, "ms"),
            lambda: Taken(HUNDRED, "warm"),
            ("it", "p95 <= 95 ms", "p50 50.0 ms, p95 95.0 ms, max 100 ms", "100", "met", "warm"),
        ),
        (
            Target("p95", 94.9, "ms"),
            lambda: Taken(HUNDRED),
            ("it", "p95 <= 94.9 ms", "p50 50.0 ms, p95 95.0 ms, max 100 ms", "100", "MISSED", ""),
        ),
        (
            Target("mean", 3000, "lines/s", at_least=True),
            lambda: Taken((2000.0, 3000.0)),
            (
                "it",
                "mean >= 3,000 lines/s",
                "p50 2,000 lines/s, mean 2,500 lines/s, min 2,000 lines/s",
                "2",
                "MISSED",
                "",
            ),
        ),
        (
            Target("p95", 1, "ms"),
            absent,
            ("it", "p95 <= 1 ms", "not measured", "", "", "there is no such part"),
        ),
        (
            Target("p95", 1, "ms"),
            fails,
            ("it", "p95 <= 1 ms", "not measured", "", "", "it failed (ZeroDivisionError: ouch)"),
        ),
    ],
    ids=["met", "missed", "at least", "absent", "broken"],
)
def test_a_row_says_what_was_found(target, take, row):
    assert tuple(bench.row_of(Measurement("it", "it", target, take))) == row


def test_work_is_warmed_up_before_it_is_timed():
    calls = []
    taken = timed(lambda: calls.append(1), samples=5)
    assert len(calls) == 6
    assert len(taken.values) == 5


def test_names_are_given_once(monkeypatch):
    monkeypatch.setattr(bench.registry, "REGISTRY", {})
    measurement("one", "it", Target("p95", 1, "ms"))(absent)
    with pytest.raises(ValueError, match="two measurements"):
        measurement("one", "it", Target("p95", 1, "ms"))(absent)


def test_a_part_that_is_not_there_is_listed_and_not_guessed(capsys):
    assert bench.run(["chair-time"]) == 0
    said = capsys.readouterr().out
    assert "mean >= 95 %" in said
    assert re.search(r"not measured +there is no simulator yet", said)


def test_an_unknown_name_says_what_there_is(capsys):
    assert bench.run(["nothing-of-the-kind"]) == 2
    assert "estimate" in capsys.readouterr().err


def test_every_target_of_the_house_is_listed():
    bench.load()
    assert {"compile", "first-answer", "book", "page", "pdf"} <= {name.split("-of-")[0] for name in REGISTRY}


def test_a_topic_means_all_that_its_modules_measure():
    bench.load()
    meant = {name for name, each in bench.REGISTRY.items() if bench._is_meant(name, each, ("planning",))}
    assert meant >= {"compile", "first-answer", "compile-40", "order-gap-2s", "order-never-worse"}
    assert "book" not in meant
