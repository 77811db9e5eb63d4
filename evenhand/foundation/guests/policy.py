"""What a participant row opens, and who may write one."""

from datetime import date
from enum import StrEnum

from django.db.models import Q

from evenhand.foundation.access.policy import May
from evenhand.foundation.access.roles import Role

LONGEST_DAYS = 366


class Ability(StrEnum):
    LET_IN = "open a person's figures to a guest, for a time"


MAY: May = {Ability.LET_IN: frozenset({Role.HR_ADVISER, Role.SERVICE_MANAGER})}


def holding(today: date) -> Q:
    return Q(starts_on__lte=today, ends_on__gt=today, closed_at__isnull=True)
