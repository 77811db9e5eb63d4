"""One contact with all its parts: what happened, what customers and evaluators said of it, what it counted in.

Facts are open to whoever may see one of its people; words are fetched apart (`words`), by those who gave a purpose.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from evenhand.analysis import engine, tables
from evenhand.analysis.behind import rows as reading
from evenhand.analysis.behind.counted import Counted, counted
from evenhand.analysis.measure import Facts
from evenhand.analysis.scope import Scope
from evenhand.analysis.warehouse.manifest import Month


@dataclass(frozen=True)
class Whole:
    """`legs` are all there are; answers, evaluations and what it counted in only those of people whom the viewer may
    see; `nearby` are other contacts of the same customer which the viewer may open. `turns`: how many messages."""

    contact: dict
    legs: list[dict]
    responses: list[dict]
    evaluations: list[dict]
    nearby: list[dict]
    counted: list[Counted]
    turns: int
    people: frozenset[int] = field(default_factory=frozenset)

    @property
    def comments(self) -> int:
        return sum(bool(answer["has_comment"]) for answer in self.responses)

    @property
    def has_words(self) -> bool:
        return bool(self.turns or self.comments)

    @property
    def is_drawn(self) -> bool:
        """Whether a monitoring plan drew it by chance."""
        return any(one["purpose"] == "random" for one in self.evaluations)


@dataclass(frozen=True)
class Words:
    """What was said, in order; and by number of the answer what customers added to it."""

    messages: list[dict]
    comments: dict[int, str]


def contact(
    facts: Facts, contact_id: str, *, scope: Scope, around: Scope | None = None
) -> Whole | None:
    """One contact, if the viewer may see somebody who handled it; otherwise None, as if it did not exist.

    `around`: the scope of its neighbours, where it is narrower than that of this one contact.
    """
    found = None if scope.empty else _place(facts, contact_id)
    if found is None:
        return None
    row, month = found
    legs = _of(facts, month, "leg", contact_id, order="leg")
    people = frozenset(one["person_id"] for one in (row, *legs) if one["person_id"] is not None)
    if not (scope.every_person or any(map(scope.sees_person, people))):
        return None
    return Whole(
        contact=row,
        legs=legs,
        responses=_seen(scope, _of(facts, month, "response", contact_id, order="response",
            columns=f"{_but('response', 'comment')}, coalesce(comment, '') <> '' AS has_comment")),
        evaluations=_seen(scope, _evaluations(facts, month, contact_id)),
        nearby=_nearby(facts, row, around or scope),
        counted=counted(facts, month, contact_id, scope=scope),
        turns=len(_of(facts, month, "message", contact_id, order="message", columns="message")),
        people=people,
    )  # fmt: skip


def openable(facts: Facts, contact_ids: Iterable[str], *, scope: Scope) -> set[str]:
    """Those of these contacts that the viewer may open: where a link leads somewhere."""
    asked, months = sorted(set(contact_ids)), facts.store.manifest().months.values()
    if not asked or not months or scope.empty:
        return set()
    seen, values = scope.people_sql()
    wanted = f"WHERE list_contains(?, contact_id::VARCHAR) AND {seen}"
    sql = " UNION ".join(
        f"SELECT contact_id::VARCHAR FROM {reading.source(facts, months, grain)} {wanted}"
        for grain in ("contact", "leg")
    )
    return {one for (one,) in engine.answer(sql, [asked, *values] * 2)}


def numbered(facts: Facts, number: str, *, scope: Scope, most: int = 20) -> list[dict]:
    """Contacts with exactly this number (or this id) that the viewer may open, the latest first, with their source.

    One question whatever is here, so that nothing tells what is absent from what is closed.
    """
    months = facts.store.manifest().months.values()
    if not months or scope.empty:
        return []
    seen, values = scope.people_sql()
    contacts, legs = (reading.source(facts, months, grain) for grain in ("contact", "leg"))
    sql = (
        f"SELECT contact_id, source, source_id, started_at, channel FROM {contacts}"
        f" WHERE (source_id = ? OR contact_id = TRY_CAST(? AS UUID)) AND ({seen} OR contact_id IN"
        f" (SELECT contact_id FROM {legs} WHERE {seen})) ORDER BY started_at DESC, contact_id LIMIT {most}"
    )
    with engine.cursor() as cursor:
        return reading.dicts(cursor.execute(sql, [number, number, *values, *values]))


def words(facts: Facts, contact_id: str) -> Words:
    """Messages in order, and comments of customers by the answer's number. Whoever calls has checked the purpose."""
    found = _place(facts, contact_id)
    if found is None:
        return Words([], {})
    _row, month = found
    messages = _of(facts, month, "message", contact_id, order="message")
    answers = _of(facts, month, "response", contact_id, order="response")
    return Words(messages, {one["response"]: one["comment"] for one in answers if one["comment"]})


