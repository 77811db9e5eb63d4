"""The import, step by step: file → match columns → check → bring in → result. Each step has its own address."""

from evenhand.features.sources.views.listing import run_list
from evenhand.features.sources.views.rejects import (
    corrections,
    reject_file,
    reject_lines,
    reject_list,
)
from evenhand.features.sources.views.running import (
    again,
    check,
    discarding,
    progress,
    result,
    state,
    taking_back,
)
from evenhand.features.sources.views.starting import bring_in, columns, sheet

__all__ = [
    "again",
    "bring_in",
    "check",
    "columns",
    "corrections",
    "discarding",
    "progress",
    "reject_file",
    "reject_lines",
    "reject_list",
    "result",
    "run_list",
    "sheet",
    "state",
    "taking_back",
]
