"""The same choices as on the page of columns, as a command says them: `COLUMN=MEANING`, `COLUMN=UNIT`, `NAME=ROLE`."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from evenhand.analysis.intake.fields import BY_KEY, FIELDS
from evenhand.analysis.intake.mapping import Mapping
from evenhand.features.sources.forms import choices

UNITS = tuple(unit for _usual, offered in choices.UNITS.values() for unit, _title in offered)
ROLES = tuple(role for role, _title in choices.SPEAKERS)


def with_columns(mapping: Mapping, said: list[str], headings: tuple[str, ...]) -> Mapping:
    """The mapping with these meanings; one without a meaning is not brought in. What meant it before gives it up.

    ValidationError for a column that the file does not have, or a meaning that lines of this kind cannot have."""
    columns = dict(mapping.columns)
    known = [one.key for one in FIELDS[mapping.kind]]
    for heading, key in map(_pair, said):
        if heading not in headings:
            names = ", ".join(headings)
            raise ValidationError(
                _("There is no column “%(column)s”: %(names)s.")
                % {"column": heading, "names": names}
            )
        if key and key not in known:
            raise ValidationError(
                _("There is no meaning called “%(key)s”: %(known)s.")
                % {"key": key, "known": ", ".join(known)}
            )
        columns = {
            one: meaning for one, meaning in columns.items() if one != heading and meaning != key
        }
        if key:
            columns[heading] = key
    units = {one: unit for one, unit in mapping.units.items() if one in columns}
    return mapping.with_(columns=columns, units=units)


def with_units(mapping: Mapping, said: list[str]) -> Mapping:
    """The mapping with these units. ValidationError for a column without a unit, or a unit that it cannot have."""
    units = dict(mapping.units)
    for column, unit in map(_pair, said):
        key = mapping.columns.get(column)
        usual, offered = choices.UNITS.get(BY_KEY[key].kind if key else "", ("", ()))
        if unit not in dict(offered):
            raise ValidationError(_no_unit(column, unit, key, offered))
        units.pop(column, None)
        if unit != usual:
            units[column] = unit
    return mapping.with_(units=units)


def _no_unit(column: str, unit: str, key: str | None, offered) -> str:
    if not key:
        return _("No column “%(column)s” is brought in.") % {"column": column}
    if not offered:
        return _("“%(column)s” is neither a length of time nor a score in %%.") % {"column": column}
    known = ", ".join(unit for unit, _title in offered)
    return _("“%(unit)s” is no unit of “%(column)s”: %(known)s.") % {
        "unit": unit, "column": column, "known": known,
    }  # fmt: skip


def with_speakers(mapping: Mapping, said: list[str]) -> Mapping:
    """The mapping with who speaks by which name. ValidationError for a name or a role that is not known."""
    if not said:
        return mapping
    known = mapping.turns.speakers if mapping.turns else {}
    chosen = dict(map(_pair, said))
    for name, role in chosen.items():
        if name not in known:
            names = ", ".join(known) or _("nobody")
            raise ValidationError(
                _("Nobody called “%(name)s” speaks in this file: %(names)s.")
                % {"name": name, "names": names}
            )
        if role not in ROLES:
            raise ValidationError(
                _("“%(role)s” is not known: %(roles)s.") % {"role": role, "roles": ", ".join(ROLES)}
            )
    return mapping.with_(turns=replace(mapping.turns, speakers={**known, **chosen}))


def _pair(said: str) -> tuple[str, str]:
    name, sign, value = said.rpartition("=")
    if not (sign and name.strip()):
        raise ValidationError(_("“%(said)s” has to read NAME=VALUE.") % {"said": said})
    return name.strip(), value.strip()
