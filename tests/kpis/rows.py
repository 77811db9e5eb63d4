"""Small tables of rows, as few columns as an example needs."""

CALL = {
    "answered": True,
    "wait_seconds": 10.0,
    "abandons_recorded": True,
    "abandon_waits_recorded": True,
}
CSAT = {"question": "csat", "credited": True, "low": 1.0, "high": 5.0}


def call(**cells) -> dict:
    return {**CALL, **cells}


def lost(wait: float | None, **cells) -> dict:
    return call(answered=False, wait_seconds=wait, **cells)


def leg(handle: float | None, parts: int = 1, **cells) -> dict:
    return {"handle_seconds": handle, "parts_known": parts, **cells}


def answer(score: float | None, **cells) -> dict:
    return {**CSAT, "score": score, **cells}


def contact(**cells) -> dict:
    """An answered contact of a known customer, followed for a hundred days."""
    return call(
        **{"customer": "c", "followed_seconds": 100 * DAY, "followed_whole_day": True} | cells
    )


DAY = 86_400.0


def rating(question: str, score: float | None, low: float, high: float, **cells) -> dict:
    return answer(score, question=question, low=float(low), high=float(high), **cells)
