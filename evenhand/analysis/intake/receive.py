"""What an accepted line becomes in the received file, and how a checked file is brought in, taken back, or rebuilt."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake import check as checking
from evenhand.analysis.intake.convert import forget
from evenhand.analysis.intake.look import Shape
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.summary import Summary, read_summary
from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.warehouse import grains, received
from evenhand.analysis.warehouse.clocks import local_time
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Manifest, Run, Store, keep_whole
from evenhand.analysis.warehouse.publish import Report, publish, with_followed, with_neighbours


def bring_in(
    store: Store,
    run: str,
    path: Path,
    shape: Shape,
    mapping: Mapping,
    *,
    today: date,
    directory: Directory,
    kpis: tuple[Kpi, ...],
    again: bool = False,
    corrects: str = "",
    more_follow: bool = False,
    report: Report = lambda *_: None,
) -> tuple[Summary, Manifest]:
    """Make a checked file part of the facts. Safe to repeat: a run that is already in changes nothing.

    `more_follow`: keep it as received and leave its months due; they are built once, with the last file of several.

    What is already here may have changed since the check: then the file is checked again first.
    """
    with engine.room(), store.writing():
        manifest = store.manifest()
        summary = read_summary(checking.draft_folder(store, run))
        if run in manifest.runs:  # what is in was checked, and a check leaves its summary
            forget_set_aside(store, run)
            return summary, manifest  # ty: ignore[invalid-explicit-return]
        if summary is None or summary.generation != manifest.generation:
            summary = checking.check(
                path,
                shape,
                mapping,
                store=store,
                run=run,
                today=today,
                again=again,
                corrects=corrects,
            )
        drafts = _drafts(store, run)
        files = {grain: f"received/{grain}/{run}.parquet" for grain in drafts}
        for grain, draft in drafts.items():
            _keep_copy(draft, Path(store.path(files[grain])))
        entry = Run(
            run,
            mapping.source,
            files,
            summary.accepted,
            manifest.next_order,
            summary.months,
            summary.updates,
        )
        months = _months_touched(store, manifest, entry)
        added = replace(manifest, runs={**manifest.runs, run: entry})
        if more_follow:
            published = store.switch(replace(added, due=tuple(sorted({*added.due, *months}))))
        else:
            published = publish(store, added, months, directory=directory, kpis=kpis, report=report)
        forget_set_aside(store, run)  # only the rejects and the summary are of use now
        return summary, published


def _drafts(store: Store, run: str) -> dict[str, Path]:
    """What the check set aside, by grain. Until a manifest names a run its draft stays, so that it can begin anew."""
    folder = checking.draft_folder(store, run)
    found = {grain: folder / f"{grain}.parquet" for grain in received.SCHEMAS}
    return {grain: file for grain, file in found.items() if file.exists()}


def forget_set_aside(store: Store, run: str) -> None:
    """Remove the lines that a check set aside and the plain text of the file; rejects and the summary stay."""
    for draft in _drafts(store, run).values():
        draft.unlink(missing_ok=True)
    forget(store, run)


def forget_draft(store: Store, run: str) -> None:
    """Of a file that does not come in, what was refused and counted stays, where its check came to an end."""
    forget_set_aside(store, run)
    folder = checking.draft_folder(store, run)
    if read_summary(folder) is None:
        shutil.rmtree(folder, ignore_errors=True)


def _keep_copy(draft: Path, final: Path) -> None:
    final.parent.mkdir(parents=True, exist_ok=True)
    copied = final.with_suffix(".tmp")
    try:
        shutil.copyfile(draft, copied)
        keep_whole(copied, final)
    finally:
        copied.unlink(missing_ok=True)


def _months_touched(store: Store, manifest: Manifest, run: Run) -> set[str]:
    """The months that must be built anew for a run to count, or to count no more, beside those of the manifest."""
    months = set(run.months)
    if run.updates:
        months |= _months_updated(store, manifest, run.source, run.files)
    if "contact" not in run.files:
        return months
    return with_neighbours(months) | with_followed(manifest, run)


def _months_updated(
    store: Store, manifest: Manifest, source: str, files: dict[str, str]
) -> set[str]:
    """The months in which what this run changes stood until now."""
    found = set()
    with engine.cursor() as cursor:
        for grain, (key, moment) in _VERSIONS.items():
            earlier = manifest.received(grain, source=source)
            if grain not in files or not earlier:
                continue
            changed = f"read_parquet({engine.text(store.path(files[grain]))})"
            rows = grains.rows(store, grain, earlier)
            if grain != "contact":
                contacts = grains.rows(store, "contact", manifest.received("contact"))
                rows = (
                    f"(SELECT r.{key}, coalesce(c.started_at, r.{moment}) AS {moment}"
                    f" FROM {rows} r LEFT JOIN {contacts} c USING (contact_id))"
                )
            sql = (
                f"SELECT DISTINCT strftime({local_time(f'h.{moment}', manifest.zone)}, '%Y-%m') AS month FROM {rows} h"
                f" SEMI JOIN (SELECT {key} FROM {changed} WHERE source_version > 1) n ON n.{key} = h.{key}"
                f" WHERE h.{moment} IS NOT NULL"
            )
            found |= {month for (month,) in cursor.execute(sql).fetchall()}
    return found


# Of each grain that has versions of its own: what they are versions of, and the moment at which a row counts.
_VERSIONS = {
    "contact": ("contact_id", "started_at"),
    "response": ("response_id", "answered_at"),
    "evaluation": ("evaluation_id", "evaluated_at"),
    "leg": ("contact_id", "started_at"),
}


def take_back(
    store: Store, run: str, *, directory: Directory, kpis, report: Report = lambda *_: None
) -> Manifest:
    """Undo a run: its rows go, and the earlier versions that it had replaced come back."""
    with engine.room(), store.writing():
        manifest = store.manifest()
        entry = manifest.runs.get(run)
        if entry is None:
            return manifest
        left = replace(
            manifest, runs={ref: other for ref, other in manifest.runs.items() if ref != run}
        )
        return publish(
            store,
            left,
            _months_touched(store, left, entry),
            directory=directory,
            kpis=kpis,
            report=report,
        )


def republish(
    store: Store, *, directory: Directory, kpis, months=None, report: Report = lambda *_: None
) -> Manifest:
    """Rebuild months (all of them by default) from what was received, with today's records."""
    with engine.room(), store.writing():
        manifest = store.manifest()
        return publish(
            store, manifest, manifest.months if months is None else months, directory=directory, kpis=kpis,
            report=report,
        )  # fmt: skip
