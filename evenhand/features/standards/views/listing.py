"""The list of policies and that of standards with their targets, and the same as files."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from evenhand.features.people.queries import own_person
from evenhand.features.standards import queries
from evenhand.features.standards.forms import PolicyFilters, StandardFilters
from evenhand.features.standards.policy import MAY, Ability
from evenhand.features.standards.views.showing import Told, told
from evenhand.foundation.access.policy import may
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.lists import Listing


def _number(version):
    return version.number if version else None


def _from(version):
    return version.effective_from if version else None


_STANDS = (
    (gettext_lazy("Version in force"), lambda one: _number(one.held)),
    (gettext_lazy("Since"), lambda one: _from(one.held)),
    (gettext_lazy("Version to come"), lambda one: _number(one.coming)),
    (gettext_lazy("From"), lambda one: _from(one.coming)),
    (gettext_lazy("Draft"), lambda one: _("a draft") if one.draft else ""),
)
_POLICIES = ((gettext_lazy("Policy"), lambda one: one.policy.title), *_STANDS)


@require_GET
def policy_list(request):
    viewer = request.viewer
    filters = PolicyFilters(request.GET, drafts=may(viewer, Ability.READ_DRAFTS, MAY))
    found = queries.policies(viewer, **filters.chosen())
    listed = Listing(request, found, _POLICIES, title=_("Policies"), what="policies", filters=filters)  # fmt: skip
    context = {
        "found": found,
        "drafts": may(viewer, Ability.DRAFT, MAY),
        "no_monitoring": not queries.has_monitoring_policy(),
    }
    return listed.answer("standards/policy_list.html", context)


@require_GET
def standard_list(request):
    viewer = request.viewer
    filters = StandardFilters(request.GET, drafts=may(viewer, Ability.READ_DRAFTS, MAY))
    found = queries.standards(viewer, **filters.chosen())
    targets = _targets(viewer, found)
    listed = Listing(
        request, found, _standard_columns(targets), title=_("Standards and targets"), what="standards",
        filters=filters,
    )  # fmt: skip
    if file := listed.file():
        return file
    person = own_person(viewer)
    own = queries.targets_of(person, viewer.today) if person else []
    context = {
        "found": [(one, targets[one.standard.pk]) for one in found],
        "own": list(zip(told(viewer, [held for held, _day in own]), [day for _held, day in own], strict=True)),
        "person": person,
        "writes": may(viewer, Ability.SET_STANDARDS, MAY),
        "charter": queries.charter(),
        "goals": queries.goals(),
    }  # fmt: skip
    return listed.shown("standards/standard_list.html", context)


def _standard_columns(targets: dict[int, list[Told]]):
    held, since, *others = _STANDS
    return (
        (_("Standard"), lambda one: one.standard.title),
        (_("Which promise it keeps"), _goal),
        held,
        since,
        (_("Withdrawn from"), lambda one: one.ends_on),
        *others,
        (_("Targets"), lambda one: "; ".join(_target(each) for each in targets[one.standard.pk])),
    )


def _goal(one: queries.ListedStandard) -> str:
    """Of the version that holds, else of the one to come."""
    versions = [version for version in (one.held, one.coming) if version]
    return next((version.goal.title for version in versions if version.goal), "")


def _target(one: Told) -> str:
    return f"{one.title} ({one.whose})"


def _targets(viewer: Viewer, found: Sequence[queries.ListedStandard]) -> dict[int, list[Told]]:
    """By id of the standard, its targets in words: asked once for all."""
    by_standard: dict[int, list[Told]] = {one.standard.pk: [] for one in found}
    for each in told(viewer, [held for one in found for held in one.targets]):
        by_standard[each.held.version.target.standard_id].append(each)
    return by_standard
