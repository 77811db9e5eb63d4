"""What goes: of a person who is erased, and what was kept for long enough. Whole rows, never a part of one."""

from datetime import date

from evenhand.features.attainment.models import Assessment, PersonStanding, Reckoning
from evenhand.features.attainment.queries.gathering import latest
from evenhand.features.attainment.queries.keeping import spare_runs
from evenhand.features.attainment.queries.words import OBJECT, pin_of
from evenhand.features.people.models import Person
from evenhand.foundation.remarks.actions import remove_remarks


def erase_standings(*, person: Person) -> None:
    """Everything that was said of somebody. Called within an erasure, which is audited."""
    PersonStanding.objects.filter(person=person).delete()


def remove_runs(*, before: date, today: date) -> None:
    """Runs of days before, and words beside figures that are gone with them; the run that holds today stays, however
    old. Called within a removal, which is audited."""
    held = latest(today)
    Reckoning.objects.filter(day__lt=before).exclude(pk=held and held.pk).delete()
    rows = Assessment.objects.order_by().values_list("definition", "first", "end").distinct()
    remove_remarks(object_type=OBJECT, before=before, but_about={pin_of(*row) for row in rows})


def thin_runs(*, before: date, today: date) -> None:
    """Old runs that say nothing which another does not. Called within a removal, which is audited."""
    Reckoning.objects.filter(pk__in=spare_runs(before, today)).delete()
