"""Who may see a job: its owner, and administrators."""

from enum import StrEnum

from django.db.models import Q

from evenhand.foundation.access.policy import May, may
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Viewer


class Ability(StrEnum):
    SEE_ALL_JOBS = "see all jobs"


MAY: May = {Ability.SEE_ALL_JOBS: frozenset({Role.ADMINISTRATOR})}


def visible_to(viewer: Viewer) -> Q:
    if may(viewer, Ability.SEE_ALL_JOBS, MAY):
        return Q()
    return Q(by_id=viewer.user_id) if viewer.user_id is not None else Q(pk__in=[])
