"""Simulated facts of every grain, as SQL: set by set in the engine, a month at a time.

Every cell follows from the number of its contact, so that the same facts come again on every machine. Few customers get
in touch often; busy topics are busy everywhere. One contact in five is surveyed, one in fifty reviewed (with four
criteria), one in ten passed on (so 1.1 legs each); of chats and emails it is known what was said, and when they were
answered and solved.
"""

from datetime import date
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.warehouse import received

# Of two arguments the hashes hang together; those of numbers in a row do not.
_CHANCES = ", ".join(
    f"hash(16 * ({{base}} + range) + {number}) / 18446744073709551615.0 AS u{number}"
    for number in range(1, 11)
)
_DRAWN = f"SELECT range AS line, {{base}} + range AS number, {_CHANCES} FROM range({{rows}})"

_TOLD = """
SELECT md5(number::VARCHAR)::UUID AS contact_id, 'bench' AS source, number::VARCHAR AS source_id,
  1 AS source_version, '{month}' AS run, line + 2 AS line, hash(number) AS content_hash,
  if(u1 < 0.05, NULL, printf('A%05d', 1 + floor(u2 * {people})::INTEGER)) AS agent,
  CASE WHEN u3 < 0.6 THEN 'phone' WHEN u3 < 0.85 THEN 'email' ELSE 'chat' END AS channel,
  'topic ' || floor(40 * u4 * u4)::INTEGER AS topic, 'inbound' AS direction,
  TIMESTAMP '{first}' + to_seconds((floor(u5 * 28) * 86400 + 28800 + u6 * 43200)::BIGINT) AS started_at,
  u1 >= 0.05 OR channel = 'email' AS answered, true AS abandons_recorded, true AS abandon_waits_recorded, false AS abandons_credited,
  floor(-40 * ln(1 - 0.999 * u4)) AS wait_seconds, floor(60 + 600 * u6 * u6) AS talk_seconds,
  floor(20 * u5) AS hold_seconds, floor(45 * u3) AS wrap_seconds,
  talk_seconds + hold_seconds + wrap_seconds AS handle_seconds, 7 AS parts_known,
  'C' || floor({people} * 4000 * u2 * u2 * u5)::BIGINT AS customer,
  if(answered, u9 < 0.8, NULL) AS resolved, if(answered, u7 < 0.1, NULL) AS transferred,
  if(answered AND u7 < 0.1, u8 < 0.3, NULL) AS transfer_avoidable,
  if(answered AND u7 < 0.1, if(u9 < 0.5, 'cold', 'warm'), NULL) AS transfer_type, if(answered, u7 > 0.96, NULL) AS escalated,
  channel <> 'phone' AS is_written, if(is_written AND answered, u9 < 0.9, NULL) AS in_deadline,
  if(is_written AND answered, if(u10 < 0.06, 1, 0), NULL) AS reopened,
  is_written AS first_replies_recorded, is_written AS solves_recorded,
  if(channel = 'chat', wait_seconds, floor(-20000 * ln(1 - 0.999 * u9)))::BIGINT AS until_reply,
  if(is_written AND answered AND u10 < 0.99, started_at + to_seconds(until_reply), NULL) AS first_replied_at,
  if(u10 < 0.97, first_replied_at + to_seconds(floor(-9000 * ln(1 - 0.999 * u8))::BIGINT), NULL) AS first_solved_at,
  first_solved_at + to_seconds(if(u10 < 0.06, 86400, 0)) AS solved_at,
  u5 < 0.2 AND answered AS is_surveyed,
  if(is_surveyed, 1 + floor(5 * (1 - u6 * u6)), NULL) AS csat_score,
  if(is_surveyed, 1.0, NULL) AS csat_low, if(is_surveyed, 5.0, NULL) AS csat_high,
  if(is_surveyed AND u8 < 0.5, floor(11 * u10), NULL) AS nps_score,
  if(is_surveyed, 1 + floor(7 * (1 - u9 * u9)), NULL) AS ces_score, if(is_surveyed, 1.0, NULL) AS ces_low,
  if(is_surveyed, 7.0, NULL) AS ces_high, if(is_surveyed, 2, NULL) AS ces_version,
  if(is_surveyed, CASE WHEN u8 < 0.7 THEN 'yes' WHEN u8 < 0.95 THEN 'no' ELSE 'not sure' END, NULL) AS resolved_answer,
  number, {chances}
FROM drawn
"""

