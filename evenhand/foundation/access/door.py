"""The door: sign-in beside, in a sample centre, "Come in as"."""

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView, password_change
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from evenhand.foundation.access import queries
from evenhand.foundation.access.methods import asked
from evenhand.foundation.access.roles import Role
from evenhand.foundation.audit.actions import record

SEATS = {
    Role.AGENT: ("user", _("My own figures, and how sure they are")),
    Role.TEAM_LEADER: ("users", _("My team and its people, by name")),
    Role.QUALITY_ANALYST: ("clipboard-check", _("Totals, and how each figure is counted")),
    Role.SERVICE_MANAGER: ("chart-line", _("Every team and person, down to one contact")),
    Role.HR_ADVISER: ("briefcase", _("People, teams and totals")),
    Role.PRIVACY_OFFICER: ("shield-lock", _("Who did what: the audit")),
    Role.REPRESENTATIVE: ("scale", _("Totals in groups of 10 or more")),
    Role.ADMINISTRATOR: ("settings", _("Sources, people, jobs")),
    Role.GUEST: ("lock", _("From outside: one person’s figures, opened until a day")),
}


@asked
def change_password(request):
    """Who came in without a password has none to change: an administrator gives the first one."""
    if not request.user.has_usable_password():
        return redirect("own_account")
    return password_change(request)


class SignIn(LoginView):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["organisation"] = settings.EVENHAND.organisation
        context["seats"] = self._seats() if settings.EVENHAND.sample else []
        context["ways"] = [
            (provider.name, provider.get_login_url(self.request, **self._next()))
            for provider in get_adapter(self.request).list_providers(self.request)
        ]
        return context

    def _next(self) -> dict:
        url = get_next_redirect_url(self.request)
        return {"next": url} if url else {}

    def _seats(self):
        seated = queries.sample_seats(timezone.localdate())
        return [
            {"role": role, "title": role.title, "user": seated[role], "icon": icon, "line": line}
            for role, (icon, line) in SEATS.items()
            if role in seated
        ]


sign_in = asked(SignIn.as_view())


@login_not_required
@require_POST
def come_in(request, role):
    """One click, no password: only in a sample centre, only as an invented person."""
    if not settings.EVENHAND.sample or role not in list(Role):
        raise Http404
    user = queries.sample_seats(request.viewer.today).get(Role(role))
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record(by=user, verb="came in", object_type="account", object_ref=user.ref)
    return redirect("opened_to_me" if role == Role.GUEST else "home")  # the one page that is theirs
