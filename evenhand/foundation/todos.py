"""What a slice hands to the first screen: one thing that waits for somebody."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Todo:
    text: str
    url: str
    icon: str = "arrow-right"
    due: date | None = None
    count: int | None = None
