"""Words beside any figure of a person: theirs and those of whoever leads them, read by whoever sees the figure."""

import pytest
from django.urls import reverse

from evenhand.foundation.remarks.models import Remark
from tests import cast, centre
from tests.access.walking import words

pytestmark = pytest.mark.django_db
EVER = "period=own&first=2024-01-01&last=2024-12-31"
SAID = "Half of these were about the outage."


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def say(name: str, here, said: str = SAID, key: str = "csat"):
    address = reverse("figure_words", args=[here.amara.ref, key])
    return cast.signed_in(cast.CAST[name]()).post(f"{address}?{EVER}", {"words": said})


def figure(name: str, here, key: str = "csat", asked: str = EVER):
    address = f"{reverse('figure', args=[key])}?person={here.amara.ref}&{asked}"
    return cast.signed_in(cast.CAST[name]()).get(address)


def test_they_stand_beside_the_figure_for_whoever_sees_it(here):
    answer = say("amara", here)
    assert answer.status_code == 302
    landed = cast.signed_in(cast.amara()).get(answer["Location"])
    assert SAID in landed.content.decode()
    for name in ("amara", "joanna", "helen"):
        assert SAID in figure(name, here).content.decode(), name
    assert SAID not in figure("amara", here, key="handled").content.decode()


def test_of_other_days_they_are_kept_apart(here):
    say("amara", here)
    text = words(
        figure("amara", here, asked="period=own&first=2024-02-01&last=2024-02-28").content.decode()
    )
    assert "1 about other days" in text and SAID in text


def test_nobody_else_speaks(here):
    for name in ("ben", "rajesh", "helen", "owen", "mateus", "pat", "eve"):
        assert say(name, here).status_code == 404, name
    assert say("joanna", here).status_code == 302
    text = words(figure("amara", here).content.decode())
    assert "Joanna Price, who leads them" in text


def test_taken_back_by_whoever_said_it_alone(here):
    say("amara", here)
    made = Remark.objects.get()
    address = reverse("figure_words_back", args=[here.amara.ref, "csat", made.ref])
    assert cast.signed_in(cast.joanna()).post(f"{address}?{EVER}").status_code == 404
    other = reverse("figure_words_back", args=[here.amara.ref, "handled", made.ref])
    assert cast.signed_in(cast.amara()).post(f"{other}?{EVER}").status_code == 404
    assert cast.signed_in(cast.amara()).post(f"{address}?{EVER}").status_code == 302
    assert SAID not in figure("joanna", here).content.decode()


def test_nothing_is_refused_with_a_sentence(here):
    answer = say("amara", here, "  ")
    assert (
        answer.status_code == 422 and "Write down what you want to say" in answer.content.decode()
    )
    assert not Remark.objects.exists()


def test_a_guest_reads_the_words_of_the_person_alone(here):
    centre.let_in(cast.nadia(), here.amara)
    say("amara", here)
    say("joanna", here, "We spoke about it.")
    text = figure("nadia", here).content.decode()
    assert SAID in text and "We spoke about it." not in text and "Add your words" not in text


def test_beside_a_figure_of_many_there_are_none(here):
    page = cast.signed_in(cast.helen()).get(f"{reverse('figure', args=['csat'])}?{EVER}")
    assert "In their words" not in page.content.decode()
