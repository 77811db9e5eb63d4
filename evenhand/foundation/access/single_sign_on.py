"""Coming in by the organisation's own sign-in: only people who are provisioned, matched by one claim."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext as _

from evenhand.foundation import outbound
from evenhand.foundation.access import saml_metadata
from evenhand.foundation.access.models import User
from evenhand.foundation.access.nonce import is_answer_to
from evenhand.foundation.audit.actions import record

EMAIL, OIDC = "email", "oidc"


class NotKnown(Exception):
    """Nobody may come in by this sign-in; the sentence says why, to whoever signed in there."""


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Here it is decided who comes in. What the provider said is not kept."""
        try:
            if sociallogin.state.get("process") != AuthProcess.LOGIN:
                raise NotKnown(_("This address only lets people in."))
            said = said_by(sociallogin)
            sociallogin.account.extra_data = {}
            if sociallogin.is_existing:
                sociallogin.account.save(update_fields=["extra_data"])
            else:
                self._link(request, sociallogin, whom(sociallogin, said))
        except NotKnown as refusal:
            raise ImmediateHttpResponse(_refused(request, str(refusal), 403)) from refusal

    @transaction.atomic
    def _link(self, request, sociallogin, user: User) -> None:
        """From now on the provider's own name for this person finds them, whatever their email."""
        others = SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider)
        if others.exists():
            raise NotKnown(
                _(
                    "Somebody else's sign-in is linked to this account already. If you were given a"
                    " new one, ask your administrator to unlink the old."
                )
            )
        sociallogin.connect(request, user)
        record(by=user, verb="single sign-on linked", object_type="account", object_ref=user.ref)

    def get_requests_session(self):
        """All that is asked of the OpenID provider, also at addresses that it names itself."""
        return outbound.session(settings.EVENHAND.oidc.issuer)

    def get_app(self, request, provider, client_id=None):
        app = super().get_app(request, provider, client_id)
        idp = app.settings.get("idp", {})
        if urlsplit(idp.get("metadata_url", "")).scheme in outbound.PORTS:
            known = saml_metadata.as_file(idp["metadata_url"])
            app.settings = app.settings | {"idp": idp | {"metadata_url": known}}
        return app

    def on_authentication_error(self, request, provider, *args, **kwargs):
        words = _("The sign-in was not finished, or its answer did not hold. Begin again.")
        raise ImmediateHttpResponse(_refused(request, words, 401))


def said_by(sociallogin) -> Mapping[str, Any]:
    """What the provider said of this person, as one level of names."""
    data = sociallogin.account.extra_data
    if sociallogin.account.provider == OIDC:
        token, info = data.get("id_token") or {}, data.get("userinfo") or {}
        if not is_answer_to(sociallogin.state, token):
            raise NotKnown(_("The answer was not to this sign-in. Begin again."))
        if info and token.get("sub") != info.get("sub"):
            raise NotKnown(_("The provider spoke of two different people."))
        if str(token.get("iss")).rstrip("/") != settings.EVENHAND.oidc.issuer:
            raise NotKnown(_("The provider spoke in another name than the one that is configured."))
        return token | info
    return {name: values[0] for name, values in data.items() if values}


def whom(sociallogin, said: Mapping[str, Any]) -> User:
    """The one account that this claim names. Raises NotKnown."""
    provider = configured(sociallogin.account.provider)
    if provider.claim != EMAIL:
        value = str(said.get(provider.claim) or "").strip()
        found = User.objects.filter(external_id__iexact=value).first() if value else None
    else:
        value = _email(sociallogin, said)
        if not _is_verified(provider, value, said):
            raise NotKnown(_("The provider has not checked that this email is yours."))
        found = User.objects.filter(email__iexact=value).first() if value else None
    if found is None:
        raise NotKnown(_("Evenhand knows nobody by what your sign-in says of you."))
    return found


def _email(sociallogin, said: Mapping[str, Any]) -> str:
    if sociallogin.email_addresses:
        return sociallogin.email_addresses[0].email
    return str(said.get(EMAIL) or "")


def _is_verified(provider, email: str, said: Mapping[str, Any]) -> bool:
    if not email or provider.is_directory:
        return True  # nothing to check, or the organisation's own signed word
    return (
        said.get("email_verified") is True or email.rpartition("@")[2].lower() in provider.domains
    )


def configured(provider_id: str):
    return settings.EVENHAND.oidc if provider_id == OIDC else settings.EVENHAND.saml


def _refused(request, words: str, status: int):
    return render(request, "access/not_let_in.html", {"words": words}, status=status)
