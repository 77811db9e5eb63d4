"""What stands in the way of publishing a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evenhand.features.standards.rules.days import FirstDay, against_first_day


@dataclass(frozen=True)
class Consulted:
    """Somebody's part in a consultation: what they said, and what they were answered."""

    views: str = ""
    answer: str = ""

    @property
    def is_answered(self) -> bool:
        return bool(self.views and self.answer)


class Refusal(StrEnum):
    NO_REASON = "no reason"
    NO_SECTIONS = "no sections"
    VIEWS_WITHOUT_ANSWER = "views without an answer"
    NOT_CONSULTED = "nobody was consulted, and no reason is given"


def refusals(
    *,
    reason: str,
    sections: int,
    effective_from: date | None,
    last: date | None,
    today: date,
    consulted: Sequence[Consulted],
    unconsulted_reason: str,
) -> list[Refusal | FirstDay]:
    """All of them at once. `last`: from when the latest version holds, published or still to come."""
    found: list[Refusal | FirstDay] = []
    if not reason:
        found.append(Refusal.NO_REASON)
    if not sections:
        found.append(Refusal.NO_SECTIONS)
    found += against_first_day(effective_from, last=last, today=today)
    if any(one.views and not one.answer for one in consulted):
        found.append(Refusal.VIEWS_WITHOUT_ANSWER)
    if not any(one.is_answered for one in consulted) and not unconsulted_reason:
        found.append(Refusal.NOT_CONSULTED)
    return found
