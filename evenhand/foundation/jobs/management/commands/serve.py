"""`evenhand serve`: the pages and one worker, started and ended together."""

import signal
import subprocess
import sys
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PATIENCE = 10.0  # seconds to end by themselves
HANGING = 5  # seconds until the web server ends a process of its own that some open request keeps
WEB_TARGET = "evenhand.website.wsgi:application"


class Command(BaseCommand):
    help = "Serve the pages and run one worker; Ctrl-C ends both."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="web processes")
        parser.add_argument("--no-worker", action="store_true", help="pages only")

    def handle(self, *, host, port, workers, no_worker, **options):
        _refuse_old_records()
        connection.close()
        self.ending = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        web = _start("granian", *_web_arguments(host, port, workers))
        worker = None if no_worker else _start_worker()
        self.stdout.write(f"Evenhand is at http://{host}:{port}/ (Ctrl-C ends it)")
        self.stdout.flush()
        try:
            while not self.ending and web.poll() is None:
                time.sleep(0.3)
                if worker and worker.poll() is not None and not self.ending:
                    self.stderr.write("The worker ended; starting it again.")
                    time.sleep(1)
                    worker = _start_worker()
        finally:
            for process in (web, worker):
                _stop(process)
        if not self.ending:
            raise CommandError("The web server ended by itself.", returncode=web.returncode or 1)

    def _end(self, _number, _frame):
        self.ending = True


def _refuse_old_records() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The records are not up to date. Run “evenhand migrate” first.")


def _web_arguments(host: str, port: int, workers: int) -> list[str]:
    return [
        *("--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", "4", "--no-ws", "--respawn-failed-workers", "--no-access-log"),
        *("--workers-kill-timeout", str(HANGING), "--log-level", "warning", WEB_TARGET),
    ]


def _start_worker() -> subprocess.Popen:
    return _start("evenhand", "worker", "--follow-parent")


def _start(module: str, *arguments: str) -> subprocess.Popen:
    # A session of its own: Ctrl-C reaches only us, and we end the two in order.
    return subprocess.Popen([sys.executable, "-m", module, *arguments], start_new_session=True)


def _stop(process: subprocess.Popen | None) -> None:
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()  # an interrupted job is taken up at the next start
        process.wait()
