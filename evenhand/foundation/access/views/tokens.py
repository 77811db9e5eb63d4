"""The page on which an administrator lets other systems in."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.foundation.access import actions, queries
from evenhand.foundation.access.forms.tokens import TokenForm
from evenhand.foundation.access.policy import MAY, Ability, require

USUALLY = timedelta(days=90)


@require_http_methods(["GET", "POST"])
@sensitive_variables("secret")
def token_list(request):
    """A new one is answered by the page itself and not by a redirect: its secret is kept nowhere."""
    viewer = request.viewer
    require(viewer, Ability.MANAGE_API_TOKENS, MAY)
    form = TokenForm(request.POST or None, initial={"ends_on": viewer.today + USUALLY})
    secret = ""
    if form.is_valid():
        try:
            _token, secret = actions.make_token(by=viewer, today=viewer.today, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("ends_on", refusal.messages)
    tokens = [(token, token.is_good_on(viewer.today)) for token in queries.tokens(viewer)]
    context = {"tokens": tokens, "form": form, "secret": secret}
    return render(request, "access/token_list.html", context, status=422 if form.errors else 200)


@require_POST
def token_revocation(request, ref):
    actions.revoke_token(by=request.viewer, token=queries.token(request.viewer, ref))
    return redirect("token_list")
