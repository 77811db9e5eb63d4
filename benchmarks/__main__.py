"""`python -m benchmarks [topic…] [--millions N] [--replicates N]`: each topic in a process of its own."""

import argparse
import os
import subprocess
import sys
import tempfile

REAL = "EVENHAND_REAL_DATA"  # where the labelled data of others lie
TOPICS = ("import", "measure", "dashboard", "attainment", "masking", "access", "faults")
# What the house is to be measured by once it has the room for it.
PLANNED = {
    "sampling": "the monitoring of quality",
    "agreement": "the calibration of reviewers",
    "coaching": "coaching",
    "cases": "under-performance",
    "allocation": "allocation",
    "improvement": "improvement",
    "load": "deployment beyond one machine",
    "engines": "further engines beyond one machine",
}


def main(words: list[str] | None = None) -> int:
    """`words` are those of the command line, if not given."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("topics", nargs="*", choices=[[], *TOPICS, *PLANNED], help="all by default")
    parser.add_argument(
        "--millions",
        type=int,
        default=1,
        help="of contacts: 1 (by default), 10, 100 (an hour, 10 GB of disk)",
    )
    parser.add_argument(
        "--replicates", type=int, default=200, help="of each simulated world of attainment"
    )
    parser.add_argument("--here", help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    if given.here:
        return run(given.topics[0], given.here, given.millions, given.replicates)
    for topic in given.topics or (*TOPICS, *PLANNED):
        if topic in PLANNED:
            print(f"{topic}: not built yet, it comes with {PLANNED[topic]}", flush=True)
            continue
        with tempfile.TemporaryDirectory(prefix="evenhand-bench-") as folder:
            again = [sys.executable, "-m", "benchmarks", topic, "--here", folder]
            sizes = ["--millions", str(given.millions), "--replicates", str(given.replicates)]
            subprocess.run([*again, *sizes], check=False)
    return 0


def run(topic: str, folder: str, millions: int, replicates: int) -> int:
    for name in [name for name in os.environ if name.startswith("EVENHAND_") and name != REAL]:
        del os.environ[name]
    os.environ["EVENHAND_HOME"] = folder
    os.environ["EVENHAND_SECOND_FACTOR_ROLES"] = ""  # the reader comes in without
    os.environ["DJANGO_SETTINGS_MODULE"] = "evenhand.website.settings"
    if topic == "import":
        from benchmarks.importing import measure
    elif topic == "measure":
        from benchmarks.measuring import measure
    elif topic == "faults":
        from benchmarks.faults import measure
    elif topic == "access":
        from benchmarks.access import measure
    elif topic == "attainment":
        # Threads of linear algebra that wait for each other count as CPU and do nothing.
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
        from benchmarks import attainment

        attainment.measure(folder, millions, replicates)
        return 0
    elif topic == "masking":
        from benchmarks.masking import measure
    else:
        from benchmarks.dashboard import measure
    measure(folder, millions)
    return 0


if __name__ == "__main__":
    sys.exit(main())