def day_of(facts: Facts, contact_id: str) -> date | None:
    """The local day on which a contact counts; None when no run has brought it (any more)."""
    found = _place(facts, contact_id)
    return found[0]["local_date"] if found else None


def _place(facts: Facts, contact_id: str) -> tuple[dict, Month] | None:
    """The contact's row and its month: one scan over the ids, as an id tells no date. The answer is kept."""
    months = {
        facts.store.path(month.files["contact"]): month
        for month in facts.store.manifest().months.values()
    }
    if not months:
        return None
    columns = tuple(tables.CONTACT)
    sql = (
        f"SELECT filename, {', '.join(columns)} FROM read_parquet({engine.files(months)}, filename = true)"
        " WHERE contact_id = ?::UUID"
    )
    for file, *row in engine.answer(sql, [contact_id]):
        return dict(zip(columns, row, strict=True)), months[file]
    return None


def _of(
    facts: Facts, month: Month, grain: str, contact_id: str, *, order: str, columns: str = ""
) -> list[dict]:  # fmt: skip
    """The contact's rows of one grain, not kept in memory for the next who asks: words may be among them."""
    sql = (
        f"SELECT {columns or ', '.join(tables.SCHEMAS[grain])} FROM {reading.source(facts, [month], grain)}"
        f" WHERE contact_id = ?::UUID ORDER BY {order}"
    )
    with engine.cursor() as cursor:
        return reading.dicts(cursor.execute(sql, [contact_id]))


def _but(grain: str, without: str) -> str:
    return ", ".join(name for name in tables.SCHEMAS[grain] if name != without)


def _seen(scope: Scope, rows: list[dict]) -> list[dict]:
    return [row for row in rows if scope.sees_person(row["person_id"])]


def _evaluations(facts: Facts, month: Month, contact_id: str) -> list[dict]:
    """Each with its criteria, the earliest first."""
    found = _of(facts, month, "evaluation", contact_id, order="evaluated_at, evaluation_id")
    scores = _of(facts, month, "criterion_score", contact_id, order="ALL") if found else []
    for one in found:
        one["criteria"] = [s for s in scores if s["evaluation_id"] == one["evaluation_id"]]
    return found


def _nearby(facts: Facts, row: dict, scope: Scope) -> list[dict]:
    """Other contacts of the same customer in the same source, before and after, as far as the viewer may open them."""
    if row["customer"] is None:
        return []
    near = timedelta(days=tables.LINKED_DAYS)
    first, last = row["started_at"] - near, row["started_at"] + near
    months = [
        month
        for month in facts.store.manifest().months.values()
        if month.first <= f"{last.date() + timedelta(days=1)}"
        and month.last >= f"{first.date() - timedelta(days=1)}"
    ]
    seen, values = scope.people_sql()
    sql = (
        "SELECT contact_id, source_id, run, line, started_at, channel, topic, answered, person_id"
        f" FROM {reading.source(facts, months, 'contact')} WHERE customer = ? AND source = ? AND contact_id <> ?"
        f" AND started_at BETWEEN ? AND ? AND {seen} ORDER BY started_at, contact_id LIMIT 50"
    )
    with engine.cursor() as cursor:
        asked = [row["customer"], row["source"], row["contact_id"], first, last, *values]
        return reading.dicts(cursor.execute(sql, asked))
