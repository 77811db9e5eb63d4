"""Words beside a figure or a record, as a page shows them: those about it, and those about other states of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from evenhand.foundation.remarks.models import Remark


@dataclass(frozen=True)
class Shown:
    """`back`: where whoever wrote them takes them back, "" for everybody else."""

    remark: Remark
    who: str
    back: str


@dataclass(frozen=True)
class Beside:
    here: tuple[Shown, ...]
    earlier: tuple[Shown, ...]


def beside(
    said: Iterable[Remark],
    *,
    pin: str,
    subject_user_id: int | None,
    viewer_id: int | None,
    back: Callable[[Remark], str],
) -> Beside:
    """In the order of time. Whoever is not the person themselves leads them, or did when they said it."""
    shown = [
        Shown(
            one,
            one.author.name
            if one.author_id == subject_user_id
            else _("%(name)s, who leads them") % {"name": one.author.name},
            back(one) if one.author_id == viewer_id and not one.taken_back_at else "",
        )
        for one in said
    ]
    return Beside(
        tuple(one for one in shown if one.remark.pin == pin),
        tuple(one for one in shown if one.remark.pin != pin),
    )
