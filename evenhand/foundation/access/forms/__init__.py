"""Forms of the door and of accounts."""

from evenhand.foundation.access.forms.accounts import (
    AccountFilters,
    AccountForm,
    FirstPasswordForm,
    GrantForm,
    NameForm,
    OwnPasswordForm,
    PasswordForm,
    SignInForm,
)

__all__ = [
    "AccountFilters",
    "AccountForm",
    "FirstPasswordForm",
    "GrantForm",
    "NameForm",
    "OwnPasswordForm",
    "PasswordForm",
    "SignInForm",
]
