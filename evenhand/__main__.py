"""The product's own command line: Django's management with our commands."""

import os
import sys

DEMO_HOME = "var/demo"
LONG_WORK = ("worker", "import")
STOPPED = "Stopped. What was finished stays, and nothing else came in. Run it again to go on."
FULL = "There is no room left on the disk. All that was here before still is. Make room, then try again."


def main() -> None:
    if sys.argv[1:2] == ["demo"]:
        live_in_a_sample_home(sys.argv[2:])
    if sys.argv[1:2] == ["restore"]:
        build_beside_the_home(sys.argv[2:])
    if sys.argv[1:2] and sys.argv[1] in LONG_WORK:
        give_way()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand.website.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["evenhand", *sys.argv[1:]])
    except KeyboardInterrupt:
        stop()
    except Exception as error:
        from evenhand.foundation.full_disk import is_full

        if is_full(error):
            sys.exit(FULL)
        if isinstance(error, RuntimeError) and "interrupted" in str(error).lower():
            stop()  # as the engine says it
        raise


def stop() -> None:
    """Ctrl-C: no fault, and the exit code by which a shell knows it."""
    sys.stderr.write(f"{STOPPED}\n")
    sys.exit(130)


def give_way() -> None:
    """Whoever waits for a page goes first; long work has a process of its own."""
    if hasattr(os, "nice"):
        os.nice(10)


def home_named(arguments: list[str]) -> str:
    home = ""
    for at, argument in enumerate(arguments):
        if argument == "--home" and at + 1 < len(arguments):
            home = arguments[at + 1]
        elif argument.startswith("--home="):
            home = argument.removeprefix("--home=")
    return home


def build_beside_the_home(arguments: list[str]) -> None:
    """Settings make what they miss in a home: a restore builds beside the one that it is to become, which stays as
    it is until the end."""
    import shutil
    from pathlib import Path

    from evenhand.foundation.backup.archive import Refused
    from evenhand.foundation.backup.places import building_place, refuse_unless_empty

    if not (named := home_named(arguments)) or {"-h", "--help"} & set(arguments):
        return  # the command says what it needs
    home = Path(named).resolve()
    try:
        refuse_unless_empty(home)
    except Refused as refusal:
        sys.exit(f"CommandError: {refusal}")
    shutil.rmtree(building_place(home), ignore_errors=True)  # what a killed one left
    os.environ["EVENHAND_HOME"] = str(building_place(home))
    if os.environ.get("EVENHAND_DATABASE_URL", "").startswith("sqlite"):
        del os.environ["EVENHAND_DATABASE_URL"]  # its records belong into the home


def live_in_a_sample_home(arguments: list[str]) -> None:
    """Settings are read before a command runs. What this machine says about a real installation,
    its database and its mail among them, is forgotten."""
    home = home_named(arguments) or DEMO_HOME
    for name in [name for name in os.environ if name.startswith("EVENHAND_")]:
        del os.environ[name]
    os.environ |= {
        "EVENHAND_HOME": home,
        "EVENHAND_SAMPLE": "true",
        "EVENHAND_ORGANISATION": "Brightwell Water",
    }


if __name__ == "__main__":
    main()
