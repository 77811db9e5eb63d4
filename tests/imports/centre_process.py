"""One import in a process of its own: `python -m tests.imports.centre_process STORE FILE RUN [what…]`.

`what`: `limit=BYTES` of a single file, `all` to roll up every figure of the catalogue. It says "ready" when it starts,
and at its end how many lines it accepted and how much memory it took.
"""

import resource
import sys
from pathlib import Path

from evenhand.analysis.engine import NoRoom
from evenhand.analysis.intake import receive
from evenhand.analysis.intake.check import check
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Store
from tests.bringing import TODAY, Centre

KEYS = [*(f"L{at:04d}" for at in range(200)), *(f"BW{at}" for at in range(1001, 1060))]
DIRECTORY = Directory(tuple(("", key, at) for at, key in enumerate(KEYS, 1)))


def main(folder: str, file: str, run: str, *what: str) -> int:
    centre, path = Centre(Store(folder), DIRECTORY), Path(file)
    shape, mapping = centre.propose(path, "large")
    if limits := [int(one.removeprefix("limit=")) for one in what if one.startswith("limit=")]:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits[0], limits[0]))
    print("ready", flush=True)
    try:
        check(path, shape, mapping, store=centre.store, run=run, today=TODAY)
        summary, _ = receive.bring_in(
            centre.store,
            run,
            path,
            shape,
            mapping,
            today=TODAY,
            directory=DIRECTORY,
            kpis=catalogue.ALL if "all" in what else centre.kpis,
        )
    except NoRoom:
        print("no room", flush=True)
        return 3
    print(summary.accepted, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
