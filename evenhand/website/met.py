"""Where it is said who met a target: asked by standards, which stand below what counts it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.features.attainment.policy import MAY, Ability
from evenhand.features.standards.models import Target
from evenhand.features.standards.rules.targets import About
from evenhand.foundation.access.policy import may
from evenhand.foundation.access.viewers import Viewer


def who_met(viewer: Viewer, target: Target) -> tuple[str, str] | None:
    """(words, address) of the page that the viewer may open; whoever reads no totals has their own."""
    if may(viewer, Ability.READ_TOTALS, MAY):
        return _("How many met it"), reverse("attainment_of_target", args=[target.ref])
    if target.about == About.PERSON and viewer.person_ref:
        return _("Where you stand"), reverse("person_attainment", args=[viewer.person_ref])
    return None
