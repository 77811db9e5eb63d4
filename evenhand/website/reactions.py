"""What follows from what: event name → functions, called after the commit with its facts."""

from collections.abc import Callable

from evenhand.foundation.jobs.telling import tell_owner
from evenhand.website.renewal import renew_figures

REACTIONS: dict[str, tuple[Callable[..., None], ...]] = {
    "job.finished": (tell_owner,),
    "people.changed": (renew_figures,),
    "definitions.changed": (renew_figures,),
}
