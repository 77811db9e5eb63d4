"""What the arguments of an address stand for: makers by pattern name, each makes a real row."""

from io import BytesIO

from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.files.actions import store
from evenhand.foundation.jobs.actions import enqueue
from evenhand.foundation.jobs.housekeeping import prune_finished
from tests import cast


def _account() -> dict:
    return {"ref": cast.ben().ref}


def _grant() -> dict:
    ben = cast.ben()
    return {"ref": ben.ref, "grant_ref": ben.grants.get().ref}


def _job() -> dict:
    # Ben stands for "somebody else": none of the chairs that are tried is his.
    return {"ref": enqueue(prune_finished, by=cast.ben(), title="Ben's work").ref}


def _file() -> dict:
    kept = store(
        BytesIO(b"words"),
        by=SYSTEM,
        name="words.txt",
        content_type="text/plain",
        owner_type="nothing-listed",
        owner_ref="x",
        limit_bytes=100,
    )
    return {"ref": kept.ref}


MAKERS = {
    "sample_come_in": lambda: {"role": Role.AGENT},
    "account": _account,
    "account_roles": _account,
    "account_role_end": _grant,
    "account_closure": _account,
    "account_password": _account,
    "job": _job,
    "job_state": _job,
    "job_stop": _job,
    "file": _file,
}
