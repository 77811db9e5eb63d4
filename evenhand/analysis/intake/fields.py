"""What a column of a file can mean, by the kind of the file."""

from dataclasses import dataclass, replace

from evenhand.analysis.texts import gettext_noop as _


@dataclass(frozen=True)
class Field:
    """`kind` says how a cell is read; `called` are headings by which the field is known, in lower case words, the
    surest first."""

    key: str
    title: str
    kind: str  # text | moment | date | time | duration | yes_no | score | and those of `cells`
    called: tuple[str, ...] = ()


CONTACT_FIELDS = (
    Field("contact_number", _("Contact number"), "text", (
        "contact id", "contact number", "call id", "ticket id", "ticket number", "ticket", "case id", "case number",
        "complaint id", "complaint number", "incident number", "interaction id", "conversation id", "dialogue id",
        "contact no", "call no", "ticket no", "case no", "complaint no", "complaint reference", "complaint ref",
        "case reference", "case ref", "id", "number", "no", "reference", "reference number", "ref",
        "call reference")),
    Field("started_at", _("Started at (date and time)"), "moment", (
        "started at", "start time", "start", "created", "created at", "created time", "created on", "ticket created at",
        "ticket created timestamp", "conversation started at", "conversation start", "datetime", "timestamp",
        "opened at", "opened", "started", "call started", "call start", "arrival", "date time", "received at", "received")),
    Field("started_date", _("Date it started"), "date", (
        "date", "call date", "start date", "day", "contact date", "date received", "date created", "ticket created date",
        "date opened")),
    Field("started_time", _("Time it started"), "time", ("time", "call time", "start time of day", "ser start")),
    Field("ended_at", _("Ended at (date and time)"), "moment", (
        "ended at", "end time", "end", "ended", "call end", "call ended", "finished", "finished at", "conversation end", "conversation ended at")),
    Field("ended_time", _("Time it ended"), "time", ("time ended", "end time of day", "ser exit")),
    Field("agent", _("Person who handled it"), "text", (
        "agent", "agent id", "agent email", "agent name", "server", "adviser", "advisor", "handled by", "assignee",
        "assignee name", "assignee email", "assigned to", "teammate", "teammate assigned", "assigned agent", "user",
        "users", "handler", "case handler", "complaint handler", "dealt with by", "operator", "employee", "representative", "resource", "anonymized wizard worker id")),
    Field("channel", _("Channel"), "text", (
        "channel", "chan", "medium", "media type", "contact channel", "ticket channel", "contact type",
        "conversation channel", "submitted via", "via", "source channel")),
    Field("topic", _("Reason for contact"), "text", (
        "topic", "reason", "contact reason", "wrap code", "wrap up", "wrap up code", "category", "issue",
        "ticket type", "issue type", "subject", "disposition", "product")),
    Field("direction", _("Direction (inbound or outbound)"), "text", (
        "direction", "inbound outbound", "initial direction", "originating direction")),
    Field("answered", _("Answered (yes or no), or given up"), "taken", (
        "answered", "answered y n", "handled", "was answered", "call status", "call outcome", "call result",
        "status", "outcome", "result")),
    Field("resolved", _("Resolved (yes or no)"), "yes_no", ("resolved", "resolved y n", "solved", "is resolved")),
    Field("wait_seconds", _("Waiting time"), "duration", (
        "wait seconds", "wait", "wait time", "speed of answer", "speed of answer in seconds", "queue time", "q time",
        "time in queue", "asa", "waiting time", "ring time", "total queue", "total wait", "twait")),
    Field("talk_seconds", _("Talk time"), "duration", (
        "talk seconds", "talk", "talk time", "avgtalkduration", "talk duration", "avg talk duration", "total talk",
        "ttalk")),
    Field("hold_seconds", _("Hold time"), "duration", ("hold seconds", "hold", "hold time", "total hold", "theld")),
    Field("wrap_seconds", _("Wrap-up time"), "duration", (
        "wrap seconds", "wrap", "wrap time", "wrap up time", "after call work", "acw", "total acw", "tacw")),
    Field("handle_seconds", _("Handling time as a whole"), "duration", (
        "handle seconds", "handle time", "handling time", "aht", "ser time", "service time", "total handle", "thandle",
        "time tracked", "call duration", "duration")),
    Field("first_replied_at", _("First replied to at"), "moment", (
        "first replied at", "first reply at", "first responded at", "first response at", "initial response at",
        "initial response time", "first admin reply at", "first reply timestamp")),
    Field("first_reply_seconds", _("Time to the first reply"), "duration", (
        "first reply time", "first response time", "time to first response", "time to first reply",
        "first response seconds", "first reply seconds", "first response", "first reply", "frt")),
    Field("first_solved_at", _("First solved at"), "moment", (
        "first solved at", "first resolved at", "first closed at", "first close at", "first resolution at")),
    Field("first_solve_seconds", _("Time to the first solution"), "duration", (
        "first resolution time", "time to first close", "time to first resolution", "first resolution seconds")),
    Field("solved_at", _("Solved or closed at, for the last time"), "moment", (
        "solved at", "resolved at", "ticket solved timestamp", "ticket solved at", "resolved time", "resolution at",
        "date resolved", "resolved", "last closed at", "closed at", "closed time", "date closed", "closed")),
    Field("solve_seconds", _("Time to the last solution"), "duration", (
        "full resolution time", "resolution time", "time to resolution", "time to resolve", "time to last close",
        "time to close", "resolution seconds", "calendar duration")),
    Field("reopened", _("Reopened (how often, or yes or no)"), "count", (
        "reopened", "reopens", "reopen count", "reopened count", "times reopened", "count reopens",
        "number of reopens")),
    Field("transferred", _("Transferred (yes or no, or how often)"), "some", (
        "transferred", "transfers", "transfer", "was transferred", "transfer count", "reassignment count",
        "reassignments", "ntransferred")),
    Field("escalated", _("Escalated (yes or no, or how often)"), "some", (
        "escalated", "escalations", "escalation", "is escalated", "was escalated", "escalation count")),
    Field("transfer_avoidable", _("The transfer was avoidable (yes or no)"), "yes_no", (
        "avoidable transfer", "transfer avoidable", "avoidable")),
    Field("transfer_type", _("How it was transferred (warm or cold)"), "warm_cold", (
        "transfer type", "type of transfer", "transfer kind", "transfer method", "transfer mode", "warm or cold",
        "warm cold", "blind or consult", "handover type")),
    Field("in_deadline", _("Answered within its deadline, as the source says"), "in_time", (
        "in deadline", "made sla", "timely response", "sla met", "within sla", "resolution status",
        "first response status", "sla status", "met sla", "on time")),
    Field("csat", _("Satisfaction answer"), "score", (
        "csat", "csat score", "satisfaction", "satisfaction rating", "rating", "survey score", "conversation rating",
        "satisfaction score", "ticket satisfaction rating", "customer satisfaction")),
    Field("nps", _("Would recommend (NPS answer, 0 to 10)"), "score", (
        "nps", "nps score", "nps answer", "nps rating", "likelihood to recommend", "recommend", "would recommend")),
    Field("ces", _("Effort answer (CES)"), "score", (
        "ces", "ces score", "ces answer", "customer effort", "customer effort score", "effort", "effort score")),
    Field("resolved_answer", _("The customer's own: was it resolved first time?"), "unsure", (
        "resolved first time", "was it resolved", "was your issue resolved", "issue resolved", "customer says resolved",
        "resolved answer", "fcr answer", "first contact resolution")),
    Field("customer", _("Customer number"), "text", (
        "customer", "customer id", "caller id", "account", "client id", "requester", "requester id", "contact email",
        "ani", "anonymized user worker id")),
)  # fmt: skip

