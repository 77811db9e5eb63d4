"""The gallery leaves nothing out, and there is a way to it."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

import evenhand
from evenhand.foundation.ui import charts
from evenhand.foundation.ui.charts import Chart
from tests import cast

TEMPLATES = Path(evenhand.__file__).parent / "foundation/ui/templates"
PARTS = {path.stem for path in (TEMPLATES / "cotton").glob("*.html")}
# A part by its mark; a piece by its name, also of the forms, which the renderer names.
USED = re.compile(r"<c-(?!vars)([a-z_]+)|{% include \"([a-z_/]+\.html)\"")
FORMS = Path(evenhand.__file__).parent / "website/templates/evenhand"

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def parts_in(text: str) -> set[str]:
    """Each part that is used, also by what is used."""
    found: set[str] = set()
    for part, piece in USED.findall(text):
        path = TEMPLATES / (f"cotton/{part}.html" if part else piece)
        found |= {part} - {""} | parts_in(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def gallery():
    return cast.signed_in(cast.amara()).get(reverse("components"))


def test_every_part_is_shown():
    shown = (TEMPLATES / "ui/components.html").read_text(encoding="utf-8")
    form = "".join(path.read_text(encoding="utf-8") for path in sorted(FORMS.glob("f*.html")))
    assert PARTS and PARTS - parts_in(shown + form) == set()


def test_every_chart_is_drawn(gallery):
    shown = gallery.context.flatten().values()
    drawn = {one.name for one in shown if isinstance(one, Chart)}
    assert drawn == {path.stem for path in charts.TEMPLATES.glob("*.json")}


def test_what_waits_for_words_of_its_own_is_there(gallery):
    """Parts that other rooms brought: their marks are in the page, so they did not come out empty."""
    page = gallery.content.decode()
    for mark in ('class="odds"', 'class="pick"', "toast-e", "data-error-summary", 'class="pager"'):
        assert mark in page, mark


@pytest.mark.parametrize("name", cast.CAST)
def test_a_link_leads_there_for_everybody(name):
    client, gallery = cast.signed_in(cast.CAST[name]()), reverse("components")
    assert f'href="{reverse("own_account")}"' in client.get("/").content.decode()
    assert f'href="{gallery}"' in client.get(reverse("own_account")).content.decode()
    assert client.get(gallery).status_code == 200
