"""Reviews of the thirty people of `making`: Quinn, who is strict, reviews Northgate, and Rae, who is mild, Southbank.

How many of them cross teams is for the test to say. Amara's work is weak; Ben's is good, and Quinn alone reviews it.
"""

import random

from tests import cast, centre

HEADER = ("evaluation_id", "contact_id", "evaluated_at", "evaluator", "scorecard", "purpose",
          "points", "possible", "inclusion_probability")  # fmt: skip
EACH = 24  # reviews of each person, all of contacts in April
STANDARD = 0.8
USUAL, WEAK, GOOD = 0.87, 0.62, 0.86
ADDS = {"Quinn": -0.08, "Rae": 0.06}


def bring_in(*, crossed: float, others: int = 27, named: bool = True):
    lines = reviews(crossed=crossed, others=others, named=named)
    return centre.bring_in(centre.as_csv(HEADER, lines), by=cast.sam(), name="reviews.csv", source="Reviews")  # fmt: skip


def reviews(*, crossed: float, others: int = 27, named: bool = True, adds=ADDS) -> list[tuple]:
    dice, lines = random.Random(20240501), []
    for who in ("amara", "ben", "noor", *(f"p{at:02d}" for at in range(others))):
        true = {"amara": WEAK, "ben": GOOD}.get(who) or dice.gauss(USUAL, 0.015)
        south = who == "noor" or (who.startswith("p") and int(who[1:]) % 2)
        for at in range(1, EACH + 1):
            crosses = who != "ben" and dice.random() < crossed
            giver = "Rae" if south != crosses else "Quinn"
            points = round(100 * min(1.0, max(0.0, true + adds[giver] + dice.gauss(0, 0.07))))
            lines.append((f"E-{who}-{at}", f"{who}-{at:04d}", "2024-05-06 10:00", giver if named else "", "Care",
                          "random", points, 100, 0.16))  # fmt: skip
    return lines