_OF_CONTACT = {field.key: field for field in CONTACT_FIELDS}


def _as(key: str, title: str, *called: str) -> Field:
    """A field of contacts in a file of another kind, known by other headings as well."""
    field = _OF_CONTACT[key]
    return replace(field, title=title or field.title, called=(*called, *field.called))


def _contact_of(*left: str) -> Field:
    """The contact that a line is about: bare words for a number mean the line's own."""
    field = _OF_CONTACT["contact_number"]
    bare = {"id", "number", "reference", *left}
    return replace(
        field,
        title=_("Number of the contact"),
        called=tuple(word for word in field.called if word not in bare),
    )


SURVEY_FIELDS = (
    Field("survey_number", _("Number of the survey"), "text", (
        "survey id", "survey number", "response id", "response number", "answer id", "survey response id",
        "feedback id", "id", "number")),
    _contact_of(),
    _as("agent", _("Person whom it is about")),
    Field("answered_at", _("Answered at"), "moment", (
        "answered at", "responded at", "response date", "answered on", "survey date", "response time", "submitted at",
        "submitted", "completed at", "answer date", "date answered", "recorded date", "end date", "date", "timestamp",
        "created at")),
    _OF_CONTACT["channel"],
    _as("topic", ""),
    _as("csat", "", "csat answer"),
    _OF_CONTACT["nps"],
    _OF_CONTACT["ces"],
    _as("resolved_answer", "", "resolved", "solved"),
    Field("question", _("Which question a line answers"), "text", (
        "question", "metric", "question type", "survey question", "question text", "measure")),
    Field("score", _("Answer to that question"), "text", ("score", "answer", "value", "response", "answer value")),
    Field("comment", _("Comment"), "note", (
        "comment", "comments", "feedback", "verbatim", "customer comment", "free text", "remarks")),
)  # fmt: skip

