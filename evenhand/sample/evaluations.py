"""Evaluated contacts: some drawn at random for everybody each month, some because of a low rating.

`evaluations.csv` has a line for each criterion of each evaluation. Two people evaluate, and one of
them is stricter: severity is in log-odds of earning a point, below nought for the strict one.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evenhand.sample import scorecard
from evenhand.sample.contacts import NOTHING, Contacts, number_of, times, writer
from evenhand.sample.people import EVALUATORS, Spell
from evenhand.sample.shifts import OPENS

HEADER = (
    "evaluation_id", "contact_id", "evaluator", "evaluated_at", "scorecard", "purpose",
    "inclusion_probability", "section", "criterion", "points", "possible", "not_applicable",
    "critical",
)  # fmt: skip
SEVERITY = dict(zip(EVALUATORS, (-0.50, 0.40), strict=True))
PER_MONTH = 4  # of each agent
AT_MOST = 20  # no more than one in so many of an agent's contacts
TARGETED = 0.06  # of the contacts rated 1 or 2
LOW = 2
WITHIN = 6  # days from the contact to its evaluation


@dataclass(frozen=True, slots=True)
class Evaluations:
    """Columns of equal length, in order of time; points and whether it applies by criterion."""

    line: np.ndarray  # of the contact
    when: np.ndarray
    evaluator: np.ndarray
    random: np.ndarray
    probability: np.ndarray  # of being drawn; 0 when it was not drawn by chance
    points: np.ndarray
    applies: np.ndarray

    def __len__(self) -> int:
        return self.line.size


def draw_evaluations(random, centre, lines: Contacts, faulty: dict[int, str]) -> Evaluations:
    day = centre.day_of(lines.started)
    fit = (lines.agent != NOTHING) & ~lines.outbound & (day < centre.days - 1)
    fit[list(faulty)] = False
    drawn, chance = _by_chance(random, centre, lines, np.flatnonzero(fit))
    low = np.setdiff1d(np.flatnonzero(fit & (lines.csat > 0) & (lines.csat <= LOW)), drawn)
    sought = random.choice(low, size=round(low.size * TARGETED), replace=False)
    line = np.concatenate([drawn, sought])
    when = _when(random, centre, day[line])
    order = np.argsort(when, kind="stable")
    line, when = line[order], when[order]
    evaluator = random.integers(0, len(EVALUATORS), line.size)
    severity = np.array([SEVERITY[name] for name in EVALUATORS])[evaluator]
    part = lines.take(line)
    points = scorecard.draw_points(random, centre.abilities.care[part.agent] + severity)
    return Evaluations(
        line,
        when,
        evaluator,
        (np.arange(line.size) < drawn.size)[order],
        np.concatenate([chance, np.zeros(sought.size)])[order],
        points,
        scorecard.applies(part),
    )


def _by_chance(random, centre, lines: Contacts, fit: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same number of contacts of everybody in every month, and the chance each of them had."""
    month = (lines.started[fit].astype("datetime64[s]")).astype("datetime64[M]").astype(int)
    group = (month - month.min(initial=0)) * len(centre.names) + lines.agent[fit]
    # In a random order within each group: the first few of a group are its draw.
    order = np.lexsort((random.random(fit.size), group))
    _, first, size = np.unique(group[order], return_index=True, return_counts=True)
    number = np.clip(size // AT_MOST, 1, PER_MONTH)
    place = np.arange(fit.size) - np.repeat(first, size)
    taken = place < np.repeat(number, size)
    return fit[order][taken], np.repeat(number / size, size)[taken]


def _when(random, centre, day: np.ndarray) -> np.ndarray:
    """In office hours of an open day soon after; at the latest on the last day."""
    later = np.minimum(day + random.integers(1, WITHIN + 1, day.size), centre.days)
    later = np.minimum(centre.demand.next_open[later], centre.days - 1)
    return centre.started(later, random.integers(3600, (17 - OPENS) * 3600, day.size))


def write_evaluations(path: Path, done: Evaluations, spells: list[Spell]) -> None:
    ids = {spell.name: spell.person_id for spell in spells}
    evaluators = [ids[name] for name in EVALUATORS]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = writer(file)
        out.writerow(HEADER)
        for at, when in enumerate(times(done.when)):
            head = (
                f"E-{at + 1:05d}",
                number_of(int(done.line[at])),
                evaluators[done.evaluator[at]],
                when,
                scorecard.NAME,
                "random" if done.random[at] else "targeted",
                f"{done.probability[at]:.6f}" if done.random[at] else "",
            )
            out.writerows((*head, *cells) for cells in _scores(done, at))


def _scores(done: Evaluations, at: int):
    points, applies = done.points[at].tolist(), done.applies[at].tolist()
    for criterion, earned, fits in zip(scorecard.CRITERIA, points, applies, strict=True):
        scored = (earned, criterion.possible, "N") if fits else ("", "", "Y")
        yield criterion.section, criterion.text, *scored, criterion.critical


def told_of(done: Evaluations, spells: list[Spell]) -> dict:
    """For the truth file."""
    ids = {spell.name: spell.person_id for spell in spells}
    errors = {"customer": 0, "business": 0, "compliance": 0}
    for at, criterion in enumerate(scorecard.CRITERIA):
        if criterion.critical:
            lost = done.applies[:, at] & (done.points[:, at] == 0)
            errors[criterion.critical] += int(lost.sum())
    return {
        "scorecard": scorecard.NAME,
        "random_per_agent_and_month_at_most": PER_MONTH,
        "random": int(done.random.sum()),
        "targeted_on_low_ratings": int((~done.random).sum()),
        "lines": len(done) * len(scorecard.CRITERIA),
        "critical_errors": errors,
        "evaluators": [
            {"person_id": ids[name], "name": name, "severity_log_odds": SEVERITY[name]}
            for name in EVALUATORS
        ],
    }
