"""Everything that is asked of the facts about everybody to say where each stands: counts by kind of contact, or reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evenhand.analysis.kpis.definition import Kpi, Result
from evenhand.features.attainment.queries.counting import Counting, result_of, result_of_all
from evenhand.features.attainment.queries.gathering import Asked
from evenhand.features.attainment.rules import reviews as of_reviews
from evenhand.features.attainment.rules.judging import StandingAt, by_counts
from evenhand.features.attainment.rules.ways import Unsaid, Way, counted_by, standard_of

if TYPE_CHECKING:
    from evenhand.analysis.measure.reviews import Given
    from evenhand.analysis.statistics.standing import Links

_NOTHING = Result(None, 0)


@dataclass(frozen=True)
class Compared:
    """`people`: of each entry of a standing; `standing_at` a threshold. `figures`: the plain figure of whoever has one.
    `unsaid`: why nobody can be judged. Of reviews: `links`, what each person's own reviewers add to a score, and
    of whom too little is known of their reviewers (`untied`)."""

    people: Sequence[int]
    standing_at: StandingAt
    figures: Mapping[int, Result]
    unsaid: Unsaid | None = None
    links: "Links | None" = None
    by_reviewers: Mapping[int, float] | None = None
    untied: frozenset[int] = frozenset()

    def figure_of(self, person: int) -> Result:
        return self.figures.get(person, _NOTHING)


def compared(counting: Counting, asked: Asked, kpi: Kpi, way: Way) -> Compared:
    if way is Way.REVIEWS:
        return _reviewed(counting, asked, kpi)
    counted_at = _counted_at(counting, asked, kpi, way)
    counts, usual, _standard = counted_at(asked.version.threshold)
    people = counts.people.tolist()
    if way is Way.WITHIN:
        figures = _with_shares(counting.figures(asked, kpi), asked, counted_at)
        unsaid = None if counting.has_figures(asked) else Unsaid.NO_FIGURE
    else:
        figures = {person: result_of(kpi, counts, row) for row, person in enumerate(people)}
        unsaid = Unsaid.NO_FIGURE if result_of_all(kpi, usual).problem else None
    return Compared(people, by_counts(counted_at, way), figures, unsaid)


def _counted_at(counting: Counting, asked: Asked, kpi: Kpi, way: Way):
    kept: dict = {}

    def counted_at(threshold: float):
        held = replace(asked.standard, value=threshold)
        by = counted_by(kpi, way, held)
        if by.pin_of_all not in kept:
            kept[by.pin_of_all] = counting.persons(asked, by)
        return *kept[by.pin_of_all], standard_of(kpi, way, held)

    return counted_at


def _with_shares(figures, asked: Asked, counted_at) -> dict[int, Result]:
    """Beside a quantile how many of how many kept within the threshold that is theirs."""
    found = {}
    for person, figure in figures.items():
        counts, _usual, _standard = counted_at(asked.own.get(person, asked.version.threshold))
        row = int(counts.people.searchsorted(person))
        kept, of = (float(counts.parts[name][row].sum()) for name in ("numerator", "denominator"))
        found[person] = replace(figure, numerator=kept, denominator=of)
    return found


def _reviewed(counting: Counting, asked: Asked, kpi: Kpi) -> Compared:
    from evenhand.analysis.statistics import standing as model

    given = counting.reviews(asked, kpi)
    counts = of_reviews.counting(given, asked.since, asked.window.first)
    people = sorted({*given.person.tolist(), *asked.since})
    reviews = of_reviews.compared(given, counts, people)
    links = model.links(reviews)
    figures = _scores(kpi, given, counts)
    unsaid = of_reviews.why_not(links)
    added: dict[int, float] = {}
    untied: frozenset[int] = frozenset()
    found = None
    if not unsaid:
        try:
            found = model.strictness(reviews)
            loose = model.untied(reviews, asked.standard, found).tolist()
        except ValueError:
            unsaid = Unsaid.TOO_LITTLE
        else:
            told = zip(people, *model.by_reviewers(reviews, asked.standard, found), strict=True)
            added = {one: float(by) for one, by, error in told if abs(by) > _TOLD * error}
            untied = frozenset(one for one, is_loose in zip(people, loose, strict=True) if is_loose)

    def standing_at(threshold: float):
        return model.scores(reviews, replace(asked.standard, value=threshold), found)

    return Compared(people, standing_at, figures, unsaid, links, added, untied)


# Which way reviewers lean is said only where it is not noise: of reviewers who are all alike it would be said to fewer
# than one person in ten (`tests/statistics/test_strictness.py`).
_TOLD = 1.645


def _scores(kpi: Kpi, given: "Given", counts) -> dict[int, Result]:
    rows: dict[int, list[dict]] = {}
    names = ("earned", "possible", "giver", "probability")
    columns = (getattr(given, name)[counts].tolist() for name in names)
    for person, earned, possible, giver, chance in zip(given.person[counts].tolist(), *columns, strict=True):  # fmt: skip
        rows.setdefault(person, []).append({
            "earned": earned, "possible": possible, "evaluator": giver or None,
            "inclusion_probability": chance if chance > 0 else None, "auto_fail": False,
        })  # fmt: skip
    return {person: kpi.of_rows(of) for person, of in rows.items()}
