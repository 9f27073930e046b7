"""The sample practice and the main job: what `./arcada demo` makes, and says that it made.

    run(once=False)   fill the sample practice where there is none yet, say who can sign in
    run(once=True)    the same, then chart, plan, present, sign and book a fresh patient, and say what came of it

Contents come from a seed; days are counted from this week's Monday, so that the practice is always in mid-year.
"""

from datetime import UTC, datetime

SEED = 20


def run(*, once: bool) -> int:
    """Make what is missing, and say what there is."""
    from arcada.cli.demo.main_job import main_job
    from arcada.cli.demo.sample import sample

    now = datetime.now(UTC)
    made = sample(now, seed=SEED)
    print("\n".join(made.lines()), flush=True)
    if once:
        print("\n".join(main_job(made.practice_id, now).lines))
    return 0
