"""Rejected lines come back corrected: as a run of their own, linked to the one that refused them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.analysis.intake.guarding import as_corrected
from evenhand.analysis.intake.look import Shape, Unreadable, look
from evenhand.features.sources import queries
from evenhand.features.sources.actions.moving import move, record_of
from evenhand.features.sources.models import ImportRun, State
from evenhand.foundation import wording
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.files.actions import remove
from evenhand.foundation.files.actions import store as store_file
from evenhand.foundation.files.queries import path_of

_CORRECTABLE = (State.CHECKED, State.DONE)


def hand_out(*, by: Actor, run: ImportRun) -> None:
    """Leave on the record that the rejected lines were downloaded: whole lines may name anybody."""
    record_of(by, "rejected lines downloaded", run, after={"lines": run.rejected})


def bring_back(*, by: Actor, run: ImportRun, stream, name: str, largest: int) -> ImportRun:
    """Keep the corrected lines and have them checked as the file was that they come from. ValidationError says why not."""
    if run.state not in _CORRECTABLE or not run.rejected:
        raise ValidationError(_("There are no rejected lines of this file to put right."))
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
        shape = _fitting(run, look(path_of(file), largest=largest))
    except (Unreadable, ValidationError) as refusal:
        remove(by=by, file=file, reason="no corrected lines of this run")
        is_ours = isinstance(refusal, ValidationError)
        words = refusal.messages if is_ours else [wording.said(refusal.why)]
        raise ValidationError(words) from refusal
    return _begin(by, run, file, shape)


def _fitting(run: ImportRun, shape: Shape) -> Shape:
    shape, mapping = as_corrected(shape), queries.mapping_of(run)
    # In the order of the first file: a mapping that was kept has none of its own.
    missing = [
        column
        for column in queries.shape_of(run).columns
        if mapping.columns.get(column) and column not in shape.columns
    ]
    if missing:
        raise ValidationError(
            _("These lines lack the column “%(column)s”. Download the lines again, and keep the headings as they are.")
            % {"column": missing[0]}
        )  # fmt: skip
    return shape


@transaction.atomic
def _begin(by: Actor, first: ImportRun, file, shape: Shape) -> ImportRun:
    run = ImportRun.objects.create(
        source=first.source,
        corrects=first,
        file=file,
        file_name=file.name,
        shape=queries.shape_as_dict(shape),
        mapping=first.mapping,
        by_id=by.user_id,
    )
    kept = {"file": file.name, "size": file.size, "sha256": file.sha256}
    record_of(by, "corrected lines looked at", run, after={**kept, "corrects": first.ref})
    record_of(by, "corrected lines brought", first, after={"run": run.ref})
    move(run, State.CHECKING)
    return run
