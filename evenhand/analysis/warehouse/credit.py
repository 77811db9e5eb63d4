"""Whose a received row is: the person whom its source means, or whom a correction names, and their team that day."""

# What stands for somebody who was removed: no key of a file begins so, and their team still counts.
GONE = "\x1fteam:"


def stand_in(team: str) -> str:
    """SQL for the agent of a row whose person was removed; null where they had no team then."""
    return f"'{GONE}' || {team}"


def stand_in_of(team: int) -> str:
    """The same for a team that is known."""
    return f"{GONE}{team}"


_TEAM_OF_REMOVED = (
    f"CASE WHEN starts_with(p.agent, '{GONE}') THEN"
    f" TRY_CAST(substr(p.agent, {len(GONE) + 1}) AS BIGINT) END"
)

# A correction says of whose part it is, so that on a contact of several people it moves that one part and no other.
# A key of this source goes before one that every source knows.
_CREDITED = """(
WITH known AS (
  SELECT r.*, coalesce(own.person_id, every.person_id) AS known_id
  FROM {rows} r
  LEFT JOIN keys own ON own.source = r.source AND own.key = lower(trim(r.agent))
  LEFT JOIN keys every ON every.source = '' AND every.key = lower(trim(r.agent))
), person AS (
  SELECT k.*, CASE WHEN c.contact_id IS NOT NULL THEN c.person_id ELSE known_id END AS person_id,
    c.team_id AS corrected_team,
    CASE WHEN c.contact_id IS NOT NULL THEN c.rule WHEN agent IS NULL THEN 'no agent in the source'
      WHEN starts_with(agent, '{gone}') THEN 'somebody who was removed'
      WHEN known_id IS NULL THEN 'agent not known here' ELSE 'agent in the source' END AS attribution
  FROM known k LEFT JOIN credits c ON c.contact_id = k.contact_id::VARCHAR AND c.part_of = known_id
)
SELECT p.* EXCLUDE (known_id, corrected_team),
  coalesce(p.corrected_team, m.team_id, {team_of_removed}) AS team_id
FROM person p
LEFT JOIN memberships m
  ON m.person_id = p.person_id AND p.local_date >= m.first AND p.local_date < m.until
)"""


def credited(sql: str) -> str:
    """Rows with `contact_id`, `agent`, `source` and `local_date`, credited: with `person_id`, `team_id` and the rule
    of `attribution` besides."""
    return _CREDITED.format(rows=sql, gone=GONE, team_of_removed=_TEAM_OF_REMOVED)