EVALUATION_FIELDS = (
    Field("evaluation_number", _("Number of the evaluation"), "text", (
        "evaluation id", "evaluation number", "review id", "evaluation", "scorecard id", "qa id", "form id",
        "monitoring id", "id", "number")),
    _contact_of(),
    _as("agent", _("Person who was evaluated"), "evaluatee", "agent evaluated", "reviewee"),
    Field("evaluated_at", _("Evaluated at"), "moment", (
        "evaluated at", "evaluation date", "reviewed at", "review date", "scored at", "date evaluated", "evaluated on",
        "released at", "date", "timestamp", "created at")),
    Field("evaluator", _("Evaluator"), "text", (
        "evaluator", "evaluated by", "reviewer", "reviewed by", "scored by", "quality analyst", "qa analyst",
        "analyst", "evaluator name")),
    Field("scorecard", _("Scorecard"), "text", (
        "scorecard", "form", "evaluation form", "form name", "scorecard name", "questionnaire", "template")),
    Field("purpose", _("Purpose: drawn at random, or targeted"), "text", (
        "purpose", "selection", "sampling", "evaluation type", "review type", "selected by", "reason for review")),
    Field("inclusion_probability", _("Chance of being drawn (0 to 1)"), "score", (
        "inclusion probability", "sampling probability", "selection probability")),
    _OF_CONTACT["channel"],
    _as("topic", ""),
    Field("earned", _("Points earned"), "score", (
        "earned", "points earned", "points", "earned points", "score points", "points scored", "score earned",
        "total score")),
    Field("possible", _("Points possible"), "score", (
        "possible", "points possible", "possible points", "max score", "maximum score", "max points",
        "maximum points", "out of", "weight")),
    Field("score_percent", _("Score in %"), "percent", (
        "score", "score percent", "percent", "percentage", "percentage score", "evaluation score", "quality score",
        "qa score", "overall score")),
    Field("auto_fail", _("Failed outright (yes or no)"), "yes_no", (
        "auto fail", "autofail", "auto failed", "fatal", "fatal error", "critical fail", "failed kill question")),
    Field("customer_critical", _("Customer-critical errors"), "count", (
        "customer critical", "customer critical errors", "customer critical error", "cce")),
    Field("business_critical", _("Business-critical errors"), "count", (
        "business critical", "business critical errors", "business critical error", "bce")),
    Field("compliance_critical", _("Compliance-critical errors"), "count", (
        "compliance critical", "compliance critical errors", "compliance critical error", "compliance errors")),
    Field("criterion", _("Criterion that a line scores"), "text", (
        "criterion", "criteria", "question", "question text", "item", "attribute")),
    Field("section", _("Section of the scorecard"), "text", ("section", "question group", "group", "area")),
    Field("not_applicable", _("Criterion did not apply (yes or no)"), "yes_no", (
        "not applicable", "na", "n a", "marked na", "is na")),
    Field("critical", _("Class of a critical criterion"), "text", (
        "critical", "critical class", "criticality", "error class", "critical type")),
    Field("comment", _("Comment"), "note", (
        "comment", "comments", "feedback", "remarks", "notes", "evaluator comment")),
)  # fmt: skip

