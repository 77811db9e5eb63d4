"""Pages of the import: its steps, taking it back, and the lines that were not accepted."""

from evenhand.features.sources.views.rejects import (
    corrections,
    reject_file,
    reject_lines,
    reject_list,
)
from evenhand.features.sources.views.steps import (
    again,
    bring_in,
    check,
    columns,
    progress,
    result,
    run_list,
    sheet,
    state,
)
from evenhand.features.sources.views.undoing import taking_back

__all__ = [
    "again", "bring_in", "check", "columns", "corrections", "progress", "reject_file", "reject_lines", "reject_list",
    "result", "run_list", "sheet", "state", "taking_back",
]  # fmt: skip
