"""A threshold tried out: how many reach it, where the middle half stands, and to whom nothing is said."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from evenhand.features.people.actions import add_people_of_file
from evenhand.features.standards import queries
from evenhand.features.standards.models import TargetVersion
from evenhand.features.standards.rules.targets import Direction
from tests import cast, centre, standards
from tests.access.walking import words

pytestmark = pytest.mark.django_db
ANSWERS = 36  # of each person, three a week
# Person 1 pleases one customer in twelve, person 12 all of them.
PEOPLE = 12
UP_TO = datetime(2024, 4, 28, 10)  # a Sunday


def lines(people: int):
    for who in range(1, people + 1):
        for at in range(ANSWERS):
            moment = UP_TO - timedelta(weeks=at % 12, minutes=who)
            # Spread over the weeks: nobody gets better or worse.
            rating = 5 if (5 * at + 4 * (at // 12)) % 12 < who else 1
            yield (f"c{who}-{at}", str(moment), f"agent-{who:02d}", "chat", "Billing", "Y", 5, 60, 0, 30, rating)  # fmt: skip


def crowd(people: int = PEOPLE) -> None:
    sam, names = cast.sam(), [f"agent-{who:02d}" for who in range(1, people + 1)]
    add_people_of_file(by=sam, source="", keys=names, team_name="Crowd", starts_on=cast.SINCE)
    centre.bring_in(centre.as_csv(centre.HEADER, lines(people)), by=sam)


def tried(threshold: float, *, name="helen", key="csat"):
    viewer = cast.viewer(cast.CAST[name]())
    here = queries.here(viewer, queries.kpi_called(key))
    return queries.what_if(viewer, here, threshold, Direction.AT_LEAST)


def test_who_reaches_it_and_who_would(files_home):
    crowd()
    found = tried(0.75)
    # Exactly at three quarters is reached: persons 9 to 12 of twelve.
    assert (found.people, found.reach, found.per_week) == (12, 4, 3)
    levels, chances = ([getattr(one, name) for one in found.starts] for name in ("level", "chance"))
    assert levels == sorted(levels) and chances == sorted(chances)
    # Chance taken out, the middle half stands closer to each other than as counted: 3.75 and 9.25 twelfths.
    assert 3 / 12 < levels[0] < levels[1] < levels[2] < 10 / 12
    assert chances[0] < 0.05 and chances[2] > chances[1]
    assert not tried(0.5).is_out_of_reach and tried(0.97).is_out_of_reach


def test_nothing_is_said_of_too_few_to_whoever_sees_not_everybody_or_at_an_end(files_home):
    crowd(9)
    assert tried(0.75) is None
    assert tried(0.75, name="owen") is None


def test_hr_sees_totals_and_so_no_people(files_home):
    crowd()
    assert tried(0.75, name="owen") is None and tried(1.0) is None and tried(0.75) is not None


def test_the_panel_in_the_form_before_it_is_set(files_home):
    crowd()
    ref = standards.make_standard().standard.ref
    address = reverse("new_target", args=[ref])
    helen = cast.signed_in(cast.helen())

    def said(key="csat", **typed):
        url = f"{address}?kpi={key}"
        page = helen.post(url, {"try": "yes"} | typed) if typed else helen.get(url)
        assert page.status_code == 200
        return words(page.content.decode())

    page = said()
    assert page.index("Try it first") < page.index("Set the target")
    assert "people were counted" not in page
    page = said(threshold="75")
    assert (
        "4 of 12 people were counted at least 75%" in page and "the middle half of people" in page
    )
    assert page.index("people were counted") < page.index("Set the target")
    assert "miss it whatever they do" not in page
    assert "miss it whatever they do" in said(threshold="97")
    for nonsense in ("750", "abc", "nan", "-3", ""):
        assert "Choose a value between 0 and 100." in said(threshold=nonsense)
    assert "Try it first" not in said("answered")
    assert "agent-" not in page


def test_trying_keeps_all_that_was_typed_and_sets_nothing(files_home):
    crowd()
    ref = standards.make_standard().standard.ref
    address = reverse("new_target", args=[ref]) + "?kpi=csat&where=channels"
    typed = {
        "try": "yes", "about": "person", "keys": "chat", "threshold": "75", "every": "rolling 26", "minimum_volume": "33",
        "effective_from": "2027-02-03", "effective_to": "2020-01-01", "reply_by": "", "counter": "",
        "reason": "Promised to the council on 3 May. " * 300,
    }  # fmt: skip
    page = cast.signed_in(cast.helen()).post(address, typed)
    shown = page.context["form"]
    assert {name: shown[name].value() for name in typed if name not in ("try", "keys")} == {
        name: text for name, text in typed.items() if name not in ("try", "keys")
    }
    assert shown["keys"].value() == ["chat"] and not shown.errors
    assert typed["reason"] in page.content.decode() and "Error:" not in page.content.decode()
    assert not TargetVersion.objects.exists()
    assert page.status_code == 200


def test_other_contacts_or_people_are_chosen_with_all_that_was_typed(files_home):
    crowd()
    ref = standards.make_standard().standard.ref
    address = reverse("new_target", args=[ref]) + "?kpi=csat"
    helen = cast.signed_in(cast.helen())
    assert "where=teams" in helen.get(address).content.decode()
    typed = {"again": "yes", "threshold": "75", "reason": "Promised to the council", "every": "rolling 26"}  # fmt: skip
    page = helen.post(f"{address}&where=teams", typed)
    shown = page.context["form"]
    assert page.status_code == 200 and "Crowd" in words(page.content.decode())
    for name in ("threshold", "reason", "every"):
        assert shown[name].value() == typed[name]
    assert not TargetVersion.objects.exists() and not shown.errors


def test_whoever_sets_no_targets_tries_none(files_home):
    ref = standards.make_standard().standard.ref
    address = reverse("new_target", args=[ref]) + "?kpi=csat"
    assert cast.signed_in(cast.amara()).post(address, {"try": "yes"}).status_code == 404
