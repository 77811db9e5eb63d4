"""Lines that go out to be corrected come back as they were: cells that look like formulas are guarded on the way out,
and the guard is taken off on the way back."""

import re
from dataclasses import replace

from evenhand.analysis import engine
from evenhand.analysis.intake.shape import Shape

# What a spreadsheet would take for a formula, behind any apostrophes that stand before it already.
_GUARDED = "^'+ *[=+@\\t\\r\\n-]"
_FORMULA = "^'* *[=+@\\t\\r\\n-]"


def guard(cell: str) -> str:
    """One apostrophe more where a spreadsheet would calculate, also where the cell looks as if it had been guarded:
    so that whatever was there can be told again."""
    return f"'{cell}" if re.match(_FORMULA, cell) else cell


def unguard(cell: str) -> str:
    return cell[1:] if re.match(_GUARDED, cell) else cell


def unguarded(column: str, nothing: tuple[str, ...]) -> str:
    """The same in SQL; null where the cell is one of the words for nothing."""
    inside = f"substr({column}, 2)"
    return (
        f"CASE WHEN starts_with({column}, '''') AND regexp_matches({column}, {engine.text(_GUARDED)})"
        f" THEN CASE WHEN {inside} NOT IN {engine.files(nothing)} THEN {inside} END ELSE {column} END"
    )


def as_corrected(shape: Shape) -> Shape:
    """How to read a file that was downloaded from here and corrected."""
    return replace(shape, columns=tuple(map(unguard, shape.columns)), guarded=True)
