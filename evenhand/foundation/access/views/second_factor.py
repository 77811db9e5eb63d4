"""Setting up and changing one's second step: allauth's views, each leaving its line in the audit."""

from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.db import transaction

from evenhand.foundation.access.actions import tell_of_change
from evenhand.foundation.access.second_factor import has_second_step, is_needed


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
    def form_valid(self, form):
        used = getattr(form, "authenticator", None)
        with transaction.atomic():
            answer = super().form_valid(form)
            if used and used.type == Authenticator.Type.RECOVERY_CODES:
                tell_of_change(by=used.user, user=used.user, verb="recovery code used")
        return answer


overview = Overview.as_view()
add_app = AddApp.as_view()
remove_app = RemoveApp.as_view()
new_codes = NewCodes.as_view()
second_step = SecondStep.as_view()
