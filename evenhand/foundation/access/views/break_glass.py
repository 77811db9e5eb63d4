"""Opening a break-glass session, ending it, and the few things that it opens beside the audit."""

from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.foundation.access import actions, queries
from evenhand.foundation.access.break_glass import KEY
from evenhand.foundation.access.forms.break_glass import BreakGlassForm, ReasonForm
from evenhand.foundation.access.policy import MAY, Ability, require

SHOWN = 20


@sensitive_post_parameters("password", "code", "credential")
@require_http_methods(["GET", "POST"])
def break_glass(request):
    require(request.viewer, Ability.BREAK_GLASS, MAY)
    actions.end_what_ran_out(now=timezone.now())
    user = queries.own_account(request.viewer)
    form = BreakGlassForm(request.POST or None, user=user)
    if form.is_valid() and _open(request, form):
        return redirect("break_glass")
    return _page(request, form)


def _open(request, form) -> bool:
    minutes = settings.EVENHAND.break_glass_minutes
    try:
        opened = actions.break_glass(
            by=request.viewer,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
            minutes=minutes,
        )
    except ValidationError as refusal:
        form.add_error("reason", refusal.messages)
        return False
    request.session[KEY] = opened.ref
    return True


def _page(request, form, **more):
    if request.viewer.break_glass is None and form.by_passkey:
        options = begin_authentication(queries.own_account(request.viewer))
        more["js_data"] = {"request_options": options}
    context = {
        "form": form,
        "minutes": settings.EVENHAND.break_glass_minutes,
        "sessions": queries.break_glass_sessions(request.viewer, most=SHOWN),
        "reason_form": ReasonForm(),
        **more,
    }
    failed = form.errors or context["reason_form"].errors
    return render(request, "access/break_glass.html", context, status=422 if failed else 200)


@require_POST
def end(request):
    viewer = request.viewer
    require(viewer, Ability.BREAK_GLASS, MAY)
    if viewer.break_glass:
        opened = queries.opened(viewer, viewer.break_glass.ref, timezone.now())
        actions.end_break_glass(by=viewer, opened=opened, now=timezone.now())
    return redirect("break_glass")


@require_POST
def every_session_end(request):
    require(request.viewer, Ability.END_EVERY_SESSION, MAY)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        own = BreakGlassForm(user=queries.own_account(request.viewer))
        return _page(request, own, reason_form=form)
    this = request.session.session_key
    reason = form.cleaned_data["reason"]
    actions.end_every_session(by=request.viewer, but=this, reason=reason)
    return redirect("break_glass")


@require_http_methods(["GET", "POST"])
def second_factor_reset(request, ref):
    require(request.viewer, Ability.RESET_SECOND_FACTOR, MAY)
    user, form = queries.account(request.viewer, ref), ReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.reset_second_factor(by=request.viewer, user=user, reason=reason)
        return redirect("account", ref=ref)
    context = {"account": user, "form": form}
    status = 422 if form.errors else 200
    return render(request, "access/second_factor_reset.html", context, status=status)
