"""An invented morning of the day book, one block of each state."""

from arcada.display.daybook import Block, BlockState, Column


def _block(
    at: str, minutes: int, title: str, text: str, state: BlockState, hands: str, icon: str, **more: str
) -> Block:
    hour, minute = at.split(":")
    return Block(
        start=int(hour) * 60 + int(minute),
        minutes=minutes,
        title=title,
        text=text,
        state=state,
        hands=hands,
        icon=icon,
        url="#day",
        hue=int(more.get("hue", "0")),
        action=more.get("action", ""),
    )


DAY = (
    Column(
        label="Chair 1",
        sub="Dr Osei",
        initials="AO",
        hue=1,
        figure="$4,310",
        figure_sub="booked",
        blocks=(
            _block("8:15", 40, "Ivo Kessler", "Crown 14, seat", "done", "pppp", "chart"),
            _block("9:10", 65, "Maya Thornton", "Fillings 36, 37", "done", "apppa", "chart"),
            _block(
                "10:30",
                80,
                "Helen Brandt",
                "Visit 3 of 6",
                "missed",
                "appppppa",
                "flag",
                action="Call and rebook",
            ),
            _block("12:00", 30, "Leo Fontaine", "New patient", "confirmed", "app", "search", hue="1"),
            _block("12:30", 45, "Lunch", "", "closed", "", ""),
        ),
    ),
    Column(
        label="Chair 2",
        sub="Dr Lindqvist",
        initials="EL",
        hue=2,
        figure="$2,890",
        figure_sub="booked",
        blocks=(
            _block("8:00", 60, "Tess Moran", "Root canal 46", "done", "appppa", "chart"),
            _block(
                "10:10",
                90,
                "June Okoro",
                "Root canal 26",
                "confirmed",
                "apppppppa",
                "chart",
                hue="2",
            ),
            _block("11:00", 40, "Sam Ridley", "Review", "booked", "", "msg", hue="2"),
            _block("12:30", 40, "Open: 40 min", "", "open", "", ""),
        ),
    ),
    Column(
        label="Hygiene",
        sub="Marta Ruiz",
        initials="MR",
        hue=3,
        blocks=(
            _block("8:00", 50, "Ruth Alvarez", "Cleaning", "done", "pppp", "chart"),
            _block("10:10", 50, "Wanda Iversen", "Cleaning", "confirmed", "pppp", "chart", hue="3"),
            _block("11:05", 45, "Elif Demir", "Gum check, 3 months", "booked", "", "search", hue="3"),
            _block("11:55", 60, "Lunch", "", "closed", "", ""),
        ),
    ),
)
