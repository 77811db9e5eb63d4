"""Every review that a score counts, with who gave it, of whom, and of what kind of contact: for `statistics` alone."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from evenhand.analysis import engine
from evenhand.analysis.kpis.quality import Score
from evenhand.analysis.measure.mix import KIND_SQL, Kind, asked_of, columns_of, kinds_of
from evenhand.analysis.measure.question import SPLITS, Facts
from evenhand.analysis.scope import Scope, Where, Window

if TYPE_CHECKING:
    import numpy as np

_KEYS = ("person_id", "team_id", *KIND_SQL, SPLITS["week"], "local_date")
_PARTS = ("evaluator", "earned", "possible", "inclusion_probability")


@dataclass(frozen=True)
class Given:
    """One entry a review, in a fixed order. `person`, `team`: ids, a team of −1 is none. `giver`: who reviewed
    it as the source names them, "" where it does not. `kind`: the column of its kind among `kinds`. `week`: its Monday, and
    `day`, as numpy dates. `earned`, `possible`: points. `probability`: of being drawn, NaN where it is not told."""

    person: "np.ndarray"
    team: "np.ndarray"
    giver: "np.ndarray"
    kind: "np.ndarray"
    week: "np.ndarray"
    day: "np.ndarray"
    earned: "np.ndarray"
    possible: "np.ndarray"
    probability: "np.ndarray"
    kinds: tuple[Kind, ...]


def given(
    facts: Facts,
    kpi: Score,
    *,
    scope: Scope,
    window: Window,
    where: Sequence[Where] = (),
    as_of: int | None = None,
) -> Given:
    """The reviews of contacts on the days of the window, of everybody whom the scope opens. One question."""
    import numpy as np

    ask = asked_of(facts, scope, window, where, as_of)
    if not ask.months or ask.scope.empty or not ask.has_rows(kpi.table):
        return _of([np.zeros(0)] * len(_KEYS + _PARTS))
    condition, values = ask.condition()
    rows = ask.parts_of_rows((kpi,))
    with engine.cursor() as cursor:
        found = cursor.execute(rows_sql(kpi, rows, condition), values).fetchnumpy()
    return _of(list(found.values()))


def together(found: Sequence[Given]) -> Given:
    """Side by side: the kinds of contact of one channel or topic beside those of the next."""
    import numpy as np

    if len(found) == 1:
        return found[0]
    first = np.cumsum([0, *(len(one.kinds) for one in found)]).tolist()
    columns = {
        one.name: np.concatenate([getattr(each, one.name) for each in found])
        for one in fields(Given)
        if one.name not in ("kind", "kinds")
    }
    kind = np.concatenate([one.kind + at for one, at in zip(found, first, strict=False)])
    return Given(**columns, kind=kind, kinds=tuple(kind for one in found for kind in one.kinds))


def rows_sql(kpi: Score, rows: str, condition: str) -> str:
    """One row a review. The same on every engine."""
    keys = [f"{sql} AS c{at}" for at, sql in enumerate(_KEYS)]
    parts = [f"{kpi.key}__{name} AS {name}" for name in _PARTS]
    order = ", ".join(str(1 + at) for at in range(len(keys) + len(parts)))
    return (
        f"SELECT {', '.join([*keys, *parts])} FROM ({rows}) AS rows_of WHERE person_id IS NOT NULL"
        f" AND {kpi.key}__counts AND {condition} ORDER BY {order}"
    )


def _of(columns: list) -> Given:
    import numpy as np

    person, team, topic, channel, part, week, day, giver, *points = columns
    person = np.asarray(person, int)
    fine = [Kind(*key) for key in zip(topic.tolist(), channel.tolist(), part.tolist(), strict=True)]
    kinds = kinds_of(person, fine, np.ones(len(person)))
    earned, possible, probability = (
        np.ma.filled(one.astype(float), np.nan) if np.ma.isMaskedArray(one) else one.astype(float)
        for one in points
    )
    return Given(
        person=person,
        team=np.ma.filled(team, -1).astype(int),
        giver=np.array([one or "" for one in np.ma.filled(giver.astype(object), "")], object),
        kind=np.array(columns_of(fine, kinds), int),
        week=np.ma.filled(week).astype("datetime64[D]"),
        day=np.ma.filled(day).astype("datetime64[D]"),
        earned=earned,
        possible=possible,
        probability=probability,
        kinds=kinds,
    )
