"""Texts and numbers of `analysis` in another language: by a catalogue as it is compiled, for whoever asks for it."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import override

from evenhand.analysis.intake.reasons import sentence
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.texts import gettext_noop, ngettext_lazy
from evenhand.analysis.wording import ENGLISH
from evenhand.foundation import wording
from tests import cast
from tests.pseudo.language import CODE, spoken, written

CATALOGUE = {
    "Service level": "Servicegrad",
    "How it is counted": "Wie gezählt wird",
    "{n} min": "{n} Min.",
    "Mar": "Mär",
    "{day} {month} {year}": "{day}. {month} {year}",
    "{low} to {high}": "{low} bis {high}",
    "no transcript of them here": "kein Transkript hier",
    "{n:,} {counted} left out: {why}.": "Ohne {n:,} {counted}: {why}.",
    "contact\0contacts": "Kontakt\0Kontakte",
    "There is no {day} {month}": "Einen {day}. {month} gibt es nicht",
    "September": "September",
    "j M Y": "j. M. Y",
}


@pytest.fixture(scope="module")
def place():
    return written(CATALOGUE)


@pytest.mark.django_db
def test_a_compiled_catalogue_changes_the_words_of_a_page(place):
    client, address = cast.signed_in(cast.helen()), reverse("kpi", args=["service_level"])
    with spoken(place) as headers:
        translated = client.get(address, headers=headers).content.decode()
        english = client.get(address).content.decode()
    alone = client.get(address, headers={"accept-language": "en-xa"}).content.decode()
    assert "<h1>Servicegrad</h1>" in translated and "Wie gezählt wird" in translated
    for page in (english, alone):
        assert "<h1>Service level</h1>" in page and "How it is counted" in page


def test_a_day_stands_as_its_language_writes_it(place):
    page = Template('{% load ui %}{{ day|date:_("j M Y") }}, {{ at|moment:_("j M Y") }}')
    at = datetime(2026, 3, 3, 14, 5, tzinfo=UTC)
    with spoken(place), override(CODE):
        assert (
            page.render(Context({"day": date(2026, 3, 3), "at": at}))
            == "3. Mar. 2026, 3. Mar. 2026, 14:05"
        )


def note_of_messages():
    """What a figure says of 1,200 contacts without a transcript."""
    kpi = catalogue.BY_KEY["messages"]
    parts = {"n": 30, "total": 90.0, "squares": 300.0, "blind": 1200}
    return kpi.result(parts).notes[-1]


SAID = [
    (lambda: wording.said(note_of_messages()), "Ohne 1'200 Kontakte: kein Transkript hier."),
    (lambda: wording.said(sentence("date", "31/09/2026")), "Einen 31. September gibt es nicht"),
    (lambda: wording.said(gettext_noop("nobody marked this so")), "nobody marked this so"),
    (lambda: wording.said(ngettext_lazy("contact", "contacts").of(1.0)), "Kontakt"),
    (lambda: wording.number_text(1234.5, 1), "1'234·5"),
    (lambda: wording.seconds_text(247), "4 Min. 7 s"),
    (lambda: "".join(wording.value_text(0.846, "share", 500)), "84·6%"),
    (lambda: wording.interval_text(3.61, 4.12, "score", 500), "3·61 bis 4·12"),
    (lambda: wording.window_text(date(2026, 3, 3), date(2026, 3, 5)), "3. Mär 2026 bis 5. Mär 2026"),
]  # fmt: skip


@pytest.mark.parametrize(("say", "words"), SAID, ids=[words for _say, words in SAID])
def test_texts_and_numbers(place, say, words):
    with spoken(place):
        assert say() == words
    assert say() != words or words == "nobody marked this so"


def test_with_one_language_nothing_is_looked_up():
    assert wording.words() is ENGLISH
    text = gettext_noop("Service level")
    assert wording.said(text) is text


def test_every_number_of_analysis_has_its_words_here():
    """A function that features could not reach would tempt them to pass the language by."""
    import evenhand.analysis.wording as plain

    worded = {name for name in vars(plain) if name.endswith("_text")}
    assert worded <= set(vars(wording))
