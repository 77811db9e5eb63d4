"""Pages of people and teams: lists, the record of a person, bringing in a list."""

from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evenhand.features.people import actions, queries
from evenhand.features.people.forms import (
    DAYS,
    AccountForm,
    EmploymentForm,
    EndForm,
    KeyForm,
    MoveForm,
    OpeningForm,
    PeopleFileForm,
    PeopleFilters,
    PersonForm,
    TeamFilters,
    TeamForm,
)
from evenhand.features.people.policy import MAY, Ability, relations, scope
from evenhand.features.people.rules import people_file
from evenhand.foundation.access.policy import may, require
from evenhand.foundation.access.queries import user_with_email
from evenhand.foundation.access.roles import Relation
from evenhand.foundation.audit.actions import look, searched
from evenhand.foundation.guests import policy as guests_policy
from evenhand.foundation.guests import queries as let_in
from evenhand.foundation.lists import Listing
from evenhand.foundation.refusals import refusals_on

_PEOPLE = (
    (gettext_lazy("Name"), lambda person: person.name),
    (gettext_lazy("Team"), lambda person: ", ".join(held.team.name for held in person.teams_now)),
)
_TEAMS = ((gettext_lazy("Name"), lambda team: team.name),)


@require_GET
def person_list(request):
    changes = may(request.viewer, Ability.CHANGE_PEOPLE, MAY)
    filters = PeopleFilters(request.GET, viewer=request.viewer, accounts=changes)
    asked = filters.chosen()
    found = queries.people(request.viewer, **asked)
    listed = Listing(request, found, _PEOPLE, title=_("People"), what="people", filters=filters)
    if file := listed.file():
        return file
    page = listed.page
    if asked.get("name") and page.number == 1:
        searched(by=request.viewer, what="people", asked="name", found=page.paginator.count)
    seen = scope(request.viewer)
    for person in page:  # a record may be open where figures are not
        person.opens_figures = seen.sees_person(person.pk)
    return listed.shown("people/person_list.html", {"changes": changes})


@require_GET
def person_record(request, ref):
    person = queries.person_of(request.viewer, ref)
    look(by=request.viewer, subject_ref=person.ref, page="person's record")
    return _record_page(request, person)


def _record_page(request, person, **forms):
    changes = may(request.viewer, Ability.CHANGE_PEOPLE, MAY)
    context = {"person": person, "changes": changes, **queries.record_of(person)}
    context["opens_figures"] = scope(request.viewer).sees_person(person.pk)
    holds = relations(request.viewer, person)
    context["knows_adjustments"] = may(request.viewer, Ability.SEE_ADJUSTMENT, MAY, holds=holds)
    if Relation.SELF in holds:
        context["guests"] = let_in.participants("person", person.ref)
    context["lets_in"] = may(request.viewer, guests_policy.Ability.LET_IN, guests_policy.MAY)
    if changes:
        employed = {"starts_on": person.starts_on, "ends_on": person.ends_on}
        context |= {"move_form": MoveForm(), "key_form": KeyForm(), "end_form": EndForm()}
        account = {"email": person.user.email if person.user else ""}
        context |= {"employment_form": EmploymentForm(initial=employed)}
        context |= {"account_form": AccountForm(initial=account)} | forms
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "people/person_record.html", context, status=status)


