"""Forms of people and teams."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.analysis.calendar import OpeningHours
from evenhand.features.people import queries
from evenhand.features.people.models import Team
from evenhand.features.people.rules import opening
from evenhand.features.people.rules.people_file import LARGEST
from evenhand.foundation.access.roles import CHOICES, Role
from evenhand.foundation.guests.models import Part
from evenhand.foundation.lists import Choice, Filters, Words

_DATE = {"attrs": {"type": "date"}, "format": "%Y-%m-%d"}


class PeopleFilters(Filters):
    """`accounts`: whether the viewer may know who has none."""

    name = Words(_("Name"))
    team = Choice(_("Team"))
    who = Choice(_("Who"), every=_("everybody"))

    def __init__(self, asked, *, viewer, accounts: bool):
        super().__init__(asked)
        self.fields["team"].offer([(one.ref, one.name) for one in queries.teams(viewer)])
        without = [("no_account", _("without an account"))] if accounts else []
        here = [("here", _("work here today")), ("gone", _("have left"))]
        self.fields["who"].offer([*here, ("no_team", _("without a team")), *without])


class TeamFilters(Filters):
    name = Words(_("Name"))


class PeopleFileForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file of people"),
        help_text=_(
            "Columns: person_id, name, email, team, role, starts_on, ends_on, leaves_on. Only name is needed, but "
            "two people of one name need an id or email each. Without starts_on a new membership begins today."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    accounts = forms.BooleanField(
        label=_("Make an account for everyone who has an email and a role in it"),
        required=False,
        help_text=_("They come in by single sign-on, or by an invitation from their account page."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than 5 MB, too large for a list of people.")
            )
        return file


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("Work email"), required=False)
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=None, to_field_name="ref", required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.all()


class MoveForm(forms.Form):
    team = forms.ModelChoiceField(label=_("Team"), queryset=None, to_field_name="ref")
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(**_DATE))
    leads = forms.BooleanField(label=_("Leads the team"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.all()


class KeyForm(forms.Form):
    key = forms.CharField(
        label=_("Source id"),
        max_length=200,
        help_text=_("How a source writes this person: a number, an email, a name."),
    )
    source = forms.CharField(label=_("Source"), max_length=120, required=False)


class AccountForm(forms.Form):
    email = forms.EmailField(
        label=_("Email of the account"),
        required=False,
        help_text=_("With it they see their own figures. Leave it empty to take the account off."),
    )


class EmploymentForm(forms.Form):
    starts_on = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(**_DATE)
    )
    ends_on = forms.DateField(
        label=_("First day no longer employed"),
        required=False,
        widget=forms.DateInput(**_DATE),
        help_text=_("On that day they leave their teams, and their account and sessions end."),
    )
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)


class PersonBody(forms.Form):
    """What the API says of a person. A field that is not sent stays as it is."""

    name = forms.CharField(max_length=150)
    email = forms.EmailField(required=False)
    team = forms.CharField(max_length=120, required=False)
    leads = forms.BooleanField(required=False)
    roles = forms.MultipleChoiceField(choices=CHOICES, required=False)
    starts_on = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    ends_on = forms.DateField(required=False, input_formats=["%Y-%m-%d"])

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean_roles(self) -> tuple[Role, ...]:
        return tuple(Role(role) for role in self.cleaned_data["roles"])

    def clean(self):
        for name in self.data:
            if name not in self.fields:
                self.add_error(None, _("There is no field “%(name)s”.") % {"name": name})
        if not all(isinstance(self.data.get(name, ""), str | None) for name in self.texts):
            self.add_error(None, _("Names, emails, teams and days are texts."))
        if not isinstance(self.data.get("leads", False), bool | None):
            self.add_error("leads", _("Send true or false."))
        if self.data.get("leads") and not self.data.get("team"):
            self.add_error("leads", _("Name the team that this person leads."))
        return self.cleaned_data

    texts = ("name", "email", "team", "starts_on", "ends_on")


class TeamForm(forms.Form):
    name = forms.CharField(label=_("Team name"), max_length=120)


DAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
_NATIONS = (
    ("england-and-wales", _("England and Wales")),
    ("scotland", _("Scotland")),
    ("northern-ireland", _("Northern Ireland")),
    (opening.NO_NATION, _("None: open on bank holidays as well")),
)


class OpeningForm(forms.Form):
    """Two clock times for each day of the week; both empty where it is closed."""

    def __init__(self, *args, hours: OpeningHours, today, **kwargs):
        super().__init__(*args, **kwargs)
        clock = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        for number, (day, held) in enumerate(zip(DAYS, opening.written(hours), strict=True)):
            for end, label, at in (("opens", _("%s opens"), 0), ("closes", _("%s closes"), 1)):
                self.fields[f"{end}-{number}"] = forms.TimeField(
                    label=label % day, required=False, widget=clock, initial=held and held[at]
                )
        self.fields["nation"] = forms.ChoiceField(
            label=_("Closed on the bank holidays of"),
            choices=_NATIONS,
            widget=forms.RadioSelect,
            initial=hours.nation or opening.NO_NATION,
        )
        self.fields["from_date"] = forms.DateField(
            label=_("In force from"), initial=today, widget=forms.DateInput(**_DATE)
        )
        self.fields["reason"] = forms.CharField(
            label=_("Why"), max_length=300, help_text=_("It stays beside the hours.")
        )

    def days(self):
        """(day, field of the opening, field of the closing)."""
        return [
            (day, self[f"opens-{number}"], self[f"closes-{number}"])
            for number, day in enumerate(DAYS)
        ]

    def others(self):
        return [self[name] for name in ("nation", "from_date", "reason")]

    def clean(self):
        for number, day in enumerate(DAYS):
            if bool(self._end("opens", number)) != bool(self._end("closes", number)):
                self.add_error(f"closes-{number}", _("Give both times for %s, or neither.") % day)
        return self.cleaned_data

    def _end(self, end: str, number: int):
        return self.cleaned_data.get(f"{end}-{number}")

    def week(self) -> list:
        ends = [(self._end("opens", number), self._end("closes", number)) for number in range(7)]
        return [day if all(day) else None for day in ends]


class EndForm(forms.Form):
    ends_on = forms.DateField(label=_("First day without"), widget=forms.DateInput(**_DATE))


class AdjustmentForm(forms.Form):
    words = forms.CharField(
        label=_("What is done differently"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Seen by the person, whoever leads them today, and HR."),
    )
    because = forms.CharField(
        label=_("Why, if they want it kept"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Seen by the person and HR only."),
    )
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(**_DATE))
    ends_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(**_DATE))


class GuestForm(forms.Form):
    email = forms.EmailField(label=_("Email of their account"))
    part = forms.ChoiceField(label=_("They are here as"), choices=Part.choices)
    reason = forms.CharField(label=_("Why"), max_length=300)
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(**_DATE))
    ends_on = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(**_DATE),
        help_text=_("The first day on which it is closed again; at most a year."),
    )
