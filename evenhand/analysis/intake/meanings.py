"""Other meanings for the columns of a file, and what follows from them as its first values suggest."""

from evenhand.analysis.intake import recognise
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.shape import Shape
from evenhand.analysis.intake.units import units


def columns_of(shape: Shape, mapping: Mapping) -> list[str]:
    """The columns that can be given a meaning: not the list of what was said, which is read as it is."""
    turned = mapping.turns.key if mapping.turns else ""
    return [column for column in shape.named if column != turned]


def with_meanings(shape: Shape, mapping: Mapping, columns: dict[str, str]) -> Mapping:
    """The mapping with these meanings; what was known of a column that means the same as before stays.

    A unit or an order of dates that the values do not tell is left open (""), so that it is asked for."""
    meant = mapping.with_(columns=columns)
    return meant.with_(
        units=_units(shape, mapping, meant),
        order=_order(shape, mapping, meant),
        questions=questions_of(shape, mapping, meant),
        **{
            name: end
            for name, end in recognise.scales(shape, meant).items()
            if not _is_as_before(mapping, meant, name.partition("_")[0])
        },
    )


def _is_as_before(mapping: Mapping, meant: Mapping, key: str) -> bool:
    return mapping.column(key) == meant.column(key)


def _units(shape: Shape, mapping: Mapping, meant: Mapping) -> dict[str, str]:
    proposed = units(shape, meant)
    told = {
        column: (mapping.units if mapping.columns.get(column) == key else proposed).get(column)
        for column, key in meant.columns.items()
    }
    return {column: unit for column, unit in told.items() if unit is not None}


def _order(shape: Shape, mapping: Mapping, meant: Mapping) -> str:
    """As the values say; else as somebody said, which "ymd" is not: it stands also where there was no date."""
    told = recognise.date_order(recognise.date_values(shape, meant)).order
    return told or (mapping.order if mapping.order in ("dmy", "mdy") else "")


def questions_of(shape: Shape, mapping: Mapping, meant: Mapping) -> dict[str, str]:
    """Each question of the file with what it asks: as it was said in `mapping`, else as its words suggest."""
    found = recognise.questions(shape, meant)
    known = {text: asks for text, asks in mapping.questions.items() if text in found}
    return found | known
