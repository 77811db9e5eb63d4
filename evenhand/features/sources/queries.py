"""Reading sources, runs and what was rejected."""

from datetime import date

from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from evenhand.analysis.intake import came as coming
from evenhand.analysis.intake import named as naming
from evenhand.analysis.intake import originals, preview, profile, recognise, turns
from evenhand.analysis.intake import rejects as refused
from evenhand.analysis.intake import suited as suiting
from evenhand.analysis.intake.fields import FIELDS
from evenhand.analysis.intake.look import Shape
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.warehouse.erasing import runs_about
from evenhand.features.people import queries as people_queries
from evenhand.features.people.rules import likeness
from evenhand.features.sources.models import ImportRun, Source, State
from evenhand.features.sources.policy import MAY, Ability
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.facts import store
from evenhand.foundation.files.queries import path_of

KINDS = tuple(FIELDS)  # conversations come last


def runs(
    viewer: Viewer,
    *,
    source: str = "",
    state: str = "",
    who: str = "",
    first: date = date.min,
    last: date = date.max,
):
    """The latest first. `source` and `who` by their refs; the days, both counted, as the organisation's zone has them."""
    require(viewer, Ability.BRING_IN, MAY)
    asked = {"source__ref": source, "state": state, "by__ref": who}
    found = ImportRun.objects.filter(**{name: value for name, value in asked.items() if value})
    if first > date.min:
        found = found.filter(created_at__date__gte=first)
    if last < date.max:
        found = found.filter(created_at__date__lte=last)
    return found.select_related("source", "by")


def sources_of_runs(viewer: Viewer) -> list[tuple[str, str]]:
    """(ref, name) of those that brought any file, by name."""
    of_runs = runs(viewer).order_by(Lower("source__name"))
    return list(of_runs.values_list("source__ref", "source__name").distinct())


def bringers(viewer: Viewer) -> list[tuple[str, str]]:
    """(ref, name) of those who brought any file, by name."""
    by = runs(viewer).filter(by__isnull=False).order_by(Lower("by__name"), "by__ref")
    return list(by.values_list("by__ref", "by__name").distinct())


def run_of(viewer: Viewer, ref: str) -> ImportRun:
    require(viewer, Ability.BRING_IN, MAY)
    return get_object_or_404(
        ImportRun.objects.select_related("source", "file", "corrects"), ref=ref
    )


def file_name_of(ref: str) -> str:
    """The name of the file that a run brought, for those who see one of its lines."""
    name = ImportRun.objects.filter(ref=ref).values_list("file_name", flat=True).first()
    return name or _("a file that is gone")


def has_facts() -> bool:
    return bool(store().manifest().runs)


def source_called(name: str) -> Source | None:
    return Source.objects.filter(name__iexact=name.strip()).first()


def source_names() -> list[str]:
    return list(Source.objects.values_list("name", flat=True))


def shape_of(run: ImportRun) -> Shape:
    return Shape.from_dict(run.shape)


def shape_as_dict(shape: Shape) -> dict:
    return shape.as_dict()


def suited(run: ImportRun, mapping: Mapping) -> dict:
    """Whether its lines are contacts: `refusal` (a sentence or nothing) and `warnings`."""
    shape = shape_of(run)
    return {
        "refusal": suiting.refusal(shape, mapping),
        "warnings": suiting.warnings(shape, mapping),
    }


def changed_columns(run: ImportRun, mapping: Mapping) -> list[profile.Change]:
    """The columns that read otherwise than in the last file of this source."""
    return profile.changes(run.source.profile, profile.profile(shape_of(run), mapping))


def mapping_of(run: ImportRun) -> Mapping:
    return Mapping.from_dict(run.mapping)


def mapping_as(run: ImportRun, kind: str) -> Mapping:
    """Its mapping; with another kind of file, what the headings suggest for that kind."""
    mapping, shape = mapping_of(run), shape_of(run)
    offered = KINDS if turns.found(shape) else KINDS[:-1]
    if kind == mapping.kind or kind not in offered:
        return mapping
    return recognise.propose(shape, source=run.source.name, zone=mapping.zone, kind=kind)


def sources_with_contacts() -> list[str]:
    """Names of the sources whose contacts are here."""
    runs = store().manifest().runs.values()
    return sorted({run.source for run in runs if "contact" in run.files}, key=str.lower)


