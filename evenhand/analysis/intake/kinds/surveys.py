"""Files of surveys: a line is one customer's answers, or one of them with the name of its question."""

from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake import cells, ids, rules
from evenhand.analysis.intake.kinds import apart, channels
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.stage import Staged
from evenhand.analysis.intake.values import content_hash, given

GRAIN = "response"
NUMBER = "survey_number"
SAME = "same_line"
AGAIN = apart.AGAIN

prepare = apart.know_contacts


def layers(staged: Staged, mapping: Mapping) -> list[str]:
    # Whether its contact is here belongs to what a line says: once it is, the same line says more.
    told = content_hash(staged, "coalesce(contact_id::VARCHAR, '')")
    found = [apart.first_layer(staged, mapping, "answered_at")]
    if "question" in staged.read:
        found.append(f"SELECT *, {_asked(mapping)} AS asked FROM {{rows}}")
        found.append(f"SELECT *, {_points()} AS points FROM {{rows}}")
    found.append(f"SELECT *, {told} AS content_hash FROM {{rows}}")
    found.append(f"SELECT *, {_number(staged)} AS source_id FROM {{rows}}")
    return found


def _asked(mapping: Mapping) -> str:
    cases = " ".join(
        f"WHEN {engine.text(question.strip().lower())} THEN {engine.text(meaning)}"
        for question, meaning in mapping.questions.items()
        if meaning
    )
    return f"CASE lower(question) {cases} END" if cases else "NULL::VARCHAR"


def _points() -> str:
    """The answer as a number; of yes or no 1 or 0. Not sure is an answer without one."""
    yes = f"CASE {cells.unsure('score')} WHEN 'yes' THEN 1.0 WHEN 'no' THEN 0.0 END"
    return f"CASE asked WHEN 'resolved' THEN {yes} ELSE {cells.number('score')} END"


def _number(staged: Staged) -> str:
    """The survey's own number; without one the contact and when it was answered; without these what the line says."""
    own, contact = (given(staged, key, "VARCHAR") for key in ("survey_number", "contact_number"))
    of_contact = f"{contact} || coalesce('@' || epoch_us(said_utc)::VARCHAR, '')"
    number = f"coalesce({own}, {of_contact}, 'line-' || content_hash::VARCHAR)"
    return (
        f"{number} || '/' || coalesce(asked, question, '')" if "question" in staged.read else number
    )


def line_rules(staged: Staged, mapping: Mapping) -> list[rules.Rule]:
    found = [
        *rules.readable(staged),
        *apart.placed(staged, "answered_at"),
        *rules.scales(staged, mapping),
    ]
    if "question" not in staged.read:
        answers = [key for key in _ANSWERS if key in staged.read]
        nothing = " AND ".join(f"{key} IS NULL" for key in answers)
        return [*found, rules.rule("no_answer", answers[0], nothing)]
    sure = f"asked = 'resolved' AND coalesce({cells.unsure('score')} = 'not sure', false)"
    found += [
        rules.rule("no_question", "question", "asked IS NULL"),
        rules.rule("no_answer", "score", "score IS NULL"),
        rules.rule("answer", "score", f"points IS NULL AND NOT ({sure})"),
    ]
    for question, (low, high) in _scales(mapping).items():
        outside = f"asked = '{question}' AND points NOT BETWEEN {low} AND {high}"
        found.append(rules.rule("off_scale", "score", outside, f"'{low} to {high}'"))
    return found


_ANSWERS = ("csat", "nps", "ces", "resolved_answer", "comment")


def _scales(mapping: Mapping) -> dict[str, tuple[int, int]]:
    return {
        "csat": (mapping.csat_low, mapping.csat_high),
        "nps": (0, 10),
        "ces": (mapping.ces_low, mapping.ces_high),
        "resolved": (0, 1),
    }


def settle(connection, staged: Staged, found: list[rules.Rule]) -> None:
    """Each line is judged by itself."""


def write(
    connection, folder: Path, staged: Staged, mapping: Mapping, run: str, numbered: str
) -> str:
    """Leave response.parquet; give the accepted lines as SQL."""
    apart.accept(connection, mapping, run)
    rows = _long(mapping) if "question" in staged.read else _wide(staged, mapping)
    number = ids.digest(mapping.source, "'response/' || source_id")
    agent, topic = (given(staged, key, "VARCHAR") for key in ("agent", "topic"))
    comment = given(staged, "comment", "VARCHAR")
    apart.copy(
        connection,
        f"SELECT {ids.uuid5('digest')} AS response_id, {apart.ORIGIN}, contact_id, {agent} AS agent,"
        f" {channels.channel(staged, mapping, 'NULL::VARCHAR')} AS channel, {topic} AS topic,"
        " said_utc AS answered_at, asked AS question, points::DOUBLE AS score, low::DOUBLE AS low, high::DOUBLE AS high,"
        f" if(row_number() OVER (PARTITION BY position ORDER BY place) = 1, {comment}, NULL) AS comment"
        f" FROM (SELECT *, {number} AS digest FROM ({rows})) ORDER BY line, place",
        folder / "response.parquet",
    )
    return apart.COUNTED.format(agent=agent)


def _wide(staged: Staged, mapping: Mapping) -> str:
    """A row for each question of a line that was answered; a comment without any is one of its own.

    All answers of a survey share one id, so that a later version replaces them together.
    """
    points = {
        "csat": "csat",
        "nps": "nps",
        "ces": "ces",
        "resolved_answer": "CASE resolved_answer WHEN 'yes' THEN 1.0 WHEN 'no' THEN 0.0 END",
    }
    pieces = []
    for place, (key, sql) in enumerate(points.items()):
        if key in staged.read:
            low, high = _scales(mapping)["resolved" if key == "resolved_answer" else key]
            pieces.append(
                f"SELECT *, {engine.text(_question(key, mapping))} AS asked, {sql} AS points, {low} AS low, {high} AS high,"
                f" {place} AS place FROM accepted WHERE {key} IS NOT NULL"
            )
    if "comment" in staged.read:
        unsaid = " AND ".join(f"{key} IS NULL" for key in points if key in staged.read)
        pieces.append(
            "SELECT *, 'comment' AS asked, NULL::DOUBLE AS points, NULL AS low, NULL AS high, 9 AS place"
            f" FROM accepted WHERE {unsaid or 'true'}"
        )
    return " UNION ALL ".join(pieces)


def _question(key: str, mapping: Mapping) -> str:
    if key == "ces":
        return "ces1" if mapping.ces_version == 1 else "ces"
    return "resolved" if key == "resolved_answer" else key


def _long(mapping: Mapping) -> str:
    scales = _scales(mapping)
    low, high = (
        "CASE asked "
        + " ".join(f"WHEN '{q}' THEN {ends[at]}" for q, ends in scales.items())
        + " END"
        for at in (0, 1)
    )
    effort = engine.text(_question("ces", mapping))
    return (
        f"SELECT * REPLACE (if(asked = 'ces', {effort}, asked) AS asked), {low} AS low, {high} AS high, 0 AS place"
        " FROM accepted"
    )
