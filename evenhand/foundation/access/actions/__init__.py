"""What can be done to accounts, and to how people come in."""

from evenhand.foundation.access.actions.accounts import (
    create_user,
    deactivate_user,
    end_role,
    grant_role,
    invite,
    reactivate_user,
    rename_user,
    set_end,
    set_password,
)
from evenhand.foundation.access.actions.break_glass import (
    break_glass,
    end_break_glass,
    end_what_ran_out,
    reset_second_factor,
)
from evenhand.foundation.access.actions.erasing import erase_user
from evenhand.foundation.access.actions.provisioning import (
    held_by_hand,
    provision_account,
    set_roles,
)
from evenhand.foundation.access.actions.second_factor import tell_of_change
from evenhand.foundation.access.actions.sessions import (
    end_every_session,
    end_session,
    end_sessions_of,
    forget_ended_sessions,
)
from evenhand.foundation.access.actions.tokens import make_token, revoke_token

__all__ = [
    "break_glass",
    "create_user",
    "deactivate_user",
    "end_break_glass",
    "end_every_session",
    "end_role",
    "end_session",
    "end_sessions_of",
    "end_what_ran_out",
    "erase_user",
    "forget_ended_sessions",
    "grant_role",
    "held_by_hand",
    "invite",
    "make_token",
    "provision_account",
    "reactivate_user",
    "rename_user",
    "reset_second_factor",
    "revoke_token",
    "set_end",
    "set_password",
    "set_roles",
    "tell_of_change",
]
