"""Forms of the door and of accounts."""

from evenhand.foundation.access.forms.accounts import (
    AccountForm,
    GrantForm,
    NameForm,
    OwnPasswordForm,
    PasswordForm,
    SignInForm,
)

__all__ = [
    "AccountForm",
    "GrantForm",
    "NameForm",
    "OwnPasswordForm",
    "PasswordForm",
    "SignInForm",
]
