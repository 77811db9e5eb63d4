"""A privacy officer reads who looked at what about somebody, for a purpose that the person sees."""

import pytest
from django.urls import reverse

from tests import cast, centre
from tests.access.walking import words

pytestmark = pytest.mark.django_db
WHY = "Ben asked me who reads his figures."


@pytest.fixture
def here(files_home):
    made = centre.make_centre()
    cast.signed_in(cast.joanna()).get(reverse("person_figures", args=[made.ben.ref]))
    return made


def test_nothing_opens_without_a_purpose(here):
    leila, about = cast.signed_in(cast.leila()), reverse("looked_at_about", args=[here.ben.ref])
    assert leila.get(about).status_code == 404
    refused = leila.post(reverse("looked_at"), {"person": here.ben.ref, "purpose": " "})
    assert refused.status_code == 422
    assert leila.get(about).status_code == 404
    assert leila.get(reverse("looked_at_file", args=[here.ben.ref])).status_code == 404


def test_with_a_purpose_it_is_open_to_her_alone_and_about_him_alone(here):
    leila, about = cast.signed_in(cast.leila()), reverse("looked_at_about", args=[here.ben.ref])
    opened = leila.post(reverse("looked_at"), {"person": here.ben.ref, "purpose": WHY})
    assert opened["Location"] == about
    page = words(leila.get(about).content.decode())
    assert "Joanna Price Team leader looked at figures" in page
    assert leila.get(reverse("looked_at_about", args=[here.amara.ref])).status_code == 404
    assert cast.signed_in(cast.sam()).get(about).status_code == 404
    file = b"".join(leila.get(reverse("looked_at_file", args=[here.ben.ref]))).decode()
    assert "Joanna Price" in file


def test_the_person_sees_that_it_was_opened_and_why(here):
    leila = cast.signed_in(cast.leila())
    leila.post(reverse("looked_at"), {"person": here.ben.ref, "purpose": WHY})
    mine = words(cast.signed_in(cast.ben()).get(reverse("audit_about_me")).content.decode())
    assert "Leila Haddad Privacy officer list of looks opened person " + WHY in mine
