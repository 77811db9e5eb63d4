"""Service standards, their versions and drafts, the goals that a charter gives them, and whom they concern."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from evenhand.features.standards.models import (
    CHARTER,
    Policy,
    Standard,
    StandardDraft,
    StandardVersion,
    Version,
)
from evenhand.features.standards.policy import MAY, Ability
from evenhand.features.standards.queries.targets import Held, all_held
from evenhand.features.standards.queries.telling import title_text
from evenhand.features.standards.rules.versions import Section, citation, cited, in_force
from evenhand.foundation.access.policy import may, require, require_writable
from evenhand.foundation.access.queries import users_with
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.looking import says

STANDARD = "standard"  # as acknowledgements and the audit name it
_OWNERS = (Role.SERVICE_MANAGER, Role.HR_ADVISER, Role.TEAM_LEADER, Role.QUALITY_ANALYST)


@dataclass(frozen=True)
class ListedStandard:
    """A standard as a list shows it. `draft` only for whoever may read drafts; `targets`: those of today."""

    standard: Standard
    held: StandardVersion | None
    coming: StandardVersion | None
    draft: StandardDraft | None
    ends_on: date | None
    targets: tuple[Held, ...]


def standards(viewer: Viewer, *, state: str = "", words: str = "") -> list[ListedStandard]:
    """By title. Who reads no drafts finds only what was published, and is told nothing of a draft by its words.

    `state`: "held", "coming", "draft" or "ended"; `words`: of its title or text, its goal, its targets."""
    require(viewer, Ability.READ, MAY)
    drafts = standard_drafts(viewer)
    targets = all_held()
    known = Prefetch("versions", StandardVersion.objects.select_related("goal_version"))
    found = Standard.objects.select_related("withdrawal", "owner").prefetch_related(known)
    listed = [
        _listed(one, drafts, [held for held in targets if held.version.target.standard_id == one.pk], viewer.today)
        for one in found
        if one.versions.all() or one.pk in drafts
    ]  # fmt: skip
    return [one for one in listed if _is_in(one, state, viewer.today) and says(words, *_said(one))]


def _is_in(one: ListedStandard, state: str, today: date) -> bool:
    stands = {
        "held": one.held is not None,
        "coming": one.coming is not None,
        "draft": one.draft is not None,
        "ended": bool(one.ends_on and one.ends_on <= today),
    }
    return not state or stands[state]


def _said(one: ListedStandard) -> list[str]:
    versions = [version for version in (one.held, one.coming) if version]
    goals = [version.goal.title for version in versions if version.goal]
    targets = [title_text(held.version) for held in one.targets]
    return [one.standard.title, *(version.text for version in versions), *goals, *targets]


def _listed(one: Standard, drafts, targets, today: date) -> ListedStandard:
    versions = list(one.versions.all())
    return ListedStandard(
        standard=one,
        held=held_of(one, versions, today),
        coming=next((v for v in reversed(versions) if v.effective_from > today), None),
        draft=drafts.get(one.pk),
        ends_on=ends_on(one),
        targets=tuple(held for held in targets if held.holds(today) or held.first > today),
    )


def standard_drafts(viewer: Viewer) -> dict[int, StandardDraft]:
    if not may(viewer, Ability.READ_DRAFTS, MAY):
        return {}
    found = StandardDraft.objects.select_related("standard__owner", "edited_by")
    return {one.standard_id: one for one in found}


def ends_on(standard: Standard) -> date | None:
    """From when it is withdrawn."""
    withdrawal = getattr(standard, "withdrawal", None)
    return withdrawal and withdrawal.ends_on


def held_of(standard: Standard, versions, on: date) -> StandardVersion | None:
    end = ends_on(standard)
    return None if end and end <= on else in_force(versions, on)


def standard_of(viewer: Viewer, ref: str) -> Standard:
    require(viewer, Ability.READ, MAY)
    require_writable(ref)
    found = Standard.objects.select_related("owner", "withdrawal__by")
    if not may(viewer, Ability.READ_DRAFTS, MAY):
        found = found.filter(versions__isnull=False).distinct()
    return get_object_or_404(found, ref=ref)


def standard_versions(standard: Standard):
    """The latest first, those to come included."""
    return standard.versions.select_related("published_by", "owner", "goal_version__policy")


def standard_version_of(viewer: Viewer, ref: str, number: int) -> StandardVersion:
    found = standard_versions(standard_of(viewer, ref)).select_related("standard__withdrawal")
    return get_object_or_404(found, number=min(number, 2**31 - 1))


def version_on(standard: Standard, on: date) -> StandardVersion | None:
    """The version that holds on a day, also one that is still to come."""
    return held_of(standard, standard_versions(standard), on)


def last_version_of(standard: Standard) -> StandardVersion | None:
    return standard_versions(standard).first()


def standard_draft(viewer: Viewer, ref: str) -> StandardDraft:
    require(viewer, Ability.READ_DRAFTS, MAY)
    require_writable(ref)
    found = StandardDraft.objects.select_related("standard__owner", "edited_by")
    return get_object_or_404(found, standard__ref=ref)


def standard_draft_to_write(viewer: Viewer, ref: str) -> tuple[Standard, StandardDraft]:
    """The draft, or one as it would begin: with what the latest version says. It is not there before it is kept."""
    require(viewer, Ability.SET_STANDARDS, MAY)
    standard = standard_of(viewer, ref)
    held = StandardDraft.objects.filter(standard=standard).first()
    return standard, held or _beginning(standard)


def _beginning(standard: Standard) -> StandardDraft:
    last = last_version_of(standard)
    if last is None:
        return StandardDraft(standard=standard, revision=0)
    return StandardDraft(standard=standard, revision=0, text=last.text, goal=last.goal_citation)


def owners(today: date) -> list:
    """Who may answer for a standard, by name."""
    found = {one.pk: one for role in _OWNERS for one in users_with(role, today)}
    return sorted(found.values(), key=lambda one: (one.name.lower(), one.pk))


# Goals: what the charter says


def charter() -> Policy | None:
    return Policy.objects.filter(kind=CHARTER).first()


def charter_versions() -> list[Version]:
    return list(Version.objects.filter(policy__kind=CHARTER).select_related("policy"))


def goals() -> list[tuple[str, Section]]:
    """(citation, section) of every section of the charter as it was published last."""
    versions = charter_versions()
    last = max(versions, key=lambda one: one.number, default=None)
    return [(citation(one.key, last.number), one) for one in last.written] if last else []


def goal_cited(text: str) -> tuple[Version, Section] | None:
    """The version of the charter and the section that "reply@2" cites; None where nothing does."""
    found = cited(text)
    version = found and next((one for one in charter_versions() if one.number == found[1]), None)
    if not version:
        return None
    section = next((one for one in version.written if one.key == found[0]), None)
    return (version, section) if section else None


def goal_is_said(text: str, on: date | None) -> bool:
    """Whether the charter says it on that day: a version that holds then or later has a section of this key."""
    found = goal_cited(text)
    if found is None or on is None:
        return found is not None
    held = in_force(charter_versions(), on)
    return held is not None and any(one.key == found[1].key for one in held.written)
