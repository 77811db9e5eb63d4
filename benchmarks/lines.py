"""How a figure is printed."""


def line(name: str, measured: float, goal: float | None = None, unit: str = "") -> None:
    """`goal` is the most that is allowed; None where there is none."""
    text = f"{measured:,.2f}{unit}" if measured < 100 else f"{measured:,.0f}{unit}"
    wanted = f"≤ {goal:g}{unit}" if goal is not None else ""
    verdict = "" if goal is None else "ok" if measured <= goal else "short"
    print(f"{name:<58} {text:>12}  {wanted:<10}  {verdict}".rstrip(), flush=True)


def at_least(
    name: str, measured: float | None, goal: float | None = None, unit: str = "", *, most=False
) -> None:
    """A share or a rate, to three digits, of which more is better; or less, where `goal` is the `most`."""
    if measured is None:
        return
    is_met = goal is None or (measured <= goal if most else measured >= goal)
    verdict = "" if goal is None else "ok" if is_met else "short"
    wanted = f"{'≤' if most else '≥'} {goal:g}{unit}" if goal is not None else ""
    print(f"{name:<84} {measured:>8.3f}{unit}  {wanted:<10}  {verdict}".rstrip(), flush=True)


def absent(name: str, why: str = "not there yet") -> None:
    print(f"{name:<58} {why}", flush=True)
