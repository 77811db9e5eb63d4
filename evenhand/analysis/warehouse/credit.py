"""Whose a received row is: the person whom its source means, or whom a correction names, and their team that day."""

# What stands for somebody who was removed: no key of a file begins so, and their team still counts.
_GONE = "\x1fteam:"


def stand_in(team: str) -> str:
    """SQL for the agent of a row whose person was removed; null where they had no team then."""
    return f"'{_GONE}' || {team}"


def _team_of_removed(agent: str) -> str:
    return (
        f"CASE WHEN starts_with({agent}, '{_GONE}') THEN"
        f" TRY_CAST(substr({agent}, {len(_GONE) + 1}) AS BIGINT) END"
    )


def credited(sql: str) -> str:
    """Rows with `agent`, `source` and `local_date`, credited: the key of this source goes before one of all sources."""
    return f"""(
SELECT r.*, coalesce(own.person_id, every.person_id) AS person_id,
  coalesce(m.team_id, {_team_of_removed("r.agent")}) AS team_id
FROM {sql} r
LEFT JOIN keys own ON own.source = r.source AND own.key = lower(trim(r.agent))
LEFT JOIN keys every ON every.source = '' AND every.key = lower(trim(r.agent))
LEFT JOIN memberships m ON m.person_id = coalesce(own.person_id, every.person_id)
  AND r.local_date >= m.first AND r.local_date < m.until)"""


# A person's own correction goes first, then the key of this source, then a key known to every source.
_WITHOUT_RECEIVED = """
WITH known AS (
  SELECT r.*,
    coalesce(own.person_id, every.person_id) AS known_id, c.contact_id IS NOT NULL AS corrected,
    c.person_id AS corrected_id, c.team_id AS corrected_team, c.rule AS corrected_rule
  FROM {received} r
  LEFT JOIN keys own ON own.source = r.source AND own.key = lower(trim(r.agent))
  LEFT JOIN keys every ON every.source = '' AND every.key = lower(trim(r.agent))
  LEFT JOIN credits c ON c.contact_id = r.contact_id::VARCHAR
), person AS (
  SELECT *, CASE WHEN corrected THEN corrected_id ELSE known_id END AS person_id,
    CASE WHEN corrected THEN corrected_rule WHEN agent IS NULL THEN 'no agent in the source'
      WHEN starts_with(agent, '<gone>') THEN 'somebody who was removed'
      WHEN known_id IS NULL THEN 'agent not known here' ELSE 'agent in the source' END AS attribution
  FROM known
)
SELECT p.* EXCLUDE (known_id, corrected, corrected_id, corrected_team, corrected_rule),
  coalesce(p.corrected_team, m.team_id, <team of removed>) AS team_id
FROM person p
LEFT JOIN memberships m
  ON m.person_id = p.person_id AND p.local_date >= m.first AND p.local_date < m.until
"""
CREDITED = _WITHOUT_RECEIVED.replace("<gone>", _GONE).replace(
    "<team of removed>", _team_of_removed("p.agent")
)
