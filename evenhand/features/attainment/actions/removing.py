"""What goes: of a person who is erased, and what was kept for long enough. Whole rows, never a part of one."""

from datetime import date

from evenhand.features.attainment.models import PersonStanding, Reckoning
from evenhand.features.attainment.queries.gathering import latest
from evenhand.features.people.models import Person


def erase_standings(*, person: Person) -> None:
    """Everything that was said of somebody. Called within an erasure, which is audited."""
    PersonStanding.objects.filter(person=person).delete()


def remove_runs(*, before: date, today: date) -> None:
    """Runs of days before; the one that holds today stays, however old. Called within a removal, which is audited."""
    held = latest(today)
    Reckoning.objects.filter(day__lt=before).exclude(pk=held and held.pk).delete()
