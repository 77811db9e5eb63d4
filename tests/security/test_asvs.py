"""The list of docs/security.md is whole, and what it names is there."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.check_house import ROOT

PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
IDS = [
    tuple(line.split())
    for line in Path(__file__).with_name("asvs_5_0_0.txt").read_text().splitlines()
    if not line.startswith("#")
]
LINE = re.compile(
    r"^\| (V[\d.]+) \| ([12]) \| ([^|]+) \| (met|not applicable|not yet) \| ([^|]+) \|$"
)
LINES = [found.groups() for line in PAGE.splitlines() if (found := LINE.match(line))]
TESTS = sorted(set(re.findall(r"`((?:tests|evenhand)/[\w/]+\.py)(?:::(\w+))?`", PAGE)))


def test_no_line_is_missing_or_there_twice():
    assert [(line[0], line[1]) for line in LINES] == IDS
    assert len(IDS) == 253 and len(set(IDS)) == 253
    assert len([line for line in PAGE.splitlines() if line.startswith("| V")]) == 253


@pytest.mark.parametrize(("path", "name"), TESTS)
def test_every_test_that_is_named_exists(path, name):
    functions = {
        node.name
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert not name or name in functions
    assert any(one.startswith("test_") for one in functions)


def test_enough_is_tested_and_each_line_says_why():
    met = [line for line in LINES if line[3] == "met"]
    tested = [line for line in met if "::test_" in line[4]]
    assert len(tested) > len(met) / 2
    assert not [line for line in LINES if len(line[4].strip()) < 4]


def test_the_sum_is_right():
    count = Counter(line[3] for line in LINES)
    said = ", ".join(f"{count[state]} {state}" for state in ("met", "not applicable", "not yet"))
    assert f"Now: {said}." in PAGE
