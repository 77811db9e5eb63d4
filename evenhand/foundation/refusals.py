"""What an action refuses is said on the form that asked for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.forms import Form


@contextmanager
def refusals_on(form: Form, field: str | None = None) -> Iterator[None]:
    """Leave the block at the first ValidationError, and say it on the form: beside its field where the form has it.

    `field`: where all of it belongs, whatever the action called it.
    """
    try:
        yield
    except ValidationError as refusal:
        said = getattr(refusal, "message_dict", {None: refusal.messages})
        for name, messages in said.items():
            place = field or name
            form.add_error(place if place in form.fields else None, messages)
