"""Teams and people on a funnel: by name, never ranked, and only to whoever may see each of them."""

import pytest

from evenhand.features.insights.tests.busy import EVER, make_busy_team
from tests import cast, policies
from tests.access.walking import words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
COMPARED = "/figures/csat/comparison/"
WHOLE = {"helen", "owen", "mateus", "pat"}


@pytest.fixture
def here(files_home):
    return make_busy_team()


def get(name: str, address: str):
    return cast.signed_in(cast.CAST[name]()).get(address)


def test_people_are_on_it_by_name_without_value_and_whoever_is_far_off_is_marked(here):
    page = get("joanna", f"{COMPARED}?team={here.northgate.ref}&{EVER}")
    chart = page.context["chart"]
    names = [row["name"] for row in chart.rows]
    assert names == ["Amara Okafor", "Ben Whitlock", "Cara Lind", "Dora Ilves", "Emil Aho", "Finn Oja"]  # fmt: skip
    assert [row["flag"] for row in chart.rows] == ["", "down", "", "", "", ""]
    assert [row["label"] for row in chart.rows] == ["", "look closer", "", "", "", ""]
    assert list(chart.columns) == ["name", "interval", "n", "where"]
    assert all(one["outer_low"] <= one["low"] <= one["high"] <= one["outer_high"] for one in chart.curve)  # fmt: skip
    said = words(page.content.decode())
    assert "Customer satisfaction: look closer at one of 6 people" in said
    assert "There are too few to tell how much they differ anyway" in said
    assert "which contacts each person had" in said
    lines = get("joanna", f"{COMPARED}?team={here.northgate.ref}&{EVER}&as=csv").getvalue().decode()
    ben = next(line for line in lines.splitlines() if "Ben Whitlock" in line)
    assert "Known to within" in ben
    assert "look closer" not in lines and ",,share" in ben


def test_who_opens_it_and_what_cannot_be_compared_says_why(here):
    assert cast.openers(COMPARED) == WHOLE
    assert cast.openers(f"{COMPARED}?team={here.northgate.ref}") == {"joanna", "helen"}
    assert cast.openers(f"{COMPARED}?person={here.amara.ref}") == set()
    linked = {
        name: "comparison/" in get(name, f"/figures/csat/?team={here.northgate.ref}&{EVER}").content.decode()
        for name in ("joanna", "helen", "owen")
    }  # fmt: skip
    assert linked == {"joanna": True, "helen": True, "owen": False}
    team = f"?team={here.northgate.ref}&{EVER}"
    for address, said in (
        (f"/figures/asa/comparison/{team}", "it is not a measure of a person"),
        (f"/figures/handled/comparison/?{EVER}", "cannot be compared like this"),
        (f"{COMPARED}?{EVER}", "A comparison takes at least 3 teams"),
        (f"{COMPARED}?team={here.southbank.ref}&{EVER}", "at least 5 people"),
    ):
        page = get("helen", address)
        assert "chart" not in page.context, address
        assert said in words(page.content.decode()), address


def test_a_measure_that_may_not_be_used_about_people_shows_none(here):
    policies.make_monitoring_policy(methods=(policies.Method.VOLUMES,))
    page = get("joanna", f"{COMPARED}?team={here.northgate.ref}&{EVER}")
    assert "chart" not in page.context
    assert "Nothing can be drawn here" in words(page.content.decode())
