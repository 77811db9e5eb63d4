"""What each column of a file means, and how its cells are to be read. A mapping is kept and used again by source."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from evenhand.analysis.intake.fields import BY_KEY, FIELDS, field_of
from evenhand.analysis.texts import gettext_noop as _


class Unclear(Exception):
    """The mapping cannot be used as it is; the message says why."""

    @property
    def why(self) -> str:
        return self.args[0]


@dataclass(frozen=True)
class Turns:
    """Where a conversation keeps what was said: the key of the list, and the keys of a turn in it.

    `speakers`: who is meant by a speaker's name: customer, agent or system, "" while not known. `unsaid`: acts
    (values of the key `act`) that nobody but the person saw, such as a draft or a note.
    """

    key: str
    speaker: str
    text: str
    time: str = ""
    act: str = ""
    speakers: dict[str, str] = field(default_factory=dict)
    unsaid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mapping:
    """`columns`: column → field key. `order`: of the parts of a date, "ymd", "dmy" or "mdy"; "" while not known.

    `kind`: what a line of the file is (contacts, surveys, evaluations, legs, conversations). `about`: for lines that name a
    contact of another source, that source; "" for this one, or the only other that has such numbers. Of conversations
    with it only what was said is brought in; without it each is a contact itself.
    `units`: of columns whose numbers are not seconds ("ms", "min", "h"; "" while not known) or not of a hundred ("share").
    `questions`: what a question of a survey asks: csat, nps, ces, resolved, or "" for one that is not brought in.
    `empty_purpose`: of an evaluation that does not say why it was made; only drawn ones ("random") enter a rate.
    """

    source: str
    columns: dict[str, str] = field(default_factory=dict)
    order: str = ""
    zone: str = "Europe/London"
    csat_low: int = 1
    csat_high: int = 5
    channel: str = "phone"  # for files without a column that names it
    add_people: bool = False
    team: str = ""
    kind: str = "contacts"
    about: str = ""
    units: dict[str, str] = field(default_factory=dict)
    ces_low: int = 1
    ces_high: int = 7
    ces_version: int = 2  # 2: the highest answer is the easiest; 1: the lowest is
    empty_purpose: str = "targeted"
    questions: dict[str, str] = field(default_factory=dict)
    turns: Turns | None = None
    here: str = ""  # of the organisation, while a file is read

    def column(self, key: str) -> str | None:
        """The column that has this meaning."""
        return next((column for column, meaning in self.columns.items() if meaning == key), None)

    def has(self, key: str) -> bool:
        return self.column(key) is not None

    def unit(self, key: str, usual: str) -> str:
        return self.units.get(self.column(key) or "", usual)

    def with_(self, **changes) -> "Mapping":
        return replace(self, **changes)

    def as_dict(self) -> dict:
        return asdict(self)

    @property
    def spoken(self) -> Turns:
        """The turns of a file of conversations, which `require_usable` has asked for."""
        if self.turns is None:
            raise Unclear(_("It is not said where a conversation keeps its turns."))
        return self.turns

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Mapping":
        told: dict[str, Any] = dict(data)
        if turns := data.get("turns"):
            kept: dict[str, Any] = {**turns, "unsaid": tuple(turns["unsaid"])}
            told["turns"] = Turns(**kept)
        return cls(**told)

    def read_in(self, zone: str) -> "Mapping":
        """For an organisation of that zone: there a day is read whose line tells no time of day. A date is the same
        everywhere."""
        return self.with_(here=zone)

    def fits(self, columns: tuple[str, ...]) -> bool:
        """Whether a kept mapping can be used for a file with these columns."""
        return set(self.columns) <= set(columns)

    def again(self, draft: "Mapping") -> "Mapping":
        """This mapping for another file, with the speakers and questions that only its draft knows."""
        turns = self.turns
        if turns and draft.turns:
            turns = replace(turns, speakers={**draft.turns.speakers, **turns.speakers})
        return self.with_(turns=turns, questions={**draft.questions, **self.questions})


ORDER_IS_OPEN = _("Say whether the day or the month comes first in the dates of this file.")


def require_usable(mapping: Mapping, order_matters: bool) -> None:
    """Unclear when a meaning is given twice, a line cannot be placed, or the order of dates or a unit is open."""
    if mapping.kind not in FIELDS:
        raise Unclear(_("There is no kind of file called “{kind}”.").given(kind=mapping.kind))
    _require_meanings(mapping)
    _REQUIRED[mapping.kind](mapping)
    satisfaction = _("The lowest answer of the satisfaction scale must be below the highest.")
    effort = _("The lowest answer of the effort scale must be below the highest.")
    for low, high, why in (
        (mapping.csat_low, mapping.csat_high, satisfaction),
        (mapping.ces_low, mapping.ces_high, effort),
    ):
        if low >= high:
            raise Unclear(why)
    for column, unit in mapping.units.items():
        if not unit and BY_KEY[mapping.columns.get(column, "agent")].kind == "duration":
            raise Unclear(
                _(
                    "Say whether “{column}” is in seconds, minutes, hours or thousandths of a second."
                ).given(column=column)
            )
    if order_matters and mapping.order not in ("dmy", "mdy", "ymd"):
        raise Unclear(ORDER_IS_OPEN)


def _require_meanings(mapping: Mapping) -> None:
    meanings = list(mapping.columns.values())
    for key in meanings:
        meant = field_of(mapping.kind, key)
        if meant is None:
            raise Unclear(_("There is no meaning called “{key}”.").given(key=key))
        if meanings.count(key) > 1:
            raise Unclear(
                _(
                    "Two columns mean “{title}”. Choose one, and “Do not bring in” for the other."
                ).given(title=meant.title)
            )


def _contacts(mapping: Mapping) -> None:
    if not (mapping.has("started_at") or mapping.has("started_date")):
        raise Unclear(
            _(
                "Say which column tells when a contact started. Without it nothing can be placed in time."
            )
        )


def _surveys(mapping: Mapping) -> None:
    why = _(
        "Say which column names the contact, or which two name the person and when it was answered. Without them nothing can be placed in time."
    )
    _placed(mapping, "answered_at", why)
    asked = [mapping.has(key) for key in ("csat", "nps", "ces", "resolved_answer", "comment")]
    if mapping.has("question") != mapping.has("score"):
        raise Unclear(
            _(
                "A column with the question needs one with the answer to it, and the other way round."
            )
        )
    if not (mapping.has("question") or any(asked)):
        raise Unclear(_("Say which column holds an answer."))


def _evaluations(mapping: Mapping) -> None:
    why = _(
        "Say which column names the contact, or which two name the person and when it was evaluated. Without them nothing can be placed in time."
    )
    _placed(mapping, "evaluated_at", why)
    if not (mapping.has("score_percent") or (mapping.has("earned") and mapping.has("possible"))):
        raise Unclear(
            _("Say which columns hold the points earned and possible, or the score in %.")
        )
    if mapping.has("criterion") and not mapping.has("earned"):
        raise Unclear(_("Say which columns hold the points of a criterion, earned and possible."))
    if mapping.has("criterion") and not (
        mapping.has("evaluation_number") or mapping.has("contact_number")
    ):
        raise Unclear(
            _("Say which column numbers the evaluation, so that its criteria come together.")
        )


def _legs(mapping: Mapping) -> None:
    if not (mapping.has("contact_number") and mapping.has("agent")):
        raise Unclear(
            _(
                "Say which column numbers the contact and which names the person who had this part of it."
            )
        )
    lengths = ("talk_seconds", "hold_seconds", "wrap_seconds", "handle_seconds")
    times = mapping.has("leg_started_at") and mapping.has("leg_ended_at")
    if not (times or any(map(mapping.has, lengths))):
        raise Unclear(
            _("Say which columns tell how long a leg took, or when it started and ended.")
        )


def _placed(mapping: Mapping, moment: str, why: str) -> None:
    if not (mapping.has("contact_number") or (mapping.has("agent") and mapping.has(moment))):
        raise Unclear(why)


def _conversations(mapping: Mapping) -> None:
    if mapping.turns is None:
        raise Unclear(_("No list of turns was found in these conversations."))
    if mapping.about and not mapping.has("contact_number"):
        raise Unclear(_("Say which key numbers the contact that a conversation was about."))
    if not (mapping.about or mapping.turns.time or mapping.has("started_at")):
        raise Unclear(
            _(
                "Say what tells when a conversation started. Without it nothing can be placed in time."
            )
        )
    open_ = [name for name, who in mapping.turns.speakers.items() if not who]
    if open_:
        raise Unclear(
            _("Say who “{open}” is: the customer, the person, or a system.").given(open=open_[0])
        )


_REQUIRED = {
    "contacts": _contacts,
    "surveys": _surveys,
    "evaluations": _evaluations,
    "legs": _legs,
    "conversations": _conversations,
}
