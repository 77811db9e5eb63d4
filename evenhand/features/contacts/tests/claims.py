"""What tests of corrections do in the same way."""

from django.urls import reverse

from evenhand.features.contacts import actions, queries
from evenhand.features.contacts.rules.corrections import Kind
from tests import cast, centre
from tests.access.walking import words as words_of

BENS = centre.id_of("ben-000")
WORDS = "I was on leave that day."


def ask(name="ben", contact=BENS, kind=Kind.NOT_MINE, **more):
    viewer = cast.viewer(cast.CAST[name]())
    seen = queries.contact_of(viewer, contact)
    return actions.ask_correction(
        by=viewer, seen=seen, kind=kind, words=more.pop("words", WORDS), **more
    )


def answer(claim, by="joanna", accepted=True, words="The rota says so too.", **more):
    by = cast.viewer(cast.CAST[by]())
    return actions.decide_correction(
        by=by, correction=claim, accepted=accepted, answer=words, **more
    )


def opens(name, address, *arguments) -> int:
    client = cast.signed_in(cast.CAST[name]())
    return client.get(reverse(address, args=arguments)).status_code


def said_on(name, claim) -> str:
    answer = cast.signed_in(cast.CAST[name]()).get(reverse("correction", args=[claim.ref]))
    return words_of(answer.content.decode())
