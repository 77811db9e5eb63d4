"""What the source says became of a contact, in words: what it does not say has no line."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

_TYPES = {
    "warm": gettext_lazy("warm: whoever took it had been told of it"),
    "cold": gettext_lazy("cold: whoever took it had not been told of it"),
}


def said(contact: dict) -> list[tuple[str, str]]:
    """Pairs of what is told of and how it was."""
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
    if not contact["transferred"]:
        return _yes_or_no(contact["transferred"])
    avoidable = contact["transfer_avoidable"]
    how = _TYPES.get(contact["transfer_type"], "")
    whether = "" if avoidable is None else _("avoidable") if avoidable else _("rightly")
    return "; ".join(filter(None, (_("yes"), str(how), whether)))


def _again(times: int | None) -> str:
    if not times:
        return "" if times is None else _("no")
    return ngettext("once", "%(n)d times", times) % {"n": times}
