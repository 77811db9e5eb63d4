"""Puts the viewer on the request, ends sessions of leavers, keeps pages out of caches."""

from django.contrib.auth import logout
from django.shortcuts import redirect
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
        if signed_in and not request.user.may_come_in(today):
            logout(request)  # also what was opened before the person left
            return redirect("account_inactive")
        if signed_in and sessions.is_over(request):
            logout(request)
            signed_in = False
        request.viewer = viewer_of(request.user, today) if signed_in else nobody(today)
        if signed_in:
            sessions.note(request)
        response = self.get_response(request)
        if signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache"'  # they have just signed out
        if signed_in and "Cache-Control" not in response:
            # Desks are shared: "back" after signing out must not bring a page back.
            response["Cache-Control"] = "private, no-store"
        return response
