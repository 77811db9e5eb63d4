"""The cube's parts as SQL that somebody wrote by hand: what the compiled definitions are held to."""

INBOUND = "answered IS NOT NULL AND coalesce(direction, 'inbound') = 'inbound'"
QUEUED = f"{INBOUND} AND coalesce(channel, 'phone') IN ('phone', 'chat')"
CALLED = f"{INBOUND} AND coalesce(channel, 'phone') = 'phone'"
TIMED = "abandons_recorded AND abandon_waits_recorded AND wait_seconds IS NOT NULL"

CONTACTS = f"""
SELECT local_date, team_id, person_id, channel,
  sum(CASE WHEN answered THEN 1 ELSE 0 END) AS handled__n,
  sum(CASE WHEN queued AND abandons_recorded AND answered THEN 1 ELSE 0 END) AS answered__numerator,
  sum(CASE WHEN queued AND abandons_recorded THEN 1 ELSE 0 END) AS answered__denominator,
  sum(CASE WHEN queued AND NOT abandons_recorded THEN 1 ELSE 0 END) AS answered__blind,
  sum(CASE WHEN queued AND abandons_recorded AND NOT abandons_credited THEN 1 ELSE 0 END) AS answered__uncredited,
  sum(CASE WHEN called AND timed AND answered AND wait_seconds <= 20 THEN 1 ELSE 0 END)
    AS service_level__numerator,
  sum(CASE WHEN called AND timed AND (answered OR wait_seconds > 20) THEN 1 ELSE 0 END)
    AS service_level__denominator,
  sum(CASE WHEN called AND NOT timed THEN 1 ELSE 0 END) AS service_level__blind,
  sum(CASE WHEN called AND NOT abandons_recorded THEN 1 ELSE 0 END) AS service_level__no_abandons,
  sum(CASE WHEN called AND timed AND NOT abandons_credited THEN 1 ELSE 0 END) AS service_level__uncredited,
  sum(CASE WHEN called AND answered AND wait_seconds IS NOT NULL THEN 1 ELSE 0 END) AS asa__n,
  sum(CASE WHEN called AND answered THEN wait_seconds END) AS asa__total,
  sum(CASE WHEN called AND answered THEN wait_seconds * wait_seconds END) AS asa__squares
FROM (SELECT *, {QUEUED} AS queued, {CALLED} AS called, {TIMED} AS timed FROM contact)
GROUP BY local_date, team_id, person_id, channel
"""

LEGS = """
SELECT local_date, team_id, person_id, channel,
  count(handle_seconds) AS aht__n,
  sum(handle_seconds) AS aht__total,
  sum(handle_seconds * handle_seconds) AS aht__squares,
  sum(CASE WHEN parts_known & 1 > 0 AND handle_seconds IS NOT NULL THEN 1 ELSE 0 END) AS aht__talk,
  sum(CASE WHEN parts_known & 2 > 0 AND handle_seconds IS NOT NULL THEN 1 ELSE 0 END) AS aht__hold,
  sum(CASE WHEN parts_known & 4 > 0 AND handle_seconds IS NOT NULL THEN 1 ELSE 0 END) AS aht__wrap,
  sum(CASE WHEN parts_known & 8 > 0 AND handle_seconds IS NOT NULL THEN 1 ELSE 0 END) AS aht__whole
FROM leg GROUP BY local_date, team_id, person_id, channel
"""

RESPONSES = """
SELECT local_date, team_id, person_id, channel,
  sum(CASE WHEN score >= high - 1 THEN 1 ELSE 0 END) AS csat__numerator, count(*) AS csat__denominator,
  sum(high) AS csat__tops, sum(high * high) AS csat__tops_squared,
  sum(low) AS csat__bottoms, sum(low * low) AS csat__bottoms_squared,
  count(*) AS csat_mean__n, sum(score) AS csat_mean__total, sum(score * score) AS csat_mean__squares,
  sum(high) AS csat_mean__tops, sum(high * high) AS csat_mean__tops_squared,
  sum(low) AS csat_mean__bottoms, sum(low * low) AS csat_mean__bottoms_squared
FROM response WHERE question = 'csat' AND credited AND score BETWEEN low AND high
GROUP BY local_date, team_id, person_id, channel
"""

CUBE = f"""
SELECT local_date, team_id, person_id, channel,
  sum(COLUMNS(lambda c: c NOT IN ('local_date', 'team_id', 'person_id', 'channel')))
FROM (({CONTACTS}) UNION ALL BY NAME ({LEGS}) UNION ALL BY NAME ({RESPONSES}))
GROUP BY local_date, team_id, person_id, channel
ORDER BY team_id NULLS LAST, local_date, person_id
"""
