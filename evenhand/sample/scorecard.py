"""What is looked at when a contact is evaluated, and how hard each criterion is."""

from dataclasses import dataclass

import numpy as np

from evenhand.sample.contacts import Contacts
from evenhand.sample.reasons import REASON_NAMES

NAME = "Service conversation 2"
PAYING = ("Payment", "Payment difficulty", "Billing dispute")


@dataclass(frozen=True, slots=True)
class Criterion:
    section: str
    text: str
    possible: int  # points
    odds: float  # log-odds that the average person earns them all before the average evaluator
    critical: str = ""  # class of error when no point is earned: customer, business, compliance
    applies: str = ""  # "held" or "paying"; else always


CRITERIA = (
    Criterion("Opening", "Greeted the customer and gave a name", 5, 2.6),
    Criterion("Opening", "Checked who the customer is", 10, 2.9, "compliance"),
    Criterion("Understanding", "Let the customer explain", 10, 1.9),
    Criterion("Understanding", "Found what the customer needed", 15, 1.5),
    Criterion("Solving", "Gave correct information", 20, 2.5, "customer"),
    Criterion("Solving", "Settled it or said what happens next", 15, 1.2),
    Criterion("Solving", "Explained the hold", 5, 1.5, applies="held"),
    Criterion("Manner", "Was courteous", 10, 2.4),
    Criterion("Manner", "Used plain words", 5, 1.6),
    Criterion("Records", "Left a note that others can use", 10, 1.1),
    Criterion("Records", "Changed the right account, with the right charges", 10, 3.1, "business"),
    Criterion("Records", "Said the terms of payment", 5, 1.8, "compliance", applies="paying"),
)
HALF = 0.45  # share of points not earned in full that are half earned, unless critical


def applies(contacts: Contacts) -> np.ndarray:
    """[contact, criterion] bool."""
    paying = np.isin(contacts.reason, [REASON_NAMES.index(name) for name in PAYING])
    when = {"": np.ones(len(contacts), dtype=bool), "held": contacts.hold > 0, "paying": paying}
    return np.stack([when[criterion.applies] for criterion in CRITERIA], axis=1)


def draw_points(random, ability: np.ndarray) -> np.ndarray:
    """[contact, criterion] points, from log-odds beside the average for each contact."""
    odds = np.array([criterion.odds for criterion in CRITERIA]) + ability[:, None]
    possible = np.array([criterion.possible for criterion in CRITERIA])
    plain = np.array([not criterion.critical for criterion in CRITERIA])
    earned = 1 / (1 + np.exp(-odds))
    point = random.random(odds.shape)
    half = (point >= earned) & (point < earned + HALF * (1 - earned)) & plain
    return np.where(point < earned, possible, np.where(half, possible // 2, 0))
