"""A PostgreSQL of the tests' own: `python -m tests.postgres_cluster -- COMMAND…`.

It lives in a temporary folder, listens on the loopback only, and is gone afterwards.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUICK = {  # nobody misses these data after a crash
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}
SECONDS_TO_START = 30


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        sys.exit("usage: python -m tests.postgres_cluster -- COMMAND…")
    programs = find_programs()
    if programs is None:
        sys.exit("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the cluster goes with us
    with running_cluster(programs) as url:
        return subprocess.run(command, env=os.environ | {"EVENHAND_DATABASE_URL": url}).returncode


def find_programs() -> Path | None:
    """The folder of initdb and postgres, the newest if there are several."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: _number(folder), reverse=True
    )
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


@contextmanager
def running_cluster(programs: Path) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="evenhand-postgres-"))
    try:
        password, port = secrets.token_hex(16), _free_port()
        data = _make(programs, folder, password)
        with _started(programs, data, port):
            yield f"postgres://evenhand:{password}@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(programs: Path, folder: Path, password: str) -> Path:
    secret, data = folder / "password", folder / "data"
    secret.write_text(password)
    account = _account()
    if account:  # PostgreSQL refuses to run as root
        for path in (folder, secret):
            os.chown(path, account.pw_uid, account.pw_gid)
    options = ["--username=evenhand", f"--pwfile={secret}", "--auth=scram-sha-256"]
    options += ["--no-sync", "--encoding=UTF8", "--locale=C", f"--pgdata={data}"]
    made = subprocess.run(
        [programs / "initdb", *options], capture_output=True, text=True, **_as(account)
    )
    if made.returncode:
        sys.exit(f"initdb failed: {made.stderr.strip()}")
    return data


@contextmanager
def _started(programs: Path, data: Path, port: int) -> Iterator[None]:
    settings = [f"--{name}={value}" for name, value in {**QUICK, "port": port}.items()]
    with (data.parent / "log").open("w") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, *settings],
            stdout=log,
            stderr=log,
            start_new_session=True,  # a Ctrl-C is for the tests; we end the server ourselves
            **_as(_account()),
        )
    try:
        _wait(server, port, data.parent / "log")
        yield
    finally:
        server.send_signal(signal.SIGINT)  # fast shutdown
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen, port: int, log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        if "ready to accept connections" in log.read_text():
            return
        time.sleep(0.1)
    sys.exit(f"PostgreSQL did not start on port {port}: {log.read_text().strip()}")


def _account() -> pwd.struct_passwd | None:
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sys.exit("There is no account that could run PostgreSQL: neither postgres nor nobody.")


def _as(account: pwd.struct_passwd | None) -> dict:
    quiet = {"cwd": "/", "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}
    if account is None:
        return quiet
    return quiet | {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _number(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
