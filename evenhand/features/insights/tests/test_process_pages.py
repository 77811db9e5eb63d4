"""A figure against the limits of a stable process: what is marked, what is said beside it, and to whom."""

import pytest

from evenhand.features.insights.rules.addresses import clean
from evenhand.features.insights.tests.busy import EVER, FALLS_IN, WEEKS, make_busy_team
from evenhand.foundation.audit.models import AuditEntry
from tests import cast
from tests.access.walking import words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TREND = "/figures/csat/trend/"
WHOLE = {"helen", "owen", "mateus", "pat"}


@pytest.fixture
def here(files_home):
    return make_busy_team()


def get(name: str, address: str):
    return cast.signed_in(cast.CAST[name]()).get(address)


def test_a_fall_is_marked_with_its_rule_its_false_alarms_and_the_team_as_a_whole(here):
    page = get("joanna", f"{TREND}?team={here.northgate.ref}&{EVER}")
    chart = page.context["chart"]
    assert len(chart.rows) == WEEKS
    assert all(row["flag"] == "down" and row["seen"] for row in chart.rows[FALLS_IN:])
    assert [row["label_below"] for row in chart.rows].count("look closer") in (1, 2)
    assert chart.title.startswith("Customer satisfaction: look closer at")
    said = words(page.content.decode())
    assert "Below the limits" in said
    assert "Chance alone marks something in a run of 18 points" in said
    assert "evidence about nobody" in said
    assert "the whole team has fallen alike, by" in said
    assert "look at the process first, not at one person" in said
    assert "p′ chart" in said
    _of_a_person(here)


def _of_a_person(here):
    """It says what it leaves out, is written down, and tells nobody of people whom they may not see."""
    page = get("joanna", f"{TREND}?person={here.amara.ref}&{EVER}")
    said = words(page.content.decode())
    assert len(page.context["chart"].rows) == WEEKS
    assert "It does not take into account which contacts this person had" in said
    assert "the whole team has fallen alike" in said
    assert AuditEntry.objects.filter(verb="looked at", payload__subject_ref=here.amara.ref).exists()
    own = words(get("amara", f"{TREND}?person={here.amara.ref}&{EVER}").content.decode())
    assert "look closer" in own
    assert "the whole team" not in own


def test_too_few_points_say_so_and_a_page_leaves_as_a_file_and_is_kept_as_a_view(here):
    said = words(get("helen", f"{TREND}?period=4w").content.decode())
    assert "Limits take at least 8 weeks or months with enough to say; here are 4" in said
    said = words(get("joanna", f"{TREND}?person={here.cara.ref}&{EVER}").content.decode())
    assert "here are 3" in said, "fourteen a week are shown by the month, of which three are whole"
    lines = get("helen", f"{TREND}?{EVER}&as=csv").getvalue().decode().splitlines()
    assert len(lines) == WEEKS + 1
    assert clean(f"{TREND}?{EVER}") == f"{TREND}?{EVER}"
    assert clean("/figures/csat/comparison/?kpi=x").startswith("/figures/csat/comparison/")
    assert clean("/figures/csat/expectation/") == ""


def test_it_opens_to_whoever_the_figure_opens_to_and_every_kind_has_its_chart(here):
    for query, seeing in (
        ("", WHOLE),
        (f"team={here.northgate.ref}", WHOLE | {"joanna"}),
        (f"person={here.amara.ref}", {"amara", "joanna", "helen"}),
    ):
        assert cast.openers(f"{TREND}?{query}") == seeing == cast.openers(f"/figures/csat/?{query}")
    for key, chart in (("csat", "p′"), ("aht", "XmR"), ("handled", "XmR"), ("csat_mean", "XmR"), ("aht_p90", "XmR")):  # fmt: skip
        page = get("helen", f"/figures/{key}/trend/?{EVER}")
        assert f"{chart} chart" in words(page.content.decode()), key
