"""The rows that made a figure, a page at a time or all of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from evenhand.analysis import engine
from evenhand.analysis.behind import rows as reading
from evenhand.analysis.kpis.definition import Kpi, Level
from evenhand.analysis.measure import Facts, Question, question
from evenhand.analysis.measure.levels import instant, months_before_its_end
from evenhand.analysis.scope import Scope, Window

PAGE = 50
LISTED = (
    "contact_id", "source_id", "run", "line", "started_at", "local_date", "person_id", "team_id", "channel", "topic", "answered",
    "wait_seconds", "handle_seconds", "csat_score", "csat_high",
)  # fmt: skip
IN_A_FILE = (
    "source_id", "run", "line", "local_date", "started_at", "channel", "topic", "wait_seconds", "handle_seconds",
    "csat_score", "csat_high",
)  # fmt: skip
_CHUNK = 2000


@dataclass(frozen=True)
class Page:
    """`total` contacts, of which these are one page; `counted`: the rows in them, such as legs, that the figure counts."""

    rows: list[dict]
    number: int
    total: int
    counted: int = 0

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1

    @property
    def first(self) -> int:
        return PAGE * (self.number - 1) + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def contacts_behind(
    facts: Facts, kpi: Kpi, *, scope: Scope, window: Window, where=(), page: int = 1
) -> Page:
    """The contacts that a figure counted (for a share: below the line; for a level: open at the end of the window,
    whenever they began), oldest first, a page at a time.

    Opening a contact is personal, so only rows of people whom the viewer may see are listed. A leg counts for
    whoever handled that leg: its contact is listed for them, whoever else is credited with it.
    """
    ask = question(facts, scope=scope, window=window, where=where, personal=True)
    page = max(1, min(page, 1_000_000))
    if not _months(ask, kpi) or scope.empty:
        return Page([], page, 0)
    counted, values = _counted(ask, kpi)
    contacts = reading.source(facts, _months(ask, kpi), "contact")
    source = f"{contacts} c SEMI JOIN {counted} b ON b.contact_id = c.contact_id"
    rows = f"{counted} b SEMI JOIN {contacts} c ON b.contact_id = c.contact_id"
    sql = (
        f"SELECT {', '.join(LISTED)} FROM {source}"
        f" ORDER BY started_at, contact_id LIMIT {PAGE} OFFSET {PAGE * (page - 1)}"
    )
    both = f"SELECT count(DISTINCT contact_id), count(*) FROM {rows}"
    ((total, n),) = engine.answer(both, values)
    with engine.cursor() as cursor:
        return Page(reading.dicts(cursor.execute(sql, values)), page, total, n)


def every_row_behind(
    facts: Facts, kpi: Kpi, *, scope: Scope, window: Window, where=()
) -> Iterator[dict]:
    """Every row that a figure counted, as far as the viewer may see it, with its contact (`credited_id`: whose that is,
    who may be somebody else) and the KPI's parts."""
    ask = question(facts, scope=scope, window=window, where=where, personal=True)
    if not _months(ask, kpi) or scope.empty:
        return
    counted, values = _counted(ask, kpi)
    contacts = reading.source(facts, _months(ask, kpi), "contact")
    of_contact = ", ".join(f"c.{name}" for name in IN_A_FILE)
    parts = ", ".join(f"b.{name} AS {name.partition('__')[2]}" for name in kpi.expressions)
    sql = (
        f"SELECT {of_contact}, c.person_id AS credited_id, b.person_id, {parts} FROM {counted} b JOIN {contacts} c USING (contact_id)"
        " ORDER BY c.started_at, c.contact_id"
    )
    with engine.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column[0] for column in cursor.description]
        while chunk := cursor.fetchmany(_CHUNK):
            for row in chunk:
                yield dict(zip(names, row, strict=True))


def topics(facts: Facts, *, scope: Scope, window: Window, where=()) -> list[str]:
    """The reasons for contact among the contacts that the viewer may open."""
    ask = question(facts, scope=scope, window=window, where=where, personal=True)
    if not ask.months or scope.empty:
        return []
    condition, values = ask.condition()
    contacts = reading.source(facts, ask.months, "contact")
    sql = f"SELECT DISTINCT topic FROM {contacts} WHERE {condition} AND topic IS NOT NULL ORDER BY 1 LIMIT 200"
    return [topic for (topic,) in engine.answer(sql, values)]


def _counted(ask, kpi: Kpi) -> tuple[str, list]:
    """The rows that the KPI counts and the viewer may see, with their parts, as SQL and its bound values."""
    is_level = isinstance(kpi, Level)
    condition, values = ask.condition(window=not is_level)
    rows = reading.source(ask.facts, _months(ask, kpi), kpi.table)
    sql = (
        f"(SELECT * FROM (WITH {kpi.table} AS (FROM {rows} WHERE {condition})"
        f" {reading.parts_sql((kpi,), kpi.table)}) WHERE {reading.counts_by(kpi, _instant(ask) if is_level else '')})"
    )
    return sql, values


def _months(ask: Question, kpi: Kpi) -> list:
    return months_before_its_end(ask) if isinstance(kpi, Level) else ask.months


def _instant(ask: Question) -> str:
    zone = engine.text(ask.manifest.zone)
    return f"timezone('UTC', timezone({zone}, TIMESTAMP '{instant(ask)}'))"
