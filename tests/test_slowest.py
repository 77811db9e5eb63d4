"""What is kept of the last run of the tests, and what is said where none was."""

from types import SimpleNamespace

import pytest

from tests import slowest


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(slowest, "FILE", tmp_path / "kept" / "slowest.jsonl")
    return slowest.FILE


def ran(database: str, **seconds: tuple[float, ...]) -> None:
    """One run of pytest, with the steps of each test as they are reported."""
    kept = slowest.Kept(database)
    for test, steps in seconds.items():
        for step in steps:
            kept.pytest_runtest_logreport(SimpleNamespace(nodeid=test, duration=step))
    kept.pytest_sessionfinish()


def test_a_test_counts_with_what_it_prepared_and_every_part_of_a_run_is_there(file):
    ran("sqlite3", quick=(0.1, 0.1), slow=(2.0, 1.5))
    ran("postgresql", slow=(2.0, 3.5))
    assert slowest.slowest(file) == [
        "    5.5 s  slow (postgresql)",
        "    3.5 s  slow (sqlite3)",
        "    0.2 s  quick (sqlite3)",
    ]


def test_only_the_slowest_are_kept_and_told(file):
    for _ in range(2):
        ran("sqlite3", **{f"test_{number}": (float(number),) for number in range(40)})
    assert len(file.read_text().splitlines()) == 2 * slowest.MOST
    assert len(slowest.slowest(file)) == slowest.MOST
    assert "test_39" in slowest.slowest(file)[0]


def test_where_no_run_was_kept_it_says_so(tmp_path):
    assert slowest.slowest(tmp_path / "none") == [
        "No run of the tests was kept here: ./run test keeps its own."
    ]
