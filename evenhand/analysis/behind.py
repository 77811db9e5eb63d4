"""The rows that made a figure, and one contact: the way from a number down to what happened."""

from dataclasses import dataclass

from evenhand.analysis import engine, tables
from evenhand.analysis.kpis.definition import Kpi, Quantile
from evenhand.analysis.measure import Facts, question
from evenhand.analysis.scope import Scope, Window

PAGE = 50
LISTED = (
    "contact_id", "source_id", "started_at", "local_date", "person_id", "team_id", "channel", "topic", "answered",
    "wait_seconds", "handle_seconds", "csat_score", "csat_high",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    rows: list[dict]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


def contacts_behind(
    facts: Facts, kpi: Kpi, *, scope: Scope, window: Window, where=(), page: int = 1
) -> Page:
    """The contacts that a figure counted (for a share: below the line), oldest first, a page at a time.

    Opening a contact is personal, so only contacts of people whom the viewer may see are listed.
    """
    ask = question(facts, scope=scope, window=window, where=where, personal=True)
    page = max(1, min(page, 1_000_000))
    if not ask.months or scope.empty:
        return Page([], page, 0)
    condition, values = ask.condition()
    contacts = engine.files(facts.store.path(month.files["contact"]) for month in ask.months)
    source = f"read_parquet({contacts}) c SEMI JOIN ({_counted(ask, kpi)}) b ON b.contact_id = c.contact_id"
    sql = (
        f"SELECT {', '.join(LISTED)} FROM {source} WHERE {condition}"
        f" ORDER BY started_at, contact_id LIMIT {PAGE} OFFSET {PAGE * (page - 1)}"
    )
    with engine.cursor() as cursor:
        (total,) = cursor.execute(
            f"SELECT count(*) FROM {source} WHERE {condition}", values
        ).fetchone()
        rows = _dicts(cursor.execute(sql, values))
    return Page(rows, page, total)


def _counted(ask, kpi: Kpi) -> str:
    """Ids of the contacts whose rows the KPI counts."""
    import ibis

    facts = tables.table(kpi.table)
    parts = {name.removeprefix(f"{kpi.key}__"): part for name, part in kpi.expressions.items()}
    keep = (
        parts["bin"].notnull()
        if isinstance(kpi, Quantile)
        else parts.get("denominator", parts.get("n")) > 0
    )
    chosen = ibis.to_sql(facts.filter(keep).select("contact_id"), dialect="duckdb")
    paths = engine.files(ask.facts.store.path(month.files[kpi.table]) for month in ask.months)
    return f"WITH {kpi.table} AS (FROM read_parquet({paths})) {chosen}"


def contact(facts: Facts, contact_id: str, *, scope: Scope) -> dict | None:
    """One contact with its leg, if this viewer may see it; otherwise None, as if it did not exist."""
    manifest = facts.store.manifest()
    if scope.empty or not manifest.months:
        return None
    contacts, legs = (
        engine.files(facts.store.path(month.files[table]) for month in manifest.months.values())
        for table in ("contact", "leg")
    )
    sql, values = scope.people_sql()
    with engine.cursor() as cursor:
        found = _dicts(
            cursor.execute(
                f"SELECT c.*, l.talk_seconds, l.hold_seconds, l.wrap_seconds, l.parts_known"
                f" FROM (SELECT * FROM read_parquet({contacts}) WHERE contact_id = ?::UUID AND {sql}) c"
                f" LEFT JOIN (SELECT * FROM read_parquet({legs}) WHERE contact_id = ?::UUID) l USING (contact_id)",
                [contact_id, *values, contact_id],
            )
        )
    return found[0] if found else None


def _dicts(cursor) -> list[dict]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
