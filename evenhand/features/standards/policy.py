"""Who may read policies, standards and targets, write and publish them, and say that somebody was handed a copy."""

from enum import StrEnum

from evenhand.foundation.access.policy import May
from evenhand.foundation.access.roles import EVERY_ROLE, Role


class Ability(StrEnum):
    READ = "read policies in force and their history"
    READ_DRAFTS = "read drafts of policies"
    GIVE_VIEWS = "say what one thinks of a draft"
    DRAFT = "write drafts of policies, and answer views"
    PUBLISH = "publish a policy"
    SET_STANDARDS = "write and publish service standards and their targets, and end them"
    GIVE_COPIES = "say that somebody was handed a copy of a target"
    SEE_WHO_IS_MEASURED = "see who is measured against a target, of the people one may see"


_KEEPERS = frozenset({Role.SERVICE_MANAGER, Role.HR_ADVISER, Role.PRIVACY_OFFICER})
_SETTERS = frozenset({Role.SERVICE_MANAGER, Role.HR_ADVISER})

MAY: May = {
    # What holds for people is nobody's secret, nor what held before.
    Ability.READ: EVERY_ROLE - {Role.GUEST},
    Ability.READ_DRAFTS: _KEEPERS | {Role.REPRESENTATIVE},
    Ability.GIVE_VIEWS: _KEEPERS | {Role.REPRESENTATIVE},
    Ability.DRAFT: _KEEPERS,
    Ability.PUBLISH: _KEEPERS,
    Ability.SET_STANDARDS: _SETTERS,
    Ability.GIVE_COPIES: _SETTERS | {Role.TEAM_LEADER},
    Ability.SEE_WHO_IS_MEASURED: _SETTERS | {Role.TEAM_LEADER},
}
