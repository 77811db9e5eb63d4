"""`evenhand demo`: a simulated centre in a home of its own, set up and served by one command."""

import fcntl
import os
import socket
import sys
import threading
import time
import urllib.request
import webbrowser
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from evenhand.sample import loading

FIRST_PORT, PORTS = 8000, 20
CONTACTS = 260_000
PATIENCE = 30  # seconds for the server to answer


class Command(BaseCommand):
    help = "Set up a simulated centre in a home of its own (var/demo), and serve it."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, help=f"default: the first free from {FIRST_PORT}")
        parser.add_argument("--contacts", type=int, default=CONTACTS, help="of the simulated year")
        parser.add_argument("--no-open", action="store_true", help="open no browser")
        parser.add_argument("--prepare-only", action="store_true", help="set up; serve nothing")
        parser.add_argument("--home", help="where everything is kept (default: var/demo)")

    def handle(self, *, port, contacts, no_open, prepare_only, **options):
        self.began = time.monotonic()
        _refuse_a_real_home()
        if not prepare_only:
            port = _free_port(port)
        with _alone():
            self._prepare(contacts)
        if prepare_only:
            return
        connection.close()  # what is served next has connections of its own
        if not no_open and _has_display():
            _open_when_ready(port)
        call_command("serve", port=port, stdout=self.stdout, stderr=self.stderr)

    def _prepare(self, contacts: int) -> None:
        place = loading.place()
        place.mkdir(exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        if loading.is_loaded():
            self._say(
                f"The simulated centre is in {place.parent}; remove that folder for a new one"
            )
            return
        self._say(f"Setting up a simulated centre in {place.parent}")
        loading.load(contacts=contacts, today=timezone.localdate(), say=self._say)
        self._say("The simulated centre is ready")

    def _say(self, words: str) -> None:
        self.stdout.write(f"{time.monotonic() - self.began:5.1f} s  {words}")
        self.stdout.flush()


def _refuse_a_real_home() -> None:
    home = settings.EVENHAND.home
    if not settings.EVENHAND.sample:
        raise CommandError("Start it as “evenhand demo”, so that it finds a home of its own.")
    if not loading.place().exists() and (home / "evenhand.sqlite3").exists():
        raise CommandError(f"{home} is no sample centre's home: it is left as it is.")


@contextmanager
def _alone():
    """A second start waits until the first has prepared everything. Ends with the process."""
    with open(settings.EVENHAND.home / "demo.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _free_port(wanted: int | None) -> int:
    ports = [wanted] if wanted else range(FIRST_PORT, FIRST_PORT + PORTS)
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CommandError(f"Port {ports[0]} is taken. Give another: evenhand demo --port NUMBER")


def _has_display() -> bool:
    return sys.platform == "darwin" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _open_when_ready(port: int) -> None:
    def wait_and_open():
        address = f"http://127.0.0.1:{port}/"
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{address}health/", timeout=2).close()
            except OSError:
                time.sleep(0.2)
            else:
                webbrowser.open(address)
                return

    threading.Thread(target=wait_and_open, daemon=True).start()
