"""A field that holds one of an enumeration: what a form offers, and what the database refuses."""

from collections.abc import Iterable
from enum import StrEnum

from django.db.models import CheckConstraint, Q


def choices(kind: Iterable[StrEnum]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


def one_of(field: str, kind: Iterable[StrEnum], name: str) -> CheckConstraint:
    """No other value gets into the column, by whatever way."""
    return CheckConstraint(condition=Q(**{f"{field}__in": [one.value for one in kind]}), name=name)
