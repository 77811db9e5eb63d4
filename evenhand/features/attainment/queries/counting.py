"""The facts behind an assessment: counts of persons by kind of contact, and figures of totals. Never in a loop over people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Kpi, Result
from evenhand.analysis.kpis.quality import Score
from evenhand.analysis.measure import Facts, measure
from evenhand.analysis.measure.mix import Counts, by_kind, by_week
from evenhand.analysis.measure.reviews import Given, given, together
from evenhand.analysis.scope import Where as Condition
from evenhand.analysis.scope import Window
from evenhand.features.attainment.queries.falling import fallen
from evenhand.features.attainment.queries.gathering import Asked
from evenhand.features.attainment.rules.ways import Way, counted_by, standard_of
from evenhand.features.people.policy import scope_of_everybody
from evenhand.features.standards.rules.targets import About, Where

_WEEKS_TO_TELL = timedelta(weeks=13)
_COLUMN = {Where.CHANNELS: "channel", Where.TOPICS: "topic"}


@dataclass(frozen=True)
class Place:
    """A total: of a team (id), or of a channel or topic by name. `people`: of the smallest cell of the same split."""

    figure: Figure
    team: int | None = None
    name: str = ""
    people: int = 0


@dataclass
class Counting:
    """Counts of one run: what several targets ask for alike is asked once."""

    facts: Facts
    generation: int  # one and the same for the whole run, whatever is brought in meanwhile
    _kinds: dict = field(default_factory=dict)

    def persons(self, asked: Asked, kpi: Kpi) -> tuple[Counts, Counts]:
        """(of those who are measured, each from their own day on; of everybody) in the same kinds of contact."""
        parts = [self._persons(asked, kpi, where) for where in _conditions(asked)]
        return _together([one for one, _all in parts]), _together([all_ for _one, all_ in parts])

    def _persons(self, asked: Asked, kpi: Kpi, where) -> tuple[Counts, Counts]:
        everybody = self._by_kind(kpi, asked.window, where)
        late = {one: day for one, day in asked.since.items() if day > asked.window.first}
        found = everybody
        if late:
            own = by_kind(
                self.facts, kpi, scope=scope_of_everybody(), window=asked.window, where=where,
                kinds=everybody.columns, since=asked.since, as_of=self.generation,
            )  # fmt: skip
            found = own
        return _only(found, sorted(asked.since)), everybody

    def _by_kind(self, kpi: Kpi, window: Window, where) -> Counts:
        key = (kpi.pin_of_all, window, where)
        if key not in self._kinds:
            of = {"scope": scope_of_everybody(), "where": where, "as_of": self.generation}
            weeks = by_week(self.facts, kpi, window=_with_weeks_before(window), **of).parts
            self._kinds[key] = replace(by_kind(self.facts, kpi, window=window, **of), weeks=weeks)
        return self._kinds[key]

    def reviews(self, asked: Asked, kpi: Score) -> Given:
        """Of everybody, of the days and of the weeks before: how strict a reviewer is can be told from all of them."""
        return together([self._given(kpi, asked.window, where) for where in _conditions(asked)])

    def _given(self, kpi: Score, window: Window, where) -> Given:
        return given(
            self.facts, kpi, scope=scope_of_everybody(), window=_with_weeks_before(window),
            where=where, as_of=self.generation,
        )  # fmt: skip

    def has_figures(self, asked: Asked) -> bool:
        """Whether one question can be asked: quantiles of two channels are no quantile of both."""
        return len(_conditions(asked)) == 1

    def figures(self, asked: Asked, kpi: Kpi) -> dict[int, Figure]:
        """The plain figures of those who are measured, each from their own day on. Asks once for each such day."""
        if not self.has_figures(asked):
            return {}
        (where,) = _conditions(asked)
        begin: dict[date, set[int]] = defaultdict(set)
        for person, day in asked.since.items():
            begin[max(day, asked.window.first)].add(person)
        found = {}
        for day, people in sorted(begin.items()):
            for one in measure(
                self.facts, kpi, scope=scope_of_everybody(), window=Window(day, asked.window.end),
                by=("person",), where=where, as_of=self.generation,
            ):  # fmt: skip
                if one.by["person"] in people:
                    found[one.by["person"]] = one
        return found

    def places(self, asked: Asked, kpi: Kpi) -> list[Place]:
        """The totals that the target is about; of one about persons, of the teams, for context."""
        split = _split(asked)
        if split is None:
            return []
        figures = self._measure(kpi, asked.window, split)
        # Of how many people each total is: whose own figure counts something.
        cells: dict = defaultdict(int)
        for one in self._measure(kpi, asked.window, (*split, "person")):
            if one.n and one.by["person"] is not None:
                cells[tuple(one.by[name] for name in split)] += 1
        fewest = min(cells.values(), default=0)
        found = [_place(one, split, fewest) for one in figures]
        return [one for one in found if _is_asked(asked, one)]

    def _measure(self, kpi: Kpi, window: Window, by: tuple[str, ...]) -> list[Figure]:
        return measure(
            self.facts, kpi, scope=scope_of_everybody(), window=window, by=by, as_of=self.generation
        )

    def fallen(self, asked: Asked, kpi: Kpi, way: Way) -> frozenset[int | None]:
        """The teams (id) that did worse than in the two periods before, and `falling.ALL` where everybody together did."""
        by = counted_by(kpi, way, asked.standard)
        higher = standard_of(kpi, way, asked.standard).higher_is_better
        how = {"higher_is_better": higher, "as_of": self.generation}
        return frozenset().union(
            *(
                fallen(self.facts, by, way, asked.window, where, **how)
                for where in _conditions(asked)
            )
        )


def _with_weeks_before(window: Window) -> Window:
    """Thirteen weeks at least: how much somebody's weeks differ cannot be told from few."""
    return Window(min(window.first, window.end - _WEEKS_TO_TELL), window.end)


