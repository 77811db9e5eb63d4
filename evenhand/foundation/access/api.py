"""What every address of the API has in common: a token instead of a session, answers in JSON."""

import json
from functools import wraps

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from evenhand.foundation.access.actions.tokens import note_use
from evenhand.foundation.access.queries import token_with
from evenhand.foundation.reading_order import in_reading_order

LARGEST = 64 * 1024  # bytes of a body


class Refused(Exception):
    """Becomes an answer that says why. `errors`: (field or nothing, sentence)."""

    def __init__(self, status: int, *errors: tuple[str, str]):
        super().__init__(status)
        self.status, self.errors = status, errors


def for_systems(view):
    """Only with a good token, on `request.token`; whoever is signed in is nobody here."""

    @csrf_exempt  # there is no cookie that somebody else's page could use
    @login_not_required
    @wraps(view)
    def checked(request, *args, **kwargs):
        try:
            request.token = _token_of(request)
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return _said(refusal)

    return checked


def _token_of(request):
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    now = timezone.now()
    token = token_with(secret.strip(), request.viewer.today) if scheme == "Bearer" else None
    if token is None:
        if not _within_limit(request, "api_refused"):
            raise Refused(429, ("", _("Too many tries. Wait a minute.")))
        raise Refused(401, ("", _("Show a token that is known, not revoked and not run out.")))
    if not _within_limit(request, "api", token.ref):
        raise Refused(429, ("", _("Too many requests with this token. Wait a minute.")))
    note_use(token, now=now)
    return token


def _within_limit(request, action: str, key: str | None = None) -> bool:
    """The limits are in ACCOUNT_RATE_LIMITS, beside those of the door; looking counts as well."""
    return bool(
        ratelimit.consume(request, app="allauth.account", action=action, key=key, limit_get=True)
    )


def body_of(request) -> dict:
    """The object that the request holds as JSON."""
    if request.content_type != "application/json":
        raise Refused(415, ("", _("Send JSON, with the type application/json.")))
    try:
        body = request.body if int(request.headers.get("Content-Length") or 0) <= LARGEST else None
    except RequestDataTooBig:
        body = None
    if body is None:
        raise Refused(413, ("", _("This is too large.")))
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(400, ("", _("This is not JSON."))) from error
    if not isinstance(found, dict):
        raise Refused(400, ("", _("Send one object.")))
    return {
        name: in_reading_order(said) if isinstance(said, str) else said
        for name, said in found.items()
    }


def page_of(request, *, size: int, last: int) -> int:
    """The number of the page that is asked for; a number without end would count rows without end."""
    asked = request.GET.get("page", "1")
    if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked[:10]) <= last:
        raise Refused(422, ("page", _("A number from 1 to %(last)d.") % {"last": last}))
    return int(asked)


def _said(refusal: Refused) -> JsonResponse:
    errors = [{"field": field, "message": str(words)} for field, words in refusal.errors]
    answer = JsonResponse({"errors": errors}, status=refusal.status)
    if refusal.status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="Evenhand"'
    return answer
