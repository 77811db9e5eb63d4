"""What is no finding is read by the person and whoever leads them; for everybody else one silence is like another."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from evenhand.analysis.statistics.states import State
from evenhand.features.attainment import queries
from evenhand.features.attainment.models import PersonStanding, Reckoning
from evenhand.features.attainment.tests import making
from evenhand.features.standards.actions import adjust_target
from evenhand.features.standards.models import TargetAdjustment
from evenhand.foundation.access.secrecy import NotOpened
from evenhand.foundation.audit.models import AuditPayload
from evenhand.foundation.notices.models import Notice
from tests import cast
from tests.access.walking import words

pytestmark = pytest.mark.django_db
OTHERS = ("helen", "owen")
APRIL = "2024-04-01/2024-05-01"  # judged already


@pytest.fixture
def team(judged):
    return judged


def rewritten(person, state: State, **values) -> str:
    """The row as a run would have written it with another state; the trigger is out of the way for that."""
    held = PersonStanding.opened.get(person=person, assessment__is_final=True)
    for name, value in {"state": state, "said": State.CANNOT_TELL, **values}.items():
        setattr(held, name, value)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM attainment_personstanding WHERE id = %s", [held.pk])
    held.save(force_insert=True)
    return held.ref


def body(name: str, address: str, **asked) -> str:
    answer = cast.signed_in(cast.CAST[name]()).get(address, asked)
    assert answer.status_code == 200, (name, address)
    text = re.sub(r'value="[^"]{40,}"', "", answer.content.decode())
    return re.sub(r"\d\d:\d\d from /", "", text)  # when it was printed


def addresses(team) -> list[str]:
    target = PersonStanding.objects.first().assessment.version.target
    return [
        reverse("person_attainment", args=[team.ben.ref]),
        reverse("team_attainment", args=[team.northgate.ref]),
        reverse("attainment"),
        reverse("attainment_of_target", args=[target.ref]),
        reverse("target", args=[target.ref]),
    ]


LIKELY = {"p_normal": 0.87, "p_npmle": 0.83, "more": 240, "months": 2}
UNSURE = {"p_normal": 0.55, "p_npmle": 0.51, "more": None, "months": None}


def test_for_everybody_else_one_silence_is_like_another(team):
    """Not yet told, likely below, held against a threshold of their own, and left out: word for word the same."""
    target = PersonStanding.objects.first().assessment.version.target
    ref = rewritten(team.ben, State.CANNOT_TELL, **UNSURE)
    before = {(name, one): words(body(name, one)) for name in OTHERS for one in addresses(team)}
    assert all("Ben Whitlock No finding" in text for (_name, at), text in before.items() if "/teams/" in at)  # fmt: skip
    assert "No finding" in before["helen", addresses(team)[0]]
    mates = words(body("joanna", addresses(team)[0]))
    assert cast.openers(reverse("standing", args=[ref])) == {"ben", "joanna"}
    ref = rewritten(team.ben, State.LIKELY_BELOW, **LIKELY)
    assert cast.openers(reverse("standing", args=[ref])) == {"ben", "joanna"}
    assert words(body("joanna", addresses(team)[0])) != mates
    same(before, "likely below")
    by = cast.viewer(cast.owen())
    held = {"by": by, "person": team.ben, "target": target}
    made = adjust_target(**held, threshold=0.6, starts_on=cast.SINCE, anew=APRIL)
    assert making.reckon() is not None
    # HR may know: they agreed it. What Ben meets is his own threshold.
    same({key: text for key, text in before.items() if key[0] == "helen"}, "own threshold")
    assert "Ben Whitlock Meets the standard" in words(body("owen", addresses(team)[1]))
    TargetAdjustment.objects.filter(ref=made.ref).delete()
    adjust_target(**held, threshold=None, starts_on=cast.SINCE, anew=APRIL)
    assert making.reckon() is not None
    assert not PersonStanding.objects.filter(
        person=team.ben, assessment__reckoning=Reckoning.objects.first()
    )
    same(before, "left out")


def same(before: dict, why: str) -> None:
    for (name, address), text in before.items():
        assert words(body(name, address)) == text, (name, address, why)


def test_the_two_read_it_and_nobody_else(team):
    ref = rewritten(team.ben, State.LIKELY_BELOW, **LIKELY)
    for name in ("ben", "joanna"):
        text = words(body(name, reverse("standing", args=[ref])))
        assert "Likely below the standard" in text and "240 more answers" in text
        assert "in 100" not in text and "Of a hundred people" not in text
        assert "This points below the standard. It is no finding: chance may still" in text
    ref = rewritten(team.ben, State.LIKELY_BELOW, **LIKELY | {"p_normal": 0.97, "p_npmle": 0.96})
    text = words(body("ben", reverse("standing", args=[ref])))
    assert "It is no finding: each period is judged once" in text and "chance may" not in text


def test_no_query_by_accident_reaches_it(team):
    rows = PersonStanding.objects.all()
    for asked in (
        lambda: rows.filter(state=State.LIKELY_BELOW),
        lambda: rows.values_list("p_normal"),
        lambda: rows.order_by("more"),
        lambda: rows.first().level,
        lambda: rows.annotate(tells=F("state")),
        lambda: rows.alias(tells=Coalesce(F("more"), 0)),
        lambda: rows.aggregate(Count("more")),
        lambda: rows.values(tells=F("level")),
        lambda: rows.filter(Q(n=1) | ~Q(value__lt=F("threshold"))),
        lambda: list(rows.order_by(F("p_npmle").desc())),
        lambda: rows.only("state"),
        lambda: rows.first().assessment.persons.filter(state=State.LIKELY_BELOW),
    ):
        with pytest.raises(NotOpened):
            asked()
    assert State.LIKELY_BELOW not in set(rows.values_list("said", flat=True))
    assert rows.annotate(half=F("n") / 2).aggregate(Count("half"))["half__count"] == rows.count()
    assert not {"state", "more"} & set(rows.values()[0])


def test_the_database_refuses_to_say_it(team):
    from django.db import IntegrityError

    held = PersonStanding.opened.filter(assessment__is_final=True).first()
    held.pk, held.ref, held.said = None, "x", State.LIKELY_BELOW
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save(force_insert=True)


def test_neither_audit_nor_notices_say_what_is_likely(team):
    said = [f"{one.before}{one.after}{one.reason}" for one in AuditPayload.objects.all()]
    said += list(Notice.objects.values_list("text", flat=True))
    assert not [one for one in said if "likely" in one.lower()]


def test_lists_are_by_name_whatever_is_said(team):
    text = words(body("joanna", reverse("team_attainment", args=[team.northgate.ref])))
    names = sorted(p.name for p in team.everybody if p.pk % 1 == 0 and p.name in text)
    places = [text.index(name) for name in names]
    assert len(names) > 10 and places == sorted(places)


def test_of_an_adjusted_person_whoever_may_not_know_finds_nothing(team):
    target = PersonStanding.objects.first().assessment.version.target
    adjust_target(
        by=cast.viewer(cast.owen()), person=team.ben, target=target, threshold=0.6,
        starts_on=cast.SINCE, anew=APRIL,
    )  # fmt: skip
    assert making.reckon() is not None
    row = PersonStanding.opened.get(
        person=team.ben, assessment__reckoning=Reckoning.objects.first(), assessment__is_final=True
    )
    assert (row.shared, row.threshold, row.state) == (False, 0.6, State.MEETS)
    assert cast.openers(reverse("standing", args=[row.ref])) == {"ben", "joanna", "owen"}
    for address in (
        reverse("standing", args=[row.ref]),
        reverse("person_attainment", args=[team.ben.ref]),
    ):
        for name in ("ben", "joanna", "owen"):
            title = words(body(name, address)).split("Customer satisfaction ")[1]
            assert title.startswith("at least 60%"), (
                name,
                "what holds for him, and not everybody's",
            )
    assert "60%" not in body("helen", reverse("person_attainment", args=[team.ben.ref]))
    met = queries.of_target(cast.viewer(cast.helen(), making.TODAY), target.pk).met
    assert met.of == len(team.everybody)
    shown = words(body("helen", reverse("team_attainment", args=[team.northgate.ref])))
    shown += words(body("helen", reverse("team_attainment", args=[team.southbank.ref])))
    assert shown.count("Meets the standard") == met.met


def test_what_was_said_before_something_was_agreed_tells_nobody_that_it_was(team):
    """An old address, or the page of an old day, beside today's: of the adjusted as of everybody else."""
    first = Reckoning.objects.first()
    before = {
        person.pk: PersonStanding.opened.get(person=person, assessment__reckoning=first, assessment__is_final=True)
        for person in (team.amara, team.ben)
    }  # fmt: skip
    amara, ben = (reverse("standing", args=[before[one.pk].ref]) for one in (team.amara, team.ben))
    assert {"joanna", "helen", "owen"} <= cast.openers(amara)  # a finding is read by all of them
    target = before[team.ben.pk].assessment.version.target
    adjust_target(
        by=cast.viewer(cast.owen()), person=team.amara, target=target, threshold=0.3,
        starts_on=cast.SINCE, anew=APRIL,
    )  # fmt: skip
    making.reckon(making.TODAY + timedelta(days=1))
    for address in (amara, ben):
        assert "helen" not in cast.openers(address)
        assert {"joanna", "owen"} <= cast.openers(address)
    asked = {"on": making.TODAY.isoformat()}
    of_amara = body("helen", reverse("person_attainment", args=[team.amara.ref]), **asked)
    assert "likely real" not in of_amara and "No finding" in of_amara


