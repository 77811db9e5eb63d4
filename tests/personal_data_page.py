"""The data map as a page for people who read code: `python -m tests.personal_data_page` writes docs/personal-data.md."""

import os
from itertools import groupby
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "docs" / "personal-data.md"
_HEAD = """# What is kept about people

Written by `./run fix` from `personal_data.py` of each slice; a test fails on a field that is declared nowhere. The
same is a page of the product, at `/transparency/data/`; how long each kind is kept is set there.
"""
_COLUMNS = "| Field | For what | How long | When somebody is erased | Given to whoever asks |\n|---|---|---|---|---|\n"


def text() -> str:
    """Call where Django is set up."""
    from django.apps import apps

    from evenhand.foundation.personal import data_map

    ours = [one for one in apps.get_app_configs() if one.name.startswith("evenhand.")]
    parts = [_HEAD]
    for (slice_, record), lines in groupby(data_map(ours), key=lambda one: (one.slice, one.record)):
        rows = "\n".join(_row(one) for one in lines)
        parts.append(f"## {slice_}: {record}\n\n{_COLUMNS}{rows}\n")
    return "\n".join(parts)


def _row(one) -> str:
    said = one.personal
    given = "yes" if said.export else "no"
    cells = (f"`{one.field}`", said.purpose, said.keep.value, said.erase.value, given)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    FILE.write_text(text(), encoding="utf-8")
