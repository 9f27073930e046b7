"""Pages and papers, as a signed-in person gets them."""

from arcada.cli.bench.registry import NotMeasured, Taken, Target, measurement


@measurement("page", "any staff page, 20,000 patients, 8,000 future appointments", Target("p95", 150, "ms"))
def page() -> Taken:
    raise NotMeasured("soon")


@measurement("pdf", "proposal as PDF", Target("p95", 500, "ms"))
def pdf() -> Taken:
    raise NotMeasured("soon")
