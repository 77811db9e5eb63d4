"""Propose what columns mean, from headings and first values. A proposal is shown and confirmed, never used silently."""

import re
from dataclasses import dataclass

from evenhand.analysis.intake import cells, turns
from evenhand.analysis.intake.fields import BY_KEY, DURATIONS, FIELDS
from evenhand.analysis.intake.headings import words
from evenhand.analysis.intake.look import Shape
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.units import NUMBER, units, without_unit

_PARTS = re.compile(r"^(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})")
_CLOCK = re.compile(r"^\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?$")
_COMPACT = re.compile(r"^\d{6}$|^\d{8}$")
_SPELT = re.compile(r"^\d{1,2}[ \-][A-Za-z]{3,9}[ \-,]+\d{2,4}")


@dataclass(frozen=True)
class Dates:
    """What the dates of a file say about their order. `example` is a value that can be read both ways; `mixed`: some
    can be read in one way only, and some in the other."""

    order: str  # ymd | dmy | mdy | "" when it cannot be told
    example: str = ""
    mixed: bool = False

    @property
    def ambiguous(self) -> bool:
        return not self.order


def propose(shape: Shape, *, source: str, zone: str, kind: str = "") -> Mapping:
    """A first mapping of the file's columns; without a kind, of the kind that its headings suggest."""
    kind = kind or kind_of(shape)
    columns = _columns(shape, kind)
    if kind == "conversations":
        draft = Mapping(source, columns, zone=zone, kind=kind, channel="chat")
        return draft.with_(
            turns=turns.found(shape),
            questions=questions(shape, draft),
            order=date_order(date_values(shape, draft)).order,
            **scales(shape, draft),
        )
    if (
        "started_at" in columns.values()
    ):  # a moment says it all: beside it a date or a time would say it twice
        columns = {c: k for c, k in columns.items() if k not in ("started_date", "started_time")}
    draft = Mapping(source=source, columns=columns, zone=zone, kind=kind)
    return draft.with_(
        order=date_order(date_values(shape, draft)).order,
        units=units(shape, draft),
        questions=questions(shape, draft),
        **scales(shape, draft),
    )


def kind_of(shape: Shape) -> str:
    """The kind of file that the headings suggest: contacts, unless they tell of something else."""
    if turns.found(shape):
        return "conversations"
    meanings = {kind: set(_columns(shape, kind).values()) for kind in ("surveys", "evaluations")}
    evaluations, surveys = meanings["evaluations"], meanings["surveys"]
    # A bare `id` beside a score may be of anything: an evaluation has an evaluator, a scorecard or criteria.
    scored = {"earned", "score_percent"} & evaluations
    if scored and {"evaluator", "scorecard", "criterion"} & evaluations:
        return "evaluations"
    if _are_legs(shape):
        return "legs"
    contact = set(_columns(shape, "contacts").values())
    told = set(DURATIONS) & contact
    answers = {"csat", "nps", "ces", "resolved_answer", "score"} & surveys
    if answers and {"answered_at", "survey_number"} & surveys and not told and _survey_words(shape):
        return "surveys"
    return "contacts"


def _are_legs(shape: Shape) -> bool:
    """Whether a heading speaks of a leg or a segment, beside a contact, a person and how long or when."""
    meant = set(_columns(shape, "legs").values())
    told = {"contact_number", "agent"} <= meant and {*DURATIONS, "leg_started_at"} & meant
    spoken = {word for column in shape.named for word in words(column).split()[:1]}
    return bool(told and {"leg", "segment"} & spoken)


def _survey_words(shape: Shape) -> bool:
    """Whether a heading speaks of a survey or an answer, as headings of contacts do not."""
    said = " ".join(words(column) for column in shape.columns)
    spoken = (
        "survey",
        "response id",
        "answered at",
        "responded at",
        "response date",
        "nps",
        "question",
        "feedback",
    )
    return any(word in said for word in spoken) and "started at" not in said


def _columns(shape: Shape, kind: str) -> dict[str, str]:
    """The meaning of each column; of several columns that could have the same one, the surest has it."""
    best: dict[str, tuple[int, str]] = {}
    for column in shape.columns:
        key, rank = _meaning(column, shape.values(column), kind)
        if key and (key not in best or rank < best[key][0]):
            best[key] = (rank, column)
    meant = {column: key for key, (_, column) in best.items()}
    return {column: meant[column] for column in shape.columns if column in meant}


def _meaning(column: str, values: list[str], kind: str) -> tuple[str, int]:
    """The key of the field that a column means and how sure that is, the lower the surer; "" for none."""
    names = {words(column), re.sub(r"[^a-z0-9]+", " ", column.lower()).strip()}
    names |= {without_unit(name) for name in names}
    for field in FIELDS[kind]:
        if names & set(field.called) and _plausible(field.kind, values):
            rank = min(at for at, name in enumerate(field.called) if name in names)
            return _date_or_moment(field.key, values), rank
    return "", 0


def _date_or_moment(key: str, values: list[str]) -> str:
    """A heading such as "created" or "date" may hold a date, a time or both: the values decide."""
    has_clock = any(":" in value for value in values)
    if key == "started_at" and values and all(_CLOCK.match(value) for value in values):
        return "started_time"
    if key == "started_at" and values and not has_clock:
        return "started_date"
    if key == "started_date" and has_clock:
        return "started_at"
    if key == "ended_at" and values and all(_CLOCK.match(value) for value in values):
        return "ended_time"
    return key


