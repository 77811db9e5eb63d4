"""To the organisation's SAML provider and back. Imported only where the extra evenhand[saml] is installed."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.saml import views as saml
from allauth.socialaccount.providers.saml.utils import get_app_or_404
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from lxml.etree import XMLSyntaxError
from onelogin.saml2.errors import OneLogin_Saml2_Error

from evenhand.foundation.access.views.single_sign_on import begun_elsewhere

# What a provider that cannot be reached, or sends no SAML, leads to.
FAULTS = (OSError, ValueError, XMLSyntaxError, OneLogin_Saml2_Error, PermissionDenied)


@login_not_required
@require_GET
def sign_in_there(request, organization_slug):
    if begun_elsewhere(request):
        return redirect("account_login")
    return _or_said(request, organization_slug, saml.login)


@csrf_exempt  # the provider's page sends it; what it holds is signed, and belongs to a state of ours
@login_not_required
@require_POST
def answer(request, organization_slug):
    return _or_said(request, organization_slug, saml.acs)


@login_not_required
@require_GET
def sign_in_return(request, organization_slug):
    return _or_said(request, organization_slug, saml.finish_acs)


@login_not_required
@require_GET
def metadata(request, organization_slug):
    return _or_said(request, organization_slug, saml.metadata)


@login_not_required
@require_GET
def sign_out(request, organization_slug):
    """Where the provider sends whoever signs out over there. Nobody is signed out by a link: we ask."""
    return _or_said(request, organization_slug, lambda *_, **__: redirect("account_logout"))


def _or_said(request, slug, step):
    try:
        get_app_or_404(request, slug)
        return step(request, organization_slug=slug)
    except FAULTS as error:
        try:
            get_adapter(request).on_authentication_error(request, None, exception=error)
        except ImmediateHttpResponse as refusal:
            return refusal.response
