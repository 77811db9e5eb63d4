"""The beginning of a run: a file is kept and looked at, its sheet chosen, its columns matched."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.analysis.intake import profile as profiles
from evenhand.analysis.intake import recognise, suited
from evenhand.analysis.intake.look import Unreadable, look
from evenhand.analysis.intake.mapping import Mapping, Unclear, require_usable
from evenhand.features.sources import queries
from evenhand.features.sources.actions.moving import move, record_of
from evenhand.features.sources.models import ImportRun, Source, State
from evenhand.foundation import wording
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.files.actions import remove
from evenhand.foundation.files.actions import store as store_file
from evenhand.foundation.files.queries import path_of

LOOK_FIRST = gettext_lazy("Look at these columns first, and say that their meanings are right.")


def start(*, by: Actor, stream, name: str, source_name: str, zone: str, largest: int) -> ImportRun:
    """Keep the file, look at it, propose a mapping. ValidationError says what is wrong with it; nothing is kept then."""
    source = _source(source_name or Path(name).stem)
    file = store_file(
        stream,
        by=by,
        name=name,
        content_type="application/octet-stream",
        owner_type="import",
        owner_ref="",
        limit_bytes=largest,
    )
    try:
        shape = look(path_of(file), largest=largest)
    except Unreadable as refusal:
        remove(by=by, file=file, reason="not a table that can be brought in")
        raise ValidationError(wording.said(refusal.why)) from refusal
    mapping = _proposed(source, shape, zone)
    return _keep_run(by, source, file, shape, mapping)


def _source(name: str) -> Source:
    name = name.strip()[:120]
    if not name:
        raise ValidationError(_("Give the source a name, such as the system that made the file."))
    return queries.source_called(name) or Source(name=name)


def _proposed(source: Source, shape, zone: str) -> Mapping:
    """What was confirmed for this source before, if it fits; else what headings and values suggest."""
    draft = recognise.propose(shape, source=source.name, zone=zone)
    if source.mapping:
        kept = Mapping.from_dict(source.mapping)
        if kept.fits(shape.columns):
            order = kept.order if draft.order in ("", kept.order) else draft.order
            return kept.again(draft).with_(order=order)
    return draft


@transaction.atomic
def _keep_run(by: Actor, source: Source, file, shape, mapping: Mapping) -> ImportRun:
    source = _kept(source)
    mapping = mapping.with_(source=source.name)
    run = ImportRun.objects.create(
        source=source,
        file=file,
        file_name=file.name,
        shape=queries.shape_as_dict(shape),
        mapping=mapping.as_dict(),
        by_id=by.user_id,
    )
    record_of(
        by,
        "file looked at",
        run,
        after={"file": file.name, "size": file.size, "sha256": file.sha256},
    )
    return run


def _kept(source: Source) -> Source:
    """The source with its row. Of two files that are the first of one source, the later takes the row of the earlier."""
    if source.pk:
        return source
    try:
        with transaction.atomic():  # a refused insert must not end the transaction around it
            source.save(force_insert=True)
    except IntegrityError:
        if here := queries.source_called(source.name):
            return here
        raise
    return source


def choose_sheet(*, by: Actor, run: ImportRun, sheet: str, zone: str, largest: int) -> ImportRun:
    """Take another sheet of the workbook. ValidationError when it holds no table; then nothing changes."""
    try:
        shape = look(path_of(run.file), largest=largest, sheet=sheet)
    except Unreadable as refusal:
        raise ValidationError(f"{sheet}: {wording.said(refusal.why)}") from refusal
    mapping = _proposed(run.source, shape, zone)
    with transaction.atomic():
        looked = {"shape": queries.shape_as_dict(shape), "mapping": mapping.as_dict()}
        move(run, State.LOOKED_AT, **looked, lines=None, summary={}, problem="")
        record_of(by, "sheet chosen", run, after={"sheet": sheet})
    return run


@transaction.atomic
def match_columns(
    *,
    by: Actor,
    run: ImportRun,
    mapping: Mapping,
    columns_checked: bool = False,
    keep: bool = True,
) -> ImportRun:
    """Confirm what the columns mean. It is proposed again for the next file of the source, unless it is only tried
    (`keep`).

    `columns_checked`: somebody looked at the columns whose values are of another kind than in the last file."""
    shape = queries.shape_of(run)
    if refusal := suited.refusal(shape, mapping):
        raise ValidationError(wording.said(refusal))
    dates = recognise.date_order(recognise.date_values(shape, mapping))
    try:
        require_usable(mapping, order_matters=dates.ambiguous)
    except Unclear as unclear:
        raise ValidationError(wording.said(unclear.why)) from unclear
    mapping = mapping.with_(order=mapping.order or dates.order)
    _refuse_the_same_under_other_meanings(run, mapping)
    changed = queries.changed_columns(run, mapping)
    if changed and not columns_checked:
        told = [wording.said(change.sentence) for change in changed]
        raise ValidationError([*told, str(LOOK_FIRST)])
    move(run, State.CHECKING, mapping=mapping.as_dict(), problem="", lines=None, summary={})
    if keep:
        profile = {**run.source.profile, **profiles.profile(shape, mapping)}
        Source.objects.filter(pk=run.source_id).update(mapping=mapping.as_dict(), profile=profile)
    looked_at = {"columns_looked_at": [change.sentence for change in changed]} if changed else {}
    record_of(by, "columns matched", run, after={**mapping.as_dict(), **looked_at})
    return run


def _refuse_the_same_under_other_meanings(run: ImportRun, mapping: Mapping) -> None:
    """Without a contact number a contact is known by what its line says: read otherwise, it would count twice."""
    if mapping.has("contact_number"):
        return
    if any(earlier.mapping["columns"] != mapping.columns for earlier in queries.same_file(run)):
        raise ValidationError(
            _(
                "This file was brought in before with other meanings of its columns. Take that back first."
            )
        )
