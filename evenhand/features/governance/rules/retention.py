"""How long each kind of record is kept, unless the organisation set something else: defaults with their reason.

No statute fixes these periods; the employer decides and says why (ICO, employment records). A mark says how sure a
default is: G good practice, K common knowledge without a verified source.
"""

from dataclasses import dataclass

KEY = "retention."
PERIOD = "period"  # the kind of removal
SURENESS = {"G": "good practice", "K": "customary; no source was checked"}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`days` after the event named in `since`. `what`, `why` and `seen_by` are what everybody reads."""

    key: str
    title: str
    what: str
    why: str
    seen_by: str
    since: str
    days: int
    source: str
    mark: str
    least: int = 1  # days: no shorter period may be set

    @property
    def sureness(self) -> str:
        return SURENESS[self.mark]

    @property
    def setting(self) -> str:
        return f"{KEY}{self.key}"


KINDS = (
    Kind(
        key="transcripts",
        title="What was said",
        what="the words of written contacts and transcripts of calls",
        why="to review quality, to answer complaints and disputes",
        seen_by="whoever had a part in the contact; others only for a purpose that is shown to that person, within a monthly limit",
        since="the contact",
        days=183,
        source="3 to 6 months for recordings used for quality; longer for a complaint, a case or a regulator",
        mark="K",
    ),
    Kind(
        key="contacts",
        title="Contacts and customers' answers",
        what="when a contact came, how long it took, how it ended, who handled it, what the customer answered",
        why="to know whether the service meets its standards, and to plan work fairly",
        seen_by="you; whoever leads your team today; service managers. Everybody else sees totals over at least five people",
        since="the contact",
        days=730,
        source="12 to 24 months, then totals alone",
        mark="K",
    ),
    Kind(
        key="evaluations",
        title="Quality reviews",
        what="scores and comments of reviews of your contacts",
        why="to give feedback and to see what training is needed",
        seen_by="you; whoever leads your team today; service managers; quality analysts as totals",
        since="the review",
        days=730,
        source="12 to 24 months, then totals alone",
        mark="K",
    ),
    Kind(
        key="standings",
        title="Where you stood against targets",
        what="your figures against each target, run by run, what was said of them and how surely",
        why="to show what was said on a day, and to see whether something changed",
        seen_by="you; whoever leads your team today; service managers and HR advisers, except what is only likely",
        since="it was reckoned",
        days=730,
        source="12 to 24 months, as the contacts and reviews that they rest on",
        mark="K",
    ),
    Kind(
        key="nights",
        title="Where you stood, night by night",
        what="your figures against each target on the nights between: the last night of each week stays, and every night on which a period was judged or beside which somebody said something",
        why="to show what was said on a day while it is fresh",
        seen_by="you; whoever leads your team today; service managers and HR advisers, except what is only likely",
        since="it was reckoned",
        days=92,
        source="no longer than anybody asks about a single day",
        mark="G",
        least=28,
    ),
    Kind(
        key="claims",
        title="Openings and corrections",
        what="who opened your words and why; what you said is wrong, and the answer",
        why="so that both sides stay on the record",
        seen_by="you; whoever leads your team today; whoever decides about it; the privacy officer",
        since="it was written",
        days=730,
        source="as long as what it is about",
        mark="G",
    ),
    Kind(
        key="files",
        title="Files as they were brought in",
        what="the original tables of contacts, surveys and reviews",
        why="to correct rejected lines and to read a file again",
        seen_by="administrators",
        since="the file was brought in",
        days=90,
        source="no longer than corrections need",
        mark="G",
    ),
    Kind(
        key="people",
        title="Your record as an employee",
        what="name, work email, teams with dates, and by which numbers other systems call you",
        why="to credit work to the right person and team, and to know who leads whom",
        seen_by="you; whoever leads your team today; HR advisers; service managers; administrators",
        since="your last team ended",
        days=2192,
        source="6 years for claims on a contract (5 in Scotland); about 12 months may be enough",
        mark="G",
    ),
    Kind(
        key="audit",
        title="What was done in Evenhand",
        what="who did what and when, who looked at what about whom, and why",
        why="to prove it, and to find misuse",
        seen_by="you, as far as it is about you; the privacy officer; administrators",
        since="it was done",
        days=2192,
        source="as long as the record that it proves",
        mark="G",
        least=365,
    ),
    Kind(
        key="notices",
        title="Inbox and jobs",
        what="short notes to you, and long work that you asked for",
        why="to tell you what concerns you",
        seen_by="you; administrators see jobs",
        since="it was written",
        days=90,
        source="no longer than of use",
        mark="G",
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}