def _plausible(kind: str, values: list[str]) -> bool:
    """Whether most first values can be what the heading promises; an empty column may be anything."""
    if not values or kind == "text":
        return True
    good = sum(_looks(kind, value) for value in values)
    return good >= 0.8 * len(values)


def _looks(kind: str, value: str) -> bool:
    is_date = bool(_PARTS.match(value) or _COMPACT.match(value) or _SPELT.match(value))
    if kind in ("moment", "date"):
        return is_date or bool(_CLOCK.match(value))
    if kind == "time":
        return bool(_CLOCK.match(value))
    if kind == "duration":
        return bool(NUMBER.match(value) or _LENGTH.match(value) or _SPELT_LENGTH.match(value))
    if kind in _WORDS:
        return value.lower() in _WORDS[kind] or (
            kind in ("count", "some") and value.removeprefix("-").isdigit()
        )
    if kind == "percent":
        return bool(NUMBER.match(value.rstrip("% ")))
    if kind == "list":
        return value.startswith("[")
    return kind == "note" or bool(NUMBER.match(value))


_LENGTH = re.compile(r"^-?\d+:\d{2}(:\d{2}([.,]\d+)?)?$")
_SPELT_LENGTH = re.compile(r"^-?(pt?)?(\d+([.,]\d+)?\s*[a-z]+\s*)+$", re.IGNORECASE)
_YES_NO = {*cells.YES, *cells.NO}
_WORDS = {
    "yes_no": _YES_NO,
    "count": _YES_NO,
    "some": _YES_NO,
    "in_time": {*cells.IN_TIME, *cells.LATE},
    "taken": {*cells.TAKEN, *cells.LOST},
    "unsure": {*_YES_NO, *(word.replace("''", "'") for word in cells.UNSURE)},
    "warm_cold": {
        f"{word}{ending}"
        for word in (*cells.WARM, *cells.COLD)
        for ending in ("", *(f"{gap}transfer{red}" for gap in " _-" for red in ("", "red")))
    },
}


def date_values(shape: Shape, mapping: Mapping) -> list[str]:
    """The first values of the columns that hold dates."""
    found = []
    for column, key in mapping.columns.items():
        kind = BY_KEY[key].kind if key in BY_KEY else ""
        if kind in ("moment", "date") and column in shape.columns:
            found += shape.values(column)
    return found


def date_order(values: list[str]) -> Dates:
    """Tell the order of day and month, from the values that can be read in one way only. Where these differ it is as
    open as where there are none: it is asked."""
    example, orders = "", set()
    for value in values:
        parts = _PARTS.match(value)
        if not parts:
            continue
        first, second = int(parts[1]), int(parts[2])
        if len(parts[1]) == 4:
            if "-" in value[:5]:  # read in any order: others in the column may still need one
                continue
            return Dates("ymd")
        if first <= 12 and second <= 12:
            example = example or value
        elif first <= 12 or second <= 12:  # else there is no such day
            orders.add("dmy" if first > 12 else "mdy")
    if len(orders) == 1:
        return Dates(orders.pop())
    return Dates("", example, mixed=bool(orders)) if example or orders else Dates("ymd")


def scales(shape: Shape, mapping: Mapping) -> dict[str, int]:
    csat = _scale(_numbers(shape, mapping.column("csat")), 5, ((1, 5), (1, 7), (0, 10), (0, 100)))
    ces = _scale(_numbers(shape, mapping.column("ces")), 7, ((1, 5), (1, 7), (0, 10), (0, 100)))
    if not mapping.has("ces") or ces == (1, 5):
        ces = (1, 7)  # the usual one: answers of a seven-point scale may well end at five
    return {"csat_low": csat[0], "csat_high": csat[1], "ces_low": ces[0], "ces_high": ces[1]}


def _numbers(shape: Shape, column: str | None) -> list[float]:
    if not column:
        return []
    return [float(v) for v in shape.values(column) if re.match(r"^\d+(\.\d+)?$", v)]


def _scale(numbers: list[float], top: int, usual_ones) -> tuple[int, int]:
    """The smallest usual scale that holds the first answers."""
    # A few odd answers do not make a longer scale: they are rejected and shown.
    usual = sorted(numbers)[int(0.98 * (len(numbers) - 1))] if numbers else top
    return next(((low, high) for low, high in usual_ones if usual <= high), (1, 5))


def questions(shape: Shape, mapping: Mapping) -> dict[str, str]:
    """What the questions ask, of a file with one answer a line or with questionnaires."""
    if column := mapping.column("questionnaire"):
        texts = turns.asked(shape, column)
    else:
        column = mapping.column("question")
        texts = sorted(set(shape.values(column))) if column else []
    return {text: question(text) for text in texts}


def question(text: str) -> str:
    """csat, nps, ces or resolved, by the words of the question; "" when they do not tell."""
    said = f" {words(text)}"
    for key, spoken in _SPOKEN.items():
        if any(f" {word}" in said for word in spoken):
            return key
    return ""


_SPOKEN = {
    "nps": ("nps", "recommend", "promoter"),
    "ces": ("ces", "effort", "easy", "difficult"),
    "resolved": ("resolved", "solved", "first time", "fcr", "completed", "resolution"),
    "csat": ("csat", "satisf", "happy", "rate the", "rating"),
}
