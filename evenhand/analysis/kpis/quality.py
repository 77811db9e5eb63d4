"""What reviews of contacts say. Only reviews drawn at random enter a figure; those that somebody sought never do."""

from evenhand.analysis.kpis.definition import Better, Custom, Family, Result, Share, Use
from evenhand.analysis.kpis.expressions import one_if
from evenhand.analysis.statistics import clustered

_SOUGHT = "Reviews that somebody sought out (targeted), and second looks at the same contact."


def _drawn(evaluation):
    """Reviews drawn by a plan; of several of one contact, the one that counts for it."""
    return ((evaluation.purpose == "random") & evaluation.credited).fill_null(False)


def _scores(evaluation, _parameters):
    return {
        "counts": _drawn(evaluation)
        & ((evaluation.possible > 0) & evaluation.earned.notnull()).fill_null(False),
        "earned": evaluation.earned,
        "possible": evaluation.possible,
        "evaluator": evaluation.evaluator,
        "inclusion_probability": evaluation.inclusion_probability,
        "auto_fail": evaluation.auto_fail,
    }


class Score(Custom):
    """Points earned of those possible, over the reviews of a cell."""

    def of_rows(self, rows):
        if not rows:
            return Result(None, 0)
        weighted = all(row["inclusion_probability"] for row in rows)
        found = clustered.share_of_points(
            [
                clustered.Score(
                    row["earned"],
                    row["possible"],
                    row["evaluator"],
                    1 / row["inclusion_probability"] if weighted else 1.0,
                    row.get("times", 1),
                )
                for row in rows
            ]
        )
        low, high = found.interval or (None, None)
        notes = tuple(_notes(rows, found, weighted))
        n = sum(row.get("times", 1) for row in rows)
        return Result(found.value, n, low, high, found.earned, found.possible, notes=notes)


def _notes(rows, found, weighted):
    fails = sum(row.get("times", 1) for row in rows if row["auto_fail"])
    if fails:
        yield f"{fails} of them failed outright; their points stay as they were given."
    if weighted and len({row["inclusion_probability"] for row in rows}) > 1:
        yield "Weighted: contacts less likely to be drawn count for more."
    elif not weighted and any(row["inclusion_probability"] for row in rows):
        yield "Not weighted: some reviews do not say how likely they were to be drawn."
    if not found.by_givers:
        reviewers = len({row["evaluator"] for row in rows})
        yield f"Reviewed by {reviewers}: how strict they are is evened out in neither figure nor interval."


qa_score = Score(
    key="qa_score",
    version=1,
    title="Quality score",
    meaning="Of the points that the reviewed contacts could have earned, the share that they earned.",
    formula="Σ points earned ÷ Σ points possible, over the criteria that apply; each review weighted by 1 ÷ its"
    " probability of being drawn, where all of them have one",
    excludes=f"{_SOUGHT} What does not apply is in neither sum. Failing outright does not change the points and is"
    " said apart. How strict each reviewer is: scores are counted as they were given, and that is evened out only where"
    " somebody is held against a target, “like for like” beside the plain score.",
    counted="reviews",
    unit="share",
    table="evaluation",
    better=Better.HIGHER,
    use=Use.PERSON,
    controllable=True,
    interval="linearised ratio on the logit scale, Student’s t; clustered by reviewer from five reviewers on",
    rows=_scores,
    source="Cochran 1977, 6.8; Hájek 1971; Cameron and Miller 2015",
    family=Family.QUALITY,
    rolled_up=False,
)


def _failed_outright(evaluation, _parameters):
    drawn = _drawn(evaluation)
    return {
        "numerator": one_if(drawn & evaluation.auto_fail),
        "denominator": one_if(drawn & evaluation.auto_fail.notnull()),
        "blind": one_if(drawn & evaluation.auto_fail.isnull()),
    }


auto_fails = Share(
    key="auto_fails",
    version=1,
    title="Failed outright",
    meaning="Of the contacts reviewed, the share that failed a criterion which fails the whole review.",
    formula="reviews that failed outright ÷ reviews",
    excludes=_SOUGHT,
    counted="reviews",
    unit="share",
    table="evaluation",
    better=Better.LOWER,
    use=Use.PERSON,
    controllable=True,
    interval="Wilson",
    rows=_failed_outright,
    source="domain convention: kept apart from the score; Wilson 1927",
    family=Family.QUALITY,
    variants_of="qa_score",
)


def _without_error(column):
    def rows(evaluation, _parameters):
        drawn, errors = _drawn(evaluation), evaluation[column]
        return {
            "numerator": one_if(drawn & (errors == 0)),
            "denominator": one_if(drawn & errors.notnull()),
            "blind": one_if(drawn & errors.isnull()),
        }

    return rows


def _accuracy(name, title, whom):
    return Share(
        key=f"{name}_critical",
        version=1,
        title=f"{title} accuracy",
        meaning=f"Of the contacts reviewed, the share without any error that is critical for {whom}.",
        formula=f"reviewed contacts with no {name}-critical error ÷ reviewed contacts",
        excludes=f"{_SOUGHT} Scorecards without a criterion of this class. Per contact and not per criterion, each"
        " counted once however likely it was to be drawn, and never set off against anything else.",
        counted="reviews",
        unit="share",
        table="evaluation",
        better=Better.HIGHER,
        use=Use.PERSON,
        controllable=True,
        interval="Wilson",
        rows=_without_error(f"{name}_critical"),
        source="critical-error accuracy by class, per unit (COPC convention); Wilson 1927",
        family=Family.QUALITY,
        variants_of="" if name == "customer" else "customer_critical",
        left_out={"blind": f"their scorecard has no {name}-critical criterion"},
    )


customer_critical = _accuracy("customer", "Customer-critical", "the customer")
business_critical = _accuracy("business", "Business-critical", "the business")
compliance_critical = _accuracy("compliance", "Compliance-critical", "law and rules")


def _opportunities(score, _parameters):
    counts = (
        (score.purpose == "random") & score.critical.notnull() & ~score.not_applicable.fill_null(False)
    )  # fmt: skip
    scored = counts & (score.possible > 0) & score.earned.notnull()
    return {
        "numerator": one_if(scored & (score.earned >= score.possible)),
        "denominator": one_if(scored),
    }


critical_opportunities = Share(
    key="critical_opportunities",
    version=1,
    title="Critical criteria met",
    meaning="Of all critical criteria that applied, the share met. Always higher than the accuracy per contact, and not"
    " the same: 3 bad contacts of 40 are 92.5% there, their 5 errors in 240 chances 97.9% here.",
    formula="critical criteria met ÷ critical criteria that applied, all classes together",
    excludes="Criteria of reviews that somebody sought out, and criteria that do not apply.",
    counted="criteria",
    unit="share",
    table="criterion_score",
    better=Better.HIGHER,
    use=Use.DIAGNOSIS,
    controllable=True,
    interval="Wilson, as if criteria failed one by one: too narrow where several fail together",
    rows=_opportunities,
    source="per-opportunity accuracy, for comparison; Wilson 1927",
    family=Family.QUALITY,
    variants_of="customer_critical",
    rolled_up=False,
)

ALL = (
    qa_score,
    auto_fails,
    customer_critical,
    business_critical,
    compliance_critical,
    critical_opportunities,
)
