"""One figure is held against one thing: the target that holds for it, else what is expected."""

import pytest
from django.urls import reverse

from evenhand.features.standards.rules.targets import About, Where
from tests import cast, centre, standards
from tests.access.walking import words

pytestmark = pytest.mark.django_db
EVERYTHING = "?period=own&first=2024-01-01&last=2024-12-31"


@pytest.fixture
def here(files_home):
    made = centre.make_centre()
    values = {"value": "10", "from_date": "2024-01-01", "reason": "As last year"}
    cast.signed_in(cast.helen()).post("/figures/csat/expectation/", values)
    return made


def page(name: str, address: str, more: str = ""):
    return cast.signed_in(cast.CAST[name]()).get(address + EVERYTHING + more)


def tile(name: str, address: str, more: str = ""):
    (found,) = [one for one in page(name, address, more).context["tiles"] if "/csat/" in one.href]
    return found


def of_total(here, threshold: float, **where):
    return standards.make_target(about=About.TOTAL, threshold=threshold, **where)


@pytest.mark.parametrize(
    ("threshold", "said", "kind"),
    [(0.2, "Above the target, more than chance", "up"), (0.99, "Below the target, more than chance", "down"),
     (0.75, "Cannot be told apart from the target", "same")],
)  # fmt: skip
def test_a_total_is_held_against_its_target_and_nothing_else(here, threshold, said, kind):
    target = of_total(here, threshold).target
    for address in ("/figures/", "/figures/csat/"):
        shown = tile("helen", address)
        assert f"{shown.state_words}{shown.state_rest}" == said
        assert (shown.state, shown.range.standard) == (kind, threshold)
        assert shown.range.standard_label.startswith("target ")
        assert page("helen", address).context["chart"].standard == threshold
    figure = page("helen", "/figures/csat/").content.decode()
    assert reverse("target", args=[target.ref]) in figure
    assert "which is asked of each month" in words(figure) and "What we expect" not in words(figure)
    team = reverse("team_figures", args=[here.northgate.ref])
    assert tile("helen", team).range.standard_label == "we expect 10%", "it is asked of the whole"


def test_of_a_team_and_a_channel_it_is_their_own(here):
    of_total(here, 0.9, where=Where.TEAMS, keys=frozenset({here.northgate.pk}))
    standard = standards.make_standard("Another")
    standards.make_target(standard, about=About.TOTAL, threshold=0.8, where=Where.CHANNELS, keys=frozenset({"phone"}))  # fmt: skip
    assert tile("helen", reverse("team_figures", args=[here.northgate.ref])).range.standard == 0.9
    assert tile("helen", reverse("channel_figures", args=["phone"])).range.standard == 0.8
    assert tile("helen", "/figures/").range.standard == 0.1
    both = tile("helen", reverse("channel_figures", args=["phone"]), f"&team={here.northgate.ref}")
    assert both.range.standard == 0.1, "a part of a part has no target of its own"


def test_a_plain_figure_of_a_person_is_held_against_nothing_where_people_have_a_target(here):
    """The target is held against it like for like, elsewhere; whose threshold is another is not betrayed here."""
    address = reverse("person_figures", args=[here.amara.ref])
    assert tile("amara", address).range.standard == 0.1
    standards.make_target(threshold=0.7)
    for name in ("amara", "joanna", "helen"):
        shown = tile(name, address)
        assert shown.range.standard is None and "expect" not in shown.state_words + shown.state_rest
        figure = page(name, "/figures/csat/", f"&person={here.amara.ref}").content.decode()
        assert reverse("person_attainment", args=[here.amara.ref]) in figure, name
        assert "70%" not in words(figure.split("<main")[1]) or name != "helen"
    assert tile("helen", "/figures/").range.standard == 0.1, "of a total it stays expected"


def test_the_page_of_what_is_expected_says_where_a_target_stands_instead(here):
    text = words(page("helen", "/figures/csat/expectation/").content.decode())
    assert "a target holds" not in text
    target = of_total(here, 0.8).target
    found = page("helen", "/figures/csat/expectation/").content.decode()
    assert "Where a target holds, it is shown instead." in words(found)
    assert reverse("target", args=[target.ref]) in found
