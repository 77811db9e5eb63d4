"""Opening another person's words for a purpose; saying what is wrong with a contact, and answering that."""

from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.features.contacts import queries
from evenhand.features.contacts.models import KINDS, STATES, Correction, Opening
from evenhand.features.contacts.policy import purposes_of
from evenhand.features.contacts.rules.corrections import CREDITING, MOVES, Kind, State
from evenhand.features.contacts.rules.purposes import (
    BY_REFERENCE,
    MONITORING,
    Purpose,
    choices,
    is_sought,
)
from evenhand.features.people import queries as people
from evenhand.features.people.models import Person, Team
from evenhand.foundation.access.viewers import Actor, Viewer
from evenhand.foundation.audit.actions import record
from evenhand.foundation.notices.actions import notify
from evenhand.foundation.reactions import announce


@transaction.atomic
def open_words(
    *,
    by: Viewer,
    seen: queries.Seen,
    purpose: Purpose,
    words: str,
    now: datetime,
    reference: str = "",
) -> list[Opening]:
    """Record that the viewer opens a contact's words until the day ends, and tell everybody whose words they are.

    `reference`: of the complaint or request for which it is opened. ValidationError when the purpose does not apply,
    when its reference or what is looked for is not said, or when the month's limit is reached. What is open to them already is not opened, or counted, again.
    """
    if queries.open_now(by, seen.contact["contact_id"], now=now):
        return []
    _refuse_opening(by, seen, purpose, words.strip(), reference.strip())
    number = queries.called(seen.contact)
    day_ends = timezone.make_aware(
        datetime.combine(timezone.localtime(now).date() + timedelta(days=1), time.min)
    )
    whose = people.names(seen.whole.people)
    made = [
        Opening.objects.create(
            contact_id=seen.contact["contact_id"],
            contact_number=number[:400],
            person=person,
            by_id=by.user_id,
            purpose=purpose,
            reference=reference.strip() if purpose in BY_REFERENCE else "",
            words=words.strip(),
            sought=is_sought(purpose),
            at=now,
            until=day_ends,
        )
        for person in (sorted(whose.values(), key=lambda one: one.pk) or [None])
    ]
    for one in made:
        _tell_opened(by, one)
    return made


def _refuse_opening(
    by: Viewer, seen: queries.Seen, purpose: Purpose, words: str, reference: str
) -> None:
    monitored = queries.monitored(by.today)
    offered = choices(purposes_of(by), queries.occasions(seen.whole, named=False), monitored)
    problems = []
    if purpose in MONITORING and monitored.closes:
        problems.append(
            _("No monitoring policy that allows it is in force, so nothing is opened for a review.")
        )
    elif not any(one.purpose == purpose and one.closed is None for one in offered):
        problems.append(_("This purpose does not apply to this contact. Choose one that does."))
    if purpose in BY_REFERENCE and not reference:
        problems.append(_("Give the number of the complaint or request."))
    if not words:
        problems.append(_("Say in a sentence what you will look for."))
    if seen.is_own:
        problems.append(_("You had a part in this contact: it is open to you."))
    if queries.used(by).is_used_up:
        problems.append(
            _("The limit of this month is reached. Opening more needs a second person to decide.")
        )
    if problems:
        raise ValidationError(problems)


def _tell_opened(by: Viewer, one: Opening) -> None:
    record(
        by=by,
        verb="words opened",
        object_type="contact",
        object_ref=str(one.contact_id),
        subject_ref=one.person.ref if one.person else "",
        reason=f"{one.purpose_text}: {one.words}",
        after={
            "opening": one.ref,
            "reference": one.reference,
            "sought": one.sought,
            "until": one.until,
        },
    )
    if one.person and one.person.user_id:
        said = _("%(who)s opened the words of your contact %(number)s: %(purpose)s. “%(words)s”")
        text = said % {
            "who": by.name,
            "number": one.contact_number[:60],
            "purpose": one.purpose_text,
            "words": one.words,
        }
        notify(
            user_ids=[one.person.user_id],
            text=text,
            url=reverse("opened_contacts"),
            kind="words opened",
        )


@transaction.atomic
def show_originals(*, by: Viewer, seen: queries.Seen, now: datetime) -> None:
    """Record that the viewer reads a contact's words with the personal data in them, for the purpose that opened them;
    everybody whose words they are finds it among who looked. ValidationError when the words are not open to them."""
    opening = queries.open_now(by, seen.contact["contact_id"], now=now)
    if not seen.is_own and opening is None:
        raise ValidationError(_("Open the words for a purpose first."))
    whose = sorted(person.ref for person in people.names(seen.whole.people).values())
    for ref in whose or [""]:
        record(
            by=by,
            verb="words shown unmasked",
            object_type="contact",
            object_ref=str(seen.contact["contact_id"]),
            subject_ref=ref,
            reason=f"{opening.purpose_text}: {opening.words}" if opening else "own contact",
            after={"opening": opening.ref} if opening else None,
        )


