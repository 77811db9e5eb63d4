"""What a column of contacts can mean."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """`kind` says how a cell is read; `called` are headings by which the field is known, in lower case words."""

    key: str
    title: str
    kind: str  # text | moment | date | time | duration | yes_no | score
    called: tuple[str, ...] = ()


FIELDS = (
    Field("contact_number", "Contact number", "text", (
        "contact id", "contact number", "call id", "ticket id", "ticket", "case id", "case number", "interaction id",
        "conversation id", "id", "number", "reference", "call reference")),
    Field("started_at", "Started at (date and time)", "moment", (
        "started at", "start time", "start", "created", "created at", "datetime", "timestamp", "opened at",
        "call start", "arrival", "date time", "received at")),
    Field("started_date", "Date it started", "date", ("date", "call date", "start date", "day", "contact date")),
    Field("started_time", "Time it started", "time", ("time", "call time", "start time of day", "ser start")),
    Field("ended_at", "Ended at (date and time)", "moment", (
        "ended at", "end time", "end", "closed", "closed at", "call end", "solved at", "resolved at")),
    Field("ended_time", "Time it ended", "time", ("time ended", "end time of day", "ser exit")),
    Field("agent", "Person who handled it", "text", (
        "agent", "agent id", "agent email", "agent name", "server", "adviser", "advisor", "handled by", "assignee",
        "user", "operator", "employee", "representative", "resource")),
    Field("channel", "Channel", "text", ("channel", "chan", "medium", "media type", "contact channel", "via")),
    Field("topic", "Reason for contact", "text", (
        "topic", "reason", "contact reason", "wrap code", "category", "issue", "subject", "disposition")),
    Field("direction", "Direction (inbound or outbound)", "text", ("direction", "inbound outbound")),
    Field("answered", "Answered (yes or no)", "yes_no", ("answered", "answered y n", "handled", "was answered")),
    Field("resolved", "Resolved (yes or no)", "yes_no", ("resolved", "resolved y n", "solved", "is resolved")),
    Field("wait_seconds", "Waiting time", "duration", (
        "wait seconds", "wait", "wait time", "speed of answer", "speed of answer in seconds", "queue time", "q time",
        "time in queue", "asa", "waiting time", "ring time")),
    Field("talk_seconds", "Talk time", "duration", (
        "talk seconds", "talk", "talk time", "avgtalkduration", "talk duration", "avg talk duration")),
    Field("hold_seconds", "Hold time", "duration", ("hold seconds", "hold", "hold time")),
    Field("wrap_seconds", "Wrap-up time", "duration", (
        "wrap seconds", "wrap", "wrap time", "wrap up time", "after call work", "acw")),
    Field("handle_seconds", "Handling time as a whole", "duration", (
        "handle seconds", "handle time", "handling time", "aht", "ser time", "service time", "duration",
        "call duration")),
    Field("csat", "Satisfaction answer", "score", (
        "csat", "csat score", "satisfaction", "satisfaction rating", "rating", "survey score",
        "customer satisfaction")),
    Field("customer", "Customer number", "text", ("customer", "customer id", "caller id", "account", "client id")),
)  # fmt: skip
BY_KEY = {field.key: field for field in FIELDS}
DURATIONS = tuple(field.key for field in FIELDS if field.kind == "duration")
