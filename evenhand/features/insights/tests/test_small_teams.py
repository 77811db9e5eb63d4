"""Whoever sees totals over enough people only learns nothing of a small team by taking others from the whole."""

import pytest

from evenhand.features.people.models import Team
from tests import cast, centre

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
HEAD = ("contact_id", "started_at", "agent", "channel", "reason", "answered", "wait_seconds", "talk_seconds")  # fmt: skip
DAYS = 20
ASKED = "/figures/{}/?period=4w"


def brought_in(**people: int) -> None:
    """Teams of so many people, each with a call a day; and one a day that is given up."""
    cast.helen(), cast.owen(), cast.pat()
    for team, size in people.items():
        lines = [
            (f"{team}{n}-{at}", f"2024-03-{4 + n:02d} 10:00:00", f"{team} {at}", "phone", "Billing", "Y", 5, 60)
            for n in range(DAYS)
            for at in range(size)
        ]  # fmt: skip
        lines += [
            (f"{team}{n}-lost", f"2024-03-{4 + n:02d} 11:00:00", "", "phone", "Billing", "N", 50, "")
            for n in range(DAYS)
        ]  # fmt: skip
        run = centre.start(
            centre.as_csv(HEAD, lines), by=cast.sam(), name=f"{team}.csv", source="S"
        )
        centre.sources.match_columns(by=cast.sam(), run=run, mapping=centre.mapping_of(run))
        centre.sources.check(by=cast.sam(), run=run, today=cast.TODAY)
        centre.sources.confirm(by=cast.sam(), run=run, add_people=True, team_name=team)
        centre.sources.bring_in(by=cast.sam(), run=run, today=cast.TODAY)


def value(name: str, kpi: str, team: str = "") -> float | None:
    query = f"&team={Team.objects.get(name=team).ref}" if team else ""
    page = cast.signed_in(cast.CAST[name]()).get(ASKED.format(kpi) + query)
    return page.context["figure"].value


@pytest.mark.parametrize(("small", "told"), [(2, ()), (5, ("owen",)), (10, ("owen", "pat"))])
def test_no_team_is_told_of_beside_one_that_is_too_small(files_home, small, told):
    """HR needs five people, a representative ten: the whole less two teams would be the third."""
    brought_in(North=12, South=11, West=small)
    for name in ("owen", "pat"):
        assert value(name, "handled") > 0
        for team in ("North", "South", "West"):
            assert (value(name, "handled", team) is not None) == (name in told), (name, team)
    assert value("helen", "handled", "West") > 0


def test_what_nobody_took_closes_no_team(files_home):
    """Calls that were given up are of no team and of nobody."""
    brought_in(North=12, South=11)
    assert value("owen", "handled", "South") > 0
    page = cast.signed_in(cast.owen()).get("/figures/aht/?period=4w").content.decode()
    rows = page.split("Teams, by name")[1].split("</table>")[0]
    assert rows.count("Known to within") == 2


def test_who_is_not_known_here_closes_no_team(files_home):
    """Their contacts are of nobody: what is left when all teams are taken from the whole names no one."""
    brought_in(North=12, South=11)
    lines = [("unknown", "2024-03-12 10:00:00", "Somebody Else", "phone", "Billing", "Y", 5, 60)]
    centre.bring_in(centre.as_csv(HEAD, lines), by=cast.sam(), name="other.csv", source="Other")
    assert value("owen", "handled") == (12 + 11) * 14 + 1
    assert value("owen", "handled", "South") == 11 * 14
