"""How an address says a weekday and a half-hour of the day, in the organisation's own time."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # Monday is 0


def clock(half_hour: int) -> str:
    """When a half-hour begins: "09:30"."""
    return f"{half_hour // 2:02d}:{half_hour % 2 * 30:02d}"


HALF_HOURS = tuple(clock(number) for number in range(48))
