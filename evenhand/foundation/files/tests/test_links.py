"""Links to files: one person, one file, ten minutes; and the policy decides all the same."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.utils import timezone

from evenhand.foundation.access.queries import viewer_of
from evenhand.foundation.access.roles import Role
from evenhand.foundation.files.actions import store
from evenhand.foundation.files.links import link_to
from tests import cast

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(100))
POLICIES = {"recording": lambda viewer, owner_ref: viewer.has(Role.AGENT) and owner_ref == "mine"}


@pytest.fixture(autouse=True)
def _policies(files_home, monkeypatch):
    monkeypatch.setattr("evenhand.foundation.files.queries.import_string", lambda _name: POLICIES)


def keep(owner_ref="mine"):
    return store(
        BytesIO(CONTENT),
        by=cast.amara(),
        name="call.wav",
        content_type="audio/wav",
        owner_type="recording",
        owner_ref=owner_ref,
        limit_bytes=1000,
    )


def link(user, file):
    return link_to(viewer_of(user, cast.TODAY), file)


def key_of(address):
    return parse_qs(urlsplit(address).query)["key"][0]


def status(user, address, **headers):
    return cast.signed_in(user).get(address, headers=headers).status_code


def test_without_a_key_nothing_even_for_whoever_may():
    amara, file = cast.amara(), keep()
    assert status(amara, link(amara, file)) == 200
    for key in ("", "?key=", "?key=x", "?key=a:b", "?key=%00", "?other=1"):
        assert status(amara, f"/files/{file.ref}/{key}") == 404


def test_a_key_of_somebody_else_opens_nothing():
    amara, ben, file = cast.amara(), cast.ben(), keep()
    assert status(ben, link(ben, file)) == 200
    assert status(ben, link(amara, file)) == 404


def test_a_key_of_another_file_opens_nothing():
    amara, one, two = cast.amara(), keep(), keep()
    assert status(amara, f"/files/{two.ref}/?key={key_of(link(amara, one))}") == 404


def test_no_sign_of_a_key_can_be_changed():
    amara, file = cast.amara(), keep()
    key = key_of(link(amara, file))
    client = cast.signed_in(amara)
    for place in range(0, len(key) - 1, 5):  # the last letter holds bits that say nothing
        other = "A" if key[place] != "A" else "B"
        changed = key[:place] + other + key[place + 1 :]
        assert client.get(f"/files/{file.ref}/", {"key": changed}).status_code == 404


def test_a_key_is_good_for_ten_minutes_and_so_are_its_ranges():
    amara, file = cast.amara(), keep()
    address, now = link(amara, file), timezone.now()
    for minutes, whole, part in ((9, 200, 206), (11, 404, 404)):
        with time_machine.travel(now + timedelta(minutes=minutes)):
            assert status(amara, address) == whole
            assert status(amara, address, range="bytes=10-19") == part


def test_the_time_is_a_setting(settings):
    amara, file = cast.amara(), keep()
    settings.EVENHAND_FILE_LINK_SECONDS = 60
    address = link(amara, file)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert status(amara, address) == 404


def test_a_good_key_does_not_pass_the_policy():
    amara, sam = cast.amara(), cast.sam()
    assert status(amara, link(amara, keep("theirs"))) == 404
    assert status(sam, link(sam, keep())) == 404


def test_another_secret_key_makes_all_links_void(settings):
    amara, file = cast.amara(), keep()
    address = link(amara, file)
    settings.SECRET_KEY = "another one, of another house"
    assert status(amara, address) == 404
