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
from evenhand.analysis.warehouse import received
from evenhand.analysis.warehouse.clocks import local_time
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Manifest, Run, Store, keep_whole
from evenhand.analysis.warehouse.publish import Report, publish, with_neighbours

_CHANNELS = {
    "phone": ("phone", "call", "voice", "telephone", "tel", "inbound call"),
    "email": ("email", "e-mail", "mail"),
    "chat": ("chat", "web chat", "webchat", "live chat", "messaging"),
}


def received_sql(connection, mapping: Mapping, run: str, numbered: str) -> str:
    """The accepted lines as canonical rows. Reads `line`, `line_numbers`, `repeats`, `versions`.

    `numbered`: the line's number as SQL, where it follows from the position alone.
    """
    columns = {row[0] for row in connection.execute("DESCRIBE line").fetchall()}
    value = lambda key, kind: key if key in columns else f"NULL::{kind}"  # noqa: E731
    talk, hold, wrap = (value(f"{part}_seconds", "DOUBLE") for part in ("talk", "hold", "wrap"))
    whole, agent = value("handle_seconds", "DOUBLE"), value("agent", "VARCHAR")
    answered = _answered(columns)
    abandons = "answered" in columns
    waits = abandons and _abandoned_have_waits(connection, columns)
    credited = abandons and _most_abandoned_have_agents(connection, columns)
    namespace = checking.source_namespace(mapping.source).hex
    digest = f"sha1(from_hex('{namespace}') || encode(source_id))"
    return f"""
SELECT {_uuid5("digest")} AS contact_id, {engine.text(mapping.source)} AS source, source_id,
  coalesce(version, 0) + 1 AS source_version, {engine.text(run)} AS run, {numbered or "line"} AS line, content_hash,
  {agent} AS agent, {_channel(columns, mapping)} AS channel, {value("topic", "VARCHAR")} AS topic,
  {_direction(columns)} AS direction, start_utc AS started_at, end_utc AS ended_at,
  {answered} AS answered, {abandons} AS abandons_recorded, {waits} AS abandon_waits_recorded,
  {credited} AS abandons_credited,
  {value("wait_seconds", "DOUBLE")} AS wait_seconds, {talk} AS talk_seconds, {hold} AS hold_seconds,
  {wrap} AS wrap_seconds,
  CASE WHEN {answered} THEN coalesce({whole}, CASE WHEN coalesce({talk}, {hold}, {wrap}) IS NOT NULL
    THEN coalesce({talk}, 0) + coalesce({hold}, 0) + coalesce({wrap}, 0) END) END AS handle_seconds,
  (({talk} IS NOT NULL)::INTEGER + 2 * ({hold} IS NOT NULL)::INTEGER + 4 * ({wrap} IS NOT NULL)::INTEGER
    + 8 * ({whole} IS NOT NULL)::INTEGER) AS parts_known,
  {value("resolved", "BOOLEAN")} AS resolved, {value("customer", "VARCHAR")} AS customer,
  {value("csat", "DOUBLE")} AS csat_score,
  CASE WHEN {value("csat", "DOUBLE")} IS NOT NULL THEN {mapping.csat_low}::DOUBLE END AS csat_low,
  CASE WHEN {value("csat", "DOUBLE")} IS NOT NULL THEN {mapping.csat_high}::DOUBLE END AS csat_high
FROM (SELECT *, {digest} AS digest FROM line ANTI JOIN repeats USING (position) WHERE problem IS NULL)
LEFT JOIN versions USING (source_id) {"" if numbered else "JOIN line_numbers USING (position)"}
"""


def _uuid5(digest: str) -> str:
    """RFC 9562 §5.5: the first 16 bytes of the SHA-1, with version 5 and the variant set."""
    # The low two bits of a hexadecimal digit: '0'..'9' are 48..57, 'a'..'f' are 97..102 = 10..15, minus 87.
    variant = (
        f"substr('89ab', 1 + (CASE WHEN ascii(substr({digest}, 17, 1)) >= 97"
        f" THEN ascii(substr({digest}, 17, 1)) - 87 ELSE ascii(substr({digest}, 17, 1)) - 48 END) % 4, 1)"
    )
    return f"(substr({digest}, 1, 12) || '5' || substr({digest}, 14, 3) || {variant} || substr({digest}, 18, 15))::UUID"


def _answered(columns: set[str]) -> str:
    """What the source says; where it says nothing, a contact with a person was answered."""
    has_agent = "agent IS NOT NULL" if "agent" in columns else "true"
    return f"coalesce(answered, {has_agent})" if "answered" in columns else has_agent


def _abandoned_have_waits(connection, columns: set[str]) -> bool:
    if "wait_seconds" not in columns:
        return False
    sql = "SELECT count(*) > 0 FROM line WHERE NOT answered AND wait_seconds IS NOT NULL"
    return bool(connection.execute(sql).fetchone()[0])


