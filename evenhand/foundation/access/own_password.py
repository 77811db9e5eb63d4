"""Whoever came in with a password that somebody else set chooses their own before anything else."""

from allauth.account.internal.flows.login import get_authentication_records
from django.shortcuts import redirect

OPEN = frozenset({"account_change_password", "account_reauthenticate", "account_logout", "health"})


class OwnPasswordMiddleware:
    """Asks nothing of whoever came in by single sign-on or a passkey: they need not know the password."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.url_name in OPEN or not request.user.is_authenticated:
            return None
        if not request.user.must_choose_password:
            return None
        ways = {one["method"] for one in get_authentication_records(request, request.user)}
        return redirect("account_change_password") if "password" in ways else None
