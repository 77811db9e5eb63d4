"""Whatever analysis and rules say to people is marked, so that `makemessages` finds it: held against the source itself,
by Python's and Django's parsers."""

import ast
import copy
import json
import pickle
from dataclasses import fields

import pytest
from django.apps import apps

from evenhand.analysis import periods, wording
from evenhand.analysis.intake import profile, reasons
from evenhand.analysis.intake.fields import BY_KEY, FIELDS
from evenhand.analysis.kpis import catalogue, quality, satisfaction
from evenhand.analysis.kpis.definition.kpi import ONE
from evenhand.analysis.kpis.speed import FORMULAS
from evenhand.analysis.measure import NOT_CREDITED, TOO_FEW_PEOPLE
from evenhand.analysis.texts import Said, as_data, gettext_noop, ngettext_lazy, of_data
from evenhand.features.governance.rules import retention
from evenhand.foundation.personal import Erase, Keep, data_map
from tests.architecture.source import modules, slice_of, tree
from tests.pseudo.marked import KEYWORDS, in_python, in_template, marked

OF_A_KPI = (
    "title", "meaning", "formula", "excludes", "counted", "interval", "maturity", "censoring", "needs", "source",
)  # fmt: skip


def texts_of_definitions():
    for kpi in catalogue.EVERY:
        yield from (getattr(kpi, name) for name in OF_A_KPI)
        yield from kpi.left_out.values()
        for one in kpi.parameter_fields:
            yield from (one.label, one.help, *(text for _value, text in one.choices))
    yield from (*ONE.values(), *FORMULAS.values())
    yield from (NOT_CREDITED, TOO_FEW_PEOPLE, satisfaction.MIXED, *_notes())


def _notes():
    """Those of a score that failed, was weighted and has one reviewer."""
    row = {"earned": 1, "possible": 2, "evaluator": "x", "inclusion_probability": 0.5, "auto_fail": True}  # fmt: skip
    yield from quality.qa_score.of_rows([row, row | {"inclusion_probability": 0.25}]).notes


def texts_of_intake():
    yield from (one.title for kind in FIELDS.values() for one in kind)
    yield from (one.title for one in BY_KEY.values())
    yield from reasons.REASONS.values()
    yield from (text for _pattern, text in reasons.DETAILS)
    told = (("score", "1,200"), ("date", "31/09/2026"), ("date", "2026-13-01"), ("off_scale", "9", "1 to 5"))  # fmt: skip
    yield from (reasons.sentence(*one) for one in told)
    yield from (*profile.KINDS.values(), *profile.ORDERS.values())
    yield profile.Change("Rating", profile.KINDS["word"], profile.KINDS["date"]).sentence


def texts_of_rules():
    for kind in retention.KINDS:
        yield from (kind.title, kind.what, kind.why, kind.seen_by, kind.since, kind.source, kind.sureness)  # fmt: skip
    yield from (line.personal.purpose for line in data_map(apps.get_app_configs()))
    yield from (periods.UNREADABLE, periods.OUT_OF_REACH, periods.BACKWARDS, periods.TOO_LONG, periods.WHOLE_WEEKS)  # fmt: skip


def texts_of_numbers():
    for one in fields(wording.Words):
        text = getattr(wording.ENGLISH, one.name)
        if one.name not in ("point", "thousands"):
            yield from text if isinstance(text, tuple) else (text,)


def pieces(text):
    """The text as it is marked, and the texts among its values."""
    yield text
    for value in text.values.values():
        if isinstance(value, Said):
            yield from pieces(value)


@pytest.mark.parametrize(
    "texts", [texts_of_definitions, texts_of_intake, texts_of_rules, texts_of_numbers]
)
def test_every_text_is_marked(texts):
    found = [text for text in texts() if text]
    assert len(found) > 20
    assert not [text for text in found if not isinstance(text, Said)]
    marks = marked()
    assert not [
        piece.text
        for text in found
        for piece in pieces(text)
        if ("", piece.text, piece.many) not in marks
    ]


def test_what_an_enumeration_says_is_marked():
    words = {text for _context, text, _many in marked()}
    assert {*Keep, *Erase} <= words


def calls(name):
    return (node for node in ast.walk(tree(name)) if isinstance(node, ast.Call))


def test_what_analysis_refuses_is_said_in_marked_texts():
    """Never by words alone, nor by an f-string, which nobody can translate."""
    told = {"Unreadable": None, "Unclear": None, "Result": "problem"}
    bare = [
        (name, node.lineno)
        for name in modules()
        if slice_of(name)[0] == "analysis"
        for node in calls(name)
        if (called := getattr(node.func, "id", "")) in told
        for given in (*node.args, *(one.value for one in node.keywords if one.arg == told[called]))
        if isinstance(given, ast.JoinedStr)
        or (isinstance(given, ast.Constant) and isinstance(given.value, str))
    ]
    assert not bare


def test_no_text_is_marked_where_nobody_looks():
    """`makemessages` knows functions by these names alone, and looks into no f-string."""
    hidden = [
        (name, node.lineno)
        for name in modules()
        for text in ast.walk(tree(name))
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KEYWORDS
    ]
    renamed = [
        (name, one.asname)
        for name in modules()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom)
        and node.module in ("django.utils.translation", "evenhand.analysis.texts")
        for one in node.names
        if one.name in KEYWORDS and one.asname not in (None, "_")
    ]
    assert not hidden
    assert not renamed


def test_how_marks_are_found():
    python = "_('One')\nngettext('%(n)s day', '%(n)s days', n)\npgettext('of a week', 'May')\n_(one)\nf\"{_('no')}\""
    assert in_python(python) == {
        ("", "One", ""),
        ("", "%(n)s day", "%(n)s days"),
        ("of a week", "May", ""),
    }
    template = (
        '{% load i18n %}{% translate "Two" %}{{ x|default:_("none") }}'
        "{% blocktranslate count n=n %}{{ n }} line{% plural %}{{ n }} lines{% endblocktranslate %}"
    )
    assert in_template(template) == {
        ("", "Two", ""),
        ("", "none", ""),
        ("", "%(n)s line", "%(n)s lines"),
    }


SEEN = ngettext_lazy("{n:,} call of {who}: {why}.", "{n:,} calls of {who}: {why}.")


@pytest.mark.parametrize(
    ("n", "words"),
    [(1, "1 call of Ben: no answer."), (1200, "1,200 calls of Ben: no answer.")],
)
def test_a_text_with_values_is_english_as_it_stands(n, words):
    text = SEEN.of(n, who="Ben", why=gettext_noop("no answer"))
    assert text == words and isinstance(text, str)
    for again in (copy.deepcopy(text), pickle.loads(pickle.dumps(text))):
        assert (again, again.text, again.many, again.n) == (words, SEEN.text, SEEN.many, n)
        assert isinstance(again.values["why"], Said)
    kept = of_data(json.loads(json.dumps(as_data(text))))
    assert kept == words and isinstance(kept.values["why"], Said)
    assert not isinstance(kept.values["who"], Said)
    assert of_data("as an earlier release kept it") == "as an earlier release kept it"