def _conditions(asked: Asked) -> list[tuple[Condition, ...]]:
    """One set for each channel or topic that a target names; all contacts where it names neither."""
    column = _COLUMN.get(asked.held.where)
    if column is None:
        return [()]
    return [(Condition(column, key),) for key in sorted(asked.held.keys)]


def _split(asked: Asked) -> tuple[str, ...] | None:
    column = _COLUMN.get(asked.held.where)
    if asked.held.about is About.TOTAL:
        if column:
            return (column,)
        return ("team",) if asked.held.where is Where.TEAMS else ()
    return None if column else ("team",)


def _place(figure: Figure, split: tuple[str, ...], fewest: int) -> Place:
    if split == ("team",):
        return Place(figure, team=figure.by["team"], people=fewest)
    name = figure.by[split[0]] or "" if split else ""
    return Place(figure, name=name, people=fewest)


def _is_asked(asked: Asked, one: Place) -> bool:
    held = asked.held
    if held.about is About.TOTAL:
        named = one.team if held.where is Where.TEAMS else one.name
        return held.where is Where.ORGANISATION or named in held.keys
    if held.where is Where.TEAMS:
        return one.team in held.keys
    return one.team is not None


def _only(counts: Counts, people: list[int]) -> Counts:
    """Of these people, in this order; nought for whoever has nothing."""
    import numpy as np

    at = {person: row for row, person in enumerate(counts.people.tolist())}
    rows = np.array([at.get(person, -1) for person in people], int)
    shape = len(people), len(counts.columns)

    def chosen(part):
        found = np.zeros(shape)
        known = rows >= 0
        found[known] = part[rows[known]]
        return found

    return Counts(
        np.array(people, int),
        counts.columns,
        {name: chosen(part) for name, part in counts.parts.items()},
    )


def _together(found: Sequence[Counts]) -> Counts:
    """Side by side: the kinds of contact of one channel or topic beside those of the next."""
    import numpy as np

    if len(found) == 1:
        return found[0]
    people = sorted({person for one in found for person in one.people.tolist()})
    same = [_only(one, people) for one in found]
    return Counts(
        np.array(people, int),
        tuple(kind for one in same for kind in one.columns),
        {
            name: np.hstack([one.parts[name] for one in same])
            for name in (same[0].parts if same else ())
        },
        # Somebody's weeks with one channel or topic differ around their own mean.
        {
            name: np.vstack([one.weeks[name] for one in found])
            for name in (found[0].weeks or () if found else ())
        },
    )


def result_of(kpi: Kpi, counts: Counts, row: int) -> Result:
    """The plain figure of one person, as every page counts it."""
    return kpi.result({name: float(part[row].sum()) for name, part in counts.parts.items()})


def result_of_all(kpi: Kpi, counts: Counts) -> Result:
    return kpi.result({name: float(part.sum()) for name, part in counts.parts.items()})
