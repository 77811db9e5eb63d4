"""Which values a figure of a unit can have, and how people type them."""

_BOUNDS = {"share": (0.0, 1.0), "net": (-1.0, 1.0), "seconds": (0.0, 366 * 86400.0)}
_TYPED_IN = {"share": 100.0, "net": 100.0}  # percent


def bounds(unit: str) -> tuple[float, float]:
    """(lowest, highest) in the KPI's own unit."""
    return _BOUNDS.get(unit, (0.0, 1e9))


def from_typed(value: float, unit: str) -> float:
    """80 (percent) is 0.8; seconds and scores are as they are typed."""
    return value / _TYPED_IN.get(unit, 1.0)


def to_typed(value: float, unit: str) -> float:
    return round(value * _TYPED_IN.get(unit, 1.0), 6)
