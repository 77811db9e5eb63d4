"""Pages of governance."""

from evenhand.features.governance.views.erasing import due, erasure, erasures, hold, release
from evenhand.features.governance.views.telling import (
    ask_looks,
    data_map,
    looks,
    looks_file,
    retention,
    transparency,
)

__all__ = [
    "ask_looks",
    "data_map",
    "due",
    "erasure",
    "erasures",
    "hold",
    "looks",
    "looks_file",
    "release",
    "retention",
    "transparency",
]
