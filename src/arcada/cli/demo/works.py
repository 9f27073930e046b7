"""What a town practice books beside its plans: who does it, for which age, how often the same person has it.

Ages, distances and how often each is met are those of a general practice with a surgeon one day a week.
source: judgement
"""

from dataclasses import dataclass

GROWN, CHILD_UNTIL = 18, 12
OLDEST = 120
GUM_AGE = 35


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A piece of work.

    `share` says how often it is met, `ages` for whom (both included); `gap` are the days until the same person has
    something of the same `sort` again; `after` names what it follows, `within` between how many days; `gums` is for
    those in gum care (True), for the others (False), or for all;
    `first` is for somebody who was never here, `urgent` is never booked long ahead.
    """

    title: str
    kind: str
    minutes: int
    share: int
    ages: tuple[int, int] = (4, OLDEST)
    sort: str = ""
    gap: int = 12
    after: tuple[str, ...] = ()
    within: tuple[int, int] = (0, 0)
    gums: bool | None = None
    first: bool = False
    urgent: bool = False

    @property
    def sorted_as(self) -> str:
        """What counts as the same again."""
        return self.sort or self.title


ADULT = (GROWN, OLDEST)
DENTISTRY = (
    Work(title="Filling", kind="treatment", minutes=50, share=22, sort="filling", gap=25),
    Work(title="Two fillings", kind="treatment", minutes=70, share=12, ages=(8, OLDEST), sort="filling", gap=25),
    Work(title="Exam and x-rays", kind="exam", minutes=40, share=16, ages=(6, OLDEST), sort="exam", gap=150),
    Work(title="New patient exam", kind="exam", minutes=60, share=8, sort="exam", first=True),
    Work(title="Crown preparation", kind="treatment", minutes=90, share=9, ages=(25, OLDEST), sort="crown", gap=70),
    Work(
        title="Crown seat", kind="treatment", minutes=40, share=14, ages=ADULT, after=("Crown preparation",),
        within=(12, 35),
    ),
    Work(title="Broken tooth", kind="exam", minutes=30, share=6, sort="urgent", gap=80, urgent=True),
    Work(title="Toothache", kind="exam", minutes=30, share=6, sort="urgent", gap=80, urgent=True),
    Work(title="Night guard impressions", kind="treatment", minutes=30, share=3, ages=ADULT, gap=400),
    Work(
        title="Night guard delivery", kind="treatment", minutes=30, share=5, ages=ADULT,
        after=("Night guard impressions",), within=(10, 30),
    ),
    Work(
        title="Review after treatment", kind="exam", minutes=20, share=7,
        after=("Filling", "Two fillings", "Crown seat"), within=(10, 45),
    ),
)  # fmt: skip
ROOT_CANALS = (
    Work(
        title="Root canal, front tooth", kind="treatment", minutes=80, share=8, ages=(14, OLDEST), sort="root canal",
        gap=150,
    ),
    Work(title="Root canal, molar", kind="treatment", minutes=110, share=10, ages=ADULT, sort="root canal", gap=150),
    Work(
        title="Root canal check", kind="exam", minutes=20, share=8, ages=(14, OLDEST),
        after=("Root canal, front tooth", "Root canal, molar"), within=(12, 60),
    ),
)  # fmt: skip
HYGIENE = (
    Work(title="Cleaning", kind="treatment", minutes=50, share=50, ages=(13, OLDEST), sort="clean", gap=95, gums=False),
    Work(title="Cleaning, child", kind="treatment", minutes=40, share=12, ages=(4, CHILD_UNTIL), sort="clean", gap=95),
    Work(
        title="Gum maintenance", kind="treatment", minutes=60, share=24, ages=(GUM_AGE, OLDEST), sort="clean", gap=75,
        gums=True,
    ),
    Work(
        title="Deep cleaning, one side", kind="treatment", minutes=80, share=10, ages=(GUM_AGE, OLDEST), sort="deep",
        gap=120, gums=True,
    ),
    Work(
        title="Deep cleaning, other side", kind="treatment", minutes=80, share=12, ages=(GUM_AGE, OLDEST),
        after=("Deep cleaning, one side",), within=(5, 25), gums=True,
    ),
    Work(
        title="Gum check", kind="exam", minutes=40, share=8, ages=(GUM_AGE, OLDEST),
        after=("Deep cleaning, other side",), within=(42, 80), gums=True,
    ),
)  # fmt: skip
SURGERY = (
    Work(title="Extraction", kind="treatment", minutes=50, share=30, ages=(16, OLDEST), sort="extraction", gap=90),
    Work(title="Wisdom tooth removal", kind="treatment", minutes=80, share=18, ages=(17, 45), gap=100),
    Work(title="Implant consultation", kind="consultation", minutes=40, share=16, ages=(22, OLDEST), gap=200),
    Work(
        title="Implant placement", kind="treatment", minutes=100, share=18, ages=(22, OLDEST),
        after=("Implant consultation",), within=(14, 90),
    ),
    Work(
        title="Healing check", kind="exam", minutes=20, share=26, ages=(16, OLDEST),
        after=("Extraction", "Wisdom tooth removal", "Implant placement"), within=(7, 28),
    ),
)  # fmt: skip
WORK = {
    "Dr Amara Osei": DENTISTRY,
    "Dr Erik Lindqvist": (*DENTISTRY, *ROOT_CANALS),
    "Marta Ruiz": HYGIENE,
    "Dr Paul Winther": SURGERY,
}
