"""Targets of the design whose parts do not exist yet: listed, so that nobody takes silence for a figure."""

from arcada.cli.bench.registry import NotMeasured, Taken, Target, measurement

LATER = (
    ("sequencing-gap", "gap of 16-25 procedures after 2 s", Target("mean", 8, "%"), "there is no solver yet"),
    ("cascade-fixed", "cascade, neighbours fixed", Target("p95", 25, "ms"), "there is no cascade yet"),
    ("cascade-moving", "cascade, neighbours may move", Target("p95", 3000, "ms"), "there is no cascade yet"),
    ("estimate", "estimate", Target("mean", 3000, "lines/s", at_least=True), "there are no benefits yet"),
    ("reply", "reply decision", Target("p95", 5, "ms"), "there are no conversations yet"),
    (
        "chair-time",
        "chair-time value",
        Target("mean", 95, "%", at_least=True),
        "there is no simulator yet",
    ),
)


def _register(name: str, what: str, target: Target, reason: str) -> None:
    @measurement(name, what, target)
    def refuse() -> Taken:
        raise NotMeasured(reason)


for _line in LATER:
    _register(*_line)
