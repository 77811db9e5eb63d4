"""Files of evaluations: a line is one scored contact or observation, or one criterion of one."""

from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake import ids, rules
from evenhand.analysis.intake.kinds import apart, channels
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.repeats import TOGETHER
from evenhand.analysis.intake.stage import Staged
from evenhand.analysis.intake.values import content_hash, given

GRAIN = "evaluation"
NUMBER = "evaluation_number"
SAME = "same_line"
AGAIN = apart.AGAIN

# Words for an evaluation that a plan drew. What is in no list was chosen by somebody: it enters no rate.
RANDOM = (
    "random",
    "randomly",
    "random sample",
    "drawn",
    "draw",
    "sample",
    "sampled",
    "random draw",
)
_CLASSES = ("customer", "business", "compliance")

prepare = apart.know_contacts


def layers(staged: Staged, mapping: Mapping) -> list[str]:
    told = content_hash(staged, "coalesce(contact_id::VARCHAR, '')")
    found = [
        apart.first_layer(staged, mapping, "evaluated_at"),
        f"SELECT *, {_not_applicable(staged)} AS without FROM {{rows}}",
        f"SELECT *, {_points(staged)}, {told} AS content_hash FROM {{rows}}",
        f"SELECT *, {_number(staged)} AS group_id FROM {{rows}}",
    ]
    if "criterion" not in staged.read:
        return [*found, "SELECT *, group_id AS source_id FROM {rows}"]
    section = given(staged, "section", "VARCHAR")
    line = f"group_id || '/' || coalesce({section}, '') || '/' || criterion"
    return [
        *found,
        f"SELECT *, {_class(staged)} AS class, {line} AS source_id FROM {{rows}}",
    ]


def _not_applicable(staged: Staged) -> str:
    """Whether a criterion did not apply: by its own column, or by the word in place of its points."""
    if "criterion" not in staged.read:
        return "false"
    marked = given(staged, "not_applicable", "BOOLEAN")
    return f"coalesce({marked}, false) OR coalesce(upper(trim(raw_earned)) IN ('N/A', 'NA'), false)"


def _points(staged: Staged) -> str:
    earned, possible = (given(staged, key, "DOUBLE") for key in ("earned", "possible"))
    percent = given(staged, "score_percent", "DOUBLE")
    both = f"{earned} IS NOT NULL AND {possible} IS NOT NULL"
    if "criterion" in staged.read:
        return f"if(without, NULL, {earned}) AS got, {possible} AS of_points"
    return f"if({both}, {earned}, {percent}) AS got, if({both}, {possible}, if({percent} IS NULL, NULL, 100.0)) AS of_points"


def _number(staged: Staged) -> str:
    """The evaluation's own number; without one its contact, time and evaluator; without these what the line says."""
    own, contact, by = (
        given(staged, key, "VARCHAR")
        for key in ("evaluation_number", "contact_number", "evaluator")
    )
    made = f"{contact} || '@' || coalesce(epoch_us(said_utc)::VARCHAR, '') || '/' || coalesce({by}, '')"
    return f"coalesce({own}, {made}, 'line-' || content_hash::VARCHAR)"


def _class(staged: Staged) -> str:
    """Of a critical criterion its class, `none` for one that is not critical, null for a word that is not known."""
    if "critical" not in staged.read:
        return "'none'"
    cases = " ".join(f"WHEN lower(critical) LIKE '%{word}%' THEN '{word}'" for word in _CLASSES)
    none = "'none', 'no', 'n', 'false', '0', 'non-critical', 'non critical', 'not critical'"
    return f"CASE WHEN critical IS NULL OR lower(critical) IN ({none}) THEN 'none' {cases} END"


def line_rules(staged: Staged, mapping: Mapping) -> list[rules.Rule]:
    criteria = "criterion" in staged.read
    key = "earned" if "earned" in staged.read else "score_percent"
    least = "of_points < 0" if criteria else "of_points <= 0"
    found = [
        *rules.readable(staged),
        *apart.placed(staged, "evaluated_at"),
        *rules.amounts(staged),
        *rules.scales(staged, mapping),
        rules.rule("no_points", key, "NOT without AND (got IS NULL OR of_points IS NULL)"),
        rules.rule("no_possible", key, least),
        rules.rule("points", key, "got < 0 OR got > of_points"),
    ]
    if criteria:
        own, contact = (
            given(staged, k, "VARCHAR") for k in ("evaluation_number", "contact_number")
        )
        found += [
            rules.rule("no_criterion", "criterion", "criterion IS NULL"),
            rules.rule("no_number", "criterion", f"{own} IS NULL AND {contact} IS NULL"),
            rules.rule("critical", "critical", "class IS NULL")
            if "critical" in staged.read
            else rules.rule("critical", "criterion", "class IS NULL"),
            rules.rule("part_refused", "criterion", "false"),
        ]
    return found