def test_whoever_led_them_once_reads_nothing(team):
    address = reverse("person_attainment", args=[team.ben.ref])
    assert cast.openers(address) == {"ben", "joanna", "helen", "owen"}
    from evenhand.features.people.models import Leadership

    Leadership.objects.filter(person__user=cast.joanna()).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )
    assert cast.openers(address) == {"ben", "helen", "owen"}


def test_totals_show_no_small_team_and_counts_no_few(team):
    """Northgate and Southbank are fifteen each: ten are enough for a representative; of whom did not meet it, too few."""
    text = words(body("pat", reverse("team_attainment", args=[team.northgate.ref])))
    assert "Amara" not in text and "Ben" not in text
    row = PersonStanding.objects.filter(assessment__is_final=True).first()
    seen = queries.of_target(cast.viewer(cast.pat()), row.assessment.version.target_id).met
    met = PersonStanding.objects.filter(assessment=row.assessment, said=State.MEETS).count()
    assert (seen is not None) == (10 <= met <= 20)


def test_what_a_leader_says_stays_between_the_two_unless_it_is_a_finding(team):
    from evenhand.features.attainment.actions import add_words

    ref = rewritten(team.ben, State.LIKELY_BELOW, **LIKELY)
    finding = PersonStanding.objects.get(person=team.amara, assessment__is_final=True).ref
    for one in (ref, finding):
        by = cast.viewer(cast.joanna(), timezone.localdate())
        add_words(by=by, seen=queries.standing_of(by, one), words="Shall we read some together?")
    said = "Shall we read some together?"
    for name, one, reads in (
        ("ben", ref, True), ("joanna", ref, True), ("helen", finding, True), ("amara", finding, True),
    ):  # fmt: skip
        assert (said in body(name, reverse("standing", args=[one]))) == reads, (name, one)
    for name in OTHERS:
        assert said not in body(name, reverse("person_attainment", args=[team.ben.ref]))


def test_what_is_used_about_nobody_any_more_is_not_there(team):
    """What was said before stays as it was kept; while the measure is on trial nobody reads it, nor is anybody waited for."""
    from evenhand.features.attainment.todo import todos
    from evenhand.features.standards.rules.monitoring import Shadow
    from tests import policies

    today = timezone.localdate()
    ref = PersonStanding.objects.get(person=team.amara, assessment__is_final=True).ref
    joanna = cast.viewer(cast.joanna(), today)
    assert [one.icon for one in todos(joanna)] == ["target"]
    day = timedelta(days=1)
    policies.make_monitoring_policy(shadows=(Shadow("csat", today - day, today + day),))
    assert cast.openers(reverse("standing", args=[ref])) == set()
    assert not todos(joanna)
    for name in ("amara", "joanna", "helen", "owen"):
        text = words(body(name, reverse("person_attainment", args=[team.amara.ref])))
        assert "Customer satisfaction" not in text, name
