"""Lines that say nothing new: told twice by their file, or here already."""

from evenhand.analysis import engine

# Lines that make one thing together, such as the criteria of an evaluation, are known by what they say together.
TOGETHER = "md5_number_lower(string_agg(content_hash::VARCHAR, ' ' ORDER BY content_hash))"
_TOGETHER = f"""
CREATE OR REPLACE TABLE whole AS SELECT group_id AS source_id, {TOGETHER} AS content_hash
FROM line ANTI JOIN repeats USING (position) WHERE problem IS NULL GROUP BY group_id
"""
_EACH = (
    "CREATE OR REPLACE VIEW whole AS SELECT source_id, content_hash FROM line WHERE problem IS NULL"
)
_VERSIONS = "CREATE OR REPLACE TABLE versions (source_id VARCHAR, version INTEGER)"


def no_repeats(connection) -> None:
    """The same tables as `find_repeats` makes, of a file in which nothing may be a repetition."""
    connection.execute(
        f"CREATE OR REPLACE TABLE repeats (position BIGINT, same BOOLEAN, of_run VARCHAR); {_VERSIONS}"
    )


def keep_named(connection, lines: str) -> None:
    """The table `named_again` (agent, n, moment): whom the lines name that say nothing new, and since when.

    `lines`: SQL of position, moment and agent; "" where no line names anybody."""
    rows = lines or "(SELECT 0 AS position, NULL::TIMESTAMP AS moment, NULL::VARCHAR AS agent)"
    connection.execute(
        "CREATE OR REPLACE TABLE named_again AS SELECT agent, count(*) AS n, min(moment) AS moment"
        f" FROM {rows} JOIN repeats USING (position) WHERE same AND agent IS NOT NULL GROUP BY agent"
    )


def find_repeats(
    connection, here: str, *, together: bool, again: bool, refused: str = "", of_run: str = ""
) -> None:
    """The tables `repeats` (position, same, of_run) and `versions` (source_id, latest version here).

    `here`: SQL of what this source has brought (source_id, source_version, content_hash, run); "" for nothing yet.
    `together`: lines with the same `group_id` are one thing. `again`: what was ever here says nothing new.
    `refused`: SQL of what an earlier run `of_run` refused because another line says otherwise (source_id, content_hash):
    sent back as it was, it says nothing new either.
    """
    connection.execute(
        "CREATE OR REPLACE TABLE firsts AS SELECT source_id, min(position) AS first,"
        " arg_min(content_hash, position) AS content_hash FROM line WHERE problem IS NULL"
        " GROUP BY source_id HAVING count(*) > 1"
    )
    connection.execute(
        "CREATE OR REPLACE TABLE repeats AS SELECT l.position, l.content_hash = f.content_hash AS same, '' AS of_run"
        " FROM line l JOIN firsts f USING (source_id) WHERE l.position > f.first AND l.problem IS NULL"
    )
    if refused:
        connection.execute(
            f"INSERT INTO repeats SELECT DISTINCT l.position, true, {engine.text(of_run)} FROM line l"
            f" SEMI JOIN {refused} r ON r.source_id = l.source_id AND r.content_hash = l.content_hash"
            " WHERE l.problem IS NULL AND l.position NOT IN (SELECT position FROM repeats)"
        )
    connection.execute(_TOGETHER if together else _EACH)
    connection.execute(_VERSIONS)
    if not here:
        return
    connection.execute(
        "CREATE OR REPLACE TABLE here AS SELECT h.source_id, max(h.source_version) AS version,"
        " arg_max(h.content_hash, h.source_version) AS content_hash, arg_max(h.run, h.source_version) AS run"
        f" FROM {here} h SEMI JOIN whole w ON w.source_id = h.source_id GROUP BY h.source_id"
    )
    ever = f"(SELECT source_id, content_hash, min(run) AS run FROM {here} GROUP BY ALL)"
    known = ever if again else "here"
    if together:
        same = f"line l JOIN whole w ON w.source_id = l.group_id JOIN {known} h ON h.source_id = w.source_id AND h.content_hash = w.content_hash"
    else:
        same = f"line l JOIN {known} h ON h.source_id = l.source_id AND h.content_hash = l.content_hash"
    connection.execute(
        f"INSERT INTO repeats SELECT l.position, true, h.run FROM {same}"
        " WHERE l.problem IS NULL AND l.position NOT IN (SELECT position FROM repeats)"
    )
    connection.execute("INSERT INTO versions SELECT source_id, version FROM here")
