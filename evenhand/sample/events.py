"""What happened at the centre on certain days: an outage, a better process, a pile of e-mails.

Days follow from the window alone and not from chance, so that a story has the same place in every
year that is simulated. Intervals are `[from, to)`, in days since the first.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from evenhand.sample.reasons import REASON_NAMES, REASONS, index

OUTAGE_STRAIN = 2.2  # factor on how busy everybody is
OUTAGE_MOOD = -0.60  # points on the 1-5 scale, for everybody
CHANGED = "Billing question"
CHANGE_LIFT = 0.95  # log-odds of settling a contact about it, from that day on
BACKLOG_DAYS = 6.0  # how much later than usual an e-mail is solved when the pile is highest
UNLUCKY_DAYS = 42


@dataclass(frozen=True, slots=True)
class Events:
    first: date
    days: int
    outage: tuple[int, int]  # a week, Monday to Sunday
    change: int  # from this day on
    backlog: tuple[int, int]
    abuse: tuple[int, int]
    luck: tuple[int, int]

    def strain(self) -> np.ndarray:
        """[day] factor on how busy people are."""
        return np.where(self._within(self.outage), OUTAGE_STRAIN, 1.0)

    def mood(self) -> np.ndarray:
        """[day] points that everybody's ratings shift by."""
        return np.where(self._within(self.outage), OUTAGE_MOOD, 0.0)

    def lift(self) -> np.ndarray:
        """[day, reason] log-odds by which anybody settles more."""
        lifted = np.zeros((self.days, len(REASONS)))
        lifted[self.change :, index(CHANGED)] = CHANGE_LIFT
        return lifted

    def delay(self) -> np.ndarray:
        """[day] days later than usual that an e-mail of that day is solved: it grows, then ends."""
        low, high = self.backlog
        delays = np.zeros(self.days)
        delays[low:high] = np.linspace(0, BACKLOG_DAYS, max(high - low, 0))
        return delays

    def told(self) -> list[dict]:
        """As the truth file says it; `to` is the first day on which it no longer holds."""
        return [
            {
                "event": "system outage", "from": self._date(self.outage[0]),
                "to": self._date(self.outage[1]), "busier_by_factor": OUTAGE_STRAIN,
                "satisfaction_points": OUTAGE_MOOD, "who": "everybody, all teams",
            },
            {
                "event": "process change", "from": self._date(self.change), "reason": CHANGED,
                "resolution_log_odds": CHANGE_LIFT, "who": "everybody, all teams",
            },
            {
                "event": "backlog of e-mails", "from": self._date(self.backlog[0]),
                "to": self._date(self.backlog[1]), "solved_later_by_days_at_most": BACKLOG_DAYS,
            },
            *(
                {"event": "season", "reason": name, "month": month, "factor_on_share": factor}
                for name, reason in zip(REASON_NAMES, REASONS, strict=True)
                for month, factor in reason.seasons
            ),
        ]  # fmt: skip

    def _within(self, spell: tuple[int, int]) -> np.ndarray:
        day = np.arange(self.days)
        return (day >= spell[0]) & (day < spell[1])

    def _date(self, day: int) -> str:
        return (self.first + timedelta(days=day)).isoformat()

    def dates(self, spell: tuple[int, int]) -> dict[str, str]:
        return {"from": self._date(spell[0]), "to": self._date(spell[1])}


def plan_events(first: date, days: int) -> Events:
    monday = int(days * 0.45)
    monday -= (first + timedelta(days=monday)).weekday()
    monday = max(monday, 0)
    return Events(
        first,
        days,
        outage=(monday, min(monday + 7, days)),
        change=int(days * 0.60),
        backlog=(int(days * 0.72), int(days * 0.80)),
        abuse=(int(days * 0.78), int(days * 0.97)),
        luck=(max(days - UNLUCKY_DAYS, 0), days),
    )
