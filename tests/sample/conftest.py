"""One small centre for all tests of the sample; the large one is never needed."""

import json
from datetime import date

import pytest

from evenhand.sample.centre import write
from tests.sample.reading import lines_of, valid

END = date(2026, 11, 21)
SIZE = 120_000


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("centre")
    write(folder, end=END, contacts=SIZE)
    return folder


@pytest.fixture(scope="session")
def truth(folder):
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def lines(folder):
    return lines_of(folder / "contacts.csv")


@pytest.fixture(scope="session")
def people(folder):
    return lines_of(folder / "people.csv")


@pytest.fixture(scope="session")
def good(lines):
    """The valid lines, each once."""
    return valid(lines)


@pytest.fixture(scope="session")
def late(folder):
    return lines_of(folder / "surveys.csv")


@pytest.fixture(scope="session")
def rated(good, late):
    """(line of contacts.csv, rating) of every answer, also of those that came later."""
    lines = {line["contact_id"]: line for line in good}
    at_once = [(line, int(line["csat"])) for line in good if line["csat"]]
    return at_once + [(lines[answer["contact_id"]], int(answer["csat"])) for answer in late]


@pytest.fixture(scope="session")
def scores(folder):
    """Lines of evaluations.csv: one for each criterion."""
    return lines_of(folder / "evaluations.csv")


def _json_lines(path):
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.fixture(scope="session")
def conversations(folder):
    return _json_lines(folder / "conversations.jsonl")


@pytest.fixture(scope="session")
def true_conversations(folder):
    return _json_lines(folder / "truth_conversations.jsonl")
