"""Forms of the door and of accounts."""

from evenhand.foundation.access.forms.accounts import (
    AccountForm,
    FirstPasswordForm,
    GrantForm,
    NameForm,
    OwnPasswordForm,
    PasswordForm,
    SignInForm,
)

__all__ = [
    "AccountForm",
    "FirstPasswordForm",
    "GrantForm",
    "NameForm",
    "OwnPasswordForm",
    "PasswordForm",
    "SignInForm",
]