# One person's part of a contact: whoever had it, for how long, and to whom it went on.
LEG_FIELDS = (
    _contact_of("id", "number"),
    Field("leg", _("Number of the leg within the contact"), "count", (
        "leg", "leg number", "leg no", "segment", "segment number", "part", "sequence", "sequence number", "step")),
    _as("agent", _("Person who had it"), "handled by agent", "from agent"),
    Field("leg_started_at", _("Leg started at (date and time)"), "moment", (
        "leg started at", "leg start", "segment start", "segment started at", *_OF_CONTACT["started_at"].called)),
    Field("leg_ended_at", _("Leg ended at (date and time)"), "moment", (
        "leg ended at", "leg end", "segment end", "segment ended at", *_OF_CONTACT["ended_at"].called)),
    _OF_CONTACT["talk_seconds"],
    _OF_CONTACT["hold_seconds"],
    _OF_CONTACT["wrap_seconds"],
    _as("handle_seconds", "", "leg seconds", "leg duration", "segment duration"),
    Field("passed_to", _("Passed on to"), "text", (
        "passed to", "transfer to", "transferred to", "passed on to", "transferred to agent", "destination")),
    Field("passed_from", _("Came from"), "text", (
        "passed from", "transfer from", "transferred from", "came from", "transferred from agent")),
)  # fmt: skip

# Of a conversation the turns say when it was and who answered; its questionnaires answer for themselves.
CONVERSATION_FIELDS = (
    *(
        _OF_CONTACT[key]
        for key in (
            "contact_number", "started_at", "ended_at", "agent", "channel", "topic", "direction", "resolved",
            "transferred", "escalated", "csat", "nps", "ces", "resolved_answer", "customer",
        )  # fmt: skip
    ),
    Field("questionnaire", _("Questions that the customer answered"), "list", (
        "questionnaire", "survey", "user questionnaire", "customer questionnaire", "ratings")),
)  # fmt: skip

FIELDS = {
    "contacts": CONTACT_FIELDS,
    "surveys": SURVEY_FIELDS,
    "evaluations": EVALUATION_FIELDS,
    "legs": LEG_FIELDS,
    "conversations": CONVERSATION_FIELDS,
}
# A key is read in the same way in every kind of file; its title may differ.
BY_KEY = {field.key: field for fields in reversed(FIELDS.values()) for field in fields}
# What was said in a conversation, in short: nobody matches it, and it makes a change in what was said a change.
BY_KEY["said"] = Field("said", _("What was said"), "text")
DURATIONS = tuple(field.key for field in CONTACT_FIELDS if field.kind == "duration")


def field_of(kind: str, key: str) -> Field | None:
    """The field of this key in files of this kind; None when such files have none."""
    return next((field for field in FIELDS[kind] if field.key == key), None)
