"""Of which teams a figure has missed its target again and again: for a notice to look, and for nothing else."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from evenhand.analysis.measure import measure
from evenhand.analysis.scope import Window
from evenhand.analysis.statistics.periods_of import KOfM, may_notify
from evenhand.features.attainment.models import TeamNotice
from evenhand.features.attainment.rules.places import Lies, lies
from evenhand.features.people.models import Team
from evenhand.features.people.policy import scope_of_everybody
from evenhand.features.standards.models import TargetVersion
from evenhand.features.standards.queries import Held, targets_in_force, unused_about_people
from evenhand.features.standards.rules.targets import About, Direction, Where
from evenhand.foundation.dated.queries import history, in_force
from evenhand.foundation.facts import facts

KEY = "attainment.look"
_USUAL = {"k": 3, "m": 4}  # of the last weeks


def rule_on(day: date) -> KOfM:
    held = in_force(KEY, day, _USUAL)
    return KOfM(held["k"], held["m"])


def rules_before():
    """Every rule that was set, the newest first."""
    return history(KEY)


@dataclass(frozen=True)
class Missed:
    """A team that missed these targets in `k` of the last `m` weeks, each time more than chance."""

    team: Team
    versions: tuple[TargetVersion, ...]


def teams_to_look_at(today: date) -> list[Missed]:
    """By name; without those whose leaders were told within a week."""
    counted, rule = facts(today), rule_on(today)
    up_to = counted.store.manifest().data_up_to
    if not up_to:
        return []
    after = date.fromisoformat(up_to) + timedelta(days=1)
    end = after - timedelta(days=after.weekday())
    window = Window(end - timedelta(weeks=rule.m), end)
    unused = unused_about_people(today)
    found: dict[int, list[TargetVersion]] = defaultdict(list)
    for held in targets_in_force(today):
        if held.kpi_key not in unused and _has_teams(held):
            for team in _missed(counted, held, window, rule):
                found[team].append(held.version)
    told = dict(TeamNotice.objects.order_by("day").values_list("team_id", "day"))
    teams = Team.objects.filter(pk__in=found).order_by("name")
    return [
        Missed(one, tuple(found[one.pk])) for one in teams if may_notify(told.get(one.pk), today)
    ]


def _has_teams(held: Held) -> bool:
    if held.about is About.TOTAL:
        return held.where is Where.TEAMS
    return held.where in (Where.TEAMS, Where.ORGANISATION)


def _missed(counted, held: Held, window: Window, rule: KOfM) -> list[int]:
    version = held.version
    try:
        kpi = version.kpi
    except KeyError:
        return []
    weeks: dict[int, dict[date, bool]] = defaultdict(dict)
    for figure in measure(
        counted, kpi, scope=scope_of_everybody(), window=window, by=("team", "week")
    ):
        week = figure.by["week"]
        # Nobody is told of weeks before the target held.
        if figure.by["team"] is not None and week >= held.first:
            where = lies(
                figure.low, figure.high, figure.n,
                threshold=version.threshold, at_least=version.direction == Direction.AT_LEAST, minimum=0,
            )  # fmt: skip
            weeks[figure.by["team"]][week] = where is Lies.MISSED
    chosen = held.keys if held.where is Where.TEAMS else weeks
    mondays = [window.first + timedelta(weeks=number) for number in range(rule.m)]
    return [
        team
        for team, of in weeks.items()
        if team in chosen and rule.is_met([of.get(day) for day in mondays])
    ]
