"""What happened with a contact, in order of time; moments are UTC."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum


class Happened(StrEnum):
    BEGAN = "began"
    ANSWERED = "answered"
    PASSED_ON = "passed on"
    GAVE_UP = "gave up"
    FIRST_REPLY = "first reply"
    SOLVED = "solved"
    ENDED = "ended"
    SURVEY = "survey"
    REVIEWED = "reviewed"


@dataclass(frozen=True)
class Event:
    """`at` is None where no source tells the moment."""

    kind: Happened
    at: datetime | None = None
    about: dict = field(default_factory=dict)


def timeline(
    contact: dict, legs: list[dict], responses: list[dict], evaluations: list[dict]
) -> list[Event]:
    """Events in order of time; those without a moment stay after the one before which they are told."""
    found = [Event(Happened.BEGAN, _utc(contact["started_at"]))]
    found += _handling(contact, legs)
    found += _milestones(contact)
    found += [
        Event(Happened.SURVEY, _utc(one["answered_at"]), about=one)
        for one in responses
        if one["credited"]
    ]
    found += [Event(Happened.REVIEWED, _utc(one["evaluated_at"]), about=one) for one in evaluations]
    return _in_order(found)


def _handling(contact: dict, legs: list[dict]) -> list[Event]:
    wait = contact["wait_seconds"]
    if not contact["answered"]:
        at = None if wait is None else _utc(contact["started_at"]) + timedelta(seconds=wait)
        return [Event(Happened.GAVE_UP, at, about={"wait_seconds": wait})]
    if not legs:
        return [
            Event(
                Happened.ANSWERED, about={"wait_seconds": wait, "person_id": contact["person_id"]}
            )
        ]
    found = []
    for number, leg in enumerate(legs):
        # The first leg has no moment of its own where a source starts it with the contact: it was answered later.
        told = number and leg["started_at"] and leg["started_at"] != contact["started_at"]
        kind = Happened.PASSED_ON if number else Happened.ANSWERED
        about = {**leg, "wait_seconds": None if number else wait}
        found.append(Event(kind, _utc(leg["started_at"]) if told else None, about=about))
    return found


def _milestones(contact: dict) -> list[Event]:
    """The first reply where it is told apart from answering, the solution, the end."""
    started, found = _utc(contact["started_at"]), []
    if contact["first_response_seconds"] is not None:
        after = timedelta(seconds=contact["first_response_seconds"])
        found.append(Event(Happened.FIRST_REPLY, started + after))
    solved, ended = _utc(contact["solved_at"]), _utc(contact["ended_at"])
    if solved and solved != ended:
        found.append(Event(Happened.SOLVED, solved))
    if ended:
        found.append(Event(Happened.ENDED, ended))
    return found


def _in_order(events: list[Event]) -> list[Event]:
    """A moment that nobody tells is taken to be that of the event before it, for the order alone."""
    placed, last = [], None
    for number, event in enumerate(events):
        last = event.at or last
        placed.append(((last, number), event))
    return [event for _place, event in sorted(placed, key=lambda one: one[0])]


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None
