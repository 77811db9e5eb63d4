"""Every address as every member of the cast: the right ones get it, all others find nothing."""

import re
from contextlib import contextmanager
from copy import deepcopy

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from evenhand.foundation.access.roles import Role
from tests import cast
from tests.access.addresses import ABSENT, absent, methods_of, patterns
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

# The token of each form, and where in one's own navigation one is.
NOT_COMPARED = r'name="csrfmiddlewaretoken" value="[^"]+"| aria-current="page"'
NOTHING_TYPED = {"csrfmiddlewaretoken": "of no page"}  # a form always sends its token
WRITES = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE"})
OF_THE_SESSION = ('"django_session"', '"usersessions_usersession"')  # notes that somebody is here


@pytest.fixture(scope="module")
def signed_in(shared_records) -> dict:
    """A client for each chair, all signed in once, and their sessions noted."""
    found = {chair: cast.signed_in(somebody()) for chair, somebody in CHAIRS.items()}
    for client in found.values():
        client.get("/health/")
    return found


@pytest.fixture
def clients(signed_in, db) -> dict:
    """A browser for each chair as it stands after signing in, whatever other tests did with theirs."""
    found = {chair: Client() for chair in signed_in}
    for chair, client in found.items():
        client.cookies = deepcopy(signed_in[chair].cookies)
    return found


NAMES = sorted({pattern.name for pattern in patterns()})


def test_every_address_has_a_row_and_every_row_an_address():
    assert {pattern.name for pattern in patterns()} == set(EXPECTED)


def test_every_address_has_a_name_of_its_own():
    assert len(patterns()) == len(NAMES)


@pytest.mark.parametrize("one", patterns(), ids=lambda one: one.name)
def test_every_method_of_a_view_has_a_row(one):
    """HEAD has none: where it is answered, it is what GET says, without its words."""
    assert methods_of(one) - {"head"} == set(EXPECTED[one.name])


def asked(client, name, arguments, method):
    """A form that holds nothing but its token, where the method sends one."""
    cache.clear()  # so many refused calls of the API use up their limit
    sent = {"data": NOTHING_TYPED} if method == "post" else {}
    return getattr(client, method)(reverse(name, kwargs=arguments), **sent)


def arguments_of(name) -> dict:
    return MAKERS[name]() if name in MAKERS else {}


# Names whose address says which row is meant.
WITH_ARGUMENTS = {one.name for one in patterns() if one.pattern.converters} & set(MAKERS)


@pytest.mark.parametrize("name", NAMES)
def test_address(name, clients, files_home):
    """The right ones get it; to all others it looks as if it was not there, word for word, and nothing changes."""
    arguments = arguments_of(name)
    for method, row in EXPECTED[name].items():
        for chair, client in clients.items():
            is_let = chair in row.to
            with transaction.atomic(), unchanged(files_home, refused=not is_let):
                if not is_let or method == "get":
                    nothing = asked_of_nothing(client, name, arguments, method)
                response = asked(client, name, arguments, method)
                transaction.set_rollback(True)
            expected = row.answers if is_let else (404,)
            assert response.status_code in expected, (name, method, chair, response.status_code)
            if not is_let and nothing:
                assert body(response) == body(nothing), (name, method, chair)
                assert set(response.headers) == set(nothing.headers)
        response = asked(Client(), name, arguments, method)
        assert response.status_code == row.anonymous, (name, method, "nobody signed in")
        if response.status_code == 302:
            assert response["Location"].startswith(reverse("account_login"))


def asked_of_nothing(client, name, arguments, method):
    """The same address of a row that is not there; nothing for an address that names none."""
    if name not in WITH_ARGUMENTS:
        return None
    nothing = asked(
        client, name, {key: ABSENT.get(key, "nothinghere") for key in arguments}, method
    )
    # The API tells nobody without a token what is absent.
    assert nothing.status_code == (401 if 401 in EXPECTED[name][method].answers else 404), name
    return nothing


@contextmanager
def unchanged(home, *, refused: bool):
    """Whoever is refused writes no line of any table and no file, whatever they send."""
    if not refused:
        yield
        return
    before, written = files_in(home), []

    def noted(execute, sql, params, many, context):
        if sql.split(None, 1)[0] in WRITES and not any(table in sql for table in OF_THE_SESSION):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        yield
    assert not written
    assert files_in(home) == before


def files_in(home) -> dict:
    return {path: path.stat().st_mtime_ns for path in home.rglob("*")}


def body(response) -> str:
    text = response.content.decode()
    return re.sub(NOT_COMPARED, "", text)


def test_there_are_addresses_that_name_a_row():
    assert len(WITH_ARGUMENTS) > 50


@pytest.mark.django_db
def test_a_method_that_is_not_taken_looks_like_nothing():
    """Also to whoever may see the address; to nobody signed in it is the door, as any other."""
    sam, eve, nobody = cast.signed_in(cast.sam()), cast.signed_in(cast.eve()), Client()
    nothing = body(eve.get("/nothing-is-here/"))
    for one in patterns():
        address, is_open = reverse(one.name, kwargs=absent(one)), not behind_the_door(one)
        method = next(name for name in ("get", "delete", "patch") if name not in methods_of(one))
        answer = getattr(eve, method)(address)
        assert (answer.status_code, body(answer)) == ((405, "") if is_open else (404, nothing))
        assert getattr(nobody, method)(address).status_code == (405 if is_open else 302)
    assert sam.get("/accounts/").status_code == 200 and sam.put("/accounts/").status_code == 404


def behind_the_door(one) -> bool:
    return getattr(one.callback, "login_required", True)


def test_nothing_changes_by_looking():
    """An address that changes something alone is not to be looked at: by GET it takes nothing from anybody."""
    alone = [one for one in patterns() if "get" not in EXPECTED[one.name]]
    assert len(alone) > 30
    assert not [one.name for one in alone if methods_of(one) & {"get", "head", "options"}]


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
