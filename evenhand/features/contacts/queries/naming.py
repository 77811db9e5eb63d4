"""What a contact is called: by its number, or by when it was and where its line stands in the file it came with."""

import re
from collections.abc import Iterable
from datetime import UTC

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.features.sources import queries as sources

# What an import makes for a line of a file without numbers (`intake.kinds.contacts`): it says nothing to anybody.
_MADE = re.compile(r"^line-\d{9,20}$")
_WHAT = {
    "phone": gettext_lazy("Call"),
    "email": gettext_lazy("Email"),
    "chat": gettext_lazy("Chat"),
}


def called(contact: dict) -> str:
    """The name of one contact, from a row with its number, start, channel, line and run."""
    return Names()(contact)


class Names:
    """Names of many contacts; each file is looked up once."""

    def __init__(self):
        self._files: dict[str, str] = {}

    def __call__(self, contact: dict) -> str:
        number = contact["source_id"] or ""
        if not _MADE.match(number):
            return number
        started = timezone.localtime(contact["started_at"].replace(tzinfo=UTC))
        channel = contact["channel"] or ""
        return _("%(what)s, %(when)s, line %(line)s of %(file)s") % {
            "what": _WHAT.get(channel) or channel.capitalize() or _("Contact"),
            "when": date_format(started, _("j M Y H:i")),
            "line": contact["line"],
            "file": self._file(contact["run"]),
        }

    def of(self, rows: Iterable[dict]) -> list[dict]:
        """The rows, each with its name as `called`."""
        return [{**row, "called": self(row)} for row in rows]

    def _file(self, run: str) -> str:
        if run not in self._files:
            self._files[run] = sources.file_name_of(run)
        return self._files[run]


def has_number(contact: dict) -> bool:
    return not _MADE.match(contact["source_id"] or "")
