"""Where everybody together did worse than in the two periods before: nobody is named for what happened to all."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.measure import Facts, measure
from evenhand.analysis.measure.reviews import given
from evenhand.analysis.scope import Window
from evenhand.features.attainment.models import PersonStanding, PlaceStanding
from evenhand.features.attainment.rules.ways import SHARES, Way, parts_of
from evenhand.features.people.models import Membership
from evenhand.features.people.policy import holding, scope_of_everybody

ALL = None  # the organisation, among ids of teams
_PERIODS = 2


def fallen(
    facts: Facts, kpi: Kpi, way: Way, window: Window, where, *, higher_is_better: bool, as_of: int
) -> frozenset[int | None]:
    """ALL and ids of teams whose total over the window is worse than over the two periods before, by more than chance.

    `kpi`: the definition whose counts the model asks for. Of a total without a past nothing is known, and nothing is
    said.
    """
    from evenhand.analysis.statistics.standing.falling import means_fell, shares_fell

    test = shares_fell if way in SHARES else means_fell
    past = Window(window.first - timedelta(days=_PERIODS * window.days), window.first)
    weeks = _weeks_of_reviews if way is Way.REVIEWS else _weeks
    now, before = (weeks(facts, kpi, way, days, where, as_of=as_of) for days in (window, past))
    return frozenset(
        place
        for place in now.keys() & before.keys()
        if test(now[place], before[place], higher_is_better=higher_is_better)
    )


def in_fallen_teams(rows: Iterable[PersonStanding]) -> dict[int, PlaceStanding]:
    """By id of the row, the total of the person's team that fell; for nearly all rows there is none, and one question."""
    rows = list(rows)
    assessments = {row.assessment_id for row in rows}
    fell = PlaceStanding.objects.filter(assessment__in=assessments, fell=True)
    places = {(one.assessment_id, one.team_id): one for one in fell}
    found = {}
    for day in {row.assessment.window.last for row in rows} if places else ():
        people = {row.person_id for row in rows}
        members = Membership.objects.filter(holding(day), person_id__in=people)
        team_of = dict(members.values_list("person_id", "team_id"))
        for row in rows:
            place = places.get((row.assessment_id, team_of.get(row.person_id)))
            if place and row.assessment.window.last == day:
                found[row.pk] = place
    return found


def _weeks(facts: Facts, kpi: Kpi, way: Way, window: Window, where, *, as_of: int):
    """ALL or id of a team → each part by week."""
    found: dict = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    for one in measure(
        facts, kpi, scope=scope_of_everybody(), window=window, by=("team", "week"), where=where,
        as_of=as_of,
    ):  # fmt: skip
        for place in {ALL, one.by["team"]}:  # what belongs to no team counts for all
            for name, part in one.parts.items():
                found[place][one.by["week"]][name] += float(part or 0.0)
    return _by_part({p: [parts_of(way, of) for of in weeks.values()] for p, weeks in found.items()})


def _weeks_of_reviews(facts: Facts, kpi: Kpi, way: Way, window: Window, where, *, as_of: int):
    """The same of scores: n, Σx and Σx², each review once."""
    all_ = given(facts, kpi, scope=scope_of_everybody(), window=window, where=where, as_of=as_of)
    found: dict = defaultdict(lambda: defaultdict(lambda: (0.0, 0.0, 0.0)))
    scores = (all_.earned / all_.possible).tolist()
    for team, week, score in zip(all_.team.tolist(), all_.week.tolist(), scores, strict=True):
        for place in {ALL, team if team >= 0 else ALL}:
            n, total, squares = found[place][week]
            found[place][week] = n + 1, total + score, squares + score * score
    return _by_part({place: list(weeks.values()) for place, weeks in found.items()})


def _by_part(weeks: dict) -> dict:
    return {place: tuple(zip(*of, strict=True)) for place, of in weeks.items()}
