"""Which runs are kept once they are old, and which say nothing that another does not."""

from datetime import date, timedelta

from evenhand.features.attainment.models import Assessment, PersonStanding, Reckoning
from evenhand.features.attainment.queries.gathering import latest
from evenhand.features.attainment.queries.words import OBJECT, pin_of
from evenhand.features.people.models import Person
from evenhand.foundation.remarks.queries import pins_of


def standings_kept(person: Person) -> int:
    return PersonStanding.objects.filter(person=person).count()


def old_rows(before: date, today: date) -> int:
    """Rows of runs that a removal would take; of the run that holds today none."""
    held = latest(today)
    old = PersonStanding.objects.filter(assessment__reckoning__day__lt=before)
    return old.exclude(assessment__reckoning=held).count() if held else old.count()


def spare_rows(before: date, today: date) -> int:
    return PersonStanding.objects.filter(
        assessment__reckoning__in=spare_runs(before, today)
    ).count()


def spare_runs(before: date, today: date) -> list[int]:
    """Ids of runs of days before that can go: all but the last of each week, those that judged a period that was over,
    the last beside which somebody said something of those days, and the one that holds today."""
    old = Reckoning.objects.filter(day__lt=before).order_by("day", "id")
    days = dict(old.values_list("pk", "day"))
    of_week = {day - timedelta(days=day.weekday()): pk for pk, day in days.items()}
    rows = Assessment.objects.filter(reckoning__in=days)
    judged = rows.filter(is_first_look=True).values_list("reckoning_id", flat=True)
    spoken: dict[tuple[int, str], int] = {}
    pins = pins_of(OBJECT)
    states = rows.order_by("reckoning__day", "reckoning_id").values_list(
        "reckoning_id", "version_id", "definition", "first", "end"
    )
    for pk, version, *state in states if pins else ():
        if (pin := pin_of(*state)) in pins:
            spoken[version, pin] = pk
    held = latest(today)
    kept = {*of_week.values(), *judged, *spoken.values(), held and held.pk}
    return [pk for pk in days if pk not in kept]
