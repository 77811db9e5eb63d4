"""What is kept and told when somebody changes their second step. The secrets are allauth's rows."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.foundation.access.models import User
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record
from evenhand.foundation.notices.actions import notify

# Audit verb → what its owner reads. Somebody else at their desk would have been seen by this note.
TOLD = {
    "authenticator app added": "An authenticator app was added to your account.",
    "authenticator app removed": "The authenticator app was removed from your account.",
    "passkey added": "A passkey was added to your account.",
    "passkey removed": "A passkey was removed from your account.",
    "recovery codes made": "New recovery codes were made for your account; the old ones are void.",
    "recovery code used": "One of your recovery codes was used to come in.",
}


@transaction.atomic
def tell_of_change(*, by: Actor, user: User, verb: str) -> None:
    """`verb` is one of `TOLD`. The account's owner is told in their inbox, whoever did it."""
    record(by=by, verb=verb, object_type="account", object_ref=user.ref)
    words = _("%(what)s If that was not you, tell an administrator.") % {"what": _(TOLD[verb])}
    notify(user_ids=[user.pk], text=words, url=reverse("mfa_index"), kind="security")
