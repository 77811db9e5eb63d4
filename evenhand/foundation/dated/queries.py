"""What held on a day."""

from datetime import date
from typing import Any

from evenhand.foundation.dated.models import DatedSetting


def in_force(key: str, on: date, default: Any = None) -> Any:
    found = DatedSetting.objects.filter(key=key, in_force_from__lte=on)
    row = found.order_by("-in_force_from").values_list("value", flat=True)[:1]
    return next(iter(row), default)


def history(key: str) -> list[DatedSetting]:
    """Newest first, those that will come into force included."""
    found = DatedSetting.objects.filter(key=key).select_related("set_by")
    return list(found.order_by("-in_force_from"))


def all_in_force(prefix: str, on: date) -> dict[str, DatedSetting]:
    """What holds on a day of all settings whose key begins so, by key: one question for a page."""
    found = DatedSetting.objects.filter(key__startswith=prefix, in_force_from__lte=on)
    return {row.key: row for row in found.order_by("in_force_from")}
