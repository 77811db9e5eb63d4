"""What holds and what held: a policy, one version, what changed, one section by its citation."""

from datetime import date

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from evenhand.features.communication import queries as communication
from evenhand.features.communication.models import STANDINGS
from evenhand.features.standards import queries
from evenhand.features.standards.actions.publishing import OBJECT
from evenhand.features.standards.models import Policy, Version
from evenhand.features.standards.policy import MAY, Ability
from evenhand.features.standards.rules.versions import Kind, citation
from evenhand.features.standards.views.showing import compared_with
from evenhand.foundation.access.policy import may


@require_GET
def policy(request, ref):
    """The version that holds today, or the one to come; before there is any, the draft for whoever may read it."""
    found = queries.policy_of(request.viewer, ref)
    shown = queries.in_force_of(found, request.viewer.today) or queries.last_of(found)
    if shown is None:
        return redirect("policy_draft", ref=ref)
    return _version_page(request, found, shown)


@require_GET
def policy_version(request, ref, number):
    version = queries.version_of(request.viewer, ref, number)
    return _version_page(request, version.policy, version)


def _version_page(request, found: Policy, version: Version):
    viewer = request.viewer
    held = queries.in_force_of(found, viewer.today)
    about = {"object_type": OBJECT, "object_ref": found.ref, "version": version.number}
    own = communication.request_about(viewer, **about)
    context = {
        "policy": found,
        "version": version,
        "sections": [(one, citation(one.key, version.number)) for one in version.written],
        "consulted": [(one, date.fromisoformat(one["held_on"])) for one in version.consulted],
        "holds": held is not None and held.pk == version.pk,
        "held": held,
        "is_to_come": version.effective_from > viewer.today,
        "history": queries.versions(found),
        "own": own,
        "own_standing": own and STANDINGS[communication.standing_of(own, viewer)],
        "round": communication.round_about(viewer, **about),
        "drafts": may(viewer, Ability.DRAFT, MAY),
        "draft": queries.open_drafts(viewer).get(found.pk),
    }
    return render(request, "standards/version.html", context)


@require_GET
def policy_changes(request, ref, number):
    """What changed from the version before, or from the one that `since` names."""
    version = queries.version_of(request.viewer, ref, number)
    compared = compared_with(request, version, queries.versions(version.policy))
    same = [one.title for one in compared["changes"] if one.kind is Kind.SAME]
    context = {"policy": version.policy, "same": same, **compared}
    return render(request, "standards/changes.html", context)


@require_GET
def policy_section(request, ref, citation):
    """The words that a citation means, where they stand."""
    found = queries.section_cited(queries.policy_of(request.viewer, ref), citation)
    if found is None:
        raise Http404
    version, section = found
    return redirect(f"{reverse('policy_version', args=[ref, version.number])}#{section.key}")