# Of a contact that was passed on: its part of each of two people.
_LEGS = """
SELECT contact_id, source, source_id || '/' || part AS source_id, source_version, run, line, content_hash,
  part AS leg, if(part = 1, printf('A%05d', 1 + floor(u10 * {people})::INTEGER), agent) AS agent,
  started_at + to_seconds(if(part = 1, 0, talk_seconds // 3)::BIGINT) AS started_at,
  if(part = 1, talk_seconds // 3, talk_seconds - talk_seconds // 3) AS talk_seconds,
  if(part = 1, 0.0, hold_seconds) AS hold_seconds, if(part = 1, 0.0, wrap_seconds) AS wrap_seconds,
  if(part = 1, talk_seconds // 3, handle_seconds - talk_seconds // 3) AS handle_seconds, 7 AS parts_known,
  true AS passed_on
FROM told, (VALUES (1), (2)) AS parts(part) WHERE transferred
"""

# What comes by mail days later: how much effort it took them.
_RESPONSES = """
SELECT md5('answer ' || number)::UUID AS response_id, source, source_id, source_version, run, line, content_hash,
  contact_id, started_at + to_seconds(86400) AS answered_at, 'ces1' AS question, 1 + floor(5 * u9 * u9) AS score,
  1.0 AS low, 5.0 AS high
FROM told WHERE is_surveyed AND u10 < 0.2
"""

_MESSAGES = """
SELECT contact_id, source, run, line, source_version, turn AS message,
  started_at + to_seconds(30 * turn) AS said_at, if(turn % 2 = 1, 'customer', 'agent') AS speaker,
  'About ' || topic || ', turn ' || turn AS text
FROM told, range(1, 5) AS turns(turn)
WHERE is_written AND answered AND turn <= if(channel = 'chat', 4, 2)
"""

_CRITERIA = "(VALUES (1, 'Greeting', NULL), (2, 'Answer', 'customer'), (3, 'Offer', 'business'), (4, 'Data protection', 'compliance'))"
_SCORES = f"""
SELECT md5('review ' || told.number)::UUID AS evaluation_id, source, run, line, source_version, name AS criterion,
  'All' AS section, if(hash(16 * told.number + 10 + place) % 100 < 8, 0.0, 5.0) AS earned, 5.0 AS possible,
  false AS not_applicable, critical
FROM told, {_CRITERIA} AS criteria(place, name, critical) WHERE answered AND u8 < 0.02
"""

_EVALUATIONS = """
SELECT evaluation_id, any_value(t.source) AS source, any_value(t.source_id) AS source_id, 1 AS source_version,
  any_value(t.run) AS run, any_value(t.line) AS line, any_value(t.content_hash) AS content_hash,
  any_value(t.contact_id) AS contact_id, any_value(t.started_at) + to_seconds(172800) AS evaluated_at,
  'E' || any_value(t.number) % 40 AS evaluator, 'Bench' AS scorecard,
  if(any_value(t.u9) < 0.9, 'random', 'targeted') AS purpose, 0.02 AS inclusion_probability,
  sum(s.earned) AS earned, sum(s.possible) AS possible, sum(s.earned) <= 5 AS auto_fail,
  {critical}
FROM scores s JOIN told t ON s.line = t.line GROUP BY evaluation_id
""".replace(
    "{critical}",
    ", ".join(
        f"count(*) FILTER (critical = '{name}' AND s.earned = 0)::INTEGER AS {name}_critical"
        for name in ("customer", "business", "compliance")
    ),
)

# By grain, in the order in which they are made: evaluations add up their scores.
_GRAINS = {
    "contact": "SELECT * FROM told ORDER BY started_at",
    "leg": _LEGS,
    "response": _RESPONSES,
    "message": _MESSAGES,
    "criterion_score": "FROM scores",
    "evaluation": _EVALUATIONS,
}


def write(files: dict[str, Path], first: date, rows: int, before: int, people: int) -> None:
    """The received files of one month, by grain: `rows` contacts, numbered after the `before` of earlier months."""
    given = {
        "month": f"{first:%Y-%m}", "first": first, "rows": rows, "base": before, "people": people,
        "chances": ", ".join(f"u{number}" for number in range(1, 11)),
    }  # fmt: skip
    with engine.workbench(str(files["contact"].parent)) as connection:
        for name, sql in (("drawn", _DRAWN), ("told", _TOLD), ("scores", _SCORES)):
            connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {sql.format(**given)}")
        for grain, sql in _GRAINS.items():
            files[grain].parent.mkdir(parents=True, exist_ok=True)
            columns = ", ".join(
                f"{name}::{kind} AS {name}" for name, kind in _known(connection, grain, sql, given)
            )
            connection.execute(
                f"COPY (SELECT {columns} FROM ({sql.format(**given)}))"
                f" TO {engine.text(str(files[grain]))} (FORMAT parquet, COMPRESSION zstd)"
            )


def _known(connection, grain: str, sql: str, given: dict) -> list[tuple[str, str]]:
    """The columns of the grain that are told of; the others are left out, as sources leave them."""
    told = {row[0] for row in connection.execute(f"DESCRIBE {sql.format(**given)}").fetchall()}
    return [(name, kind) for name, kind in received.SCHEMAS[grain].items() if name in told]
