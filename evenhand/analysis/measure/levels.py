"""Levels: what is open at an instant. A level is taken at the end of a step, never summed over it."""

from datetime import date, timedelta

from evenhand.analysis import engine
from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Level
from evenhand.analysis.measure.between import Between, OpenFor
from evenhand.analysis.measure.question import OF_DAYS, SPLITS, Question

LATELY = 28  # days over which closures are averaged
_DAY = 86_400.0
_ENDS = (*(_DAY * days for days in (0, 1, 3, 7, 14, 28, 91)), None)
_AGE = "epoch(at_instant - opened)"
# How long what is open has been open: every band begins where the one before ends.
AGES = tuple(Between(*ends) for ends in zip(_ENDS, _ENDS[1:], strict=False))


def levels(ask: Question, kpis: tuple[Level, ...]) -> list[Figure]:
    """KeyError for a split that has no instant of its own, such as a weekday."""
    months = months_before_its_end(ask)
    if not months or ask.scope.empty or not _instants(ask):
        return [figure for kpi in kpis for figure in ask.nothing(kpi)]
    found = []
    for together in _alike(kpis):
        rows = _asked(ask, together[0], _that_matter(ask, together[0], months))
        small = ask.is_guarded and any(
            row["open"] and row["people"] < ask.scope.smallest_cell for _, row in rows
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
    since = (ask.window.first - timedelta(days=LATELY + 1)).isoformat()
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
    instants = ", ".join(
        f"({place}, timezone('UTC', timezone({zone}, TIMESTAMP '{ends}')))"
        for place, (_begins, ends) in enumerate(moments)
    )
    opened, closed, counts = (f"{kpi.key}__{name}" for name in ("opened_at", "closed_at", "counts"))
    split = [f"{SPLITS[name]} AS by_{name}" for name in names]
    still = f"(closed IS NULL OR closed >= at_instant) AND {_between(kpi, _AGE)}"
    # Sums, as conditions on each count would take several times as long.
    older = ", ".join(f"sum((age >= {band.at_least!r})::INTEGER)" for band in AGES)
    people = [f"count(DISTINCT person_id) FILTER (WHERE {band.sql('age')})" for band in AGES]
    sql = (
        f"SELECT place, {', '.join([f'by_{name}' for name in names] + [''])}"
        " count(age), quantile_cont(age, 0.5), quantile_cont(age, 0.9),"
        " count(*) FILTER (WHERE closed < at_instant), count(DISTINCT person_id) FILTER (WHERE age IS NOT NULL),"
        f" [{older}], [{', '.join(people) if ask.is_guarded else ''}]"
        f" FROM (SELECT *, CASE WHEN {still} THEN {_AGE} END AS age"
        f" FROM (VALUES {instants}) i(place, at_instant) JOIN ("
        f"SELECT {', '.join([*split, 'person_id', f'{opened} AS opened', f'{closed} AS closed'])} FROM"
        f" ({ask.parts_of_rows((kpi,), months)})"
        f" WHERE {counts} AND {condition}) ON opened < at_instant"
        f" AND (closed IS NULL OR closed >= at_instant - INTERVAL {LATELY} DAY))"
        " GROUP BY ALL ORDER BY ALL"
    )
    found = []
    for place, *rest in engine.answer(sql, values):
        *keys, n, middle, long, closed_lately, people, older, people_of_ages = rest
        by = dict(zip(names, keys, strict=True)) | moments[place][0]
        parts = {
            "open": n,
            "age_p50": middle,
            "age_p90": long,
            "closed_28": closed_lately,
            "people": people,
            "ages": _ages(ask, older, people_of_ages),
        }
        found.append(({name: by[name] for name in ask.by}, parts))
    return found


def _ages(ask: Question, older: list[int | None], people: list[int]) -> list[int] | None:
    """How many are in each band of `AGES`, from how many have at least its age. None where one is over too few people:
    then none is told, so that none follows by subtraction."""
    since = [int(n or 0) for n in older]
    found = [n - longer for n, longer in zip(since, [*since[1:], 0], strict=True)]
    pairs = zip(found, people, strict=True) if ask.is_guarded else ()
    return None if any(n and few < ask.scope.smallest_cell for n, few in pairs) else found


def open_sql(kpi: Level, instant: str) -> str:
    """The condition on the parts of a row: whether the level counts it at an instant."""
    opened, closed = f"{kpi.key}__opened_at", f"{kpi.key}__closed_at"
    is_open = f"{opened} < {instant} AND ({closed} IS NULL OR {closed} >= {instant})"
    return f"{kpi.key}__counts AND {is_open} AND {_between(kpi, f'epoch({instant} - {opened})')}"


def _between(kpi: Level, age: str) -> str:
    return kpi.between.sql(age) if isinstance(kpi, OpenFor) else "TRUE"


_NOTHING = {"open": 0, "age_p50": None, "age_p90": None, "closed_28": 0, "people": 0}


def _recorded(ask: Question, kpi: Level) -> dict:
    """Where nothing is open, and nothing was closed lately: of how many rows it is known, and of how many it is not."""
    condition, values = ask.condition(window=False)
    rows = ask.parts_of_rows((kpi,), months_before_its_end(ask))
    sql = (
        f"SELECT count(*) FILTER (WHERE {kpi.key}__counts), count(*) FILTER (WHERE {kpi.key}__blind)"
        f" FROM ({rows}) WHERE {condition}"
    )
    ((recorded, blind),) = engine.answer(sql, values)
    return {"recorded": recorded, "blind": blind}
