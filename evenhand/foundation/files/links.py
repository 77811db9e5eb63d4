"""Links to files: for one person, for a few minutes, so that an address that was copied opens nothing."""

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from django.utils.http import urlencode

from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.files.models import File

SALT = "evenhand.files.links"


def link_to(viewer: Viewer, file: File) -> str:
    """Where this viewer finds the file, for EVENHAND_FILE_LINK_SECONDS from now."""
    named = _named(viewer, file.ref)
    key = TimestampSigner(salt=SALT).sign(named).removeprefix(f"{named}:")
    return f"{reverse('file', args=[file.ref])}?{urlencode({'key': key})}"


def holds(key: str, viewer: Viewer, ref: str) -> bool:
    """Whether the key was made for this file and this viewer, and not too long ago."""
    signed, longest = f"{_named(viewer, ref)}:{key}", settings.EVENHAND_FILE_LINK_SECONDS
    try:
        TimestampSigner(salt=SALT).unsign(signed, max_age=longest)
    except BadSignature:
        return False
    return True


def _named(viewer: Viewer, ref: str) -> str:
    return f"{ref} {viewer.ref}"
