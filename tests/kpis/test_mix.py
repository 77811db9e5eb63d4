"""Kinds of contact and weeks are cut alike by both engines."""

from datetime import date

import pytest

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.measure import mix
from evenhand.analysis.measure.question import SPLITS
from evenhand.analysis.warehouse import rollup
from tests.kpis.rows import answer

HALF_HOURS = {None: "", 0: "night", 11: "night", 12: "morning", 23: "morning", 24: "afternoon",
              33: "afternoon", 34: "evening", 43: "evening", 44: "night", 47: "night"}  # fmt: skip
CSAT = catalogue.BY_KEY["csat"]


def rows() -> list[dict]:
    return [
        answer(
            float(1 + at % 5),
            person_id=1 + at % 2,
            half_hour=half_hour,
            topic=None if at % 3 else "bill",
            channel="phone",
            local_date=date(2026, 3, 1 + at),
        )
        for at, half_hour in enumerate(HALF_HOURS)
    ] + [answer(5.0, person_id=None, half_hour=20, topic="bill", channel="phone", local_date=date(2026, 3, 1))]  # fmt: skip


def found(engine, columns) -> list[tuple]:
    inner = rollup.row_sql((CSAT,), "response", dialect=engine.dialect)
    return engine._run("response", rows(), mix.sums_sql(CSAT, columns, inner, "1 = 1"))


def test_parts_of_the_day(engine):
    parts = {}
    for person, topic, channel, part, *_ in found(engine, mix.KIND_SQL):
        assert person in (1, 2) and topic in ("", "bill") and channel == "phone"
        parts[part] = parts.get(part, 0) + 1
    assert parts.keys() == set(HALF_HOURS.values())


@pytest.mark.parametrize("columns", [mix.KIND_SQL, (SPLITS["week"],)], ids=["kinds", "weeks"])
def test_nothing_is_lost(engine, columns):
    names = rollup.part_names(CSAT)
    total = [
        sum(row[-len(names) + at] for row in found(engine, columns)) for at in range(len(names))
    ]
    expected = engine.sums([CSAT], "response", rows()[:-1])
    assert dict(zip(names, total, strict=True)) == pytest.approx(expected)
