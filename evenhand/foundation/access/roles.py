"""The chairs a person may sit in."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    AGENT = "agent"
    TEAM_LEADER = "team_leader"
    QUALITY_ANALYST = "quality_analyst"
    SERVICE_MANAGER = "service_manager"
    HR_ADVISER = "hr_adviser"
    PRIVACY_OFFICER = "privacy_officer"
    REPRESENTATIVE = "representative"
    ADMINISTRATOR = "administrator"
    GUEST = "guest"

    @property
    def title(self) -> str:
        return str(TITLES[self])


TITLES = {
    Role.AGENT: _("Agent"),
    Role.TEAM_LEADER: _("Team leader"),
    Role.QUALITY_ANALYST: _("Quality analyst"),
    Role.SERVICE_MANAGER: _("Service manager"),
    Role.HR_ADVISER: _("HR adviser"),
    Role.PRIVACY_OFFICER: _("Privacy officer"),
    Role.REPRESENTATIVE: _("Union representative"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.GUEST: _("Guest"),
}

CHOICES = [(role.value, TITLES[role]) for role in Role]
EVERY_ROLE = frozenset(Role)


class Relation(StrEnum):
    """What may stand in a `MAY` table beside roles: it holds for a time, and not by a grant."""

    BREAK_GLASS = (
        "break_glass"  # an administrator gave a reason, proved who they are, was announced
    )
    # To whom a record is about: said by the slice that keeps the record, for today.
    SELF = "self"
    LEADER = "leader"
    PARTICIPANT = "participant"
