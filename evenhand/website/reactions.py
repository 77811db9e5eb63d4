"""What follows from what: event name → functions, called after the commit with its facts."""

from collections.abc import Callable

from evenhand.foundation.jobs.telling import tell_owner
from evenhand.website.renewal import renew_figures, renew_months

REACTIONS: dict[str, tuple[Callable[..., None], ...]] = {
    "job.finished": (tell_owner,),
    "people.changed": (renew_figures,),
    "definitions.changed": (renew_figures,),
    "corrections.decided": (renew_months,),
}
