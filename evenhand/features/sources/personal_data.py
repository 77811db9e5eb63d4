"""What sources hold about people."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.features.sources.models import ImportRun, Source
from evenhand.foundation.personal import Erase, Keep, Personal

_lines = Personal(
    purpose=_("to show how a file was read, and to read it again"),
    keep=Keep.RECORD,
    export=True,
    erase=Erase.BLANK,
)
_who = Personal(
    purpose=_("to know who brought a file in"), keep=Keep.RECORD, export=True, erase=Erase.KEEP
)

PERSONAL = {
    # The first rows of a file and the keys of people in it.
    ImportRun: {
        "shape": _lines,
        "summary": _lines,
        "by": _who,
        "file": _lines,
        "file_name": _lines,
    },
}
NOT_PERSONAL = {
    Source: {"id", "ref", "name", "mapping", "profile"},
    ImportRun: {
        "id", "ref", "source", "mapping", "state", "problem", "job_ref", "lines", "accepted", "rejected",
        "already_here", "updates", "created_at", "finished_at", "corrects",
    },
}  # fmt: skip