def _most_abandoned_have_agents(connection, columns: set[str]) -> bool:
    """Whether an abandoned contact names a person; if not, no team can be held to it, or praised without it."""
    if "agent" not in columns:
        return False
    sql = "SELECT count(*) = 0 OR avg((agent IS NOT NULL)::INTEGER) > 0.9 FROM line WHERE NOT answered"
    return bool(connection.execute(sql).fetchone()[0])


def _channel(columns: set[str], mapping: Mapping) -> str:
    if "channel" not in columns:
        return engine.text(mapping.channel)
    cases = " ".join(
        f"WHEN lower(channel) IN ({', '.join(engine.text(word) for word in called)}) THEN '{name}'"
        for name, called in _CHANNELS.items()
    )
    return f"CASE {cases} ELSE lower(channel) END"


def _direction(columns: set[str]) -> str:
    if "direction" not in columns:
        return "NULL::VARCHAR"
    return (
        "CASE WHEN lower(direction) IN ('in', 'inbound', 'incoming') THEN 'inbound'"
        " WHEN lower(direction) IN ('out', 'outbound', 'outgoing') THEN 'outbound' ELSE lower(direction) END"
    )


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
    report: Report = lambda *_: None,
) -> tuple[Summary, Manifest]:
    """Make a checked file part of the facts. Safe to repeat: a run that is already in changes nothing.

    What is already here may have changed since the check: then the file is checked again first.
    """
    with engine.room(), store.writing():
        manifest = store.manifest()
        if run in manifest.runs:
            return read_summary(checking.draft_folder(store, run)), manifest
        summary = read_summary(checking.draft_folder(store, run))
        if summary is None or summary.generation != manifest.generation:
            summary = checking.check(
                path, shape, mapping, store=store, run=run, today=today, again=again
            )
        drafts = _drafts(store, run)
        files = {grain: f"received/{grain}/{run}.parquet" for grain in drafts}
        for grain, draft in drafts.items():
            _keep_copy(draft, Path(store.path(files[grain])))
        months = set(summary.months)
        if summary.updates and "contact" in files:
            months |= _months_updated(store, manifest, mapping.source, files["contact"])
        if "contact" in files:
            months = with_neighbours(months)
        entry = Run(
            run,
            mapping.source,
            files,
            summary.accepted,
            manifest.next_order,
            summary.months,
            summary.updates,
        )
        added = replace(manifest, runs={**manifest.runs, run: entry})
        published = publish(store, added, months, directory=directory, kpis=kpis, report=report)
        for draft in drafts.values():
            draft.unlink(missing_ok=True)  # only the rejects and the summary are of use now
        forget(store, run)
        return summary, published


def _drafts(store: Store, run: str) -> dict[str, Path]:
    """What the check set aside, by grain. Until a manifest names a run its draft stays, so that it can begin anew."""
    folder = checking.draft_folder(store, run)
    found = {grain: folder / f"{grain}.parquet" for grain in received.SCHEMAS}
    return {grain: file for grain, file in found.items() if file.exists()}


def _keep_copy(draft: Path, final: Path) -> None:
    final.parent.mkdir(parents=True, exist_ok=True)
    copied = final.with_suffix(".tmp")
    try:
        shutil.copyfile(draft, copied)
        keep_whole(copied, final)
    finally:
        copied.unlink(missing_ok=True)


def _months_updated(store: Store, manifest: Manifest, source: str, relative: str) -> set[str]:
    """The months in which the contacts that this run changes stood until now."""
    earlier = manifest.received("contact", source=source)
    with engine.cursor() as cursor:
        rows = cursor.execute(
            f"SELECT DISTINCT strftime({local_time('h.started_at', manifest.zone)}, '%Y-%m')"
            f" FROM read_parquet({engine.files(store.path(file) for file in earlier)}) h SEMI JOIN"
            f" (SELECT contact_id FROM read_parquet({engine.text(store.path(relative))}) WHERE source_version > 1) n"
            " ON n.contact_id = h.contact_id"
        ).fetchall()
    return {month for (month,) in rows}


def take_back(
    store: Store, run: str, *, directory: Directory, kpis, report: Report = lambda *_: None
) -> Manifest:
    """Undo a run: its rows go, and the earlier versions that it had replaced come back."""
    with engine.room(), store.writing():
        manifest = store.manifest()
        entry = manifest.runs.get(run)
        if entry is None:
            return manifest
        months = set(entry.months)
        left = {ref: other for ref, other in manifest.runs.items() if ref != run}
        contacts = entry.files.get("contact")
        if entry.updates and contacts:
            months |= _months_updated(store, replace(manifest, runs=left), entry.source, contacts)
        if contacts:
            months = with_neighbours(months)
        return publish(
            store,
            replace(manifest, runs=left),
            months,
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
