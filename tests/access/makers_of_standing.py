"""Makers of what the addresses of where somebody stands name: see `makers.py`."""

from datetime import date

from evenhand.features.attainment.actions import add_words, reckon
from evenhand.features.attainment.models import PersonStanding
from evenhand.features.attainment.queries import standing_of
from evenhand.features.contacts.queries import selection
from evenhand.features.insights.actions import say_of_figure
from evenhand.features.standards.actions import give_copies
from evenhand.features.standards.models import Target
from evenhand.foundation.access.viewers import SYSTEM
from tests import cast, centre, standards


def _bens_standing() -> dict:
    """What a run of May 2024 said of Ben over April, when he had read the target."""
    made = centre.make_centre()
    version = standards.make_target(threshold=0.8)
    given = {"people": [made.ben], "given_on": cast.SINCE}
    give_copies(by=cast.viewer(cast.helen(), cast.SINCE), version=version, **given)
    reckon(by=SYSTEM, today=date(2024, 5, 13))
    return {"ref": PersonStanding.objects.get(person=made.ben, assessment__is_final=True).ref}


def _bens_words() -> dict:
    ref = _bens_standing()["ref"]
    by = cast.viewer(cast.ben())
    said = add_words(by=by, seen=standing_of(by, ref), words="We had the new system that month.")
    return {"ref": ref, "remark_ref": said.ref}


def _target() -> dict:
    _bens_standing()
    return {"ref": Target.objects.get().ref}


def _bens_figure() -> dict:
    return {"ref": centre.make_centre().ben.ref, "key": "csat"}


def _said_of_bens_figure() -> dict:
    where = _bens_figure()
    by = cast.viewer(cast.ben())
    chosen = selection(by, {}, person=where["ref"])
    said = say_of_figure(by=by, chosen=chosen, kpi=chosen.kpi("csat"), words="So few answered.")
    return where | {"remark_ref": said.ref}


MAKERS = {
    "figure_words": _bens_figure,
    "figure_words_back": _said_of_bens_figure,
    "attainment": lambda: centre.make_people() and {},
    "standing": _bens_standing,
    "standing_words": _bens_standing,
    "standing_words_back": _bens_words,
    "person_attainment": lambda: {"ref": centre.make_centre().ben.ref},
    "team_attainment": lambda: {"ref": centre.make_centre().northgate.ref},
    "attainment_of_target": _target,
}
