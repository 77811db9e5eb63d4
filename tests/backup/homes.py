"""Homes as an installation has them: folders and databases of their own, used by processes of their own."""

import json
import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.check_house import ROOT

GIVEN = os.environ.get("EVENHAND_DATABASE_URL", "")


@dataclass
class Home:
    folder: Path
    database: str = ""  # the address of its own database; empty: in the folder

    @property
    def environment(self) -> dict:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("EVENHAND")
        }
        kept |= {"EVENHAND_HOME": str(self.folder)}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return kept | ({"EVENHAND_DATABASE_URL": self.database} if self.database else {})

    def start(self, *what: str, module: str = "evenhand", **options) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", module, *what],
            cwd=ROOT, env=self.environment, text=True,
            **{"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options,
        )  # fmt: skip

    def run(self, *what: str, module: str = "evenhand") -> tuple[int, str]:
        process = self.start(*what, module=module)
        out, err = process.communicate(timeout=120)
        return process.returncode, out + err

    def do(self, *doings: str) -> str:
        code, said = self.run(*doings, module="tests.backup.home_process")
        assert code == 0, said
        return said

    def begin(self, what: str) -> subprocess.Popen:
        process = self.start(what, module="tests.backup.home_process")
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        return process

    def state(self) -> dict:
        return json.loads(self.do("state"))

    def faults(self) -> list:
        return json.loads(self.do("faults"))

    def backup(self, file: Path, *more: str) -> str:
        code, said = self.run("backup", str(file), *more)
        assert code == 0, said
        return said


def new_database(template: str = "") -> str:
    """An empty database, or a copy of one, where the suite runs on PostgreSQL; else none: SQLite in the folder."""
    if not GIVEN.startswith("postgres"):
        return ""
    import psycopg

    name = f"home_{secrets.token_hex(6)}"
    copied = f" TEMPLATE {template.rpartition('/')[2]}" if template else ""
    address = GIVEN.replace("postgres://", "postgresql://", 1)
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}{copied}")
    return f"{GIVEN.rpartition('/')[0]}/{name}"
