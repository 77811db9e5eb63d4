"""Letting another system in: a token that is shown once, and of which only a digest is kept."""

import secrets
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.foundation.access.digests import digest_of
from evenhand.foundation.access.models import ApiToken
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record

START = "evenhand_"  # so that whoever finds one, or searches for some, knows what it is
LONGEST = timedelta(days=366)
NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def make_token(*, by: Actor, name: str, ends_on: date, today: date) -> tuple[ApiToken, str]:
    """The token and its secret, which nobody can read again."""
    if not today < ends_on <= today + LONGEST:
        raise ValidationError(_("Choose a day from tomorrow on and within a year."))
    secret = START + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=name.strip(),
        digest=digest_of(secret),
        start=secret[: len(START) + 3],
        made_by_id=by.user_id,
        ends_on=ends_on,
    )
    _record(by, "API token made", token, after={"name": token.name, "ends_on": ends_on})
    return token, secret


@transaction.atomic
def revoke_token(*, by: Actor, token: ApiToken) -> None:
    if ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(
        revoked_at=timezone.now()
    ):
        _record(by, "API token revoked", token)


def note_use(token: ApiToken, *, now: datetime) -> None:
    """To within a minute: a system that asks a thousand times writes a few rows."""
    if token.last_used_at is None or now - token.last_used_at >= NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _record(by: Actor, verb: str, token: ApiToken, **changes) -> None:
    record(by=by, verb=verb, object_type="API token", object_ref=token.ref, **changes)
