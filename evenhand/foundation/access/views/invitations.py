"""Inviting somebody who has an account and no password, and their choosing one."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.foundation.access import actions, invitations, queries
from evenhand.foundation.access.forms import FirstPasswordForm
from evenhand.foundation.access.policy import not_here


@require_POST
def invite(request, ref):
    """Answered by the page itself: the link is shown now and kept nowhere."""
    user = queries.account(request.viewer, ref)
    if user.has_usable_password() or not user.may_come_in(request.viewer.today):
        not_here()
    actions.invite(by=request.viewer, user=user)
    link = request.build_absolute_uri(invitations.path_for(user))
    return render(request, "access/invited.html", {"account": user, "link": link})


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request, ref, token):
    user = invitations.invited(ref, token, request.viewer.today)
    if user is None:
        return render(request, "access/invitation_over.html", status=404)
    form = FirstPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            actions.set_password(by=user, user=user, password=form.cleaned_data["password"])
        except ValidationError as refusal:
            form.add_error("password", refusal.messages)
        else:
            return redirect("account_login")
    context = {"form": form, "account": user}
    status = 422 if form.errors else 200
    return render(request, "access/invitation.html", context, status=status)
