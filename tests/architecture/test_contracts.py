"""The import contracts of pyproject.toml, kept wherever the tests run."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")  # of the environment that runs the test


def test_every_import_contract_is_kept():
    # Without its cache: two workers, or an interrupted run, could leave one that tells of another state.
    told = subprocess.run(
        [LINTER, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
