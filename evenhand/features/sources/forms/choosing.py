"""The same choices as on the page of columns, as a command says them: `COLUMN=MEANING`, `COLUMN=UNIT`,
`COLUMN=LOW-HIGH`, `NAME=ROLE`."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from evenhand.analysis.intake.fields import BY_KEY, FIELDS
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.meanings import columns_of, with_meanings
from evenhand.analysis.intake.shape import Shape
from evenhand.features.sources.forms import choices

UNITS = tuple(unit for _usual, offered in choices.UNITS.values() for unit, _title in offered)
_SCALES = ("csat", "ces")
ROLES = tuple(role for role, _title in choices.SPEAKERS)


def with_columns(mapping: Mapping, said: list[str], shape: Shape) -> Mapping:
    """The mapping with these meanings and what follows from them; a column without a meaning is not brought in, and
    what had a meaning before gives it up.

    ValidationError for a column that the file does not have, or a meaning that lines of this kind cannot have."""
    if not said:
        return mapping
    columns, headings = dict(mapping.columns), columns_of(shape, mapping)
    known = [one.key for one in FIELDS[mapping.kind]]
    for heading, key in (_pair(one, "COLUMN=MEANING") for one in said):
        if heading not in headings:
            raise ValidationError(
                _("There is no column “%(column)s”: %(names)s.")
                % {"column": heading, "names": ", ".join(headings)}
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
    return with_meanings(shape, mapping, columns)


def with_units(mapping: Mapping, said: list[str]) -> Mapping:
    """The mapping with these units. ValidationError for a column without a unit, or a unit that it cannot have."""
    units = dict(mapping.units)
    for column, unit in (_pair(one, "COLUMN=UNIT") for one in said):
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


def with_scales(mapping: Mapping, said: list[str]) -> Mapping:
    """The mapping with the lowest and the highest answer of these columns, or of questions that stand in lines of their
    own. ValidationError for what has no scale, or ends that are none; that the lowest is below the highest is asked of every mapping."""
    ends = {}
    for column, scale in (_pair(one, "COLUMN=LOW-HIGH") for one in said):
        key = mapping.columns.get(column) or mapping.questions.get(column)
        if key not in _SCALES:
            raise ValidationError(
                _(
                    "“%(column)s” has no scale: only columns and questions about satisfaction and effort have one."
                )
                % {"column": column}
            )
        low, high = _ends(scale)
        ends |= {f"{key}_low": low, f"{key}_high": high}
    return mapping.with_(**ends)


def _ends(scale: str) -> tuple[int, int]:
    low, _dash, high = (one.strip() for one in scale.partition("-"))
    if not all(
        one.isdecimal() and len(one) <= 4 and int(one) <= choices.MOST for one in (low, high)
    ):
        raise ValidationError(
            _("“%(scale)s” is no scale: say it as 1-5, up to %(most)s.")
            % {"scale": scale, "most": choices.MOST}
        )
    return int(low), int(high)


def with_speakers(mapping: Mapping, said: list[str]) -> Mapping:
    """The mapping with who speaks by which name. ValidationError for a name or a role that is not known."""
    if not said:
        return mapping
    known = mapping.turns.speakers if mapping.turns else {}
    chosen = dict(_pair(one, "NAME=ROLE") for one in said)
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


def _pair(said: str, form: str = "NAME=VALUE") -> tuple[str, str]:
    name, sign, value = said.rpartition("=")
    if not (sign and name.strip()):
        raise ValidationError(_("“%(said)s” has to read %(form)s.") % {"said": said, "form": form})
    return name.strip(), value.strip()
