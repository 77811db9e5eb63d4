"""What did not let somebody in: a line without what they typed."""

from evenhand.foundation.access.models import User
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit.actions import record


def note_failure(user: User | None, *, by: str) -> None:
    """`user`: whose account was tried; None where nobody is called so. The limits on guessing bound how many."""
    record(
        by=SYSTEM,
        verb="sign-in failed",
        object_type="account",
        object_ref=user.ref if user else "",
        after={"by": by},
    )
