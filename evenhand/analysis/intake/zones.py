"""Times on the wall in UTC, by a table of when the clocks of a zone change: many times quicker than to ask for each."""

from datetime import datetime
from functools import lru_cache

from evenhand.analysis import engine

# Outside these years, which hardly any file has, every time is asked for.
_FROM, _UNTIL = "2000-01-01", "2040-01-01"


def utc(wall: str, zone: str) -> str:
    """SQL for the UTC of a time on the wall."""
    # Through the count of microseconds, which needs no second look at zones.
    return f"make_timestamp(epoch_us(timezone({engine.text(zone)}, {wall})))"


def looked_up(wall: str, zone: str) -> str:
    """The same for a column of many times."""
    return (
        f"CASE WHEN {wall} >= TIMESTAMP '{_FROM}' AND {wall} < TIMESTAMP '{_UNTIL}'"
        f" THEN make_timestamp(epoch_us({wall}) - ({_choice(wall, changes(zone))})) ELSE {utc(wall, zone)} END"
    )


def _choice(wall: str, steps: tuple[tuple[datetime, int], ...]) -> str:
    """Of so many steps the one in force, found by halves."""
    if len(steps) == 1:
        return f"{steps[0][1]}"
    half = len(steps) // 2
    later = steps[half][0].isoformat(sep=" ")
    return (
        f"CASE WHEN {wall} < TIMESTAMP '{later}' THEN {_choice(wall, steps[:half])}"
        f" ELSE {_choice(wall, steps[half:])} END"
    )


@lru_cache(maxsize=32)
def changes(zone: str) -> tuple[tuple[datetime, int], ...]:
    """(first time on the wall, microseconds ahead of UTC from then on), as the engine itself takes that zone: an hour
    that comes twice is the second, one that is left out counts on."""
    steps = f"SELECT range AS wall FROM range(TIMESTAMP '{_FROM}', TIMESTAMP '{_UNTIL}', INTERVAL 1 DAY)"
    with engine.cursor() as cursor:
        for length in ("DAY", "HOUR", "MINUTE"):
            ahead = f"epoch_us(wall) - epoch_us({utc('wall', zone)})"
            found = cursor.execute(
                f"SELECT wall, ahead FROM (SELECT wall, ahead, lag(ahead) OVER (ORDER BY wall) AS before"
                f" FROM (SELECT wall, {ahead} AS ahead FROM ({steps}))) WHERE before IS DISTINCT FROM ahead ORDER BY wall"
            ).fetchall()
            finer = {"DAY": "HOUR", "HOUR": "MINUTE"}.get(length)
            # Each change lies within the step before it was noticed.
            steps = (
                f"SELECT DISTINCT unnest(generate_series(wall - INTERVAL 1 {length}, wall, INTERVAL 1 {finer})) AS wall"
                f" FROM (VALUES {', '.join(_literal(wall) for wall, _ in found)}) v(wall)"
            )
    return tuple(found)


def _literal(wall: datetime) -> str:
    return f"(TIMESTAMP '{wall.isoformat(sep=' ')}')"
