"""What the source says became of a contact, in words: what it does not say has no line."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenhand.features.contacts.queries import Seen

_TYPES = {
    "warm": gettext_lazy("warm: whoever took it had been told of it"),
    "cold": gettext_lazy("cold: whoever took it had not been told of it"),
}


def said(seen: Seen) -> list[tuple[str, str]]:
    """Pairs of what is told of and how it was. Figures of whoever it is credited to: nothing for whoever does not see
    that person and opens it for a part of it."""
    return told(seen.contact) if seen.scope.sees_person(seen.contact["person_id"]) else []


def told(contact: dict) -> list[tuple[str, str]]:
    pairs = (
        (_("Resolved"), _yes_or_no(contact["resolved"])),
        (_("Passed on"), _passed_on(contact)),
        (_("Passed up"), _yes_or_no(contact["escalated"])),
        (_("In its deadline"), _yes_or_no(contact["in_deadline"])),
        (_("Opened again"), _again(contact["reopened"])),
    )
    return [(title, words) for title, words in pairs if words]


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else _("yes") if value else _("no")


def _passed_on(contact: dict) -> str:
    """How, also where the source says no more than that."""
    if contact["transferred"] is False:
        return _("no")
    avoidable = contact["transfer_avoidable"]
    how = _TYPES.get(contact["transfer_type"], "")
    whether = "" if avoidable is None else _("avoidable") if avoidable else _("rightly")
    return "; ".join(filter(None, (_yes_or_no(contact["transferred"]), str(how), whether)))


def _again(times: int | None) -> str:
    if not times:
        return "" if times is None else _("no")
    return ngettext("once", "%(n)d times", times) % {"n": times}
