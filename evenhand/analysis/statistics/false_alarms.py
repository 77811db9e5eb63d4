"""How often a stable process of so many points sets off the rules by itself: it stands beside every chart."""

from evenhand.analysis.statistics.signals import Rule

# Simulated 20,000 times each with fixed random numbers, each rule in its order and, last, any of them: for single
# normal values (XmR) and for 85 in 100 of about a hundred (p′). `tests/statistics/stable.py` works them out.
POINTS = (7, 12, 16, 20, 26, 39, 52, 78, 104)
RATES = {
    "XmR": (
        (0.024, 0.000, 0.000, 0.011, 0.026),
        (0.055, 0.012, 0.002, 0.022, 0.074),
        (0.071, 0.035, 0.004, 0.028, 0.112),
        (0.082, 0.059, 0.004, 0.035, 0.146),
        (0.101, 0.101, 0.007, 0.044, 0.206),
        (0.141, 0.190, 0.012, 0.065, 0.326),
        (0.179, 0.269, 0.017, 0.081, 0.419),
        (0.245, 0.410, 0.026, 0.116, 0.577),
        (0.308, 0.522, 0.035, 0.151, 0.690),
    ),
    "p′": (
        (0.001, 0.000, 0.000, 0.000, 0.001),
        (0.004, 0.012, 0.001, 0.001, 0.018),
        (0.010, 0.035, 0.003, 0.003, 0.049),
        (0.015, 0.059, 0.005, 0.005, 0.080),
        (0.028, 0.105, 0.008, 0.010, 0.141),
        (0.053, 0.195, 0.011, 0.021, 0.252),
        (0.079, 0.268, 0.015, 0.030, 0.344),
        (0.130, 0.407, 0.025, 0.057, 0.509),
        (0.188, 0.523, 0.032, 0.079, 0.639),
    ),
}
_LIKE = {"XmR": "XmR", "p′": "p′", "u′": "p′"}  # a rate of many events behaves as such a share does


def false_alarms(chart: str, points: int, rule: Rule | None = None) -> float:
    """In which share of stable runs of so many points the rule is set off, or any rule.

    Between the points of the table on a straight line, before them as at the first, beyond them as if runs of the
    longest came one after another.

    Shares nearer to none or all of few set them off more often, and so do points that hang together with the one
    before: correlated by 0.3, more than twice as often. KeyError for a chart that these rules are not for.
    """
    column = list(Rule).index(rule) if rule else -1
    rates = [row[column] for row in RATES[_LIKE[chart]]]
    for (low, here), (high, there) in zip(
        zip(POINTS, rates, strict=True), zip(POINTS[1:], rates[1:], strict=True), strict=False
    ):
        if points <= high:
            return here + (there - here) * max(0, points - low) / (high - low)
    return 1 - (1 - rates[-1]) ** (points / POINTS[-1])
