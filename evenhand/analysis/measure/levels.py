"""Levels: what is open at an instant. A level is taken at the end of a step, never summed over it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from evenhand.analysis import engine
from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import CLOSING_DAYS, SILENT_DAYS, Level
from evenhand.analysis.measure.between import Between, OpenFor
from evenhand.analysis.measure.question import OF_DAYS, SPLITS, Question, names_of

_DAY = 86_400.0
_ENDS = (*(_DAY * days for days in (0, 1, 3, 7, 14, 28, 91)), None)
# How long what is open has been open: every band begins where the one before ends.
AGES = tuple(Between(*ends) for ends in zip(_ENDS, _ENDS[1:], strict=False))
# In sums of an age that is null where nothing is open: conditions on each count would take several times as long.
_OLDER = [f"sum(CAST(age >= {band.at_least!r} AS INTEGER))" for band in AGES]
_PEOPLE = [f"count(DISTINCT person_id) FILTER (WHERE {band.sql('age')})" for band in AGES]


def levels(ask: Question, kpis: tuple[Level, ...]) -> list[Figure]:
    """KeyError for a split that has no instant of its own, such as a weekday."""
    months = months_before_its_end(ask)
    if not months or ask.scope.empty or not _instants(ask):
        return [figure for kpi in kpis for figure in ask.nothing(kpi)]
    found = []
    for together in _alike(kpis):
        rows = _asked(ask, together[0], _that_matter(ask, together[0], months))
        small = ask.is_guarded and any(
            ask.is_small(by, row["open"], row["people"]) for by, row in rows
        )
        for kpi in together:
            found += ask.withheld(kpi) if small else [_figure(ask, kpi, *row) for row in rows]
    return found


def _figure(ask: Question, kpi: Level, by: dict, parts: dict) -> Figure:
    return ask.figure(kpi, kpi.result(parts), by, parts)


def _alike(kpis: tuple[Level, ...]) -> list[list[Level]]:
    """Those that look at the same rows are asked together."""
    found: dict = {}
    for kpi in kpis:
        found.setdefault((kpi.table, kpi.rows, str(dict(kpi.parameters))), []).append(kpi)
    return list(found.values())


def months_before_its_end(ask: Question) -> list:
    """Whatever is open at the end of the window may have begun long before it."""
    last = f"{ask.window.last:%Y-%m}"
    return [month for key, month in ask.manifest.months.items() if key <= last]


def _that_matter(ask: Question, kpi: Level, months: list) -> list:
    """Without the months whose rows were all closed long before the window: none, where nothing is left open."""
    if not ask.counts_as_rolled_up((kpi,)):
        return months
    since = (ask.window.first - timedelta(days=CLOSING_DAYS + 1)).isoformat()
    return [month for month in months if month.until.get(kpi.key, since) >= since]


def instant(ask: Question) -> date:
    """The day before whose midnight the window ends, as far as there are data: when a level of it is taken."""
    up_to = date.fromisoformat(ask.manifest.data_up_to) + timedelta(days=1)
    return min(ask.window.end, max(up_to, ask.window.first))


def _instants(ask: Question) -> list[tuple[dict[str, date], date]]:
    """(the first day of each step, the day before whose midnight it ends), in order of time.

    Of several steps at once, such as weeks and months, each stretch of days that they have in common ends by itself.
    """
    end, steps = instant(ask), [name for name in ask.by if name in OF_DAYS]
    if not steps:
        return [({}, end)]
    if "weekday" in steps:
        raise KeyError("weekday")
    found: list[tuple[dict[str, date], date]] = []
    for number in range((end - ask.window.first).days):
        day = ask.window.first + timedelta(days=number)
        begins = {step: _BEGINS[step](day) for step in steps}
        if found and found[-1][0] == begins:
            found.pop()
        found.append((begins, day + timedelta(days=1)))
    return found


_BEGINS = {
    "day": lambda day: day,
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
}


def _asked(ask: Question, kpi: Level, months) -> list[tuple[dict, dict]]:
    moments = _instants(ask)
    if not moments:
        return []
    found = _open_at(ask, kpi, months, moments) if months else []
    if not found and not ask.by:
        found = [({}, dict(_NOTHING) | _recorded(ask, kpi))]
    return found


def _open_at(ask: Question, kpi: Level, months, moments) -> list[tuple[dict, dict]]:
    condition, values = ask.condition(window=False)
    names = [name for name in ask.by if name not in OF_DAYS]
    zone = engine.text(ask.manifest.zone)
    instants = [
        f"timezone('UTC', timezone({zone}, TIMESTAMP '{ends}'))" for _begins, ends in moments
    ]
    splits = [f"{SPLITS[name]} AS by_{name}" for name in names]
    also = [*_OLDER, *(_PEOPLE if ask.is_guarded else ())]
    rows = ask.parts_of_rows((kpi,), months)
    sql = open_sql(kpi, instants, splits, rows, condition, also, ask.manifest.reach)
    begins = min(date.fromisoformat(month.first) for month in months_before_its_end(ask))
    found = []
    for place, *rest in engine.answer(sql, values):
        by = dict(zip(names, rest[: len(names)], strict=True)) | moments[place][0]
        of_ages = rest[len(names) + len(PARTS) :]
        parts = dict(zip(PARTS, rest[len(names) :], strict=False))
        parts["ages"] = _ages(ask, of_ages[: len(AGES)], of_ages[len(AGES) :])
        parts["days"] = min(CLOSING_DAYS, max(1, (moments[place][1] - begins).days))
        found.append(({name: by[name] for name in ask.by}, parts))
    return found


def _ages(ask: Question, older: list[int | None], people: list[int]) -> list[int] | None:
    """How many are in each band of `AGES`, from how many have at least its age. None where one is over too few people:
    then none is told, so that none follows by subtraction."""
    since = [int(n or 0) for n in older]
    found = [n - longer for n, longer in zip(since, [*since[1:], 0], strict=True)]
    pairs = zip(found, people, strict=True) if ask.is_guarded else ()
    return None if any(n and few < ask.scope.smallest_cell for n, few in pairs) else found


# What `open_sql` gives of each cell.
PARTS = ("open", "age_p50", "age_p90", "closed_28", "people", "silent")
_NOTHING = {
    "open": 0,
    "age_p50": None,
    "age_p90": None,
    "closed_28": 0,
    "people": 0,
    "silent": 0,
    "days": CLOSING_DAYS,
}


def open_sql(
    kpi: Level,
    instants: Sequence[str],
    splits: Sequence[str],
    rows: str,
    condition: str,
    also: Sequence[str] = (),
    reach: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """One row for each instant (SQL of stored times) with anything open at it or closed lately, and each cell of
    `splits` (each `… AS name`): the number of the instant, the cell, `PARTS`, and what is asked `also` of `age`, which
    is null for what is not open. `reach`: source → the last moment (UTC) of which it told. The same on every engine."""
    opened, closed, counts = (f"{kpi.key}__{name}" for name in ("opened_at", "closed_at", "counts"))
    keys = ["place", *names_of(splits)]
    listed = ", ".join(f"({place}, {moment})" for place, moment in enumerate(instants))
    moments = (f"{opened} AS opened", f"{closed} AS closed", f"{_reach(kpi, reach)} AS reach")
    chosen = ", ".join([*splits, "person_id", *moments])
    lately = f"at_instant - INTERVAL '{CLOSING_DAYS} days'"
    age = f"CASE WHEN {_is_open(kpi, 'opened', 'closed', 'at_instant')} THEN {_age('opened', 'at_instant')} END"
    columns = [
        "count(age)",
        *(f"percentile_cont({share}) WITHIN GROUP (ORDER BY age)" for share in (0.5, 0.9)),
        f"count(*) FILTER (WHERE closed < at_instant AND closed >= {lately})",
        "count(DISTINCT person_id) FILTER (WHERE age IS NOT NULL)",
        f"count(*) FILTER (WHERE age IS NOT NULL AND reach < at_instant - INTERVAL '{SILENT_DAYS} days')",
        *also,
    ]
    group = ", ".join(str(1 + at) for at in range(len(keys)))
    return (
        f"SELECT {', '.join([*keys, *columns])} FROM (SELECT *, {age} AS age"
        f" FROM (VALUES {listed}) AS instants(place, at_instant)"
        f" JOIN (SELECT {chosen} FROM ({rows}) AS rows_of WHERE {counts} AND {condition}) AS counted"
        f" ON opened < at_instant AND (closed IS NULL OR closed >= {lately})) AS aged"
        f" GROUP BY {group} ORDER BY {group}"
    )


def _reach(kpi: Level, reach: Mapping[str, str]) -> str:
    told = "".join(
        f" WHEN {kpi.key}__source = {engine.text(source)} THEN TIMESTAMP '{until}'"
        for source, until in sorted(reach.items())
    )
    return f"CASE{told} END" if told else "CAST(NULL AS TIMESTAMP)"


def counts_sql(kpi: Level, instant: str) -> str:
    """The condition on the parts of a row: whether the level counts it at an instant."""
    opened, closed = f"{kpi.key}__opened_at", f"{kpi.key}__closed_at"
    return f"{kpi.key}__counts AND {_is_open(kpi, opened, closed, instant)}"


def _is_open(kpi: Level, opened: str, closed: str, instant: str) -> str:
    is_open = f"{opened} < {instant} AND ({closed} IS NULL OR {closed} >= {instant})"
    narrow = f" AND {kpi.between.sql(_age(opened, instant))}" if isinstance(kpi, OpenFor) else ""
    return is_open + narrow


def _age(opened: str, instant: str) -> str:
    """In seconds."""
    return f"CAST(EXTRACT(EPOCH FROM ({instant} - {opened})) AS DOUBLE PRECISION)"


def _recorded(ask: Question, kpi: Level) -> dict:
    """Where nothing is open, and nothing was closed lately: of how many rows it is known, and of how many it is not."""
    condition, values = ask.condition(window=False)
    rows = ask.parts_of_rows((kpi,), months_before_its_end(ask))
    ((recorded, blind),) = engine.answer(recorded_sql(kpi, rows, condition), values)
    return {"recorded": recorded, "blind": blind}


def recorded_sql(kpi: Level, rows: str, condition: str) -> str:
    """How many rows count at any time, and how many cannot. The same on every engine."""
    return (
        f"SELECT count(*) FILTER (WHERE {kpi.key}__counts), count(*) FILTER (WHERE {kpi.key}__blind)"
        f" FROM ({rows}) AS rows_of WHERE {condition}"
    )
