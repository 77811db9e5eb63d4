"""Which records say whose a contact is, against its source: functions asked when facts are published."""

from collections.abc import Callable, Iterable

from evenhand.features.contacts.queries import credits as of_corrections

CREDITS: tuple[Callable[[], Iterable[tuple[str, int, int | None, int | None, str]]], ...] = (
    of_corrections,
)
