"""Policies, their versions and drafts, who was consulted: always as somebody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from evenhand.features.standards.models import Consultation, Draft, Policy, Version
from evenhand.features.standards.policy import MAY, Ability
from evenhand.features.standards.queries.saying import own_sections
from evenhand.features.standards.rules.publishing import Consulted
from evenhand.features.standards.rules.versions import Section, cited, in_force
from evenhand.foundation.access.policy import may, require, require_writable
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.looking import says


@dataclass(frozen=True)
class Listed:
    """A policy as a list shows it. `draft` only for whoever may read drafts."""

    policy: Policy
    held: Version | None
    coming: Version | None
    draft: Draft | None


def policies(viewer: Viewer, *, state: str = "", words: str = "") -> list[Listed]:
    """By title. Who reads no drafts finds only what was published, and is told nothing of a draft by its words.

    `state`: "held", "coming" or "draft"; `words`: of the title, or of what holds or will."""
    require(viewer, Ability.READ, MAY)
    drafts = open_drafts(viewer)
    found = []
    for policy in Policy.objects.prefetch_related("versions"):
        known = list(policy.versions.all())
        held = in_force(known, viewer.today)
        coming = next((one for one in known if one.effective_from > viewer.today), None)
        if known or policy.pk in drafts:
            found.append(Listed(policy, held, coming, drafts.get(policy.pk)))
    return [one for one in found if _is_in(one, state) and says(words, *_said(one))]


def _is_in(one: Listed, state: str) -> bool:
    stands = {"held": one.held, "coming": one.coming, "draft": one.draft}
    return not state or stands[state] is not None


def _said(one: Listed) -> list[str]:
    versions = [version for version in (one.held, one.coming) if version]
    sections = [section for version in versions for section in version.written]
    return [one.policy.title, *(text for section in sections for text in (section.title, section.text))]  # fmt: skip


def open_drafts(viewer: Viewer) -> dict[int, Draft]:
    if not may(viewer, Ability.READ_DRAFTS, MAY):
        return {}
    return {one.policy_id: one for one in Draft.objects.select_related("policy", "edited_by")}


def policy_of(viewer: Viewer, ref: str) -> Policy:
    require(viewer, Ability.READ, MAY)
    require_writable(ref)
    found = Policy.objects.select_related("owner")
    if not may(viewer, Ability.READ_DRAFTS, MAY):
        found = found.filter(versions__isnull=False).distinct()
    return get_object_or_404(found, ref=ref)


def versions(policy: Policy):
    """The latest first, those to come included."""
    return policy.versions.select_related("published_by")


def version_of(viewer: Viewer, ref: str, number: int) -> Version:
    return get_object_or_404(versions(policy_of(viewer, ref)), number=min(number, 2**31 - 1))


def in_force_of(policy: Policy, on: date) -> Version | None:
    return in_force(versions(policy), on)


def last_of(policy: Policy) -> Version | None:
    return versions(policy).first()


def section_cited(policy: Policy, citation: str) -> tuple[Version, Section] | None:
    """What "methods@2" cites; None where nothing does."""
    found = cited(citation)
    version = versions(policy).filter(number=min(found[1], 2**31 - 1)).first() if found else None
    if version is None:
        return None
    section = next((one for one in version.written if one.key == found[0]), None)
    return (version, section) if section else None


# Drafts and what is said of them


def draft_for_reading(viewer: Viewer, ref: str) -> Draft:
    require(viewer, Ability.READ_DRAFTS, MAY)
    require_writable(ref)
    return get_object_or_404(Draft.objects.select_related("policy", "edited_by"), policy__ref=ref)


def draft_to_write(viewer: Viewer, ref: str) -> tuple[Policy, Draft]:
    """The draft, or one as it would begin: with what the latest version says. It is not there before it is kept."""
    require(viewer, Ability.DRAFT, MAY)
    policy = policy_of(viewer, ref)
    held = Draft.objects.filter(policy=policy).first()
    return policy, held or _beginning(policy)


def _beginning(policy: Policy) -> Draft:
    last = last_of(policy)
    if last is None:
        return Draft(policy=policy, revision=0)
    parts = last.parts and {**last.parts, "starts_on": None}
    return Draft(policy=policy, revision=0, sections=own_sections(last), parts=parts)


def consulted(draft: Draft):
    return draft.consultations.select_related("views_by", "answered_by", "recorded_by")


def as_facts(found) -> list[Consulted]:
    return [Consulted(one.views, one.answer) for one in found]


def consultation_of(viewer: Viewer, ref: str, consultation_ref: str) -> Consultation:
    draft = draft_for_reading(viewer, ref)
    require_writable(consultation_ref)
    return get_object_or_404(consulted(draft), ref=consultation_ref)


def published_from(
    viewer: Viewer, ref: str, consultation_ref: str
) -> tuple[Policy, Version | None]:
    """Where a consultation went whose draft is gone: the policy, and the version that it is in.

    None where no version names it: those published by an older Evenhand name none. Not found before anything was
    published, and for whoever could not have read the draft.
    """
    require(viewer, Ability.READ_DRAFTS, MAY)
    policy = policy_of(viewer, ref)
    known = list(versions(policy))
    if not known:
        raise Http404
    of_it = (one for one in known if any(c.get("ref") == consultation_ref for c in one.consulted))
    return policy, next(of_it, None)


def awaited_views(viewer: Viewer) -> list[Consultation]:
    """Consultations in which a representative has not said anything yet: for representatives."""
    if not viewer.has(Role.REPRESENTATIVE):
        return []
    found = Consultation.objects.filter(views="").select_related("draft__policy")
    return list(found)


def unanswered_views(viewer: Viewer) -> list[Consultation]:
    """Views that wait for an answer, for whoever may give it: never for whoever said them."""
    if not may(viewer, Ability.DRAFT, MAY):
        return []
    found = Consultation.objects.filter(~Q(views=""), answer="").select_related("draft__policy")
    return list(found.exclude(views_by_id=viewer.user_id))
