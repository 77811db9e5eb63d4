"""How long each kind of record is kept, unless the organisation set something else: defaults with their reason.

No statute fixes these periods; the employer decides and says why (ICO, employment records). A mark says how sure a
default is: G good practice, K common knowledge without a verified source.
"""

from dataclasses import dataclass

from evenhand.analysis.texts import gettext_noop as _

KEY = "retention."
PERIOD = "period"  # the kind of removal
SURENESS = {"G": _("good practice"), "K": _("customary; no source was checked")}


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
        title=_("What was said"),
        what=_("the words of written contacts and transcripts of calls"),
        why=_("to review quality, to answer complaints and disputes"),
        seen_by=_(
            "whoever had a part in the contact; others only for a purpose that is shown to that person, within a monthly limit"
        ),
        since=_("the contact"),
        days=183,
        source=_(
            "3 to 6 months for recordings used for quality; longer for a complaint, a case or a regulator"
        ),
        mark="K",
    ),
    Kind(
        key="contacts",
        title=_("Contacts and customers' answers"),
        what=_(
            "when a contact came, how long it took, how it ended, who handled it, what the customer answered"
        ),
        why=_("to know whether the service meets its standards, and to plan work fairly"),
        seen_by=_(
            "you; whoever leads your team today; service managers. Everybody else sees totals over at least five people"
        ),
        since=_("the contact"),
        days=730,
        source=_("12 to 24 months, then totals alone"),
        mark="K",
    ),
    Kind(
        key="evaluations",
        title=_("Quality reviews"),
        what=_("scores and comments of reviews of your contacts"),
        why=_("to give feedback and to see what training is needed"),
        seen_by=_(
            "you; whoever leads your team today; service managers; quality analysts as totals"
        ),
        since=_("the review"),
        days=730,
        source=_("12 to 24 months, then totals alone"),
        mark="K",
    ),
    Kind(
        key="standings",
        title=_("Where you stood against targets"),
        what=_(
            "your figures against each target, run by run, what was said of them and how surely"
        ),
        why=_("to show what was said on a day, and to see whether something changed"),
        seen_by=_(
            "you; whoever leads your team today; service managers and HR advisers, except what is only likely"
        ),
        since=_("it was reckoned"),
        days=730,
        source=_("12 to 24 months, as the contacts and reviews that they rest on"),
        mark="K",
    ),
    Kind(
        key="nights",
        title=_("Where you stood, night by night"),
        what=_(
            "your figures against each target on the nights between: the last night of each week stays, and every night on which a period was judged or beside which somebody said something"
        ),
        why=_("to show what was said on a day while it is fresh"),
        seen_by=_(
            "you; whoever leads your team today; service managers and HR advisers, except what is only likely"
        ),
        since=_("it was reckoned"),
        days=92,
        source=_("no longer than anybody asks about a single day"),
        mark="G",
        least=28,
    ),
    Kind(
        key="claims",
        title=_("Openings and corrections"),
        what=_("who opened your words and why; what you said is wrong, and the answer"),
        why=_("so that both sides stay on the record"),
        seen_by=_(
            "you; whoever leads your team today; whoever decides about it; the privacy officer"
        ),
        since=_("it was written"),
        days=730,
        source=_("as long as what it is about"),
        mark="G",
    ),
    Kind(
        key="files",
        title=_("Files as they were brought in"),
        what=_("the original tables of contacts, surveys and reviews"),
        why=_("to correct rejected lines and to read a file again"),
        seen_by=_("administrators"),
        since=_("the file was brought in"),
        days=90,
        source=_("no longer than corrections need"),
        mark="G",
    ),
    Kind(
        key="people",
        title=_("Your record as an employee"),
        what=_("name, work email, teams with dates, and by which numbers other systems call you"),
        why=_("to credit work to the right person and team, and to know who leads whom"),
        seen_by=_(
            "you; whoever leads your team today; HR advisers; service managers; administrators"
        ),
        since=_("your last team ended"),
        days=2192,
        source=_("6 years for claims on a contract (5 in Scotland); about 12 months may be enough"),
        mark="G",
    ),
    Kind(
        key="audit",
        title=_("What was done in Evenhand"),
        what=_("who did what and when, who looked at what about whom, and why"),
        why=_("to prove it, and to find misuse"),
        seen_by=_("you, as far as it is about you; the privacy officer; administrators"),
        since=_("it was done"),
        days=2192,
        source=_("as long as the record that it proves"),
        mark="G",
        least=365,
    ),
    Kind(
        key="notices",
        title=_("Inbox and jobs"),
        what=_("short notes to you, and long work that you asked for"),
        why=_("to tell you what concerns you"),
        seen_by=_("you; administrators see jobs"),
        since=_("it was written"),
        days=90,
        source=_("no longer than of use"),
        mark="G",
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}
