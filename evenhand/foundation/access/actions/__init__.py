"""What can be done to accounts, and to how people come in."""

from evenhand.foundation.access.actions.accounts import (
    create_user,
    deactivate_user,
    end_role,
    grant_role,
    reactivate_user,
    rename_user,
    set_end,
    set_password,
)
from evenhand.foundation.access.actions.second_factor import tell_of_change
from evenhand.foundation.access.actions.sessions import (
    end_every_session,
    end_session,
    end_sessions_of,
    forget_ended_sessions,
)

__all__ = [
    "create_user",
    "deactivate_user",
    "end_every_session",
    "end_role",
    "end_session",
    "end_sessions_of",
    "forget_ended_sessions",
    "grant_role",
    "reactivate_user",
    "rename_user",
    "set_end",
    "set_password",
    "tell_of_change",
]
