"""What customers say of it: satisfaction, as the share of the top two answers and as a mean."""

from dataclasses import replace

from evenhand.analysis.kpis.definition import Better, Mean, Result, Share, Use
from evenhand.analysis.kpis.speed import _sums
from evenhand.analysis.kpis.volume import _one_if

MIXED = "answers on different scales are mixed"


def _valid(response):
    inside = (response.score >= response.low) & (response.score <= response.high)
    return ((response.question == "csat") & response.credited & inside).fill_null(False)


def _top_two(response, _parameters):
    valid = _valid(response)
    top_two = _one_if(valid & (response.score >= response.high - 1))
    return {"numerator": top_two, "denominator": _one_if(valid)} | _scale(response, valid)


def _scale(response, valid):
    """The ends of the scales, summed so that it shows whether they differ."""
    top, bottom = valid.ifelse(response.high, 0.0), valid.ifelse(response.low, 0.0)
    return {
        "tops": top,
        "tops_squared": top * top,
        "bottoms": bottom,
        "bottoms_squared": bottom * bottom,
    }


def _is_mixed(parts, n: int) -> bool:
    """Σx² · n = (Σx)² only when every answer has the same end of scale."""
    gaps = ((parts[f"{end}_squared"] * n, parts[end] ** 2) for end in ("tops", "bottoms"))
    return any(abs(squares - square) > 1e-9 * (1 + square) for squares, square in gaps)


class TopTwo(Share):
    def result(self, parts):
        found = super().result(parts)
        if found.n and _is_mixed(parts, found.n):
            return Result(None, found.n, problem=MIXED)
        return found


csat = TopTwo(
    key="csat",
    version=2,
    title="Customer satisfaction",
    meaning="Of the customers who answered the survey, the share who gave one of the two best answers.",
    formula="answers in the top two of the scale (4–5 of 5; 6–7 of 7) ÷ valid answers",
    excludes="Answers off the scale. Customers who did not answer are unknown, not dissatisfied."
    " Not computed where answers on different scales are mixed.",
    counted="answers",
    unit="share",
    table="response",
    better=Better.HIGHER,
    use=Use.PERSON,
    controllable=True,
    interval="Wilson",
    rows=_top_two,
    source="top-2-box convention; Wilson 1927",
)


def _mean_score(response, _parameters):
    valid = _valid(response)
    return _sums(response.score, valid) | _scale(response, valid)


class MeanScore(Mean):
    def result(self, parts):
        found = super().result(parts)
        if found.n == 0:
            return found
        if _is_mixed(parts, found.n):
            return replace(found, value=None, low=None, high=None, problem=MIXED)
        bottom, top = parts["bottoms"] / found.n, parts["tops"] / found.n
        low = None if found.low is None else max(bottom, found.low)
        high = None if found.high is None else min(top, found.high)
        return replace(
            found, low=low, high=high, notes=(f"On a scale from {bottom:g} to {top:g}.",)
        )


csat_mean = MeanScore(
    key="csat_mean",
    version=1,
    title="Satisfaction, mean answer",
    meaning="The mean of the answers that customers gave. Not the same thing as the share satisfied.",
    formula="Σ score ÷ valid answers",
    excludes="Answers off the scale. Not computed where answers on different scales are mixed.",
    counted="answers",
    unit="score",
    table="response",
    better=Better.HIGHER,
    use=Use.PERSON,
    controllable=True,
    interval="Student’s t, kept inside the scale",
    rows=_mean_score,
    source="mean-score convention; Student 1908",
)

ALL = (csat, csat_mean)
