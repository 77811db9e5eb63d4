"""Who may read policies, write their drafts, say what they think of them, and publish."""

from enum import StrEnum

from evenhand.foundation.access.policy import May
from evenhand.foundation.access.roles import EVERY_ROLE, Role


class Ability(StrEnum):
    READ = "read policies in force and their history"
    READ_DRAFTS = "read drafts of policies"
    GIVE_VIEWS = "say what one thinks of a draft"
    DRAFT = "write drafts of policies, and answer views"
    PUBLISH = "publish a policy"


_KEEPERS = frozenset({Role.SERVICE_MANAGER, Role.HR_ADVISER, Role.PRIVACY_OFFICER})

MAY: May = {
    # What holds for people is nobody's secret, nor what held before.
    Ability.READ: EVERY_ROLE - {Role.GUEST},
    Ability.READ_DRAFTS: _KEEPERS | {Role.REPRESENTATIVE},
    Ability.GIVE_VIEWS: _KEEPERS | {Role.REPRESENTATIVE},
    Ability.DRAFT: _KEEPERS,
    Ability.PUBLISH: _KEEPERS,
}
