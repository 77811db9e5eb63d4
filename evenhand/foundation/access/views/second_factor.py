"""Setting up and changing one's second step: allauth's views, each leaving its line in the audit."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from evenhand.foundation.access.actions import tell_of_change
from evenhand.foundation.access.methods import asked, shown
from evenhand.foundation.access.second_factor import has_second_step, is_needed, second_steps


class Recorded:
    """A form that changes the second step of whoever is signed in."""

    verb: str

    def form_valid(self, form):
        with transaction.atomic():
            answer = super().form_valid(form)
            tell_of_change(by=self.request.viewer, user=self.request.user, verb=self.verb)
        return answer


class Overview(IndexView):
    def get_context_data(self, **kwargs):
        has = has_second_step(self.request.viewer.user_id)
        needed = is_needed(self.request.viewer)
        return super().get_context_data(**kwargs) | {"has": has, "needed": needed}


class AddApp(Recorded, ActivateTOTPView):
    verb = "authenticator app added"


class RemoveApp(Recorded, DeactivateTOTPView):
    verb = "authenticator app removed"


class NewCodes(Recorded, GenerateRecoveryCodesView):
    verb = "recovery codes made"


class SecondStep(AuthenticateView):
    def get_context_data(self, **kwargs):
        types = second_steps(self.stage.login.user.pk)
        has = {"has_passkey": "webauthn" in types, "has_code": bool(types - {"webauthn"})}
        return super().get_context_data(**kwargs) | has

    def form_valid(self, form):
        used = getattr(form, "authenticator", None)
        with transaction.atomic():
            answer = super().form_valid(form)
            if used and used.type == Authenticator.Type.RECOVERY_CODES:
                tell_of_change(by=used.user, user=used.user, verb="recovery code used")
        return answer


class Passkey:
    """One of the viewer's own, by its credential: a random name that tells no count."""

    def dispatch(self, request, *args, **kwargs):
        self.get_object()  # what is not theirs is not here, before anything is asked
        return super().dispatch(request, *args, **kwargs)

    def get_object(self, queryset=None):
        for one in self.get_queryset():
            if one.data["credential"]["id"] == self.kwargs["credential"]:
                return one
        raise Http404


class AddPasskey(Recorded, AddWebAuthnView):
    verb = "passkey added"

    def get_context_data(self, **kwargs):
        options = begin_registration(self.request.user, passwordless=True)
        return super(AddWebAuthnView, self).get_context_data(**kwargs) | {
            "js_data": {"creation_options": options}
        }


class NamePasskey(Passkey, EditWebAuthnView):
    success_url = reverse_lazy("mfa_index")


class RemovePasskey(Passkey, Recorded, RemoveWebAuthnView):
    verb = "passkey removed"
    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"stays": self._why_it_stays()}

    def form_valid(self, form):
        if self._why_it_stays():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return super().form_valid(form)

    def _why_it_stays(self) -> str:
        adapter = get_adapter()
        if adapter.can_delete_authenticator(self.object):
            return ""
        return str(adapter.error_messages["cannot_delete_authenticator"])


class ComeInWithPasskey(LoginWebAuthnView):
    def form_invalid(self, form):
        messages.error(self.request, _("This passkey is not known here. Sign in another way."))
        return redirect("account_login")


overview = shown(Overview.as_view())
add_app = asked(AddApp.as_view())
remove_app = asked(RemoveApp.as_view())
new_codes = asked(NewCodes.as_view())
second_step = asked(SecondStep.as_view())
add_passkey = asked(AddPasskey.as_view())
name_passkey = asked(NamePasskey.as_view())
remove_passkey = asked(RemovePasskey.as_view())
come_in_with_passkey = login_not_required(asked(ComeInWithPasskey.as_view()))
