"""What is opened to a guest: that, nothing else, for a time, written down."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from evenhand.features.people.policy import scope
from evenhand.foundation.access.actions import grant_role
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.guests import actions
from evenhand.foundation.guests.models import Participation
from evenhand.foundation.notices.models import Notice
from tests import cast, centre
from tests.access.walking import walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def figures(person) -> str:
    return reverse("person_figures", args=[person.ref])


def test_a_guest_sees_what_was_opened_and_nothing_else(here):
    nadia = cast.signed_in(cast.nadia())
    assert nadia.get(figures(here.amara)).status_code == 404
    centre.let_in(cast.nadia(), here.amara)
    page = nadia.get(figures(here.amara))
    assert page.status_code == 200 and any(tile.has_value for tile in page.context["tiles"])
    assert reverse("person_record", args=[here.amara.ref]) not in page.content.decode()
    assert here.amara.name in nadia.get(reverse("opened_to_me")).content.decode()
    for closed in (
        figures(here.ben),
        reverse("person_record", args=[here.amara.ref]),
        reverse("person_adjustments", args=[here.amara.ref]),
        reverse("team_figures", args=[here.northgate.ref]),
        "/figures/",
    ):
        assert nadia.get(closed).status_code == 404, closed


def test_a_guest_sees_the_contacts_behind_and_no_words(here):
    centre.let_in(cast.nadia(), here.amara)
    nadia = cast.signed_in(cast.nadia())
    assert nadia.get(f"/contacts/?person={here.amara.ref}").status_code == 200
    contact = reverse("contact", args=[centre.id_of("amara-000")])
    page = nadia.get(contact)
    assert page.status_code == 200 and not page.context.get("purposes")
    assert nadia.get(reverse("contact", args=[centre.id_of("ben-000")])).status_code == 404


def test_no_link_of_what_was_opened_leads_nowhere_or_to_anybody_else(here):
    centre.let_in(cast.nadia(), here.amara)
    pages = walk(cast.nadia())
    assert figures(here.amara) in pages
    assert {url: status for url, (status, _) in pages.items() if status not in (200, 302)} == {}
    for address, (_, body) in pages.items():
        for other in (here.ben, here.noor, here.rajesh):
            assert other.name not in body and other.ref not in body, address


@pytest.mark.parametrize("day, open_", [(-1, False), (0, True), (27, True), (28, False)])
def test_it_is_open_from_the_first_day_up_to_the_last(here, day, open_):
    centre.let_in(cast.nadia(), here.amara)
    viewer = cast.viewer(cast.nadia(), timezone.localdate() + timedelta(days=day))
    assert (here.amara.pk in scope(viewer).people) == open_


def test_closing_closes_at_once_and_it_can_be_opened_again(here):
    row = centre.let_in(cast.nadia(), here.amara)
    helen = cast.signed_in(cast.helen())
    address = reverse("person_guest_end", args=[here.amara.ref, row.ref])
    assert helen.post(address).status_code == 302
    nadia = cast.signed_in(cast.nadia())
    assert nadia.get(figures(here.amara)).status_code == 404
    assert here.amara.name not in nadia.get(reverse("opened_to_me")).content.decode()
    centre.let_in(cast.nadia(), here.amara)
    assert nadia.get(figures(here.amara)).status_code == 200
    verbs = list(AuditEntry.objects.filter(object_type="person", object_ref=here.amara.ref))
    assert [one.verb for one in verbs if "guest" in one.verb].count("opened to a guest") == 2


def test_letting_in_through_the_page_tells_the_guest_and_stays_on_the_record(here):
    owen = cast.signed_in(cast.owen())
    address = reverse("person_guests", args=[here.ben.ref])
    given = {
        "email": cast.nadia().email, "part": "companion", "reason": "Appeal", "starts_on": cast.TODAY.isoformat(),
        "ends_on": (cast.TODAY + timedelta(days=7)).isoformat(),
    }  # fmt: skip
    assert owen.post(address, given).status_code == 302
    assert "Nadia Rahman" in owen.get(address).content.decode()
    notice = Notice.objects.get(user=cast.nadia())
    assert here.ben.name in notice.text and notice.url == reverse("opened_to_me")


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"email": "nobody@brightwell.example"}, "email"),
        ({"ends_on": cast.TODAY.isoformat()}, "ends_on"),
        ({"ends_on": (cast.TODAY + timedelta(days=367)).isoformat()}, "ends_on"),
        ({"reason": " "}, "reason"),
        ({"part": "owner"}, "part"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(here, wrong, field):
    owen = cast.signed_in(cast.owen())
    given = {
        "email": cast.nadia().email, "part": "companion", "reason": "Appeal", "starts_on": cast.TODAY.isoformat(),
        "ends_on": (cast.TODAY + timedelta(days=7)).isoformat(),
    }  # fmt: skip
    page = owen.post(reverse("person_guests", args=[here.ben.ref]), given | wrong)
    assert page.status_code == 422 and field in page.context["form"].errors
    assert not Participation.objects.exists()


def test_nobody_opens_to_themselves_twice_or_without_a_reason(here):
    with pytest.raises(ValidationError):
        centre.let_in(cast.owen(), here.amara)
    centre.let_in(cast.nadia(), here.amara)
    with pytest.raises(ValidationError):
        centre.let_in(cast.nadia(), here.amara)
    row = Participation.objects.get()
    for broken in ({"ends_on": row.starts_on}, {"reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Participation.objects.filter(pk=row.pk).update(**broken)


def refused(here, user, person=None) -> list[str]:
    """What stands beside the email field where Owen tries to let somebody in."""
    given = {
        "email": user.email, "part": "companion", "reason": "Appeal", "starts_on": cast.TODAY.isoformat(),
        "ends_on": (cast.TODAY + timedelta(days=7)).isoformat(),
    }  # fmt: skip
    address = reverse("person_guests", args=[(person or here.ben).ref])
    page = cast.signed_in(cast.owen()).post(address, given)
    return page.context["form"].errors["email"] if page.status_code == 422 else []


def make_guest(user, **dates):
    grant_role(by=SYSTEM, user=user, role=Role.GUEST, starts_on=cast.SINCE, **dates)
    return user


def test_only_a_guest_is_let_in(here):
    for user in (cast.amara(), cast.eve(), cast.mateus()):
        assert "role Guest" in refused(here, user)[0]
    make_guest(cast.mateus(), ends_on=cast.TODAY - timedelta(days=1))  # no longer
    assert "role Guest" in refused(here, cast.mateus())[0]
    assert refused(here, make_guest(cast.eve())) == []


def test_nobody_is_a_guest_to_themselves_or_to_what_they_see_anyway(here):
    assert refused(here, make_guest(cast.ben())) == ["These figures are about them."]
    for user in (cast.joanna(), cast.helen()):
        assert refused(here, make_guest(user)) == ["They see these figures anyway."]
    assert not Participation.objects.exists()
    assert refused(here, cast.joanna(), here.noor) == []


def test_the_person_is_told_and_sees_who_was_let_in(here):
    centre.let_in(cast.nadia(), here.ben, reason="An appeal")
    told = Notice.objects.get(user=cast.ben())
    first, last = (timezone.localdate() + timedelta(days=n) for n in (0, 28))
    assert "Companion" in told.text and f"{last:%-d %b %Y}" in told.text
    ben = cast.signed_in(cast.ben())
    page = ben.get(told.url).content.decode()
    for words in ("Nadia Rahman", "Companion", "An appeal", f"{first:%-d %b %Y}", f"{last:%-d %b %Y}"):  # fmt: skip
        assert words in page
    assert reverse("person_guests", args=[here.ben.ref]) not in page
    assert "opened to a guest" in ben.get(reverse("audit_about_me")).content.decode()
    for user in (cast.joanna(), cast.sam()):
        assert "Nadia Rahman" not in cast.signed_in(user).get(told.url).content.decode()


def files_of(person) -> list[str]:
    lists = [reverse(name) for name in ("contact_list_file", "contact_list_workbook")]
    return [
        *(f"{one}?person={person.ref}" for one in lists),
        *(f"{figures(person)}?as={kind}" for kind in ("csv", "xlsx")),
    ]


def test_a_guest_reads_on_the_screen_and_takes_no_file(here):
    centre.let_in(cast.nadia(), here.amara)
    nadia = cast.signed_in(cast.nadia())
    everything = [reverse("contact_list_file"), reverse("contact_list_workbook")]
    for address in (*files_of(here.amara), *everything):
        assert nadia.get(address).status_code == 404, address
    for address in (figures(here.amara), f"/contacts/?person={here.amara.ref}"):
        page = nadia.get(address)
        assert page.status_code == 200
        assert "list.csv" not in page.content.decode() and "as=csv" not in page.content.decode()
    assert not AuditEntry.objects.filter(verb="exported").exists()


def test_who_sees_them_anyway_still_takes_files(here):
    centre.let_in(make_guest(cast.joanna()), here.noor)
    joanna = cast.signed_in(cast.joanna())
    assert [joanna.get(one).status_code for one in files_of(here.amara)] == [200] * 4
    assert [joanna.get(one).status_code for one in files_of(here.noor)] == [404] * 4
    team = reverse("team_figures", args=[here.northgate.ref])
    assert joanna.get(f"{team}?as=csv").status_code == 200
    assert [cast.signed_in(cast.noor()).get(one).status_code for one in files_of(here.noor)] == [
        200
    ] * 4


def test_closing_twice_leaves_one_line(here):
    row = centre.let_in(cast.nadia(), here.amara)
    for _ in range(2):
        actions.close(by=cast.helen(), row=row, subject_ref=here.amara.ref)
    assert AuditEntry.objects.filter(verb="closed to a guest").count() == 1
    assert Participation.objects.get().closed_at <= timezone.now()
