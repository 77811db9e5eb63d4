"""What jobs hold about people."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.foundation.jobs.models import Job, ScheduledRun, WorkerBeat
from evenhand.foundation.personal import Erase, Keep, Personal

_asked = Personal(
    purpose=_("to show a job to the one who asked for it"),
    keep=Keep.SHORT,
    export=False,
    erase=Erase.DELETE,
)

PERSONAL = {
    Job: {name: _asked for name in ("by", "title", "arguments", "step", "result", "error_text")}
}
NOT_PERSONAL = {
    Job: {
        "id",
        "ref",
        "kind",
        "state",
        "done",
        "total",
        "attempts",
        "task_id",
        "created_at",
        "queued_at",
        "started_at",
        "heartbeat_at",
        "finished_at",
        "stop_requested",
        "error_code",
    },
    WorkerBeat: {"id", "worker", "at"},
    ScheduledRun: {"id", "name", "next_at"},
}
