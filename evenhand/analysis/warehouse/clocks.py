"""Clocks: the one on the wall in a zone, and the one that runs only while a service is open."""

from datetime import date

from evenhand.analysis import engine

# In seconds: a day on which clocks go back is 25 hours long, and in a few zones a whole day was lived twice.
LONGEST_DAY = 48 * 3600


def local_time(column: str, zone: str) -> str:
    """SQL for a stored UTC time as the clock on the wall shows it in the zone."""
    return f"timezone({engine.text(zone)}, timezone('UTC', {column}))"


def local_day(column: str, zone: str) -> str:
    """SQL for the day that it is in the zone at a stored UTC time."""
    return f"{local_time(column, zone)}::DATE"


# A source of days alone has so many rows, over so many days, before it is taken for one.
_ROWS, _DAYS = 5, 2


def without_times(rows: str, moment: str, zone: str) -> str:
    """SQL for the runs that say days and no times of day, as exports do that write each day with a midnight behind it:
    each of their moments is the first of its local day, to the second."""
    before = f"({moment} - INTERVAL 1 MICROSECOND)"
    # A day begins on a quarter of an hour in UTC, too; the zone, which is slow to ask, is asked of those alone. Where
    # clocks change at midnight, a day begins at one.
    first = (
        f"CASE WHEN epoch_us({moment}) % 900000000 = 0"
        f" THEN {local_day(before, zone)} < {local_day(moment, zone)} ELSE false END"
    )
    enough = f"count(*) >= {_ROWS} AND max({moment}) - min({moment}) >= INTERVAL {_DAYS} DAY"
    return f"SELECT run FROM {rows} WHERE {moment} IS NOT NULL GROUP BY run HAVING bool_and({first}) AND {enough}"


def _utc(wall: str, zone: str) -> str:
    return f"timezone('UTC', timezone({engine.text(zone)}, {wall}))"


def load_opening(connection, zone: str, first: date, last: date) -> None:
    """The table `open_day`: for every day its open hours in UTC, and how many seconds were open before it.

    Counted in UTC, so that a night that is 23 or 25 hours long has as many open hours as it had. Reads `opening`.
    """
    opens, closes = (
        _utc(f"(day::TIMESTAMP + to_seconds({end}))", zone) for end in ("opens", "closes")
    )
    connection.execute(
        "CREATE OR REPLACE TABLE open_day AS SELECT day, opens, closes,"
        " coalesce(sum(epoch(closes) - epoch(opens)) OVER"
        " (ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before"
        f" FROM (SELECT range::DATE AS day, {opens} AS opens, {closes} AS closes"
        f" FROM range(DATE '{first}', DATE '{last}' + INTERVAL 1 DAY, INTERVAL 1 DAY)"
        " LEFT JOIN (SELECT day AS open_on, opens, closes FROM opening) ON open_on = range::DATE)"
    )


# For one moment: the open seconds up to it.
_POSITION = """(SELECT b.contact_id, o.before + coalesce(
    greatest(0, least(epoch({moment}), epoch(o.closes)) - epoch(o.opens)), 0) AS place
  FROM base b LEFT JOIN horizon h USING (source) JOIN open_day o ON o.day = {local}::DATE
  WHERE b.first_replies_recorded OR b.solves_recorded)"""


def open_clock(connection, zone: str) -> None:
    """The table `open_clock`: of each contact with a first reply or a solution to wait for, the open seconds until
    then and until its source ends. Reads `base`, `horizon`, `open_day`."""
    moments = {
        "began": "b.started_at",
        "replied": "b.first_replied_at",
        "first_solved": "b.first_solved_at",
        "solved": "b.solved_at",
        "followed": "h.until",
    }
    joins = " ".join(
        f"LEFT JOIN {_POSITION.format(moment=moment, local=local_time(moment, zone))} {name} USING (contact_id)"
        for name, moment in moments.items()
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE open_clock AS SELECT contact_id,"
        " (replied.place - began.place)::DOUBLE AS first_response_open_seconds,"
        " (first_solved.place - began.place)::DOUBLE AS first_resolution_open_seconds,"
        " (solved.place - began.place)::DOUBLE AS resolution_open_seconds,"
        " (followed.place - began.place)::DOUBLE AS followed_open_seconds"
        f" FROM (SELECT contact_id FROM base WHERE first_replies_recorded OR solves_recorded) {joins}"
    )
