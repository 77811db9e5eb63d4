"""What follows from what: event name → functions, called after the commit with its facts."""

from collections.abc import Callable

from evenhand.foundation.jobs.telling import tell_owner

REACTIONS: dict[str, tuple[Callable[..., None], ...]] = {
    "job.finished": (tell_owner,),
}
