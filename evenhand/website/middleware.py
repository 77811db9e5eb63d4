"""What every request and every answer gets: the person behind the account, and headers."""

from dataclasses import replace

from django.conf import settings
from django.http import JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from evenhand.features.people.queries import person_ref_of
from evenhand.foundation.facts import BeingCountedAnew
from evenhand.foundation.reading_order import in_reading_order
from evenhand.website.errors import not_found

METHOD_NOT_ALLOWED = 405
# What a browser can do and we do not need. Media, and keys for sign-in, are used on our own pages.
UNUSED = (
    "accelerometer", "camera", "clipboard-read", "display-capture", "encrypted-media", "gamepad",
    "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi",
    "payment", "picture-in-picture", "screen-wake-lock", "serial", "sync-xhr", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
USED_HERE = ("autoplay", "fullscreen", "publickey-credentials-create", "publickey-credentials-get")
HEADERS = {
    "Permissions-Policy": ", ".join(
        [*(f"{one}=(self)" for one in USED_HERE), *(f"{one}=()" for one in UNUSED)]
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "Evenhand",  # and not which program of which version
}


class HeadersMiddleware:
    """The outermost, so that static files, redirects and failures have them too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        return response


class ApiOverTlsMiddleware:
    """Where the installation is behind https, a call of the API without it is refused: its token was sent in the clear."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        asked = request.path.startswith("/api/") and not request.is_secure()
        if settings.SECURE_SSL_REDIRECT and asked:
            words = _("Call this over https, with a new token: this one was sent in the clear.")
            return JsonResponse({"errors": [{"message": words}]}, status=403)
        return self.get_response(request)


class PersonMiddleware:
    """Tells the foundation which person a signed-in user is; only the website knows both."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        viewer = request.viewer
        if viewer.is_someone:
            request.viewer = replace(viewer, person_ref=person_ref_of(viewer.user_id))
        return self.get_response(request)


class CountingAnewMiddleware:
    """Where figures were published by an earlier version: a page that says so, until they are counted anew."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, BeingCountedAnew):
            return None
        response = render(request, "503.html", status=503)
        response["Retry-After"] = "60"
        return response


class NoSuchMethodMiddleware:
    """Behind the door, a method that an address does not take looks as if nothing was there: it may not be theirs to know."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != METHOD_NOT_ALLOWED:
            return response
        for_everybody = not getattr(request.resolver_match.func, "login_required", True)
        return response if for_everybody else not_found(request)


class ReadingOrderMiddleware:
    """What is typed into any form comes without characters that would have it, or what follows it, read backwards."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, _args, _given):
        """Where the form has been read by now, to check where it comes from; signed messages stay as they are."""
        if request.method != "POST" or getattr(view, "csrf_exempt", False):
            return
        typed = request.POST
        if any(in_reading_order(one) != one for _name, all_of in typed.lists() for one in all_of):
            request.POST = _in_reading_order(typed)


def _in_reading_order(typed: QueryDict) -> QueryDict:
    found = QueryDict(mutable=True, encoding=typed.encoding)
    for name, all_of in typed.lists():
        found.setlist(name, [in_reading_order(one) for one in all_of])
    found._mutable = False
    return found
