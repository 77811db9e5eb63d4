"""What runs by itself, and how often."""

from datetime import timedelta

from evenhand.foundation.jobs.housekeeping import prune_finished
from evenhand.foundation.jobs.scheduling import Scheduled

SCHEDULE: tuple[Scheduled, ...] = (
    Scheduled(
        name="jobs.prune",
        every=timedelta(days=1),
        function=prune_finished,
        title="Remove what has run out: old jobs, ended sessions",
    ),
)
