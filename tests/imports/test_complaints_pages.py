"""A register of complaints by its pages: matched, checked, brought in; what each page says where nobody is named."""

import re
from dataclasses import dataclass

import pytest
from django.urls import reverse

from tests import cast, centre, complaints, oracle
from tests.access.walking import words
from tests.imports.test_complaints import TEXTS
from tests.working import work_off

pytestmark = pytest.mark.django_db


@dataclass
class Here:
    """The people of the cast, the register counted again, and the query string of all its days."""

    people: dict
    counted: complaints.Counted
    days: str

    def page(self, name: str, path: str):
        """With what is fetched after it."""
        return cast.signed_in(cast.CAST[name]()).get(f"{path}{self.days}&show=all")

    def read(self, name: str, path: str) -> str:
        answer = self.page(name, path)
        assert answer.status_code == 200
        return words(answer.content.decode())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_register_by_its_pages(text, files_home, django_capture_on_commit_callbacks):
    """It is brought in once for all that is read of it."""
    here = brought_in(text())
    for holds in (
        the_organisation_has_all_that_it_tells,
        what_is_missing_is_refused_with_its_reason,
        channels_and_products_are_listed_with_how_many,
        teams_and_people_are_told_kindly_that_nobody_is_named,
    ):
        holds(here)


def brought_in(text: bytes) -> Here:
    """As by a person who takes the product for the reason and changes nothing else."""
    people = centre.make_people()
    counted = complaints.count(text)
    run = centre.start(
        complaints.packed(text, junk=True),
        by=cast.sam(),
        name="complaints.csv.gz",
        source="Register",
    )
    sam = cast.signed_in(cast.sam())
    columns, check = (reverse(f"import_{step}", args=[run.ref]) for step in ("columns", "check"))
    chosen = posted(sam, columns)
    meant = list(complaints.HEADER).index
    chosen |= {f"column-{meant('Issue')}": "", f"column-{meant('Product')}": "topic"}
    assert sam.post(columns, chosen).status_code == 302
    work_off()
    assert sam.post(check, posted(sam, check)).status_code == 302
    work_off()
    said = words(sam.get(reverse("import_run", args=[run.ref])).content.decode())
    assert f"{counted.lines:,}" in said
    days = f"?period=own&first={min(counted.days)}&last={max(counted.days)}"
    return Here(people, counted, days)


def posted(client, address) -> dict:
    """What the form of the page would send when nothing is changed."""
    form = client.get(address).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def the_organisation_has_all_that_it_tells(here: Here) -> None:
    page = here.page("helen", "/figures/")
    tiles = {tile.title: tile for tile in page.context["tiles"]}
    assert set(tiles) == {"Contacts handled", "Answered within the deadline, as the source says"}
    assert tiles["Contacts handled"].value == f"{here.counted.lines:,}"
    in_time = here.counted.in_time["all"][""]
    said = here.read("helen", "/figures/in_deadline/")
    assert re.search(rf"Counted {in_time:,} ÷ {here.counted.lines:,}", said)
    low, high = oracle.wilson(in_time, here.counted.lines)
    assert f"{100 * low:.1f} to {100 * high:.1f}" in said
    assert "Credited to no team" in said and "Through the week" not in said


def what_is_missing_is_refused_with_its_reason(here: Here) -> None:
    said = here.read("helen", "/figures/")
    absent = said[said.index("Not in your data here yet") :]
    for why in ("no abandoned calls in this source", "no customer named", "no answers to a survey"):
        assert why in absent
    for key in ("service_level", "answered", "fcr"):
        assert "Not computable here" in here.read("helen", f"/figures/{key}/")


def channels_and_products_are_listed_with_how_many(here: Here) -> None:
    tables = here.page("helen", "/topics/").context["breakdowns"]
    assert {row["name"]: row["n"] for row in tables[0]["rows"]} == here.counted.by["product"]
    tables = here.page("helen", "/figures/in_deadline/").context["breakdowns"]
    (found,) = [table for table in tables if table["split"] == "channel"]
    counted = here.counted.by["channel"]
    assert [row["n"] for row in found["rows"]] == [counted[name] for name in sorted(counted)]
    of_most_and_others(here)
    listed = here.page("helen", "/channels/letter/").context["tiles"]
    assert listed[0].value == f"{counted['letter']:,}"


def of_most_and_others(here: Here) -> None:
    """Beside other lists stand the fifteen with the most; the others are folded away, and a file has all."""
    counted = here.counted.by["product"]
    tables = here.page("helen", "/figures/").context["breakdowns"]
    (found,) = [table for table in tables if table["split"] == "topic"]
    first, folded = ([row["name"] for row in found[part]] for part in ("rows", "folded"))
    assert len(first) == min(15, len(counted)) and set(first) | set(folded) == set(counted)
    assert min(counted[name] for name in first) >= max(
        (counted[name] for name in folded), default=0
    )
    assert first == sorted(first, key=str.casefold) and folded == sorted(folded, key=str.casefold)
    address = f"/figures/{here.days}&show=all&as=csv"
    file = b"".join(cast.signed_in(cast.helen()).get(address)).decode()
    assert all(name in file for name in counted)


def teams_and_people_are_told_kindly_that_nobody_is_named(here: Here) -> None:
    team, person = (
        reverse("team_figures", args=[here.people["northgate"].ref]),
        reverse("person_figures", args=[here.people["amara"].ref]),
    )
    for reader, page, whom in (
        ("helen", team, "this team"),
        ("helen", person, "this person"),
        ("joanna", team, "this team"),
        ("joanna", person, "this person"),
        ("amara", person, "you"),
    ):
        said = here.read(reader, page)
        assert f"Nothing from these days is credited to {whom}." in said
        assert "some sources do not tell who handled a contact" in said
        assert f"{here.counted.lines:,}" not in said, "of the organisation they read elsewhere"
