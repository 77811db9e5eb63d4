"""Pages of governance."""

from evenhand.features.governance.views.erasing import erasure, erasures, hold, release
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
    "erasure",
    "erasures",
    "hold",
    "looks",
    "looks_file",
    "release",
    "retention",
    "transparency",
]
