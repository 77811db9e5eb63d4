"""What runs by itself, and how often."""

from datetime import timedelta

from evenhand.features.attainment.jobs import reckon
from evenhand.features.governance.jobs import finish_removals
from evenhand.features.sources.jobs import collect, republish_if_needed
from evenhand.features.standards.jobs import ask_newcomers
from evenhand.foundation.audit.jobs import seal_audit
from evenhand.foundation.jobs.housekeeping import prune_finished
from evenhand.foundation.jobs.scheduling import Scheduled

# In the order in which they are enqueued: what is due together counts from the newest figures.
SCHEDULE: tuple[Scheduled, ...] = (
    Scheduled(
        name="sources.republish_if_needed",
        every=timedelta(days=1),
        function=republish_if_needed,
        title="Count figures anew where a definition came into force, or Evenhand changed",
        at_start=True,
    ),
    Scheduled(
        name="audit.seal",
        every=timedelta(minutes=2),
        function=seal_audit,
        title="Seal the audit",
    ),
    Scheduled(
        name="jobs.prune",
        every=timedelta(days=1),
        function=prune_finished,
        title="Remove what has run out: old jobs, ended sessions",
    ),
    Scheduled(
        name="governance.finish_removals",
        every=timedelta(hours=1),
        function=finish_removals,
        title="Finish removals that were interrupted",
    ),
    Scheduled(
        name="sources.collect",
        every=timedelta(days=1),
        function=collect,
        title="Remove files that nothing needs any more",
    ),
    Scheduled(
        name="standards.ask_newcomers",
        every=timedelta(days=1),
        function=ask_newcomers,
        title="Ask whoever came since to read policies, standards and targets",
    ),
    Scheduled(
        name="attainment.reckon",
        every=timedelta(days=1),
        function=reckon,
        title="Reckon where everyone stands",
        at_start=True,  # what could not be reckoned before figures were counted anew
    ),
)
