"""A full disk, whoever noticed it: the system, SQLite or PostgreSQL."""

from evenhand.analysis.engine import FULL

_WORDS = ("database or disk is full", "No space left on device", "could not extend file")


def is_full(error: BaseException | None) -> bool:
    """Whether that is the reason for a failure, or for what led to it."""
    while error is not None:
        if getattr(error, "errno", None) in FULL or any(w in str(error) for w in _WORDS):
            return True
        error = error.__cause__ or error.__context__
    return False