@transaction.atomic
def ask_correction(
    *, by: Viewer, seen: queries.Seen, kind: Kind, words: str, instead: str = ""
) -> Correction:
    """Say that something is wrong with one's part in a contact. Whoever leads the team is told."""
    if not seen.is_own:
        raise ValidationError(_("Only whoever had a part in a contact can say that."))
    if not words.strip():
        raise ValidationError(_("Say what happened, in a sentence or two."))
    try:
        with transaction.atomic():
            made = Correction.objects.create(
                contact_id=seen.contact["contact_id"],
                contact_number=queries.called(seen.contact)[:400],
                day=seen.contact["local_date"],
                person=seen.own,
                kind=kind,
                instead=instead.strip()[:150],
                words=words.strip(),
            )
    except IntegrityError as clash:
        raise ValidationError(_("You have said so already; it waits for an answer.")) from clash
    _record(by, "correction asked", made, after={"kind": kind, "instead": made.instead})
    notify(
        user_ids=queries.whom_to_tell(made.person, today=by.today),
        text=_("%(name)s says of contact %(number)s: %(kind)s.")
        % {
            "name": made.person.name,
            "number": made.contact_number[:60],
            "kind": KINDS[Kind(made.kind)],
        },
        url=_address(made),
        kind="correction asked",
    )
    return made


def decide_correction(
    *,
    by: Actor,
    correction: Correction,
    accepted: bool,
    answer: str,
    to_person: Person | None = None,
    to_team: Team | None = None,
) -> Correction:
    """Accept or decline, with words. What is accepted is credited anew, in the months that it touches alone."""
    _refuse_answer(by, correction, accepted, answer, to_person, to_team)
    month = queries.month_of(correction.contact_id, otherwise=correction.day)  # before any lock
    state = State.ACCEPTED if accepted else State.DECLINED
    credits = accepted and correction.kind in CREDITING
    with transaction.atomic():
        _move(
            correction,
            state,
            answer=answer.strip(),
            decided_by_id=by.user_id,
            to_person=to_person if credits and correction.kind == Kind.NOT_MINE else None,
            to_team=to_team if credits and correction.kind == Kind.WRONG_TEAM else None,
        )
        _record(
            by,
            f"correction {state}",
            correction,
            reason=correction.answer,
            after=_after(correction),
        )
        if correction.person.user_id:
            said = _("Your claim about contact %(number)s was %(state)s: “%(answer)s”")
            text = said % {
                "number": correction.contact_number[:60],
                "state": STATES[state],
                "answer": correction.answer,
            }
            notify(user_ids=[correction.person.user_id], text=text, url=_address(correction),
                kind="correction decided")  # fmt: skip
        if credits:
            announce("corrections.decided", months=[month])
    return correction


def _refuse_answer(by, correction, accepted, answer, to_person, to_team) -> None:
    problems = []
    if correction.person.user_id and correction.person.user_id == by.user_id:
        problems.append(_("Somebody else has to answer what you say yourself."))
    if not answer.strip():
        problems.append(_("Say why: your words stay beside theirs."))
    if accepted and correction.kind == Kind.WRONG_TEAM and to_team is None:
        problems.append(_("Choose the team for which it should count."))
    if accepted and to_person is not None and to_person.pk == correction.person_id:
        problems.append(_("That is whom it is credited to now. Choose somebody else, or nobody."))
    if problems:
        raise ValidationError(problems)


def _after(correction: Correction) -> dict:
    to_person, to_team = correction.to_person, correction.to_team
    return {
        "kind": correction.kind,
        "to_person": to_person.ref if to_person else "",
        "to_team": to_team.ref if to_team else "",
    }


@transaction.atomic
def withdraw_correction(*, by: Actor, correction: Correction) -> Correction:
    """Take back what one said, while nobody has answered."""
    _move(correction, State.WITHDRAWN)
    _record(by, "correction withdrawn", correction)
    return correction


def _move(correction: Correction, state: State, **values) -> None:
    """Compare-and-set: of two answers at once the first holds."""
    asked = Correction.objects.filter(pk=correction.pk, state__in=MOVES[state])
    moved = asked.update(state=state, decided_at=timezone.now(), **values)
    correction.refresh_from_db()
    if not moved:
        raise ValidationError(
            _("This was %(state)s meanwhile.") % {"state": correction.get_state_display()}
        )


def _address(correction: Correction) -> str:
    return reverse("correction", args=[correction.ref])


def _record(by: Actor, verb: str, correction: Correction, **changes) -> None:
    record(
        by=by,
        verb=verb,
        object_type="correction",
        object_ref=correction.ref,
        subject_ref=correction.person.ref,
        **changes,
    )


def erase_claims(*, person: Person) -> None:
    """That something was claimed and how it was decided stays; no words do. Called within an erasure."""
    gone = str(_("removed"))
    mine = Correction.objects.filter(person=person)
    mine.update(words=gone, instead="")
    mine.exclude(answer="").update(answer=gone)
    Correction.objects.filter(to_person=person).update(to_person=None)
