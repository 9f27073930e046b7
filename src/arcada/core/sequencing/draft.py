"""An order under construction: which steps stand on which day, and whether a day can take more."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from arcada.core.sequencing.company import Company
from arcada.core.sequencing.problem import Limits, Side, Stop

BOTH = frozenset(Side)


@dataclass(slots=True)
class Draft:
    """Days that hold a visit, with the companies on each; `numb` and `far` count the anaesthetised and the spaced."""

    limits: Limits
    company: Mapping[Stop, Company]
    rooms: dict[int, list[Company]] = field(default_factory=dict)
    numb: dict[int, int] = field(default_factory=dict)
    far: dict[int, int] = field(default_factory=dict)

    def accepts(self, day: int, company: Company) -> bool:
        """Whether the day can take the company, in its visit or in a new one."""
        room = self.rooms.get(day)
        if room is None:
            return not self._near(self.rooms, day, self.limits.gap_days) and self._distant(day, company)
        return company in room or (self.seats(room, company) and self._distant(day, company))

    def _distant(self, day: int, company: Company) -> bool:
        """Whether the visit may become an anaesthetised or spaced one, if the company makes it one."""
        limits = self.limits
        numb = company.numb and day not in self.numb and self._near(self.numb, day, limits.anaesthetised_gap_days)
        far = company.spaced and day not in self.far and self._near(self.far, day, limits.spaced_gap_days)
        return not (numb or far)

    @staticmethod
    def _near(days: Container[int], day: int, gap: int) -> bool:
        """Whether another of the days lies closer than the gap."""
        return any(other != day and other in days for other in range(day - gap + 1, day + gap))

    def seats(self, room: list[Company], company: Company) -> bool:
        """Whether the company fits into a visit by minutes, dose, teeth, role, blocks and urgency."""
        limits, party = self.limits, [*room, company]
        busy = [one for one in party if one.minutes]
        if len(busy) > 1 and company.minutes and sum(one.minutes for one in busy) > limits.minutes:
            return False
        dose, teeth = sum(one.anaesthetic_mg for one in party), sum(one.extractions for one in party)
        if limits.anaesthetic_mg is not None and dose > limits.anaesthetic_mg:
            return False
        if limits.extractions is not None and company.extractions and teeth > limits.extractions:
            return False
        if limits.one_role and not any(all(role in one.roles for one in party) for role in company.roles):
            return False
        if limits.urgent_alone and any(
            (company.urgent and one.later_numb) or (one.urgent and company.later_numb) for one in room
        ):
            return False
        return not limits.split_lower_blocks or self._one_sided(party)

    @staticmethod
    def _one_sided(party: list[Company]) -> bool:
        """Whether no two of them would numb both sides of the lower jaw between them."""
        union = frozenset[Side]().union(*(one.lower_blocks for one in party))
        return union != BOTH or any(one.lower_blocks == BOTH for one in party)

    def put(self, day: int, company: Company) -> bool:
        """Place the company; False when it stood there already."""
        room = self.rooms.setdefault(day, [])
        if company in room:
            return False
        room.append(company)
        for count, counts in ((self.numb, company.numb), (self.far, company.spaced)):
            if counts:
                count[day] = count.get(day, 0) + 1
        return True

    def take_back(self, day: int, company: Company) -> None:
        """Undo `put`."""
        self.rooms[day].remove(company)
        if not self.rooms[day]:
            del self.rooms[day]
        for count, counts in ((self.numb, company.numb), (self.far, company.spaced)):
            if counts:
                count[day] -= 1
                if not count[day]:
                    del count[day]