@require_http_methods(["GET", "POST"])
def new_person(request):
    require(request.viewer, Ability.CHANGE_PEOPLE, MAY)
    form = PersonForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        person = actions.create_person(by=request.viewer, name=data["name"], email=data["email"])
        if data["team"]:
            actions.join_team(
                by=request.viewer, person=person, team=data["team"], starts_on=request.viewer.today
            )
        return redirect("person_record", ref=person.ref)
    return render(
        request, "people/new_person.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
def membership(request, ref):
    require(request.viewer, Ability.CHANGE_PEOPLE, MAY)
    person, form = queries.person_of(request.viewer, ref), MoveForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        verb = actions.lead_team if data["leads"] else actions.join_team
        with refusals_on(form):
            verb(by=request.viewer, person=person, team=data["team"], starts_on=data["starts_on"])
            return redirect("person_record", ref=ref)
    return _record_page(request, person, move_form=form)


@require_POST
def source_key(request, ref):
    require(request.viewer, Ability.CHANGE_PEOPLE, MAY)
    person, form = queries.person_of(request.viewer, ref), KeyForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.add_key(by=request.viewer, person=person, **form.cleaned_data)
            return redirect("person_record", ref=ref)
    return _record_page(request, person, key_form=form)


@require_POST
def account(request, ref):
    require(request.viewer, Ability.CHANGE_PEOPLE, MAY)
    person, form = queries.person_of(request.viewer, ref), AccountForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            _link(request.viewer, person, form.cleaned_data["email"])
            return redirect("person_record", ref=ref)
    return _record_page(request, person, account_form=form)


def _link(viewer, person, email: str) -> None:
    user = user_with_email(email) if email else None
    if email and user is None:
        raise ValidationError(
            {"email": _("No account has this email. Make it under Accounts first.")}
        )
    actions.link_account(by=viewer, person=person, user=user)


@require_POST
def employment(request, ref):
    require(request.viewer, Ability.CHANGE_PEOPLE, MAY)
    person, form = queries.person_of(request.viewer, ref), EmploymentForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.set_employment(by=request.viewer, person=person, **form.cleaned_data)
            return redirect("person_record", ref=ref)
    return _record_page(request, person, employment_form=form)


@require_POST
def end_leadership(request, ref, team_ref):
    require(request.viewer, Ability.CHANGE_PEOPLE, MAY)
    person, form = queries.person_of(request.viewer, ref), EndForm(request.POST)
    held = queries.leadership_of(person, team_ref)
    if form.is_valid():
        with refusals_on(form):
            actions.end_leadership(by=request.viewer, held=held, **form.cleaned_data)
            return redirect("person_record", ref=ref)
    return _record_page(request, person, end_form=form)


@require_http_methods(["GET", "POST"])
def opening_hours(request):
    require(request.viewer, Ability.READ_OPENING_HOURS, MAY)
    changes = may(request.viewer, Ability.SET_OPENING_HOURS, MAY)
    if request.method == "POST":
        require(request.viewer, Ability.SET_OPENING_HOURS, MAY)
    spells = queries.opening_spells()
    today = request.viewer.today
    now = next(one for one in spells if one.hours.from_day <= today)
    form = OpeningForm(request.POST or None, hours=now.hours, today=today)
    if form.is_valid():
        with refusals_on(form):
            _set_hours(form, request.viewer)
            return redirect("opening_hours")
    weeks = [(one, list(zip(DAYS, one.week, strict=True))) for one in spells]
    context = {"spells": weeks, "now": now, "changes": changes, "form": form, "days": DAYS}
    return render(request, "people/opening_hours.html", context, status=422 if form.errors else 200)


def _set_hours(form, viewer) -> None:
    told = {name: form.cleaned_data[name] for name in ("nation", "from_date", "reason")}
    actions.set_opening_hours(by=viewer, week=form.week(), today=viewer.today, **told)


@require_http_methods(["GET", "POST"])
def team_list(request):
    changes = may(request.viewer, Ability.CHANGE_PEOPLE, MAY)
    if request.method == "POST":
        require(request.viewer, Ability.CHANGE_PEOPLE, MAY)
    form = TeamForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.create_team(by=request.viewer, name=form.cleaned_data["name"])
            return redirect("team_list")
    filters = TeamFilters(request.GET)
    found = queries.teams(request.viewer, **filters.chosen())
    listed = Listing(request, found, _TEAMS, title=_("Teams"), what="teams", filters=filters)
    return listed.file() or _team_page(request, listed, changes, form)


def _team_page(request, listed, changes, form):
    """Of each team also whether its figures may be opened."""
    seen = scope(request.viewer)
    teams = [(team, seen.sees_team(team.pk)) for team in listed.page]
    context = {"teams": teams, "changes": changes, "form": form}
    return listed.shown("people/team_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def bring_in(request):
    require(request.viewer, Ability.BRING_IN_PEOPLE, MAY)
    form = PeopleFileForm(request.POST or None, request.FILES or None)
    faults = []
    if form.is_valid():
        try:
            lines, faults = people_file.read(
                form.cleaned_data["file"].read(), today=request.viewer.today
            )
            if not faults:
                done = actions.bring_in_people(
                    by=request.viewer, lines=lines, accounts=form.cleaned_data["accounts"]
                )
                messages.success(request, _told(done))
                return redirect("person_list")
        except people_file.Refused as refusal:
            form.add_error("file", str(refusal))
        except people_file.Faulty as refusal:
            faults = refusal.faults
    context = {"form": form, "faults": faults, "headings": people_file.HEADINGS}
    return render(
        request, "people/bring_in.html", context, status=422 if form.errors or faults else 200
    )


def _told(done: actions.BroughtIn) -> str:
    """Who came, who changed and who was here already, so that a file that came twice says so."""
    read = ngettext("%(n)d line read", "%(n)d lines read", done.lines) % {"n": done.lines}
    said = {"read": read, **asdict(done)}
    if not done.is_anything_new:
        return _("%(read)s, nothing new. People unchanged: %(unchanged)d.") % said
    people = _("%(read)s. People new: %(new)d, changed: %(changed)d, unchanged: %(unchanged)d.")
    beside = _("New teams: %(teams)d, new accounts: %(accounts)d, team dates set: %(dates)d.")
    return f"{people} {beside}" % said
