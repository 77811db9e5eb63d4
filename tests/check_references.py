"""Whether the pages that are written from the code still say what it says: `python -m tests.check_references`."""

import os
import sys
from pathlib import Path

from tests.check_house import ROOT


def main() -> int:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    stale = 0
    for file, text in written().items():
        is_same = file.is_file() and file.read_text(encoding="utf-8") == text
        stale += not is_same
        said = "up to date" if is_same else "no longer what the code says; ./run fix writes it anew"
        print(f"{file.relative_to(ROOT)}: {said}")
    return bool(stale)


def written() -> dict[Path, str]:
    """Each page with what it is to say. Nothing is written; call where Django is set up."""
    from django.conf import settings

    from evenhand.analysis.kpis import reference
    from evenhand.website import matrix
    from tests import personal_data_page

    return {
        reference.FILE: reference.text(),
        matrix.FILE: matrix.text(settings.INSTALLED_APPS),
        personal_data_page.FILE: personal_data_page.text(),
    }


if __name__ == "__main__":
    sys.exit(main())
