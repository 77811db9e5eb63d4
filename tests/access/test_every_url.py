"""Every address as every member of the cast: the right ones get it, all others find nothing."""

import re
from copy import deepcopy
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from evenhand.foundation.access.roles import Role
from tests import cast
from tests.access.expected import EXPECTED, STRANGER
from tests.access.makers import MAKERS

# Ben is not among the chairs: the rows that the makers make are his.
CHAIRS = {
    Role.AGENT: cast.amara,
    Role.TEAM_LEADER: cast.joanna,
    Role.QUALITY_ANALYST: cast.mateus,
    Role.SERVICE_MANAGER: cast.helen,
    Role.HR_ADVISER: cast.owen,
    Role.PRIVACY_OFFICER: cast.leila,
    Role.REPRESENTATIVE: cast.pat,
    Role.ADMINISTRATOR: cast.sam,
    Role.GUEST: cast.nadia,
    STRANGER: cast.eve,
}


@pytest.fixture(scope="module")
def signed_in(shared_records) -> dict:
    """A client for each chair, all signed in once."""
    return {chair: cast.signed_in(somebody()) for chair, somebody in CHAIRS.items()}


@pytest.fixture
def clients(signed_in, db) -> dict:
    """A browser for each chair as it stands after signing in, whatever other tests did with theirs."""
    found = {chair: Client() for chair in signed_in}
    for chair, client in found.items():
        client.cookies = deepcopy(signed_in[chair].cookies)
    return found


def patterns(resolver=None) -> list[URLPattern]:
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        found += [entry] if isinstance(entry, URLPattern) else patterns(entry)
    return found


NAMES = sorted({pattern.name for pattern in patterns()})


def test_every_address_has_a_row_and_every_row_an_address():
    assert {pattern.name for pattern in patterns()} == set(EXPECTED)


def test_every_address_has_a_name_of_its_own():
    assert len(patterns()) == len(NAMES)


def asked(client, name, arguments):
    row = EXPECTED[name]
    return getattr(client, row.method)(reverse(name, kwargs=arguments))


def arguments_of(name) -> dict:
    return MAKERS[name]() if name in MAKERS else {}


# Names whose address says which row is meant.
WITH_ARGUMENTS = {one.name for one in patterns() if one.pattern.converters} & set(MAKERS)
ABSENT = {"contact_id": UUID(int=1), "number": 7}


@pytest.mark.parametrize("name", NAMES)
def test_address(name, clients, files_home):
    """The right ones get it; to all others it looks as if it was not there, word for word."""
    row, arguments = EXPECTED[name], arguments_of(name)
    for chair, client in clients.items():
        with transaction.atomic():
            nothing = asked_of_nothing(client, name, arguments) if name in WITH_ARGUMENTS else None
            response = asked(client, name, arguments)
            transaction.set_rollback(True)
        expected = row.answers if chair in row.to else (404,)
        assert response.status_code in expected, (name, chair, response.status_code)
        if nothing and chair not in row.to:
            assert body(response) == body(nothing), (name, chair)
            assert set(response.headers) == set(nothing.headers)
    cache.clear()  # so many refused calls of the API use up their limit
    response = asked(Client(), name, arguments)
    assert response.status_code == row.anonymous, (name, "nobody signed in", response.status_code)
    if response.status_code == 302:
        assert response["Location"].startswith(reverse("account_login"))


def asked_of_nothing(client, name, arguments):
    """The same address of a row that is not there."""
    absent = {key: ABSENT.get(key, "nothinghere") for key in arguments}
    nothing = asked(client, name, absent)
    # The API tells nobody without a token what is absent.
    assert nothing.status_code == (401 if 401 in EXPECTED[name].answers else 404), name
    return nothing


def body(response) -> str:
    text = response.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_there_are_addresses_that_name_a_row():
    assert len(WITH_ARGUMENTS) > 50


@pytest.mark.django_db
def test_nothing_changes_by_looking():
    """An address that changes something refuses GET, from everybody alike."""
    client = cast.signed_in(cast.sam())
    for one in patterns():
        if EXPECTED[one.name].method == "post":
            arguments = {key: ABSENT.get(key, "x") for key in one.pattern.converters}
            address = reverse(one.name, kwargs=arguments)
            assert client.get(address).status_code == 405, one.name


@pytest.mark.django_db
def test_nothing_changes_without_the_token_of_the_page():
    """Also the upload, which looks at the size of a request before it looks at its token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.sam())
    for one in patterns():
        sample = {**ABSENT, "role": "agent"}
        arguments = {key: sample.get(key, "x") for key in one.pattern.converters}
        answer = client.post(reverse(one.name, kwargs=arguments), {"name": "x"})
        # The provider of a single sign-on has no token of our page, and none is configured here.
        refused = (404,) if one.name == "saml_acs" else (403, 405)
        assert answer.status_code in refused, (one.name, answer.status_code)
