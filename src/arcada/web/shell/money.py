"""The money pages of a patient hang together: one row of tabs stands on each of them.

    Estimate           what each line costs whom, and why          Coverage   who pays, under which plan
    Pre-authorisation  what the payer wants to see first           Payments   month by month, and payment plans

A page whose room is not installed has no tab. `page_context(request, patient=..., tab="money")` puts the row into the
context; a page shows it with `{% include "web/shell/money_tabs.html" %}`.
"""

from uuid import UUID

from arcada.display.frame import Tab
from arcada.practice.access import Member, Permission, may_some
from arcada.web.shell.rail import address

MONEY = "money"
MONEY_PAGES: tuple[tuple[str, str], ...] = (
    ("Estimate", "estimate:show"),
    ("Coverage", "cover:show"),
    ("Pre-authorisation", "preauth:show"),
    ("Payments", "budget:show"),
)


def money_tabs(member: Member, patient_id: UUID, *, room: str) -> tuple[Tab, ...]:
    """List the money pages that are there; `room` is the one whose tab is lit."""
    if not may_some(member, Permission.READ_PRICE):
        return ()
    found = [(label, address(page, patient_id), page.partition(":")[0]) for label, page in MONEY_PAGES]
    return tuple(Tab(label=label, url=url, current=name == room) for label, url, name in found if url)
