"""Who may do what, printed from the `MAY` tables: `python -m evenhand.website.matrix` writes docs/access.md."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from evenhand.foundation.access.roles import Relation, Role

FILE = Path(__file__).resolve().parents[2] / "docs" / "access.md"
_HEAD = """# Who may do what

Written by `./run fix` from the `MAY` table in the `policy.py` of each slice; a change of access shows here as a change
of a line. Whoever is not named gets the page that says that nothing is there. A guest has no ability by role: only what
somebody opened to them, to read, for a time. Which person gets which address, to see it and to send to it, is in
`tests/access/expected.py`; every address is asked for by each of its methods as every role and as a stranger.
"""
_RELATIONS = {
    Relation.BREAK_GLASS: "an administrator in a break-glass session",
    Relation.SELF: "the person it is about",
    Relation.LEADER: "who leads them today",
    Relation.PARTICIPANT: "to whom it was opened, for a time",
}


def text(apps: list[str]) -> str:
    """The page, from the policies of these apps (those of Evenhand, in their order)."""
    pieces = [_HEAD]
    for app in apps:
        table = _table_of(app)
        if table:
            pieces.append(
                f"\n## {app.rpartition('.')[2].capitalize()}\n\n| May | Who |\n|---|---|\n"
            )
            pieces += [f"| {ability} | {_who(who)} |\n" for ability, who in table.items()]
    return "".join(pieces)


def _table_of(app: str):
    name = f"{app}.policy"
    if not app.startswith("evenhand.") or find_spec(name) is None:
        return None
    return getattr(import_module(name), "MAY", None)


def _who(who: frozenset) -> str:
    roles = [role.value.replace("_", " ") for role in Role if role in who]
    said = "everybody signed in" if set(Role) <= who else ", ".join(roles)
    return "; ".join(filter(None, [said, *(_RELATIONS[one] for one in Relation if one in who)]))


def _main() -> None:
    import os

    import django
    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand.website.settings")
    django.setup()
    FILE.write_text(text(settings.INSTALLED_APPS), encoding="utf-8")


if __name__ == "__main__":
    _main()
