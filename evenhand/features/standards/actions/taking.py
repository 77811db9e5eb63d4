"""Taking a draft to publish or to discard it: it is held until the end of the transaction."""

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _


def taken[Kept](model: type[Kept], *, revision: int, **of) -> Kept:
    """Compare-and-set: what goes is what was read, and of two who take it at once one does.

    ValidationError where it was changed, published or discarded meanwhile.
    """
    if not model.objects.filter(revision=revision, **of).update(revision=F("revision") + 1):
        raise ValidationError(_("The draft was changed or published meanwhile. Read it again."))
    return model.objects.get(**of)