def settle(connection, staged: Staged, found: list[rules.Rule]) -> None:
    """An evaluation of which one criterion was refused would have another score: it is refused as a whole."""
    if "criterion" not in staged.read:
        return
    apart.refuse_groups(connection, found, "part_refused")


def write(
    connection, folder: Path, staged: Staged, mapping: Mapping, run: str, numbered: str
) -> str:
    """Leave evaluation.parquet, and criterion_score.parquet where lines are criteria; give the accepted lines."""
    criteria = "criterion" in staged.read
    apart.accept(connection, mapping, run, "group_id")
    columns = _columns(staged, mapping)
    number = ids.digest(mapping.source, "'evaluation/' || group_id")
    rows = f"(SELECT *, {number} AS digest FROM accepted)"
    if criteria:
        apart.copy(connection, _scores(staged, rows), folder / "criterion_score.parquet")
        whole = _together(columns, rows)
    else:
        told = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
        whole = f"SELECT {ids.uuid5('digest')} AS evaluation_id, {apart.ORIGIN}, {told} FROM {rows} ORDER BY line"
    apart.copy(connection, whole, folder / "evaluation.parquet")
    return apart.COUNTED.format(agent=given(staged, "agent", "VARCHAR"))


def _columns(staged: Staged, mapping: Mapping) -> dict[str, str]:
    """The columns of an evaluation from one line of it."""
    texts = {
        key: given(staged, key, "VARCHAR") for key in ("agent", "topic", "evaluator", "scorecard")
    }
    errors = {f"{word}_critical": given(staged, f"{word}_critical", "INTEGER") for word in _CLASSES}
    said = given(staged, "purpose", "VARCHAR")
    words = ", ".join(engine.text(word) for word in RANDOM)
    empty = "random" if mapping.empty_purpose == "random" else "targeted"
    purpose = f"CASE WHEN {said} IS NULL THEN '{empty}' WHEN lower({said}) IN ({words}) THEN 'random' ELSE 'targeted' END"
    return {
        "contact_id": "contact_id",
        "agent": texts["agent"],
        "channel": channels.channel(staged, mapping, "NULL::VARCHAR"),
        "topic": texts["topic"],
        "evaluated_at": "said_utc",
        "evaluator": texts["evaluator"],
        "scorecard": texts["scorecard"],
        "purpose": purpose,
        "inclusion_probability": given(staged, "inclusion_probability", "DOUBLE"),
        "earned": "got",
        "possible": "of_points",
        "auto_fail": given(staged, "auto_fail", "BOOLEAN"),
        **errors,
        "comment": given(staged, "comment", "VARCHAR"),
    }


def _scores(staged: Staged, rows: str) -> str:
    section = given(staged, "section", "VARCHAR")
    return (
        f"SELECT {ids.uuid5('digest')} AS evaluation_id, source, run, line, source_version, criterion,"
        f" {section} AS section, got AS earned, if(without, NULL, of_points) AS possible, without AS not_applicable,"
        f" nullif(class, 'none') AS critical FROM {rows} ORDER BY line"
    )


def _together(columns: dict[str, str], rows: str) -> str:
    """One evaluation from the lines of its criteria: sums over those that applied, errors where one was not met."""
    first = {
        name: f"arg_min({sql}, position) FILTER (WHERE ({sql}) IS NOT NULL)"
        for name, sql in columns.items()
    }
    first |= {
        "earned": "coalesce(sum(got), 0)",
        "possible": "coalesce(sum(of_points) FILTER (WHERE NOT without), 0)",
        "auto_fail": f"bool_or({columns['auto_fail']})",
    }
    for word in _CLASSES:
        counted = (
            f"count(*) FILTER (WHERE class = '{word}' AND NOT without AND got < of_points)::INTEGER"
        )
        own = f"max({columns[f'{word}_critical']})"
        first[f"{word}_critical"] = (
            f"coalesce({own}, if(bool_or(class = '{word}'), {counted}, NULL))"
        )
    told = ", ".join(f"{sql} AS {name}" for name, sql in first.items())
    return (
        f"SELECT {ids.uuid5('any_value(digest)')} AS evaluation_id, any_value(source) AS source, group_id AS source_id,"
        " any_value(source_version) AS source_version, any_value(run) AS run, min(line) AS line,"
        f" {TOGETHER} AS content_hash,"
        f" {told} FROM {rows} GROUP BY group_id ORDER BY line"
    )
