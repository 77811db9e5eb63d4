"""Puts the viewer on the request, and keeps pages of signed-in people out of caches."""

from django.utils import timezone

from evenhand.foundation.access import sessions
from evenhand.foundation.access.queries import viewer_of
from evenhand.foundation.access.viewers import nobody


class ViewerMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        today = timezone.localdate()
        signed_in = request.user.is_authenticated
        request.viewer = viewer_of(request.user, today) if signed_in else nobody(today)
        if signed_in:
            sessions.note(request)
        response = self.get_response(request)
        if signed_in and "Cache-Control" not in response:
            # Desks are shared: "back" after signing out must not bring a page back.
            response["Cache-Control"] = "private, no-store"
        return response
