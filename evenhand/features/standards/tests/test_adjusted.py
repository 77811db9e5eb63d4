"""One person's own threshold: who knows of it, and that nothing betrays to anybody else that there is one."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from evenhand.analysis.scope import Window
from evenhand.features.standards import actions, queries
from evenhand.features.standards.models import TargetAdjustment
from evenhand.features.standards.rules.targets import About
from evenhand.foundation.access.secrecy import NotOpened
from evenhand.foundation.audit.models import AuditEntry, AuditPayload
from evenhand.foundation.notices.models import Notice
from tests import cast, centre, standards

pytestmark = pytest.mark.django_db
TODAY = cast.TODAY
DAY = timedelta(days=1)
ENTITLED = ("amara", "joanna", "owen")
OTHERS = ("ben", "noor", "rajesh", "helen", "mateus", "leila", "pat", "sam", "nadia", "eve")


@pytest.fixture
def here(files_home):
    return centre.make_centre()


@pytest.fixture
def target(here):
    return standards.make_target().target


def adjust(here, target, **other):
    given = {"person": here.amara, "target": target, "threshold": 0.613, "starts_on": TODAY}
    return actions.adjust_target(by=cast.viewer(cast.owen()), **(given | other))


def pages(here, target) -> list[str]:
    return [
        "/",
        reverse("standard_list"),
        reverse("standard", args=[target.standard.ref]),
        reverse("target", args=[target.ref]),
        reverse("person_targets", args=[here.amara.ref]),
        reverse("person_record", args=[here.amara.ref]),
        reverse("person_figures", args=[here.amara.ref]),
        reverse("person_list"),
        reverse("inbox"),
    ]


# What differs from one request to the next: tokens, and the minute in which a page would be printed.
PASSING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|<footer class="print-foot">.*?</footer>', re.S)  # fmt: skip


def body(client, address) -> tuple[int, str]:
    page = client.get(address)
    return page.status_code, PASSING.sub("", page.content.decode())


def test_nobody_else_finds_a_trace_of_it_on_any_page(here, target):
    clients = {name: cast.signed_in(cast.CAST[name]()) for name in OTHERS}
    addresses = pages(here, target)

    def bodies():
        return {(name, one): body(client, one) for name, client in clients.items() for one in addresses}  # fmt: skip

    before = bodies()
    assert before == bodies()  # looking twice changes nothing either
    adjust(here, target)
    assert bodies() == before
    assert body(clients["helen"], addresses[4])[0] == 404


def test_those_entitled_read_it_and_nobody_else(here, target):
    adjust(here, target)
    for name in (*ENTITLED, *OTHERS):
        viewer = cast.viewer(cast.CAST[name]())
        found = [one.threshold for one in queries.own_targets(viewer, here.amara)]
        assert found == ([0.613] if name in ENTITLED else []), name
        page = cast.signed_in(cast.CAST[name]()).get(
            reverse("person_targets", args=[here.amara.ref])
        )
        assert page.status_code == (200 if name in ENTITLED else 404), name
        assert ("61.3%" in page.content.decode()) == (name in ENTITLED), name


def test_the_audit_says_neither_whose_nor_what(here, target):
    made = adjust(here, target)
    actions.end_target_adjustment(by=cast.viewer(cast.owen()), adjustment=made, ends_on=TODAY + DAY)
    lines = AuditEntry.objects.filter(object_type="target adjustment")
    assert [one.verb for one in lines.order_by("pk")] == ["target adjusted", "target adjustment ended"]  # fmt: skip
    for payload in AuditPayload.objects.filter(entry__in=lines):
        assert (payload.subject_ref, payload.before, payload.after, payload.reason) == ("",) * 4
    assert "0.613" not in "".join(one.after + one.before for one in AuditPayload.objects.all())


def test_the_person_and_whoever_leads_them_are_told_that_and_not_what(here, target):
    Notice.objects.all().delete()
    adjust(here, target)
    told = {one.user.name.split()[0]: one.text for one in Notice.objects.all()}
    assert set(told) == {"Amara", "Joanna"} and not any("61" in text for text in told.values())


@pytest.mark.parametrize(
    "read",
    [
        lambda one: one.threshold,
        lambda one: list(TargetAdjustment.objects.filter(threshold__gt=0)),
        lambda one: list(TargetAdjustment.objects.values("threshold")),
        lambda one: list(TargetAdjustment.objects.order_by("threshold")),
    ],
)
def test_nothing_reaches_the_threshold_past_the_policy(here, target, read):
    adjust(here, target)
    with pytest.raises(NotOpened):
        read(TargetAdjustment.objects.get())


def thresholds(on):
    found = queries.adjusted_between(Window(on, on + DAY))
    return {key: one.threshold for key, (one,) in found.items()}


def test_it_holds_on_its_days(here, target):
    adjust(here, target, ends_on=TODAY + 7 * DAY)
    key = (here.amara.pk, target.pk)
    for day, holds in ((-1, False), (0, True), (6, True), (7, False)):
        on = TODAY + day * DAY
        assert thresholds(on) == ({key: 0.613} if holds else {})
    adjust(here, target, threshold=None, starts_on=TODAY + 7 * DAY)
    assert thresholds(TODAY + 7 * DAY) == {key: None}


def test_it_goes_on_when_the_target_changes(here, target):
    adjust(here, target)
    standards.make_target(target.standard.versions.first(), target=target, threshold=0.9, effective_from=TODAY + DAY)  # fmt: skip
    assert thresholds(TODAY + 9 * DAY) == {(here.amara.pk, target.pk): 0.613}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"threshold": 61.3}, "threshold"),
        ({"ends_on": TODAY}, "ends_on"),
        ({"starts_on": TODAY + DAY}, "starts_on"),  # the one before still holds
    ],
)
def test_what_is_refused(here, target, given, field):
    if field == "starts_on":
        adjust(here, target)
    with pytest.raises(ValidationError) as said:
        adjust(here, target, **given)
    assert set(said.value.message_dict) == {field}


def test_only_of_a_target_about_each_person(here, target):
    total = standards.make_target(target.standard.versions.first(), about=About.TOTAL).target
    with pytest.raises(ValidationError, match="about a total"):
        adjust(here, total)


def test_hr_alone_writes_it_down_through_the_page(here, target):
    address = reverse("person_targets", args=[here.amara.ref])
    given = {"target": target.ref, "threshold": "61.3", "starts_on": TODAY.isoformat()}
    for name in ("amara", "joanna", "helen"):
        assert cast.signed_in(cast.CAST[name]()).post(address, given).status_code == 404
    owen = cast.signed_in(cast.owen())
    assert owen.post(address, given | {"threshold": "613"}).status_code == 422
    assert owen.post(address, given).status_code == 302
    made = TargetAdjustment.opened.get()
    assert made.threshold == 0.613
    end = reverse("person_target_end", args=[here.amara.ref, made.ref])
    assert owen.post(end, {"ends_on": ""}).status_code == 422
    assert owen.post(end, {"ends_on": (TODAY + DAY).isoformat()}).status_code == 302
    with pytest.raises(Http404):
        actions.adjust_target(by=cast.viewer(cast.helen()), person=here.ben, target=target, threshold=0.5, starts_on=TODAY)  # fmt: skip
