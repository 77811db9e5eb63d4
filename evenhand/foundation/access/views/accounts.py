"""Own account, and the accounts pages of administrators."""

from allauth.account.internal import flows
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.http import require_http_methods as methods

from evenhand.foundation.access import actions, queries
from evenhand.foundation.access.forms import (
    AccountFilters,
    AccountForm,
    GrantForm,
    NameForm,
    PasswordForm,
)
from evenhand.foundation.access.policy import MAY, Ability, require
from evenhand.foundation.access.roles import Role
from evenhand.foundation.audit.actions import searched
from evenhand.foundation.lists import Listing
from evenhand.foundation.refusals import refusals_on

INVALID = 422  # htmx and browsers both show the page again
_COLUMNS = (
    (gettext_lazy("Name"), lambda user: user.name),
    (gettext_lazy("Work email"), lambda user: user.email),
    (gettext_lazy("Roles today"), lambda user: ", ".join(str(grant.title) for grant in user.held)),
)


@methods(["GET", "POST"])
def own_account(request):
    user = queries.own_account(request.viewer)
    form = NameForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        actions.rename_user(by=request.viewer, user=user, name=form.cleaned_data["name"])
        return redirect("own_account")
    context = {"form": form, "account": user, "grants": queries.grants_of(user)}
    return render(request, "access/own_account.html", context, status=_status(form))


@require_GET
def account_list(request):
    require(request.viewer, Ability.MANAGE_ACCOUNTS, MAY)
    filters = AccountFilters(request.GET)
    found = queries.accounts(request.viewer, **filters.chosen())
    listed = Listing(request, found, _COLUMNS, title=_("Accounts"), what="accounts", filters=filters)  # fmt: skip
    if file := listed.file():
        return file
    page = listed.page
    if filters.chosen().get("words") and page.number == 1:
        asked, count = "name or email", page.paginator.count
        searched(by=request.viewer, what="accounts", asked=asked, found=count)
    return listed.shown("access/account_list.html")


@methods(["GET", "POST"])
def new_account(request):
    require(request.viewer, Ability.MANAGE_ACCOUNTS, MAY)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            user = _create(request, form.cleaned_data)
            return redirect("account", ref=user.ref)
    return render(request, "access/new_account.html", {"form": form}, status=_status(form))


@transaction.atomic
def _create(request, data):
    user = actions.create_user(
        by=request.viewer, email=data["email"], name=data["name"], password=data["password"]
    )
    actions.grant_role(
        by=request.viewer, user=user, role=Role(data["role"]), starts_on=request.viewer.today
    )
    return user


@require_GET
def account(request, ref):
    return _account_page(request, queries.account(request.viewer, ref))


def _account_page(request, user, **forms):
    context = {
        "account": user,
        "grants": [
            (grant, grant.holds_on(request.viewer.today)) for grant in queries.grants_of(user)
        ],
        "grant_form": GrantForm(initial={"starts_on": request.viewer.today}),
        "password_form": PasswordForm(),
        "problem": "",
        **forms,
    }
    failed = any(name in forms for name in ("grant_form", "password_form", "problem"))
    return render(request, "access/account.html", context, status=INVALID if failed else 200)


@require_POST
def roles(request, ref):
    user = queries.account(request.viewer, ref)
    form = GrantForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            _grant(request, user, form.cleaned_data)
            return redirect("account", ref=ref)
    return _account_page(request, user, grant_form=form)


def _grant(request, user, data):
    actions.grant_role(
        by=request.viewer,
        user=user,
        role=Role(data["role"]),
        starts_on=data["starts_on"],
        ends_on=data["ends_on"],
    )


@require_POST
def role_end(request, ref, grant_ref):
    user = queries.account(request.viewer, ref)
    grant = queries.grant(request.viewer, user, grant_ref)
    return _changed(
        request,
        user,
        lambda: actions.end_role(by=request.viewer, grant=grant, ends_on=request.viewer.today),
    )


@require_POST
def closure(request, ref):
    """Closes the account, or opens it again when it is closed."""
    user, viewer = queries.account(request.viewer, ref), request.viewer
    if user.is_active:
        return _changed(
            request, user, lambda: actions.deactivate_user(by=viewer, user=user, today=viewer.today)
        )
    return _changed(request, user, lambda: actions.reactivate_user(by=viewer, user=user))


@require_POST
def password(request, ref):
    user = queries.account(request.viewer, ref)
    form = PasswordForm(request.POST)
    if form.is_valid():
        with refusals_on(form, "password"):
            actions.set_password(by=request.viewer, user=user, **form.cleaned_data)
            if user.pk == request.viewer.user_id:
                flows.password_change.finalize_password_change(request, user)
            return redirect("account", ref=ref)
    return _account_page(request, user, password_form=form)


def _changed(request, user, change):
    try:
        change()
    except ValidationError as refusal:
        return _account_page(request, user, problem=" ".join(refusal.messages))
    return redirect("account", ref=user.ref)


def _status(form) -> int:
    return INVALID if form.is_bound and form.errors else 200
