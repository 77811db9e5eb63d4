"""To the organisation's sign-in and back."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.views.decorators.http import require_GET
from requests import RequestException


def begun_elsewhere(request) -> bool:
    """Whether another site's page asked for it: a sign-in is begun on a page of ours, or by an address that was typed."""
    return request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")


@login_not_required
@require_GET
def sign_in_there(request, provider_id):
    if begun_elsewhere(request):
        return redirect("account_login")
    return _or_said(request, lambda: oidc.login(request, provider_id))


@login_not_required
@require_GET
def sign_in_return(request, provider_id):
    return _or_said(request, lambda: oidc.callback(request, provider_id))


def _or_said(request, step):
    """A provider that does not answer, or with nonsense, is told on a page of ours."""
    try:
        return step()
    except (RequestException, KeyError, ValueError) as error:
        try:
            get_adapter(request).on_authentication_error(request, None, exception=error)
        except ImmediateHttpResponse as refusal:
            return refusal.response
