"""What each column of a file means, and whatever else must be known to read it. Only what applies is asked."""

from dataclasses import replace

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from evenhand.analysis.intake import recognise, turns
from evenhand.analysis.intake.fields import BY_KEY, FIELDS
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.meanings import columns_of, questions_of
from evenhand.analysis.intake.shape import Shape
from evenhand.analysis.intake.units import NUMBER, units
from evenhand.features.sources.forms import choices, more
from evenhand.foundation import wording

SKIP = ""
SMALL = {"class": "form-select s"}


def _short(text: str, most: int = 60) -> str:
    """Words of the file in a label, where a whole cell could fill the page."""
    return Truncator(text).chars(most)


class MappingForm(forms.Form):
    """One choice for each column; then what the kind of file and the chosen meanings ask for.

    `sources`: names of those whose contacts are here. A meaning chosen just now may ask for more: then `clean` says so
    and the page shows the new questions with what the values suggest, so that nothing is guessed unseen.
    """

    def __init__(self, data=None, *, shape: Shape, mapping: Mapping, sources=()):
        super().__init__(data)
        self.shape, self.mapping, self.sources = shape, mapping, tuple(sources)
        self._kind()
        self._columns()
        self.meant = mapping.with_(columns=self._posted()) if self.is_bound else mapping
        self.questions = self._questions()
        self._units()
        self._order()
        self._speakers()
        self.fields |= more.fields(mapping, self.meant, self.questions, self.sources)
        self.new = self._filled_in()

    def _kind(self) -> None:
        kinds = choices.KINDS if turns.found(self.shape) else choices.KINDS[:-1]
        kind = self.mapping.kind
        self.fields["kind"] = forms.ChoiceField(
            label=_("Each line of this file is"), choices=kinds, initial=kind
        )
        self.fields["shown"] = forms.CharField(initial=kind, widget=forms.HiddenInput)

    @property
    def other_kind(self) -> str:
        """The kind whose meanings are asked for instead of those shown; "" when none is."""
        kind = self.data.get("kind", self.mapping.kind) if self.is_bound else self.mapping.kind
        known = kind in dict(self.fields["kind"].choices)
        asked = "change" in self.data or kind != self.mapping.kind
        return kind if known and asked else ""

    def _columns(self) -> None:
        meanings = [
            (SKIP, _("Do not bring in")),
            *((field.key, wording.said_lazy(field.title)) for field in FIELDS[self.mapping.kind]),
        ]
        for number, column in self._numbered():
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=_("%(column)s means") % {"column": _short(column)},
                choices=meanings,
                required=False,
                initial=self.mapping.columns.get(column, SKIP),
                widget=forms.Select(attrs=SMALL),
            )

    def _numbered(self):
        """Columns that can mean something, each with its place in the file."""
        known = set(columns_of(self.shape, self.mapping))
        return [one for one in enumerate(self.shape.columns) if one[1] in known]

    def _posted(self) -> dict[str, str]:
        keys = {field.key for field in FIELDS[self.mapping.kind]}
        chosen = ((column, self.data.get(f"column-{n}", "")) for n, column in self._numbered())
        return {column: key for column, key in chosen if key in keys}

    def _units(self) -> None:
        """The unit of each column of plain numbers that is a length of time or a share."""
        proposed = units(self.shape, self.meant) | {
            column: unit
            for column, unit in self.mapping.units.items()
            if self.mapping.columns.get(column) == self.meant.columns.get(column)
        }
        for number, column in self._numbered():
            kind = BY_KEY[self.meant.columns[column]].kind if column in self.meant.columns else ""
            plain = any(NUMBER.match(value) for value in self.shape.values(column))
            if kind not in choices.UNITS or not plain:
                continue
            usual, offered = choices.UNITS[kind]
            label = _("Unit of %(column)s") % {"column": _short(column)}
            self.fields[f"unit-{number}"] = forms.ChoiceField(
                label=label,
                choices=[("", _("In which unit?")), *offered],
                initial=proposed.get(column, usual),
                widget=forms.Select(attrs={**SMALL, "aria-label": label}),
                error_messages={"required": _("Say in which unit its numbers are.")},
            )

    def _order(self) -> None:
        self.dates = recognise.date_order(recognise.date_values(self.shape, self.meant))
        if self.dates.ambiguous or self.mapping.order in ("dmy", "mdy"):
            self.fields["order"] = forms.ChoiceField(
                label=_("In the dates of this file, which comes first?"),
                help_text=_open_order(self.dates),
                choices=choices.ORDERS,
                required=self.dates.ambiguous,
                initial=self.mapping.order,
                widget=forms.RadioSelect,
            )

    def _questions(self) -> dict[str, str]:
        """Each question of the file with what it asks, as it was chosen or is proposed."""
        texts = questions_of(self.shape, self.mapping, self.meant)
        for number, (text, key) in enumerate(texts.items()):
            self.fields[f"question-{number}"] = forms.ChoiceField(
                label=_short(text, 200),
                choices=choices.QUESTIONS,
                required=False,
                initial=key,
                widget=forms.Select(attrs=SMALL),
            )
        posted = enumerate(texts.items())
        return {text: self.data.get(f"question-{n}", key) for n, (text, key) in posted}

    def _speakers(self) -> None:
        found = self.mapping.turns
        if not found:
            return
        for number, (name, who) in enumerate(found.speakers.items()):
            self.fields[f"speaker-{number}"] = forms.ChoiceField(
                label=_short(name),
                choices=[("", _("Who is this?")), *choices.SPEAKERS],
                initial=who,
                widget=forms.Select(attrs=SMALL),
                error_messages={"required": _("Say who this is.")},
            )
        if found.unsaid:
            self.fields["unsaid"] = forms.MultipleChoiceField(
                label=_("Left out, because the customer did not see it"),
                choices=[(act, act) for act in found.unsaid],
                required=False,
                initial=list(found.unsaid),
                widget=forms.CheckboxSelectMultiple,
            )

    def _filled_in(self) -> list[str]:
        """The questions that were not on the page which was sent, now with what is proposed as an answer."""
        if not self.is_bound:
            return []
        self.data = self.data.copy()
        new = [
            name
            for name in self.fields
            if name not in self.data and not name.startswith("column-") and name != "unsaid"
        ]
        for name in new:
            if self.fields[name].initial not in (None, ""):
                self.data[name] = str(self.fields[name].initial)
        return [name for name in new if name not in ("kind", "shown", "order")]

    def clean(self):
        if self.new:
            labels = ", ".join(f"“{self.fields[name].label}”" for name in self.new)
            self.add_error(
                None,
                _("What you chose asks for more: see %(labels)s, then check again.")
                % {"labels": labels},
            )
        return self.cleaned_data

    def columns(self):
        """(heading, first values, field, unit or None, note) for each column of the file."""
        for number, column in self._numbered():
            values = list(dict.fromkeys(self.shape.values(column)))[:3]
            unit = self[f"unit-{number}"] if f"unit-{number}" in self.fields else None
            yield column, values, self[f"column-{number}"], unit, self._note(column)

    def _note(self, column: str) -> str:
        filled, rows = len(self.shape.values(column)), len(self.shape.rows)
        if not filled:
            return _("empty in the first lines")
        return (
            _("filled in every line")
            if filled == rows
            else _("%(n)d%% filled") % {"n": round(100 * filled / rows)}
        )

    def others(self):
        apart = ("column-", "unit-", "question-", "speaker-")
        return [
            self[n] for n in self.fields if n not in ("kind", "shown") and not n.startswith(apart)
        ]

    def asked(self):
        return [self[name] for name in self.fields if name.startswith("question-")]

    def speakers(self):
        return [self[name] for name in self.fields if name.startswith("speaker-")]

    def all(self):
        return [self[name] for name in self.fields]

    def chosen(self) -> Mapping:
        data = self.cleaned_data
        plain = (
            "about", "zone", "channel", "csat_low", "csat_high", "ces_low", "ces_high", "ces_version", "empty_purpose",
        )  # fmt: skip
        changes = {name: data[name] for name in plain if name in data}
        return self.mapping.with_(
            columns=self._posted(),
            order=data.get("order") or (self.dates.order if not self.dates.ambiguous else ""),
            units=self._chosen_units(),
            questions={text: data[f"question-{n}"] for n, text in enumerate(self.questions)},
            turns=self._chosen_turns(),
            **changes,
        )

    def _chosen_units(self) -> dict[str, str]:
        usual = {usual for usual, _offered in choices.UNITS.values()}
        chosen = {c: self.cleaned_data.get(f"unit-{n}") for n, c in self._numbered()}
        return {column: unit for column, unit in chosen.items() if unit and unit not in usual}

    def _chosen_turns(self):
        found, data = self.mapping.turns, self.cleaned_data
        if not found:
            return None
        who = {name: data[f"speaker-{n}"] for n, name in enumerate(found.speakers)}
        return replace(found, speakers=who, unsaid=tuple(data.get("unsaid", found.unsaid)))


def _open_order(dates: recognise.Dates) -> str:
    if dates.mixed:
        return _(
            "Some of them have the day first and some the month: lines in the other order are refused or misread."
        )
    return (
        _("%(value)s can be read both ways.") % {"value": dates.example} if dates.ambiguous else ""
    )
