"""Keeping a file and letting it go. The disk is written before the transaction, never in it."""

import io

from django.db import transaction

from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record
from evenhand.foundation.files import disk
from evenhand.foundation.files.models import File


def store(
    stream,
    *,
    by: Actor,
    name: str,
    content_type: str,
    owner_type: str,
    owner_ref: str,
    limit_bytes: int,
) -> File:
    """Raises `disk.TooLarge`. A crash between the two steps leaves content that nobody can reach, for a day."""
    sha256, size = disk.write(stream, limit_bytes)
    return _keep(
        by=by,
        sha256=sha256,
        size=size,
        name=_last_part(name),
        content_type=content_type or "application/octet-stream",
        owner_type=owner_type,
        owner_ref=owner_ref,
    )


@transaction.atomic
def _keep(*, by: Actor, **values) -> File:
    file = File.objects.create(by_id=by.user_id, **values)
    record(
        by=by,
        verb="file kept",
        object_type="file",
        object_ref=file.ref,
        after={
            "sha256": file.sha256,
            "size": file.size,
            "owner": f"{file.owner_type} {file.owner_ref}",
        },
    )
    return file


def remove(*, by: Actor, file: File, reason: str) -> None:
    """The row at once; the content too, unless another record holds the same."""
    with transaction.atomic():
        record(
            by=by,
            verb="file removed",
            object_type="file",
            object_ref=file.ref,
            reason=reason,
            before={"sha256": file.sha256, "size": file.size},
        )
        sha256 = file.sha256
        file.delete()
    if not File.objects.filter(sha256=sha256).exists():
        disk.place_of(sha256).unlink(missing_ok=True)


def forget_unreachable(*, older_than: float, now: float) -> int:
    """Content that no row holds, where it is older than so many seconds: an upload was cut off. Gives how many."""
    old = disk.older(older_than, now)  # first: what is kept anew meanwhile has its row by now
    held = {disk.place_of(sha256) for sha256 in File.objects.values_list("sha256", flat=True)}
    return sum(disk.take_away(path, older_than, now) for path in set(old) - held)


def empty(*, by: Actor, file: File, reason: str) -> None:
    """Its content goes, its row stays for the record that points to it. Again: nothing happens."""
    if not file.size:
        return
    before = file.sha256
    nothing, _size = disk.write(io.BytesIO(), 0)
    with transaction.atomic():
        File.objects.filter(pk=file.pk).update(sha256=nothing, size=0)
        record(
            by=by,
            verb="file emptied",
            object_type="file",
            object_ref=file.ref,
            reason=reason,
            before={"sha256": before, "size": file.size},
        )
    if not File.objects.filter(sha256=before).exists():
        disk.place_of(before).unlink(missing_ok=True)


def rename(*, file: File, name: str) -> None:
    """Called within an erasure, which is audited."""
    File.objects.filter(pk=file.pk).update(name=_last_part(name))


def _last_part(name: str) -> str:
    """Browsers may send a whole path; keep its end, and nothing that cannot be printed."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[-255:] or "file"
