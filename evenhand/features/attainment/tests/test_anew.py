"""What is agreed for days that were judged already: said before it is agreed, and only to who may know that it is."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from evenhand.analysis.scope import Window
from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.models import Assessment, PersonStanding, Reckoning
from evenhand.features.attainment.tests import making
from evenhand.features.attainment.tests.test_secrecy import APRIL, body
from evenhand.features.standards import actions
from evenhand.features.standards.models import TargetAdjustment
from evenhand.features.standards.rules.adjusting import (
    Judged,
    named,
    reached_by_days,
    reached_by_end,
)
from evenhand.foundation.audit.models import AuditEntry
from tests import cast
from tests.access.walking import words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def team(judged):
    return judged


@pytest.fixture
def target(team):
    return Assessment.objects.get(is_final=True).version.target


def month(number: int) -> Judged:
    return Judged(Window(date(2024, number, 1), date(2024, number + 1, 1)), is_renewed=number == 4)


@pytest.mark.parametrize(
    ("first", "end", "begun", "ended"),
    [
        (date(2024, 4, 30), None, [4], []),  # on one day of April: all of it; ended then, April stays adjusted
        (date(2024, 4, 1), None, [4], [4]),
        (date(2024, 3, 15), date(2024, 4, 1), [3], []),
        (date(2024, 3, 1), date(2024, 4, 2), [3, 4], [3, 4]),
        (date(2024, 5, 1), None, [], []),
        (date(2023, 1, 1), date(2024, 3, 1), [], []),
    ],
)  # fmt: skip
def test_which_periods_are_reached(first, end, begun, ended):
    judged = [month(4), month(3)]
    found = [one.window.first.month for one in reached_by_days(judged, first, end)]
    assert sorted(found) == begun
    assert sorted(one.window.first.month for one in reached_by_end(judged, first, end)) == ended
    assert named([]) == "" and named([month(4)]) == APRIL


def given(target, **other) -> dict:
    return {"target": target.ref, "threshold": "30", "starts_on": "2024-04-30"} | other


def test_before_it_is_agreed_it_says_what_it_reaches(team, target):
    """A first look at these days found Amara below; the form says days and target, and of nobody what was said."""
    address = reverse("person_targets", args=[team.amara.ref])
    owen = cast.signed_in(cast.owen())
    asked = owen.post(address, given(target))
    text = words(asked.content.decode())
    assert asked.status_code == 422 and not TargetAdjustment.objects.exists()
    assert (
        "Customer satisfaction at least 80%: Apr 2024 : what was said of these days is reckoned anew at the next run"
        in text
    )
    assert "What was said before stays on the record" in text
    assert 'value="30"' in asked.content.decode()  # nothing that was typed is lost
    for state in ("Below the standard", "Likely below", "Meets the standard", "was found"):
        assert state not in text
    # Of whom nothing was said it asks the same.
    other = owen.post(reverse("person_targets", args=[team.ben.ref]), given(target))
    assert words(other.content.decode()).replace("Ben Whitlock", "Amara Okafor").count("Apr 2024") == text.count("Apr 2024")  # fmt: skip
    assert owen.post(address, given(target, anew="2024-03-01/2024-04-01")).status_code == 422
    assert owen.post(address, given(target, anew=APRIL)).status_code == 302
    assert TargetAdjustment.opened.get().threshold == 0.3


def test_it_is_reckoned_anew_and_the_earlier_saying_stays(team, target):
    before = PersonStanding.opened.get(person=team.amara, assessment__is_final=True)
    assert before.state == State.FINDING
    by = cast.viewer(cast.owen())
    about = {"by": by, "person": team.amara, "target": target, "threshold": 0.3, "starts_on": date(2024, 4, 30)}  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        actions.adjust_target(**about)
    assert set(refused.value.message_dict) == {"anew"}
    actions.adjust_target(**about, anew=APRIL)
    assert making.reckon() is not None
    now = PersonStanding.opened.get(
        person=team.amara, assessment__is_final=True, assessment__reckoning=Reckoning.objects.first()
    )  # fmt: skip
    assert now.state == State.MEETS
    for name in ("amara", "joanna", "owen"):
        assert "Below the standard" in words(body(name, reverse("standing", args=[before.ref])))
    assert cast.openers(reverse("standing", args=[before.ref])) == {"amara", "joanna", "owen"}


def test_a_period_before_the_last_is_reckoned_no_more_and_says_so(team, target):
    """As another run left it: March, and since then April."""
    held = Assessment.objects.get(is_final=True)
    run = Reckoning.objects.create(day=date(2024, 4, 10), generation=1, fingerprint="of March")
    Assessment.objects.create(
        reckoning=run, version=held.version, first=date(2024, 3, 1), end=date(2024, 4, 1), is_final=True,
        definition="csat@2", method="standing@4", way="share", zone="Europe/London",
    )  # fmt: skip
    owen = cast.signed_in(cast.owen())
    address = reverse("person_targets", args=[team.amara.ref])
    text = words(owen.post(address, given(target, starts_on="2024-03-20")).content.decode())
    assert "Apr 2024 : what was said of these days is reckoned anew" in text
    assert "Mar 2024 : these days are reckoned no more. What was said of them stays" in text
    both = f"{APRIL} 2024-03-01/2024-04-01"
    sent = given(target, starts_on="2024-03-20", anew=both)
    assert owen.post(address, sent).status_code == 302


def test_an_end_in_days_that_were_judged_says_so_too(team, target):
    by = cast.viewer(cast.owen())
    made = actions.adjust_target(
        by=by, person=team.amara, target=target, threshold=0.3, starts_on=date(2024, 3, 1), anew=APRIL
    )  # fmt: skip
    later = actions.adjust_target(
        by=by, person=team.ben, target=target, threshold=0.3, starts_on=cast.TODAY
    )
    owen = cast.signed_in(cast.owen())

    def end(one, person, **sent):
        return owen.post(reverse("person_target_end", args=[person.ref, one.ref]), sent)

    asked = end(made, team.amara, ends_on="2024-04-01")
    text = words(asked.content.decode())
    assert asked.status_code == 422 and "Apr 2024 : what was said of these days" in text
    assert "no finding for these days" not in text  # everybody reads them again
    assert TargetAdjustment.objects.get(pk=made.pk).ends_on is None
    assert (
        end(made, team.amara, ends_on="2024-04-02").status_code == 302
    )  # April counts as adjusted
    assert end(later, team.ben, ends_on=str(cast.TODAY + DAY)).status_code == 302


def test_a_day_to_come_asks_nothing(team, target):
    owen = cast.signed_in(cast.owen())
    address = reverse("person_targets", args=[team.amara.ref])
    assert owen.post(address, given(target, starts_on=str(cast.TODAY))).status_code == 302


def test_nobody_but_hr_is_told_of_the_periods(team, target):
    for name in ("joanna", "amara", "helen"):
        client = cast.signed_in(cast.CAST[name]())
        address = reverse("person_targets", args=[team.amara.ref])
        assert client.post(address, given(target)).status_code == 404


def test_the_person_reads_on_their_own_page_who_agreed_it_and_when(team, target):
    """And nobody else does: the line says of whom it is to nobody."""
    by = cast.viewer(cast.owen())
    made = actions.adjust_target(by=by, person=team.ben, target=target, threshold=0.6, starts_on=cast.TODAY)  # fmt: skip
    actions.end_target_adjustment(by=by, adjustment=made, ends_on=cast.TODAY + DAY)
    line = AuditEntry.objects.get(verb="target adjusted")
    own = body("ben", reverse("audit_about_me"))
    assert f'datetime="{line.at:%Y-%m-%dT}' in own
    assert "Owen Tudor HR adviser target adjusted target adjustment" in words(own)
    assert "target adjustment ended" in words(own)
    client = cast.signed_in(cast.ben())
    file = b"".join(client.get(reverse("audit_about_me_export"))).decode()
    assert file.count("target adjust") >= 2 and "0.6" not in file
    for name in ("amara", "joanna", "noor"):
        page = cast.signed_in(cast.CAST[name]()).get(reverse("audit_about_me"))
        assert "target adjust" not in page.content.decode(), name
    assert "target adjusted" in words(
        body("ben", reverse("audit_about_me"), verb="target adjusted")
    )
