"""From the first lines of a checked file to the table that shows how they will read."""

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.analysis.intake.preview import Preview
from evenhand.foundation import wording

_SHOWN = 60  # signs of a cell


def table(preview: Preview | None) -> dict | None:
    """`heads` (title, whether it is a number) and `rows` of texts; the second cell of a row names it."""
    if preview is None or not preview.rows:
        return None
    columns = (_LINE, *_COLUMNS[preview.grain])
    return {
        "heads": [(title, number) for title, number, _cell in columns],
        "rows": [
            [(Truncator(cell(row)).chars(_SHOWN), number) for _t, number, cell in columns]
            for row in preview.rows
        ],
    }


def _plain(key: str):
    return lambda row: "" if row[key] is None else str(row[key])


def _moment(row: dict) -> str:
    return date_format(row["moment"], _("D j M Y, H:i")) if row["moment"] else ""


def _seconds(key: str):
    return lambda row: "" if row[key] is None else wording.plain_seconds_text(row[key])


def _person(row: dict) -> str:
    return row["agent"] or _("nobody")


def _about(row: dict) -> str:
    return _("a contact that is here") if row["about"] else _("a person and a time")


def _of(value: float | None, high: float | None) -> str:
    if value is None:
        return ""
    shown = [wording.number_text(one, 0 if one == int(one) else 1) for one in (value, high or 0)]
    return _("%(score)s of %(high)s") % {"score": shown[0], "high": shown[1]} if high else shown[0]


def _rating(row: dict) -> str:
    if row["csat_score"] is not None:
        return _of(row["csat_score"], row["csat_high"])
    return _("no survey answer") if row["answered"] else _("not answered")


def _letters(row: dict) -> str:
    return _("%(n)d letters") % {"n": row["letters"]} if row["letters"] else ""


_LINE = (gettext_lazy("Line"), True, lambda row: wording.count_text(row["line"]))
_COLUMNS = {
    "contact": (
        (gettext_lazy("Contact"), False, lambda row: row["source_id"][:40]),
        (gettext_lazy("Started"), False, _moment),
        (gettext_lazy("Person"), False, _person),
        (gettext_lazy("Channel"), False, lambda row: (row["channel"] or "").capitalize()),
        (gettext_lazy("Reason"), False, _plain("topic")),
        (gettext_lazy("Wait"), True, _seconds("wait_seconds")),
        (gettext_lazy("Handling"), True, _seconds("handle_seconds")),
        (gettext_lazy("Answer"), False, _rating),
    ),
    "response": (
        (gettext_lazy("Survey"), False, lambda row: row["source_id"][:40]),
        (gettext_lazy("About"), False, _about),
        (gettext_lazy("Person"), False, lambda row: row["agent"] or ""),
        (gettext_lazy("Answered"), False, _moment),
        (gettext_lazy("Question"), False, _plain("question")),
        (gettext_lazy("Answer"), False, lambda row: _of(row["score"], row["high"])),
        (gettext_lazy("Comment"), False, _letters),
    ),
    "evaluation": (
        (gettext_lazy("Evaluation"), False, lambda row: row["source_id"][:40]),
        (gettext_lazy("About"), False, _about),
        (gettext_lazy("Person"), False, lambda row: row["agent"] or ""),
        (gettext_lazy("Evaluated"), False, _moment),
        (gettext_lazy("By"), False, _plain("evaluator")),
        (gettext_lazy("Scorecard"), False, _plain("scorecard")),
        (gettext_lazy("Purpose"), False, _plain("purpose")),
        (gettext_lazy("Points"), False, lambda row: _of(row["earned"], row["possible"])),
    ),
    "leg": (
        (gettext_lazy("Contact"), False, lambda row: row["source_id"][:40]),
        (gettext_lazy("Leg"), True, _plain("leg")),
        (gettext_lazy("Person"), False, _person),
        (gettext_lazy("Started"), False, _moment),
        (gettext_lazy("Talk"), True, _seconds("talk_seconds")),
        (gettext_lazy("Hold"), True, _seconds("hold_seconds")),
        (gettext_lazy("Wrap-up"), True, _seconds("wrap_seconds")),
        (gettext_lazy("Handling"), True, _seconds("handle_seconds")),
    ),
    "message": (
        (gettext_lazy("Turn"), False, _plain("message")),
        (gettext_lazy("Said"), False, _moment),
        (gettext_lazy("Speaker"), False, _plain("speaker")),
        (gettext_lazy("How long"), False, _letters),
    ),
}  # fmt: skip
