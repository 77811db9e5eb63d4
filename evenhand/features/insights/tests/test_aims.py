"""What a trend is held against: the target that holds for it, else what is expected; of a person only to those entitled."""

from datetime import date

import pytest

from evenhand.features.insights.tests.busy import EVER, STABLE, make_busy_team
from evenhand.features.people.actions import join_team
from evenhand.features.standards import actions
from evenhand.features.standards.rules.targets import About, Every, Where
from tests import cast, standards
from tests.access.walking import words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TREND = "/figures/csat/trend/"


@pytest.fixture
def here(files_home):
    return make_busy_team()


def line(name: str, query: str, days: str = STABLE) -> tuple[str, str]:
    """(what is named at the line, what is said of it)."""
    page = cast.signed_in(cast.CAST[name]()).get(f"{TREND}?{query}&{days}")
    return page.context["chart"].standard_label.replace("\u00a0", " "), page.context["assurance"]


def test_a_total_is_held_against_its_own_target_before_what_is_expected(here):
    team = f"team={here.northgate.ref}"
    assert line("helen", "") == ("", "")
    values = {"value": "85", "from_date": "2024-01-01", "reason": "As last year"}
    cast.signed_in(cast.helen()).post("/figures/csat/expectation/", values)
    named, said = line("helen", "")
    assert named == "We expect 85%"
    assert "hit and missed by chance" in said
    standard = standards.make_standard()
    made = {"about": About.TOTAL, "every": Every.WEEK}
    standards.make_target(standard, **made, threshold=0.3)
    standards.make_target(standard, **made, where=Where.TEAMS, keys=frozenset({here.northgate.pk}), threshold=0.99)  # fmt: skip
    named, said = line("helen", "")
    assert named == "Target 30%"
    assert "met as a rule" in said and "It is asked of" not in said
    named, said = line("joanna", team)
    assert named == "Target 99%"
    assert (
        "/targets/" in cast.signed_in(cast.joanna()).get(f"{TREND}?{team}&{EVER}").content.decode()
    )
    assert "out of reach of this process as it is" in said
    assert "cannot be said while this is not one stable process" in line("joanna", team, EVER)[1]
    assert line("helen", "channel=phone")[0] == "We expect 85%", "it is asked of the whole"


def test_a_person_is_held_against_a_target_they_had_time_to_read_and_only_before_those_entitled(
    here,
):
    amara = f"person={here.amara.ref}"
    version = standards.make_target(threshold=0.7)
    assert line("amara", amara) == ("", ""), "nobody who had no time to read it is measured"
    actions.give_copies(
        by=cast.viewer(cast.helen(), date(2024, 1, 2)), version=version,
        people=[here.amara, here.ben], given_on=date(2024, 1, 2),
    )  # fmt: skip
    for name in ("amara", "joanna"):
        named, said = line(name, amara)
        assert named == "Target 70%"
        assert "It is asked of each month" in said
    assert line("helen", amara) == ("", ""), "she may not know for whom another one holds"
    adjusted = {"by": cast.viewer(cast.owen()), "person": here.amara, "target": version.target}
    made = actions.adjust_target(**adjusted, threshold=0.6, starts_on=date(2024, 2, 1))
    assert line("amara", amara)[0] == line("joanna", amara)[0] == "Target 60%"
    actions.end_target_adjustment(by=adjusted["by"], adjustment=made, ends_on=date(2024, 3, 1))
    actions.adjust_target(**adjusted, threshold=None, starts_on=date(2024, 3, 1))
    assert line("joanna", amara) == ("", "")
    _is_seen_beside_others_like_everybody(here)


def _is_seen_beside_others_like_everybody(here):
    """Nobody is held against anything there, and to be missing would tell."""
    join_team(by=cast.sam(), person=here.rajesh, team=here.northgate, starts_on=cast.SINCE)
    page = cast.signed_in(cast.joanna()).get(
        f"/figures/csat/comparison/?team={here.northgate.ref}&{EVER}"
    )
    names = [row["name"] for row in page.context["chart"].rows]
    assert names == [
        "Amara Okafor",
        "Ben Whitlock",
        "Cara Lind",
        "Dora Ilves",
        "Emil Aho",
        "Finn Oja",
    ]
    said = words(page.content.decode())
    assert "among 6 people" in said or "of 6 people" in said
    assert "Whoever is not on it has too little to say yet." in said
