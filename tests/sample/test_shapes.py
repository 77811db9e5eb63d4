"""The small logs look like the public ones, and the large file is as bad as it says."""

import csv
from collections import Counter
from datetime import datetime

from evenhand.sample import shapes
from tests.sample.reading import fault


def read(path, encoding="utf-8"):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, strict=True))


def seconds(text):
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


def test_call_log(tmp_path):
    lines = read(shapes.call_log(tmp_path, 800, seed=3))
    assert tuple(lines[0]) == shapes.CALL_HEADER
    assert len({line["Call Id"] for line in lines}) == 800
    assert len({line["Agent"] for line in lines}) == 8
    measured = ("Speed of answer in seconds", "AvgTalkDuration", "Satisfaction rating")
    for line in lines:
        cells = [line[name] for name in measured]
        if line["Answered (Y/N)"] == "N":
            assert (line["Resolved"], *cells) == ("N", "", "", "")
        else:
            assert 10 <= int(cells[0]) <= 125
            assert 30 <= seconds(cells[1]) <= 420
            assert 1 <= int(cells[2]) <= 5
        assert 9 * 3600 <= seconds(line["Time"]) <= 18 * 3600
    assert 0.75 < Counter(line["Answered (Y/N)"] for line in lines)["Y"] / 800 < 0.87


def test_call_log_can_carry_a_byte_order_mark(tmp_path):
    plain = shapes.call_log(tmp_path / "a", 50, seed=3).read_bytes()
    marked = shapes.call_log(tmp_path / "b", 50, seed=3, bom=True).read_bytes()
    assert marked == b"\xef\xbb\xbf" + plain


def test_bank_log(tmp_path):
    path = shapes.bank_log(tmp_path, 500, seed=4)
    assert path.read_bytes() == shapes.bank_log(tmp_path, 500, seed=4).read_bytes()
    lines = read(path)
    assert tuple(lines[0]) == shapes.BANK_HEADER
    for line in lines:
        waited = line["q_time"] != "0"
        assert waited == (line["q_start"] != "0:00:00") == (line["q_exit"] != "0:00:00")
        assert seconds(line["q_exit"]) - seconds(line["q_start"]) == int(line["q_time"])
        assert seconds(line["ser_exit"]) - seconds(line["ser_start"]) == int(line["ser_time"])
        assert seconds(line["ser_exit"]) < 24 * 3600
        assert datetime.strptime(line["date"], "%y%m%d").month == 12
    assert 0.5 < sum(line["q_time"] == "0" for line in lines) / 500 < 0.7


def test_large(tmp_path, monkeypatch):
    monkeypatch.setattr(shapes, "LARGE_CHUNK", 10_000)
    path = tmp_path / "large.csv"
    counts = shapes.large(path, 30_000, seed=5)
    lines = read(path)
    assert counts["lines"] == len(lines) == 30_060
    assert sum(fault(line) is not None for line in lines) == counts["faulty"] == 30
    distinct = {tuple(line.values()): line for line in lines}
    assert len(distinct) == len({line["contact_id"] for line in lines}) == 30_000
    gave_up = sum(line["answered"] == "N" for line in distinct.values())
    assert gave_up == counts["abandoned"] > 0
    good = [line["started_at"] for line in lines[:30_000] if fault(line) is None]
    assert good == sorted(good)
