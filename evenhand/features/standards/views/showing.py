"""From records to what a page shows: targets in words, and the last link of the chain. Decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from evenhand.features.communication import queries as communication
from evenhand.features.communication.models import STANDINGS
from evenhand.features.standards import queries
from evenhand.features.standards.queries import Held
from evenhand.features.standards.rules.versions import changes
from evenhand.foundation import wording
from evenhand.foundation.access.viewers import Viewer


@dataclass(frozen=True)
class Told:
    """A target in words. `met`: (words, address) of the page that says who met it, None where the viewer opens none.

    It is asked of EVENHAND_WHO_MET: the slice that knows stands above."""

    held: Held
    title: str
    whose: str
    period: str
    volume: str
    days: str
    counter: str
    url: str
    met: tuple[str, str] | None


def told(viewer: Viewer, found: Sequence[Held]) -> list[Told]:
    names = queries.place_names(viewer, [one.version for one in found])
    return [_told(viewer, one, names[one.version.pk]) for one in found]


def _told(viewer: Viewer, one: Held, names: Sequence[str]) -> Told:
    version, target = one.version, one.version.target
    return Told(
        held=one,
        title=queries.title_text(version),
        whose=queries.whose_text(version, names),
        period=queries.period_text(version),
        volume=queries.volume_text(version),
        days=queries.days_text(one),
        counter=wording.said(version.counter.title) if version.counter else "",
        url=reverse("target", args=[target.ref]),
        met=import_string(settings.EVENHAND_WHO_MET)(viewer, target),
    )


def asked_about(viewer: Viewer, object_type: str, object_ref: str, number: int) -> dict:
    """The viewer's own request about a version, and how the round stands for whoever may see that."""
    about = {"object_type": object_type, "object_ref": object_ref, "version": number}
    own = communication.request_about(viewer, **about)
    return {
        "own": own,
        "own_standing": own and STANDINGS[communication.standing_of(own, viewer)],
        "round": communication.round_about(viewer, **about),
    }


def going_on(found: Sequence[Held], today: date) -> list[Held]:
    """Those that hold today or will."""
    return [one for one in found if one.until is None or one.until > today]


def compared_with(request, version, versions) -> dict:
    """What changed since the version before, or since the one that `since` names, section by section."""
    known = {one.number: one for one in versions}
    asked = request.GET.get("since", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 9 else version.number - 1
    before = known.get(wanted)
    return {
        "version": version,
        "before": before,
        "others": sorted(n for n in known if n != version.number),
        "changes": changes(before.written if before else [], version.written),
    }