def reject_groups(run: ImportRun) -> list:
    return refused.groups(store(), run.ref)


def rejects(run: ImportRun, *, page: int | None = None) -> list:
    return refused.rejects(store(), run.ref, page=page)


def same_file(run: ImportRun):
    """Earlier runs that brought in the very same file from the same source."""
    found = ImportRun.objects.filter(
        source=run.source, file__sha256=run.file.sha256, state=State.DONE
    )
    return found.exclude(pk=run.pk)


def came_before(run: ImportRun) -> bool:
    return same_file(run).exists()


def first_lines(run: ImportRun) -> preview.Preview | None:
    return preview.first_lines(store(), run.ref)


def came(run: ImportRun) -> list[coming.Came]:
    """What the file brings: contacts, answers, evaluations, legs, messages."""
    return coming.came(store(), run.ref)


def questions_came(run: ImportRun) -> list[str]:
    """The questions that the file brought answers to."""
    return coming.questions(store(), run.ref)


def leaning_on(run: ImportRun) -> list[tuple[ImportRun, int]]:
    """Later runs that left lines out because this one had them already, with how many."""
    later = ImportRun.objects.filter(source=run.source, state=State.DONE, pk__gt=run.pk)
    found = [(one, one.summary.get("already_from", {}).get(run.ref, 0)) for one in later]
    return [(one, lines) for one, lines in found if lines]


def originals_of(run: ImportRun):
    """The rejected lines as they stood in the file, each with its reason; a stream."""
    return originals.rows(store(), run.ref, path_of(run.file), shape_of(run))


def original_headings(run: ImportRun) -> list[str]:
    return originals.headings(shape_of(run))


def original_conversations(run: ImportRun):
    """The rejected lines of a file of conversations; a stream of bytes."""
    return originals.conversations(store(), run.ref, path_of(run.file))


def put_right(run: ImportRun) -> dict:
    """What became of its rejected lines since: `lines` that came in, and the `runs` that brought them, oldest first.

    A line that only changed what was here already is not counted: it had come in before."""
    found, step = [], [run.pk]
    while step:
        brought = ImportRun.objects.filter(corrects__in=step).exclude(state=State.TAKEN_BACK)
        step = [one.pk for one in brought]
        found += brought
    done = [one for one in found if one.state == State.DONE]
    lines = sum(one.accepted - one.updates for one in done)
    found.sort(key=lambda one: one.pk)
    return {"lines": min(lines, run.rejected or 0), "runs": found}


def people_to_choose(keys: list[str]) -> dict:
    """For people whom a file names and nobody knows: `people` here, and who each key might be, with the reason."""
    here = people_queries.everybody()
    return {"people": here, "proposals": likeness.propose(keys, here)}


def keys_named(run: ImportRun) -> list[str]:
    """Whom the lines of a checked file name: those that it brings and those that are here already."""
    agents = (key for kept in ("agents", "agents_here") for key, _n in run.summary.get(kept, []))
    return list(dict.fromkeys(agents))


def people_named(run: ImportRun) -> int:
    """How many the lines name, where two spellings of one person are one."""
    return len(likeness.spelled_alike(keys_named(run)))


UNDER_WAY = (State.CHECKING, State.CHECKED, State.BRINGING_IN, State.TAKING_BACK)


def are_under_way() -> bool:
    """Whether a file is between being checked and being in."""
    return ImportRun.objects.filter(state__in=UNDER_WAY).exists()


def runs_naming(person_id: int, names: tuple[str, ...]) -> list[ImportRun]:
    """Runs whose original file is still there and is about somebody: by what it brought, or by any word in it."""
    here = people_queries.directory()
    about = runs_about(store(), person_id, names=names, directory=here)
    kept = ImportRun.objects.filter(file__size__gt=0).select_related("file")
    return [run for run in kept if run.ref in about or _names_anybody(run, names)]


def _names_anybody(run: ImportRun, names: tuple[str, ...]) -> bool:
    return naming.names_anybody(path_of(run.file), shape_of(run), names)


def old_runs(before: date) -> list[ImportRun]:
    """Runs that ended before a day and whose original file still has its content."""
    ended = ImportRun.objects.filter(finished_at__date__lt=before, file__size__gt=0)
    return list(ended.select_related("file"))
