"""The simulated centre's files: the same each time, countable, plausible."""

import hashlib
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from evenhand import sample
from evenhand.sample.centre import write
from tests.sample.reading import fault

FILES = (
    "people.csv", "contacts.csv", "surveys.csv", "evaluations.csv", "conversations.jsonl",
    "truth.json", "truth_conversations.jsonl",
)  # fmt: skip


def digests(folder):
    assert {path.name for path in folder.iterdir()} == set(FILES)
    return [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES]


def test_the_same_seed_and_end_give_the_same_bytes(tmp_path):
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        write(tmp_path / name, seed=seed, end=date(2026, 11, 21), contacts=3000)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    assert digests(tmp_path / "a") != digests(tmp_path / "c")


def test_the_default_size_holds_a_quarter_of_a_million_valid_contacts(tmp_path):
    truth = write(tmp_path, end=date(2026, 11, 21))
    assert truth.valid >= 250_000
    assert truth.lines == 261_300
    assert truth.valid + truth.faulty + truth.repeated == truth.lines


def test_every_line_is_accounted_for(lines, good, truth):
    assert len(lines) == truth["lines"]
    repeated = len(lines) - len({tuple(line.values()) for line in lines})
    assert repeated == truth["repeated"] == 600
    assert Counter(filter(None, map(fault, lines))) == truth["faults"]
    assert sum(truth["faults"].values()) == 360
    assert len(good) == truth["valid"]
    assert Counter(line["answered"] for line in good) == {
        "Y": truth["answered"],
        "N": truth["abandoned"],
    }
    assert Counter(line["channel"] for line in good) == truth["by_channel"]
    assert Counter(line["reason"] for line in good) == truth["by_reason"]
    assert sum(line["csat"] != "" for line in good) == truth["rated"]
    handled = Counter(line["agent_id"] for line in good)
    assert all(handled[person["person_id"]] == person["handled"] for person in truth["people"])


def test_faults_and_repeats_can_be_left_out(tmp_path):
    truth = write(tmp_path, end=date(2026, 11, 21), contacts=2000, faults=False, repeats=False)
    assert (truth.lines, truth.valid, truth.faulty, truth.repeated) == (2000, 2000, 0, 0)


def test_repeated_lines_stand_at_the_end_and_repeat_good_ones(lines, truth):
    again = lines[-truth["repeated"] :]
    before = {tuple(line.values()) for line in lines[: -truth["repeated"]]}
    assert all(tuple(line.values()) in before and fault(line) is None for line in again)


def test_abandoned_calls_have_a_wait_and_nothing_else(lines):
    abandoned = [line for line in lines if line["answered"] == "N"]
    empty = ("agent_id", "talk_seconds", "hold_seconds", "wrap_seconds", "csat")
    for line in abandoned:
        assert (line["channel"], line["direction"]) == ("phone", "inbound")
        assert not any(line[name] for name in empty)
        length = datetime.fromisoformat(line["ended_at"]) - datetime.fromisoformat(
            line["started_at"]
        )
        assert length.total_seconds() == int(line["wait_seconds"])


def test_proportions_are_those_of_a_centre(good):
    calls = [line for line in good if (line["channel"], line["direction"]) == ("phone", "inbound")]
    waits = [int(line["wait_seconds"]) for line in calls if line["answered"] == "Y"]
    assert 0.70 < sum(wait <= 20 for wait in waits) / len(calls) < 0.85
    assert 0.03 < 1 - len(waits) / len(calls) < 0.08
    rated = [int(line["csat"]) for line in good if line["csat"]]
    assert 0.13 < len(rated) / len(good) < 0.17
    assert 0.60 < sum(rating >= 4 for rating in rated) / len(rated) < 0.75
    customers = Counter(line["customer_id"] for line in good)
    assert 0.3 < sum(count > 1 for count in customers.values()) / len(customers) < 0.9


def test_the_centre_is_open_from_8_to_20_on_mondays_to_saturdays(good):
    started = [datetime.fromisoformat(line["started_at"]) for line in good]
    assert {when.hour for when in started} == set(range(8, 20))
    assert {when.weekday() for when in started} == set(range(6))
    days = {when.date() for when in started}
    assert date(2025, 12, 25) not in days
    assert min(days) >= date(2025, 11, 22)
    assert max(days) == date(2026, 11, 21)


def test_everybody_has_plausibly_much_to_do(tmp_path):
    """At full size: 15-40 contacts on most days of most people."""
    write(tmp_path, end=date(2026, 11, 21), faults=False, repeats=False)
    text = (tmp_path / "contacts.csv").read_text(encoding="utf-8").splitlines()[1:]
    cells = (line.split(",") for line in text)
    days = Counter((cell[3], cell[1][:10]) for cell in cells if cell[3])
    usual = sum(15 <= count <= 40 for count in days.values())
    assert usual / len(days) > 0.85


def test_the_readme_names_every_file_and_every_truth(folder, truth):
    text = (Path(sample.__file__).parent / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in FILES)
    told = set(truth) - {"note", "organisation", "seed", "first_day", "last_day"}
    assert not [key for key in told if f"`{key}`" not in text]
