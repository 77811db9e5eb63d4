"""The import contracts of pyproject.toml, kept wherever the tests run."""

import re
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import FEATURES

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")  # of the environment that runs the test


def test_every_import_contract_is_kept():
    # Without its cache: two workers, or an interrupted run, could leave one that tells of another state.
    told = subprocess.run(
        [LINTER, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_the_line_of_features_is_drawn_as_it_is():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    line = re.search(r"Features stand on one strict line.*?\n\n((?: {4}.+\n)+)", text)
    drawn = re.split(r",\s+", line[1].strip())
    assert [name for name in drawn if not name.startswith("[")] == list(FEATURES)
