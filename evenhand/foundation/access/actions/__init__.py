"""What can be done to accounts, and to how people come in."""

from evenhand.foundation.access.actions.accounts import (
    create_user,
    deactivate_user,
    end_role,
    grant_role,
    reactivate_user,
    rename_user,
    set_password,
)
from evenhand.foundation.access.actions.second_factor import tell_of_change

__all__ = [
    "create_user",
    "deactivate_user",
    "end_role",
    "grant_role",
    "reactivate_user",
    "rename_user",
    "set_password",
    "tell_of_change",
]
