"""What customers say of it: satisfaction, as the share of the top two answers and as a mean; who answered at all."""

from dataclasses import replace

from evenhand.analysis.kpis.definition import Better, Family, Mean, NotYet, Result, Share, Use
from evenhand.analysis.kpis.expressions import one_if, sums
from evenhand.analysis.texts import gettext_noop as _

MIXED = _("answers on different scales are mixed")


def valid(response, question):
    """Answers to a question that count for their contact and lie on their scale."""
    inside = (response.score >= response.low) & (response.score <= response.high)
    return ((response.question == question) & response.credited & inside).fill_null(False)


def _top_two(response, _parameters):
    given = valid(response, "csat")
    top_two = one_if(given & (response.score >= response.high - 1))
    return {"numerator": top_two, "denominator": one_if(given)} | scale(response, given)


def scale(response, given):
    """The ends of the scales, summed so that it shows whether they differ."""
    top, bottom = given.ifelse(response.high, 0.0), given.ifelse(response.low, 0.0)
    return {
        "tops": top,
        "tops_squared": top * top,
        "bottoms": bottom,
        "bottoms_squared": bottom * bottom,
    }


def _is_mixed(parts, n: int) -> bool:
    """Σx² · n = (Σx)² only when every answer has the same end of scale."""
    top, bottom = parts["tops"] ** 2, parts["bottoms"] ** 2
    return abs(parts["tops_squared"] * n - top) > 1e-9 * (1 + top) or abs(
        parts["bottoms_squared"] * n - bottom
    ) > 1e-9 * (1 + bottom)


class TopTwo(Share):
    """A share of answers, unless their scales are mixed."""

    def result(self, parts):
        found = super().result(parts)
        if found.n and _is_mixed(parts, found.n):
            return Result(None, found.n, problem=MIXED)
        return found

    def value_of(self, parts):
        """Without its interval, which a line of many weeks does not show."""
        n = int(parts["denominator"])
        return None if not n or _is_mixed(parts, n) else parts["numerator"] / parts["denominator"]


csat = TopTwo(
    key="csat",
    version=2,
    title=_("Customer satisfaction"),
    meaning=_(
        "Of the customers who answered the survey, the share who gave one of the two best answers."
    ),
    formula=_("answers in the top two of the scale (4–5 of 5; 6–7 of 7) ÷ valid answers"),
    excludes=_(
        "Answers off the scale. Customers who did not answer are unknown, not dissatisfied."
        " Not computed where answers on different scales are mixed."
    ),
    counted=_("answers"),
    unit="share",
    table="response",
    better=Better.HIGHER,
    use=Use.PERSON,
    controllable=True,
    interval=_("Wilson"),
    rows=_top_two,
    source=_("top-2-box convention; Wilson 1927"),
    family=Family.SATISFACTION,
)


def _mean_score(response, _parameters):
    given = valid(response, "csat")
    return sums(response.score, given) | scale(response, given)


class MeanScore(Mean):
    """The mean of answers on one scale, its interval kept inside that."""

    def result(self, parts):
        found = super().result(parts)
        if found.n == 0:
            return found
        if _is_mixed(parts, found.n):
            return replace(found, value=None, low=None, high=None, problem=MIXED)
        bottom, top = parts["bottoms"] / found.n, parts["tops"] / found.n
        low = None if found.low is None else max(bottom, found.low)
        high = None if found.high is None else min(top, found.high)
        ends = {"low": f"{bottom:g}", "high": f"{top:g}"}
        notes = (_("On a scale from {low} to {high}.").given(**ends),)
        return replace(found, low=low, high=high, notes=notes)


csat_mean = MeanScore(
    key="csat_mean",
    version=1,
    title=_("Satisfaction, mean answer"),
    meaning=_(
        "The mean of the answers that customers gave. Not the same thing as the share satisfied."
    ),
    formula=_("Σ score ÷ valid answers"),
    excludes=_("Answers off the scale. Not computed where answers on different scales are mixed."),
    counted=_("answers"),
    unit="score",
    table="response",
    better=Better.HIGHER,
    use=Use.PERSON,
    controllable=True,
    interval=_("Student’s t, kept inside the scale"),
    rows=_mean_score,
    source=_("mean-score convention; Student 1908"),
    family=Family.SATISFACTION,
    variants_of="csat",
)


def _answered(contact, _parameters):
    asked = contact.answered.fill_null(False)
    return {
        "numerator": one_if(asked & contact.survey_answered),
        "denominator": one_if(asked),
    }


class ResponseRate(Share):
    """Without a single answer nobody can tell a survey that was never sent from one that nobody filled in."""

    def result(self, parts):
        if parts["denominator"] and not parts["numerator"]:
            no_answers = _("no answers to a survey here")
            return Result(None, int(parts["denominator"]), problem=no_answers)
        return super().result(parts)


survey_response = ResponseRate(
    key="survey_response",
    version=2,
    title=_("Survey response rate"),
    meaning=_(
        "Of the contacts that somebody answered, the share whose customer answered a survey: any of its questions."
        " Those who answer are seldom like those who do not: the fewer, the less the answers say of all customers."
    ),
    formula=_("contacts with an answer to any question, or a comment ÷ contacts answered"),
    excludes=_(
        "Abandoned contacts. Which customers were asked is in no import, so contacts without a survey count as"
        " without an answer. Several answers about one contact count once; answers that name no contact are left out."
    ),
    counted=_("contacts"),
    unit="share",
    table="contact",
    better=Better.HIGHER,
    use=Use.DIAGNOSIS,
    controllable=False,
    interval=_("Wilson"),
    rows=_answered,
    source=_("survey practice (response rate against all contacts); Wilson 1927"),
    family=Family.SATISFACTION,
    censoring=_(
        "Answers that have not come yet count as none: the last days look lower than they will be."
    ),
)

servqual = NotYet(
    key="servqual",
    version=1,
    title=_("Service quality gap (SERVQUAL)"),
    meaning=_(
        "How far what customers found is above (+) or below (−) what they expected, for each of five dimensions."
    ),
    formula=_(
        "mean over customers of (perception − expectation), first averaged over the items of a dimension within"
        " each customer; 22 pairs of items on 7-point scales (tangibles 4, reliability 5, responsiveness 4, assurance 4,"
        " empathy 5). Weighted: Σ (points ÷ 100 × gap of the dimension), where each customer splits 100 points"
    ),
    excludes=_(
        "Items of which a customer answered only one half. The sign is always perception − expectation."
    ),
    counted=_("customers"),
    unit="score",
    table="response",
    better=Better.HIGHER,
    use=Use.TEAM,
    controllable=False,
    interval=_("paired t, and Wilcoxon’s signed ranks where few answered"),
    rows=lambda _response, _parameters: {},
    source=_("Parasuraman, Zeithaml and Berry 1988, Journal of Retailing 64:12-40"),
    family=Family.SATISFACTION,
    needs=_("needs pairs of questions, expected and found, which no survey import brings yet"),
)

ALL = (csat, csat_mean, survey_response, servqual)
