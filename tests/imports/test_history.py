"""Figures do not depend on how the lines came: in one file, or in several, in any order, or with one taken back."""

import random
from datetime import datetime, timedelta

import pytest

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import CensoredQuantile, Level
from evenhand.analysis.warehouse.manifest import Store
from tests.bringing import ZONE, Centre

HEADING = (
    "contact_id,started_at,agent_id,channel,reason,direction,answered,wait_seconds,talk_seconds,customer_id,csat,"
    "first_replied_at,solved_at"
)
SAID = "%Y-%m-%d %H:%M:%S"
# What is still open is told by how far its source reached when its month was built, which only these may show.
KPIS = tuple(
    kpi for kpi in catalogue.ALL if not isinstance(kpi, CensoredQuantile | Level) and not kpi.needs
)


def contacts(
    first: datetime, days: int, seed: int, *, nobody_gives_up=False, slow=True
) -> list[str]:
    """Five a day, of few customers, many of them not replied to or solved at all; `slow`: nor within the day."""
    draw = random.Random(seed)
    lines = []
    for number in range(5 * days):
        start = first + timedelta(days=number // 5, seconds=draw.randrange(28_800, 64_800))
        answered = nobody_gives_up or draw.random() < 0.8
        reply = start + timedelta(hours=draw.choice((0, 1, 30, 200) if slow else (0, 1)))
        solved = reply + timedelta(hours=draw.choice((0, 5, 400) if slow else (0, 1)))
        lines.append(
            f"{seed}-{number},{start:{SAID}},{draw.choice('abc')},{draw.choice(('phone', 'email'))},Bill,inbound,"
            f"{'Y' if answered else 'N'},{draw.randrange(90)},{draw.randrange(30, 600) if answered else ''},"
            f"K{draw.randrange(40)},{draw.choice(('', 1, 4, 5)) if answered else ''},"
            f"{f'{reply:{SAID}}' if answered and draw.random() < 0.7 else ''},"
            f"{f'{solved:{SAID}}' if answered and draw.random() < 0.5 else ''}"
        )
    return lines


QUIET = contacts(datetime(2026, 1, 20), 1, 1, nobody_gives_up=True)
BUSY = contacts(datetime(2026, 1, 21), 9, 2, slow=False)
NEXT = contacts(datetime(2026, 2, 3), 4, 3)
LATE = contacts(datetime(2026, 4, 20), 5, 4)
PIECES = {"quiet": QUIET, "busy": BUSY, "next": NEXT, "late": LATE}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What all figures are when these pieces come in, a file for each list of them."""

    def tell(*files: tuple[str, ...], taken_back: int | None = None) -> dict:
        folder = tmp_path_factory.mktemp("came")
        centre = Centre(Store(folder / "store", ZONE), kpis=KPIS)
        for number, names in enumerate(files):
            path = folder / f"{number}.csv"
            lines = [line for name in names for line in PIECES[name]]
            path.write_text("\n".join([HEADING, *lines]) + "\n")
            summary = centre.bring_in(path)
            assert summary.rejected == 0
        if taken_back is not None:
            centre.take_back(centre.runs[taken_back])
        found = centre.figures(KPIS, by=("month",))
        return {
            (one.kpi.key, str(one.by["month"])): (one.n, one.value, one.problem, one.notes)
            for one in found
        }

    return tell


@pytest.fixture(scope="module")
def at_once(told):
    return told(tuple(PIECES))


@pytest.mark.parametrize(
    "files",
    [
        [("quiet",), ("busy",), ("next",), ("late",)],
        [("late",), ("next",), ("busy",), ("quiet",)],
        [("busy",), ("late",), ("quiet", "next")],
    ],
)
def test_one_file_or_several(told, at_once, files):
    assert told(*files) == at_once
    assert any(n for n, *_ in at_once.values())


def test_later_files_let_earlier_contacts_be_followed(told):
    assert told(("busy",), ("late",)) == told(("busy", "late")) != told(("busy",))


def test_what_was_taken_back_leaves_nothing(told):
    assert told(("busy",), ("late",), taken_back=1) == told(("busy",))
