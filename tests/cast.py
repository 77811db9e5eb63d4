"""The named people of all tests, each made through the same actions as anybody."""

from datetime import date

from django.test import Client

from evenhand.foundation.access.actions import create_user, grant_role
from evenhand.foundation.access.models import User
from evenhand.foundation.access.queries import viewer_of
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM, Viewer

TODAY = date(2026, 11, 16)  # a Monday
SINCE = date(2024, 1, 1)
PASSWORD = "three plain words"


def amara() -> User:
    return _cast("Amara Okafor", Role.AGENT)


def ben() -> User:
    return _cast("Ben Whitlock", Role.AGENT)


def joanna() -> User:
    """Leads Northgate."""
    return _cast("Joanna Price", Role.TEAM_LEADER)


def noor() -> User:
    """Works in Southbank."""
    return _cast("Noor Aziz", Role.AGENT)


def rajesh() -> User:
    """Leads Southbank."""
    return _cast("Rajesh Kotecha", Role.TEAM_LEADER)


def mateus() -> User:
    return _cast("Mateus Ribeiro", Role.QUALITY_ANALYST)


def helen() -> User:
    return _cast("Helen Brandt", Role.SERVICE_MANAGER)


def owen() -> User:
    return _cast("Owen Tudor", Role.HR_ADVISER)


def leila() -> User:
    return _cast("Leila Haddad", Role.PRIVACY_OFFICER)


def pat() -> User:
    return _cast("Pat Mulligan", Role.REPRESENTATIVE)


def sam() -> User:
    return _cast("Sam Oyelaran", Role.ADMINISTRATOR)


def nadia() -> User:
    """A companion from outside: sees only what is opened to her."""
    return _cast("Nadia Rahman", Role.GUEST)


def eve() -> User:
    """Signed in, without any role: must see nothing."""
    return _cast("Eve Stranger", None)


CAST = {
    "amara": amara,
    "ben": ben,
    "joanna": joanna,
    "noor": noor,
    "rajesh": rajesh,
    "mateus": mateus,
    "helen": helen,
    "owen": owen,
    "leila": leila,
    "pat": pat,
    "sam": sam,
    "nadia": nadia,
    "eve": eve,
}


def viewer(user: User, today: date = TODAY) -> Viewer:
    return viewer_of(user, today)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def email_of(name: str) -> str:
    return f"{name.split()[0].lower()}@brightwell.example"


def _cast(name: str, role: Role | None) -> User:
    known = User.objects.filter(email=email_of(name)).first()
    if known:
        return known
    user = create_user(by=SYSTEM, email=email_of(name), name=name, password=PASSWORD)
    if role:
        grant_role(by=SYSTEM, user=user, role=role, starts_on=SINCE)
    return user


def opens(name: str, address: str) -> bool:
    """Whether that one of the cast gets it. Anything but a page or not-found fails."""
    status = signed_in(CAST[name]()).get(address).status_code
    assert status in (200, 404), (name, address, status)
    return status == 200


def openers(address: str) -> set[str]:
    return {name for name in CAST if opens(name, address)}
