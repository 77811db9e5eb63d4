"""A monitoring policy for tests, through the same actions as anybody's."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evenhand.features.standards import actions
from evenhand.features.standards.actions.refusals import SENTENCES
from evenhand.features.standards.models import Draft, Policy, Version
from evenhand.features.standards.rules.monitoring import Basis, Method, Monitoring, Purpose
from tests import cast

SECTIONS = (("", "Your rights", "You may see everything that is kept about you."),)


def parts(**other) -> Monitoring:
    whole = {
        "purposes": (Purpose.STANDARDS,),
        "why": "To see how well customers are served, and to learn.",
        "basis": Basis.LEGITIMATE_INTERESTS,
        "methods": (Method.TRANSCRIPTS, Method.EVALUATIONS, Method.RATINGS, Method.VOLUMES),
        "least_intrusive": "A few contacts drawn by chance show enough.",
        "notice": "On the first day, and on this page.",
        "openings_a_month": 40,
        "assessment": "DPIA-7 of May 2023",
        "starts_on": cast.SINCE,
    }
    return Monitoring(**(whole | other))


def begin(*, by=None, kind="monitoring", title="Monitoring policy") -> Policy:
    known = Policy.objects.filter(kind=kind).first()
    return known or actions.begin_policy(by=by or cast.viewer(cast.helen()), kind=kind, title=title)


def write(
    policy: Policy, *, by=None, effective_from=cast.SINCE, sections=SECTIONS, **other
) -> Draft:
    """A draft with everything that publishing needs, except a consultation."""
    held = Draft.objects.filter(policy=policy).first()
    return actions.save_draft(
        by=by or cast.viewer(cast.helen()),
        policy=policy,
        revision=held.revision if held else 0,
        sections=sections,
        effective_from=effective_from,
        monitoring=parts(**other) if policy.is_monitoring else None,
    )


def consult(draft: Draft, *, answer="We lowered the limit from 60 to 40."):
    said = actions.consult(
        by=cast.viewer(cast.pat()),
        draft=draft,
        whom="The union",
        held_on=cast.TODAY,
        views="Sixty is too many.",
    )
    return (
        actions.answer_views(by=cast.viewer(cast.helen()), consultation=said, answer=answer)
        if answer
        else said
    )


def publish(draft: Draft, *, by=None, reason="Agreed with the union", **other) -> Version:
    by = by or cast.viewer(cast.helen())
    given = {"revision": draft.revision, "reply_by": by.today + timedelta(days=14)} | other
    return actions.publish(by=by, policy=draft.policy, reason=reason, **given)


def make_monitoring_policy(*, effective_from: date = cast.SINCE, **other) -> Version:
    """Published and consulted about: in force since the cast came, unless told."""
    draft = write(begin(), effective_from=effective_from, **other)
    consult(draft)
    return publish(draft)


def limit(openings: int, *, from_day: date) -> Version:
    """The next version of the policy sets another limit, and says why nobody was consulted."""
    by = cast.viewer(cast.helen(), today=timezone.localdate())
    given = {"effective_from": from_day, "starts_on": from_day, "openings_a_month": openings}
    return publish(write(begin(), by=by, **given), by=by, unconsulted_reason="agreed")


def refused(function, *problems, **given) -> None:
    """It is refused for exactly these reasons."""
    with pytest.raises(ValidationError) as said, transaction.atomic():
        function(**given)
    assert set(said.value.messages) == {str(SENTENCES.get(one, one)) for one in problems}
