"""What surveys and evaluations have in common: a line names a contact that is here, or a person and a time."""

from evenhand.analysis import engine
from evenhand.analysis.intake import rules
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.stage import Staged, reading
from evenhand.analysis.intake.values import given, moments

ORIGIN = "source, source_id, source_version, run, line, content_hash"


def know_contacts(connection, store, manifest, mapping: Mapping, staged: Staged) -> Mapping:
    """The table `known` (number, contact_id, contact_start): the contacts here that the lines name. Gives the mapping
    with the source of those contacts."""
    connection.execute(
        "CREATE OR REPLACE TABLE known (number VARCHAR, contact_id UUID, contact_start TIMESTAMP)"
    )
    if "contact_number" not in staged.read:
        return mapping
    number = reading("contact_number", mapping)
    connection.execute(
        f"CREATE OR REPLACE TABLE named AS SELECT DISTINCT {number} AS number FROM staged"
    )
    about = mapping.about or _source_of(connection, store, manifest, mapping)
    files = [store.path(file) for file in manifest.received("contact", source=about)]
    if files:
        connection.execute(
            "INSERT INTO known SELECT h.source_id, any_value(h.contact_id), arg_max(h.started_at, h.source_version)"
            f" FROM read_parquet({engine.files(files)}) h SEMI JOIN named n ON n.number = h.source_id GROUP BY h.source_id"
        )
    return mapping.with_(about=about)


def _source_of(connection, store, manifest, mapping: Mapping) -> str:
    """The source that has the contacts with these numbers: this one, or else the only other."""
    having = []
    for source in sorted({run.source for run in manifest.runs.values()}):
        files = [store.path(file) for file in manifest.received("contact", source=source)]
        if (
            files
            and connection.execute(
                f"SELECT 1 FROM read_parquet({engine.files(files)}) h SEMI JOIN named n ON n.number = h.source_id LIMIT 1"
            ).fetchone()
        ):
            having.append(source)
    return having[0] if len(having) == 1 and mapping.source not in having else mapping.source


def first_layer(staged: Staged, mapping: Mapping, moment: str) -> str:
    """Beside the values of a line: the contact that it names, and when it was said."""
    contact = given(staged, "contact_number", "VARCHAR")
    return (
        f"SELECT * , {given(staged, moment, 'TIMESTAMP')} AS said_utc FROM"
        f" (SELECT l.*, k.contact_id, k.contact_start, {moments(staged, mapping)} FROM {{rows}} l"
        f" LEFT JOIN known k ON k.number = {contact})"
    )


def refuse_groups(connection, found: list[rules.Rule], code: str) -> None:
    """Where one line of a group was refused, the group would look like another: its other lines are refused by `code`."""
    whole = next(at for at, (known, *_) in enumerate(found) if known == code)
    connection.execute(
        f"UPDATE line SET problem = {whole} WHERE problem IS NULL AND group_id IN"
        " (SELECT group_id FROM line WHERE problem IS NOT NULL AND group_id IS NOT NULL)"
    )


def placed(staged: Staged, moment: str) -> list[rules.Rule]:
    """A line must tell whose it is and when: by its contact, or by itself."""
    contact = given(staged, "contact_number", "VARCHAR")
    alone = f"{given(staged, 'agent', 'VARCHAR')} IS NOT NULL AND said_utc IS NOT NULL"
    key = next(k for k in ("contact_number", "agent") if k in staged.read)
    found = [
        rules.rule("no_place", key, f"{contact} IS NULL AND NOT ({alone})"),
        rules.rule("no_contact", key, f"contact_id IS NULL AND NOT ({alone})"),
    ]
    if moment in staged.read:
        found.append(rules.rule("not_yet", moment, "said_utc >= tomorrow"))
        found.append(rules.rule("too_old", moment, "said_utc < TIMESTAMP '1980-01-01'"))
    return found


def accept(connection, mapping: Mapping, run: str, key: str = "source_id") -> None:
    """The table `accepted`: the accepted lines with what is said of every received row. `key`: what has versions."""
    connection.execute(
        f"CREATE OR REPLACE TABLE accepted AS SELECT l.*, {engine.text(mapping.source)} AS source,"
        f" coalesce(v.version, 0)::INTEGER + 1 AS source_version, {engine.text(run)} AS run, n.line"
        " FROM line l ANTI JOIN repeats USING (position) JOIN line_numbers n USING (position)"
        f" LEFT JOIN versions v ON v.source_id = l.{key} WHERE l.problem IS NULL"
    )


# What the accepted lines count for: their contact's moment; of a line that stands alone its own, and its person.
COUNTED = (
    "(SELECT coalesce(contact_start, said_utc) AS moment, if(contact_id IS NULL, {agent}, NULL) AS agent,"
    " source_version FROM accepted)"
)


# The same of a line that is here already.
AGAIN = "coalesce(contact_start, said_utc) AS moment, if(contact_id IS NULL, agent, NULL) AS agent"


def copy(connection, sql: str, target) -> None:
    connection.execute(
        f"COPY ({sql}) TO {engine.text(str(target))} (FORMAT parquet, COMPRESSION zstd)"
    )
