"""A few thousand rows of every grain with every column filled or empty by chance: what no example thinks of."""

import random
from datetime import date, timedelta
from pathlib import Path

from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Store
from tests.bringing import Centre
from tests.received import at, bring, contact, evaluation, message, response

FIRST, DAYS = date(2026, 3, 2), 150
PEOPLE = 12
DIRECTORY = Directory(
    keys=tuple(("", f"a{n}", n) for n in range(1, PEOPLE + 1)),
    memberships=tuple(
        (n, 101 + n % 3, date(2026, 1, 1), date(2026, 6, 1) if n == 4 else None)
        for n in range(1, PEOPLE + 1)
    ) + ((4, 103, date(2026, 6, 1), None),),
)  # fmt: skip


def rows(count: int, seed: int = 11) -> dict[str, list[dict]]:
    """Rows by grain. Every tenth contact is of nobody known here."""
    draw = random.Random(seed)
    contacts = [_contact(draw, number) for number in range(count)]
    about = [one["source_id"] for one in contacts]
    evaluations = [_evaluation(draw, n, about) for n in range(count // 8)]
    return {
        "contact": contacts,
        "response": [_response(draw, n, about) for n in range(count // 5)],
        "evaluation": evaluations,
        "criterion_score": [score for one in evaluations for score in _scores(draw, one)],
        "message": [
            message(number, turn, draw.choice(["customer", "agent", "system"]), "words")
            for number in draw.sample(about, count // 20)
            for turn in range(1, draw.randrange(2, 6))
        ],
    }


def filled(kept: Path, count: int = 1500, seed: int = 11, **changes) -> Centre:
    """A centre with contacts of every kind, and what came apart from them."""
    centre = Centre(Store(kept, "Europe/London"), DIRECTORY, **changes)
    found = rows(count, seed)
    centre_months = sorted({f"{one['started_at']:%Y-%m}" for one in found["contact"]})
    bring(centre, contact=found["contact"], message=found["message"])
    bring(centre, source="surveys", response=found["response"], months=centre_months)
    bring(centre, source="evaluations", evaluation=found["evaluation"],
        criterion_score=found["criterion_score"], months=centre_months,
    )  # fmt: skip
    return centre


def _maybe(draw, value, share: float = 0.8):
    return value if draw.random() < share else None


def _contact(draw, number: int) -> dict:
    start = at(
        FIRST + timedelta(days=draw.randrange(DAYS)), draw.randrange(6, 22), draw.randrange(60)
    )
    answered = _maybe(draw, draw.random() < 0.9, 0.97)
    parts = {
        f"{part}_seconds": _maybe(draw, float(draw.randrange(600)))
        for part in ("talk", "hold", "wrap")
    }
    known = [value for value in parts.values() if value is not None]
    replied = start + timedelta(seconds=draw.randrange(10, 300_000))
    solved = replied + timedelta(seconds=draw.randrange(0, 900_000))
    first_solved = replied + (solved - replied) * draw.random()
    tickets, rated = draw.random() < 0.5, answered and draw.random() < 0.4
    return contact(
        f"N{number}", start, **parts, answered=answered, agent=f"a{draw.randrange(1, PEOPLE + 3)}",
        channel=_maybe(draw, draw.choice(["phone", "email", "chat"]), 0.95),
        topic=_maybe(draw, draw.choice(["bill", "move", "fault"])),
        direction=_maybe(draw, draw.choice(["inbound", "inbound", "inbound", "outbound"])),
        abandons_recorded=draw.random() < 0.9, abandon_waits_recorded=draw.random() < 0.9,
        abandons_credited=draw.random() < 0.9, wait_seconds=_maybe(draw, float(draw.randrange(120))),
        handle_seconds=sum(known) if known and answered else None, parts_known=sum(
            2**bit for bit, value in enumerate(parts.values()) if value is not None
        ),
        resolved=_maybe(draw, draw.random() < 0.7), customer=_maybe(draw, f"c{draw.randrange(count_of_customers(number))}"),
        transferred=_maybe(draw, draw.random() < 0.2), escalated=_maybe(draw, draw.random() < 0.1),
        transfer_avoidable=_maybe(draw, draw.random() < 0.1, 0.5),
        transfer_type=_maybe(draw, draw.choice(["warm", "cold"])), in_deadline=_maybe(draw, draw.random() < 0.9),
        reopened=_maybe(draw, draw.choice([0, 0, 0, 1, 2]), 0.6), first_replies_recorded=tickets,
        first_replied_at=_maybe(draw, replied) if tickets else None, solves_recorded=tickets,
        first_solved_at=first_solved if tickets else None, solved_at=_maybe(draw, solved) if tickets else None,
        csat_score=_maybe(draw, float(draw.randrange(1, 6))) if rated else None, csat_low=1.0 if rated else None,
        csat_high=5.0 if rated else None, nps_score=_maybe(draw, float(draw.randrange(11))) if rated else None,
        ces_score=_maybe(draw, float(draw.randrange(1, 8))) if rated else None, ces_low=1.0 if rated else None,
        ces_high=7.0 if rated else None, ces_version=2 if rated else None,
        resolved_answer=_maybe(draw, draw.choice(["yes", "no", "not sure"])) if rated else None,
    )  # fmt: skip


def count_of_customers(number: int) -> int:
    """Some are seen often."""
    return 15 if number % 3 == 0 else 400


def _response(draw, number: int, about: list[str]) -> dict:
    question, high = draw.choice(
        [("csat", 5), ("nps", 10), ("ces", 7), ("ces1", 5), ("resolved", 1)]
    )
    low = 0.0 if question in ("nps", "resolved") else 1.0
    when = at(FIRST + timedelta(days=draw.randrange(DAYS)), draw.randrange(24))
    named = draw.choice(about) if draw.random() < 0.9 else None
    return response(
        f"S{number}", named, question, _maybe(draw, float(draw.randrange(int(low), high + 1)), 0.95),
        low=low, high=float(high), answered_at=when, agent=f"a{draw.randrange(1, PEOPLE + 1)}",
    )  # fmt: skip


def _evaluation(draw, number: int, about: list[str]) -> dict:
    possible = float(draw.randrange(5, 20))
    when = at(FIRST + timedelta(days=draw.randrange(DAYS)), draw.randrange(24))
    return evaluation(
        f"E{number}", draw.choice(about) if draw.random() < 0.9 else None, draw.random() * possible, possible,
        evaluated_at=when, purpose=draw.choice(["random", "random", "targeted"]), evaluator=draw.choice("xyz"),
        auto_fail=draw.random() < 0.05, agent=f"a{draw.randrange(1, PEOPLE + 1)}",
        customer_critical=_maybe(draw, draw.choice([0, 0, 0, 1])), business_critical=_maybe(draw, draw.choice([0, 0, 1])),
        compliance_critical=_maybe(draw, draw.choice([0, 0, 0, 0, 2])),
    )  # fmt: skip


def _scores(draw, about: dict) -> list[dict]:
    return [
        {
            "evaluation_id": about["evaluation_id"],
            "criterion": criterion,
            "earned": float(draw.randrange(2)),
            "possible": 1.0,
            "not_applicable": draw.random() < 0.1,
            "critical": draw.choice(["customer", "business", "compliance", None]),
        }
        for criterion in ("Greeting", "Answer", "Data protection")
    ]
