"""A register of complaints that names nobody: every figure of the organisation, and a reason for each that is not there.

Generated always; the real register where EVENHAND_REAL_DATA names its folder. Other files of its origin begin with junk.
"""

import gzip
from datetime import date

import pytest

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.warehouse.manifest import Store
from tests import complaints, oracle
from tests.bringing import Centre
from tests.real import real_file

MEANT = {
    "Date received": "started_date",
    "Issue": "topic",
    "Submitted via": "channel",
    "Timely response?": "in_deadline",
    "Complaint ID": "contact_number",
}
NO_ABANDONED = "no abandoned calls in this source"
WHY_NOT = {
    "offered": NO_ABANDONED,
    "answered": NO_ABANDONED,
    "abandoned": NO_ABANDONED,
    "service_level": NO_ABANDONED,
    "messages": "no transcript of them here",
    "survey_response": "no answers to a survey here",
    "fcr": "no customer named",
    "resolved": "the source does not say",
    "transfers": "the source does not say",
    "escalations": "the source does not say",
    "reopened": "the source does not say",
    "backlog": "this source records no solved times",
    "backlog_days": "this source records no solved times",
}
TEXTS = {
    "generated": complaints.generated,
    "real": lambda: gzip.decompress(real_file("logs/cfpb_complaints_a.csv.gz").read_bytes()),
}


# Junk above the headings is read the same way in either: once is enough.
FILES = {
    "generated": ("generated", False),
    "real": ("real", False),
    "with junk": ("generated", True),
}


@pytest.fixture(scope="module", params=FILES.values(), ids=FILES)
def register(request, tmp_path_factory):
    """(centre, the same counted again, what was proposed)"""
    name, junk = request.param
    text, folder = TEXTS[name](), tmp_path_factory.mktemp("register")
    path = folder / "complaints.csv.gz"
    path.write_bytes(complaints.packed(text, junk=junk))
    centre = Centre(Store(folder / "store"), kpis=catalogue.ALL)
    _shape, mapping = centre.propose(path)
    summary = centre.bring_in(path)
    assert summary.lines == summary.accepted and summary.agents == []
    return centre, complaints.count(text), mapping


def test_columns_are_recognised(register):
    _centre, _counted, mapping = register
    assert (mapping.kind, mapping.columns, mapping.order) == ("contacts", MEANT, "ymd")


def cells(centre, key: str, by: str) -> dict:
    found = centre.figures([catalogue.BY_KEY[key]], by=(by,))
    return {
        f"{figure.by[by]:%Y-%m}" if by == "month" else figure.by[by]: figure for figure in found
    }


@pytest.mark.parametrize("by", ["channel", "topic", "month"])
def test_what_came_and_what_was_answered_in_time(register, by):
    centre, counted, _mapping = register
    handled = {name: figure.value for name, figure in cells(centre, "handled", by).items()}
    assert handled == counted.by[by]
    for name, figure in cells(centre, "in_deadline", by).items():
        above, below = counted.in_time[by][name], counted.by[by][name]
        assert (figure.parts["numerator"], figure.n) == (above, below)
        if figure.state == "shown":
            assert figure.value == pytest.approx(above / below)
            assert (figure.low, figure.high) == pytest.approx(oracle.wilson(above, below))


def test_the_whole_and_its_days(register):
    centre, counted, _mapping = register
    handled, in_time = centre.figure("handled"), centre.figure("in_deadline")
    assert handled.value == in_time.n == in_time.denominator == counted.lines
    assert in_time.numerator == counted.in_time["all"][""]
    assert (in_time.low, in_time.high) == pytest.approx(
        oracle.wilson(in_time.numerator, counted.lines)
    )
    (days,) = centre.rows("min(local_date), max(local_date), count(DISTINCT contact_id)")
    ends = [date.fromisoformat(end(counted.days)) for end in (min, max)]
    assert list(days) == [*ends, counted.lines]
    assert centre.store.manifest().data_up_to == max(counted.days)


def test_nobody_and_no_team_has_any_of_it(register):
    centre, counted, _mapping = register
    for by in ("person", "team"):
        assert {name: one.n for name, one in cells(centre, "handled", by).items()} == {
            None: counted.lines
        }


def test_what_it_does_not_tell_is_refused_with_the_reason(register):
    centre, _counted, _mapping = register
    found = {figure.kpi.key: figure for figure in centre.figures()}
    assert {key: found[key].problem for key in WHY_NOT} == WHY_NOT
    assert {key for key, one in found.items() if one.value is not None} == {"handled", "in_deadline"}  # fmt: skip


def test_products_stand_for_reasons_where_somebody_says_so(tmp_path):
    text, path = complaints.generated(), tmp_path / "complaints.csv"
    path.write_bytes(text)
    centre = Centre(Store(tmp_path / "store"))
    columns = {column: key for column, key in MEANT.items() if key != "topic"}
    centre.bring_in(path, columns=columns | {"Product": "topic"})
    handled = {name: figure.value for name, figure in cells(centre, "handled", "topic").items()}
    assert handled == complaints.count(text).by["product"]
