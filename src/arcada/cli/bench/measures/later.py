"""Targets of the design whose parts do not exist yet: listed, so that nobody takes silence for a figure."""

from arcada.cli.bench.registry import NotMeasured, Taken, Target, measurement

LATER = (
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
