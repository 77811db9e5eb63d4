"""From one contact to what its page shows, in words. Decides nothing."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.analysis.behind import Counted, Words
from evenhand.features.contacts.models import PURPOSES
from evenhand.features.contacts.queries import Names, Seen, called, has_number, masked_reviews
from evenhand.features.contacts.rules.purposes import Choice, Closed, Purpose
from evenhand.features.contacts.rules.timeline import Event, timeline
from evenhand.foundation import wording

ATTRIBUTION = {
    "agent in the source": gettext_lazy("The source names them as the person who handled it."),
    "no agent in the source": gettext_lazy("The source names nobody, as with most calls that were given up."),
    "somebody who was removed": gettext_lazy("The person who handled it was removed; it counts for their team."),
    "agent not known here": gettext_lazy("The source names somebody whom nobody here is known by."),
    "corrected: handled by somebody else": gettext_lazy(
        "It was said not to be whose the source says, and that was accepted."
    ),
    "corrected: handled by nobody here": gettext_lazy(
        "It was said not to be whose the source says, and that was accepted: it counts for nobody."
    ),
    "corrected: handled for another team": gettext_lazy(
        "It was said to count for another team, and that was accepted."
    ),
}  # fmt: skip

QUESTIONS = {
    "csat": gettext_lazy("Satisfied?"),
    "nps": gettext_lazy("Would recommend us?"),
    "ces": gettext_lazy("Was it easy? (more is easier)"),
    "ces1": gettext_lazy("How much effort? (less is easier)"),
    "resolved": gettext_lazy("Was it resolved?"),
}
DRAWN = {
    "random": gettext_lazy("drawn by chance"),
    "targeted": gettext_lazy("chosen on purpose: enters no rate"),
}
_NOTHING_OPEN = {
    Purpose.DRAWN: gettext_lazy("None is drawn for this contact"),
    Purpose.SECOND_LOOK: gettext_lazy("Nobody waits for one on this contact"),
}
_BY_POLICY = {
    Closed.NO_POLICY: gettext_lazy("Waits for a monitoring policy"),
    Closed.NOT_IN_POLICY: gettext_lazy("Reading words is not in the monitoring policy"),
}
_BY_REFERENCE = gettext_lazy("With its number, which you write down below")
_NOT_YOURS = {
    Purpose.DRAWN: gettext_lazy("Goes through those who review"),
    Purpose.COMPLAINT: gettext_lazy("Goes through those who lead or review, or HR"),
    Purpose.SECOND_LOOK: gettext_lazy("Goes through those who lead or review, or HR"),
    Purpose.SUBJECT_ACCESS: gettext_lazy("Goes through the privacy officer"),
}
_MINUTES_APART = timedelta(hours=3)


def happened(seen: Seen) -> list[dict]:
    """The timeline, with the names that this viewer may see."""
    whole = seen.whole
    events = timeline(whole.contact, whole.legs, whole.responses, whole.evaluations)
    return [_event(event, seen) for event in events]


def _event(event: Event, seen: Seen) -> dict:
    about = event.about
    parts = ("talk", "hold", "wrap")
    known = [(part, about.get(f"{part}_seconds")) for part in parts]
    return {
        "kind": event.kind.value,
        "at": event.at,
        "who": name_of(seen, about.get("person_id")),
        "wait": _seconds(about.get("wait_seconds")),
        "whole": _seconds(about.get("handle_seconds")),
        "parts": [(_PARTS[part], _seconds(value)) for part, value in known if value is not None],
        "about": about,
        "answer": answer_text(about) if event.kind == "survey" else "",
        "question": "" if about.get("question") == "csat" else QUESTIONS.get(about.get("question")),
        "drawn": DRAWN.get(about.get("purpose"), "") if event.kind == "reviewed" else "",
        "is_key": event.kind in ("began", "survey"),
    }


_PARTS = {
    "talk": gettext_lazy("talk"),
    "hold": gettext_lazy("hold"),
    "wrap": gettext_lazy("wrap-up"),
}


def _seconds(value: float | None) -> str:
    return "" if value is None else wording.seconds_text(value)


def name_of(seen: Seen, person_id: int | None) -> str:
    """A person whom the viewer may see, by name; anybody else is a colleague."""
    if person_id is None:
        return _("Somebody")
    person = seen.names.get(person_id)
    return person.name if person else _("A colleague")


def answer_text(answer: dict) -> str:
    """ "4 of 5", or the words of a question that is answered in words."""
    score = answer["score"]
    if answer["question"] == "resolved":
        return {1.0: _("yes"), 0.0: _("no")}.get(score, _("not sure"))
    if score is None:
        return _("no answer")
    high = answer["high"]
    number = wording.value_text(score, "", 1)[0]
    return _("%(score)s of %(high)s") % {"score": number, "high": wording.value_text(high, "", 1)[0]} if high else number  # fmt: skip


def answers(seen: Seen, words: Words | None) -> list[dict]:
    """Every answer of a customer; what they added in words only where the words are open."""
    return [
        {
            "question": QUESTIONS.get(one["question"], one["question"]),
            "answer": answer_text(one),
            "credited": one["credited"],
            "at": _aware(one["answered_at"]),
            "has_comment": one["has_comment"],
            "comment": words.comments.get(one["response"], "") if words else "",
        }
        for one in seen.whole.responses
    ]


def evaluations(seen: Seen, *, unmasked: bool = False) -> list[dict]:
    """Its reviews, their comments masked unless somebody asked for the words as they were said."""
    whole = seen.whole if unmasked else masked_reviews(seen.whole)
    return [
        {
            **one,
            "at": _aware(one["evaluated_at"]),
            "drawn": DRAWN.get(one["purpose"], one["purpose"]),
            "points": _points(one),
            "percent": _percent(one),
            "criteria": [{**score, "points": _points(score)} for score in one["criteria"]],
        }
        for one in whole.evaluations
    ]


def _points(row: dict) -> str:
    if row.get("not_applicable") or row["earned"] is None or not row["possible"]:
        return ""
    earned, possible = (wording.value_text(row[key], "", 1)[0] for key in ("earned", "possible"))
    return _("%(earned)s of %(possible)s") % {"earned": earned, "possible": possible}


def _percent(row: dict) -> str:
    return wording.share_text(row["earned"] / row["possible"], 1) + "%" if row["possible"] else ""


def counted(seen: Seen) -> tuple[list[dict], list[str]]:
    """What it counted in, each with the reason; and the titles of all it did not count in."""
    told = [one for one in seen.whole.counted if one.counts or one.blind]
    rest = [
        wording.said(one.kpi.title) for one in seen.whole.counted if not (one.counts or one.blind)
    ]
    return [_counted(one) for one in told], rest


def _counted(one: Counted) -> dict:
    kpi = one.kpi
    common = {
        "title": wording.said(kpi.title),
        "key": kpi.key,
        "formula": wording.said(kpi.formula),
    }
    what = {"what": wording.said(kpi.counted)}
    if one.blind:
        return common | {"as": _("left out"), "because": wording.said(one.blind)}
    if one.above is not None and one.above >= one.n:
        because = _("It is among the %(what)s, and one of those that are looked for.") % what
        return common | {"as": _("above and below the line"), "because": because}
    if one.above is not None:
        because = _("It is among the %(what)s, but not one of those that are looked for.") % what
        return common | {"as": _("below the line only"), "because": because}
    if one.total is not None:
        value, unit = wording.value_text(one.total, kpi.unit, 1)
        because = _("It adds this to the sum over the %(what)s.") % what
        return common | {"as": f"{value} {unit}".strip(), "because": because}
    because = _("It is one of the %(what)s.") % what
    return common | {"as": wording.count_text(one.n), "because": because}


def title(seen: Seen) -> str:
    """What its page is called."""
    name = called(seen.contact)
    return _("Contact %(number)s") % {"number": name} if has_number(seen.contact) else name


def nearby(seen: Seen) -> dict:
    """How long before and after the customer came for the same, and the contacts that the viewer may open."""
    row = seen.contact
    start = row["started_at"]
    found = [
        {**one, "started_at": _aware(one["started_at"]), "who": name_of(seen, one["person_id"])}
        for one in Names().of(seen.whole.nearby)
    ]
    return {
        "since": _span(row["since_previous_seconds"]),
        "until": _span(row["until_next_seconds"]),
        "before": [one for one in found if one["started_at"] < _aware(start)],
        "after": [one for one in found if one["started_at"] >= _aware(start)],
    }


def _span(seconds: float | None) -> str:
    if seconds is None:
        return ""
    days = int(seconds // 86400)
    if days > 1:
        return _("%(n)d days") % {"n": days}
    return wording.seconds_text(seconds)


def turns(seen: Seen, words: Words) -> list[dict]:
    """What was said, in order: who, when (from the start, or the day when it went on for long), what."""
    start = _aware(seen.contact["started_at"])
    speakers = {"customer": _("Customer"), "system": _("System"), "agent": _agent(seen)}
    return [
        {
            "when": _moment(_aware(one["said_at"]), start),
            "speaker": one["speaker"],
            "who": speakers.get(one["speaker"], one["speaker"]),
            "text": one["text"],
        }
        for one in words.messages
    ]


def _agent(seen: Seen) -> str:
    """The one who handled it; where several did, a source does not say which of them spoke."""
    people = seen.whole.people
    return name_of(seen, next(iter(people))).split()[0] if len(people) == 1 else _("Agent")


def _moment(at: datetime | None, start: datetime) -> str:
    if at is None:
        return ""
    after = at - start
    if timedelta() <= after < _MINUTES_APART:
        minutes, seconds = divmod(int(after.total_seconds()), 60)
        return f"{minutes}:{seconds:02d}"
    return date_format(timezone.localtime(at), _("j M, H:i"))


def offered(choices: list[Choice]) -> list[dict]:
    """The purposes as they are offered; those that do not apply with their reason."""
    return [
        {
            "value": one.purpose.value,
            "title": PURPOSES[one.purpose],
            "closed": one.closed is not None,
            "why": _why(one),
        }
        for one in choices
    ]


def _why(one: Choice) -> str:
    if one.closed is None:
        return one.occasion or str(_BY_REFERENCE)
    if one.closed in _BY_POLICY:
        return str(_BY_POLICY[one.closed])
    reasons = _NOT_YOURS if one.closed == Closed.NOT_YOURS else _NOTHING_OPEN
    return str(reasons[one.purpose])


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
