"""Files: kept by content, served by range, closed unless a policy opens them."""

import hashlib
import os
import time
from io import BytesIO

import pytest

from evenhand.foundation.access.queries import viewer_of
from evenhand.foundation.access.roles import Role
from evenhand.foundation.files import disk
from evenhand.foundation.files.actions import forget_unreachable, remove, store
from evenhand.foundation.files.disk import TooLarge
from evenhand.foundation.files.links import link_to
from evenhand.foundation.files.models import File
from evenhand.foundation.files.queries import path_of
from evenhand.foundation.files.ranges import NotSatisfiable, Span, span_of
from tests import cast

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 4
POLICIES = {"recording": lambda viewer, owner_ref: viewer.has(Role.AGENT) and owner_ref == "mine"}


@pytest.fixture(autouse=True)
def _policies(files_home, monkeypatch):
    monkeypatch.setattr("evenhand.foundation.files.queries.import_string", lambda _name: POLICIES)


def keep(content=CONTENT, *, owner_type="recording", owner_ref="mine", **changes):
    values = {"name": "call.wav", "content_type": "audio/wav", "limit_bytes": 10_000, **changes}
    return store(
        BytesIO(content), by=cast.amara(), owner_type=owner_type, owner_ref=owner_ref, **values
    )


def get(file, somebody=cast.amara, **headers):
    user = somebody()
    return cast.signed_in(user).get(link_to(viewer_of(user, cast.TODAY), file), headers=headers)


def content(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_content_is_kept_once_under_its_hash(files_home):
    one, two = keep(), keep(name="other.wav")
    assert one.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert path_of(one) == path_of(two) == files_home / "files" / one.sha256[:2] / one.sha256[2:]
    assert path_of(one).read_bytes() == CONTENT
    assert not list((files_home / "files" / "incoming").iterdir())


def test_too_large_leaves_nothing(files_home):
    with pytest.raises(TooLarge, match="larger than"):
        keep(limit_bytes=len(CONTENT) - 1)
    assert not File.objects.exists()
    assert not [path for path in (files_home / "files").rglob("*") if path.is_file()]
    assert keep(limit_bytes=len(CONTENT)).size == len(CONTENT)


def test_what_an_upload_left_that_was_cut_off_goes_after_a_while(files_home):
    kept, day = keep(), 24 * 3600.0
    between = path_of(keep(b"no row yet"))
    File.objects.exclude(pk=kept.pk).delete()
    half = files_home / "files" / "incoming" / "half"
    half.write_bytes(b"half of it")
    now = half.stat().st_mtime
    assert forget_unreachable(older_than=day, now=now + day - 9) == 0
    assert forget_unreachable(older_than=day, now=now + day + 9) == 2
    assert not half.exists() and not between.exists() and path_of(kept).exists()


def test_what_is_handed_over_again_at_that_moment_stays(files_home, monkeypatch):
    """The very same content comes after the rows were looked at, and before it would have been taken away."""
    left = path_of(keep())
    File.objects.all().delete()
    day, listed = 24 * 3600.0, disk.older
    os.utime(left, (1, 1))

    def then_again(seconds, now):
        found = listed(seconds, now)
        content = left.read_bytes()
        left.unlink()
        left.write_bytes(content)
        return found

    monkeypatch.setattr(disk, "older", then_again)
    assert forget_unreachable(older_than=day, now=time.time()) == 0
    assert left.read_bytes() == CONTENT and not list(left.parent.glob("*.gone"))


def test_removal_waits_for_the_last_holder():
    one, two = keep(), keep()
    path = path_of(one)
    remove(by=cast.amara(), file=one, reason="asked")
    assert path.exists()
    remove(by=cast.amara(), file=two, reason="asked")
    assert not path.exists()


def test_whole():
    response = get(keep())
    assert (response.status_code, content(response)) == (200, CONTENT)
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Length"] == "1024"
    assert response["ETag"] == f'"{hashlib.sha256(CONTENT).hexdigest()}"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-0", 0, 0), ("bytes=10-19", 10, 19), ("bytes=1000-", 1000, 1023),
     ("bytes=-24", 1000, 1023), ("bytes=1000-99999", 1000, 1023), ("bytes=-9999", 0, 1023)],
)  # fmt: skip
def test_part(asked, first, last):
    response = get(keep(), range=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/1024"
    assert response["Content-Length"] == str(last - first + 1)
    assert content(response) == CONTENT[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0"])
def test_beyond(asked):
    response = get(keep(), range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */1024")


@pytest.mark.parametrize(
    "asked",
    ["bytes=5-2", "bytes=a-b", "lines=0-1", "bytes=0-1,5-6", "bytes=-", "bytes=" + "9" * 40 + "-"],
)
def test_what_is_no_single_range_gets_everything(asked):
    assert get(keep(), range=asked).status_code == 200


def test_an_empty_file_has_no_ranges():
    with pytest.raises(NotSatisfiable):
        span_of("bytes=0-", 0)
    assert span_of("bytes=0-4", 3) == Span(0, 2)


def test_if_range():
    file = keep()
    same = get(file, range="bytes=0-1", if_range=f'"{file.sha256}"')
    other = get(file, range="bytes=0-1", if_range='"another"')
    assert (same.status_code, other.status_code) == (206, 200)


def test_head():
    address = link_to(viewer_of(cast.amara(), cast.TODAY), keep())
    client = cast.signed_in(cast.amara())
    response = client.head(address, headers={"range": "bytes=0-9"})
    assert (response.status_code, response["Content-Length"]) == (206, "10")
    assert content(response) == b""


def test_closed_unless_the_policy_opens():
    for file, somebody in [
        (keep(), cast.sam),
        (keep(owner_ref="theirs"), cast.amara),
        (keep(owner_type="unlisted"), cast.amara),
    ]:
        assert get(file, somebody).status_code == 404


def test_what_could_run_is_only_saved():
    file = keep(b"<script>", name='../x"\r\n.html', content_type="text/html")
    response = get(file)
    assert response["Content-Disposition"].startswith("attachment")
    assert "\r" not in response["Content-Disposition"]
    assert response["Content-Type"] == "application/octet-stream"
    assert "/" not in file.name
