"""What reviews of contacts say. Only reviews drawn at random enter a figure; those that somebody sought never do."""

from evenhand.analysis.kpis.definition import Better, Custom, Family, Result, Share, Use
from evenhand.analysis.kpis.expressions import one_if
from evenhand.analysis.statistics import clustered
from evenhand.analysis.texts import gettext_noop as _

_SOUGHT = _("Reviews that somebody sought out (targeted), and second looks at the same contact.")


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
        outright = _("{n} of them failed outright; their points stay as they were given.")
        yield outright.given(n=fails)
    if weighted and len({row["inclusion_probability"] for row in rows}) > 1:
        yield _("Weighted: contacts less likely to be drawn count for more.")
    elif not weighted and any(row["inclusion_probability"] for row in rows):
        yield _("Not weighted: some reviews do not say how likely they were to be drawn.")
    if not found.by_givers:
        reviewers = len({row["evaluator"] for row in rows})
        by = _("Reviewed by {n}: how strict they are is evened out in neither figure nor interval.")
        yield by.given(n=reviewers)


qa_score = Score(
    key="qa_score",
    version=1,
    title=_("Quality score"),
    meaning=_(
        "Of the points that the reviewed contacts could have earned, the share that they earned."
    ),
    formula=_(
        "Σ points earned ÷ Σ points possible, over the criteria that apply; each review weighted by 1 ÷ its"
        " probability of being drawn, where all of them have one"
    ),
    excludes=_(
        "{sought} What does not apply is in neither sum. Failing outright does not change the points and is"
        " said apart. How strict each reviewer is: scores are counted as they were given, and that is evened out only where"
        " somebody is held against a target, “like for like” beside the plain score."
    ).given(sought=_SOUGHT),
    counted=_("reviews"),
    unit="share",
    table="evaluation",
    better=Better.HIGHER,
    use=Use.PERSON,
    controllable=True,
    interval=_(
        "linearised ratio on the logit scale, Student’s t; clustered by reviewer from five reviewers on"
    ),
    rows=_scores,
    source=_("Cochran 1977, 6.8; Hájek 1971; Cameron and Miller 2015"),
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
    title=_("Failed outright"),
    meaning=_(
        "Of the contacts reviewed, the share that failed a criterion which fails the whole review."
    ),
    formula=_("reviews that failed outright ÷ reviews"),
    excludes=_SOUGHT,
    counted=_("reviews"),
    unit="share",
    table="evaluation",
    better=Better.LOWER,
    use=Use.PERSON,
    controllable=True,
    interval=_("Wilson"),
    rows=_failed_outright,
    source=_("domain convention: kept apart from the score; Wilson 1927"),
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


def _accuracy(name, title, meaning, formula, *, none):
    return Share(
        key=f"{name}_critical",
        version=1,
        title=title,
        meaning=meaning,
        formula=formula,
        excludes=_(
            "{sought} Scorecards without a criterion of this class. Per contact and not per criterion, each"
            " counted once however likely it was to be drawn, and never set off against anything else."
        ).given(sought=_SOUGHT),
        counted=_("reviews"),
        unit="share",
        table="evaluation",
        better=Better.HIGHER,
        use=Use.PERSON,
        controllable=True,
        interval=_("Wilson"),
        rows=_without_error(f"{name}_critical"),
        source=_("critical-error accuracy by class, per unit (COPC convention); Wilson 1927"),
        family=Family.QUALITY,
        variants_of="" if name == "customer" else "customer_critical",
        left_out={"blind": none},
    )


customer_critical = _accuracy(
    "customer",
    _("Customer-critical accuracy"),
    _("Of the contacts reviewed, the share without any error that is critical for the customer."),
    _("reviewed contacts with no customer-critical error ÷ reviewed contacts"),
    none=_("their scorecard has no customer-critical criterion"),
)
business_critical = _accuracy(
    "business",
    _("Business-critical accuracy"),
    _("Of the contacts reviewed, the share without any error that is critical for the business."),
    _("reviewed contacts with no business-critical error ÷ reviewed contacts"),
    none=_("their scorecard has no business-critical criterion"),
)
compliance_critical = _accuracy(
    "compliance",
    _("Compliance-critical accuracy"),
    _("Of the contacts reviewed, the share without any error that is critical for law and rules."),
    _("reviewed contacts with no compliance-critical error ÷ reviewed contacts"),
    none=_("their scorecard has no compliance-critical criterion"),
)


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
    title=_("Critical criteria met"),
    meaning=_(
        "Of all critical criteria that applied, the share met. Always higher than the accuracy per contact, and not"
        " the same: 3 bad contacts of 40 are 92.5% there, their 5 errors in 240 chances 97.9% here."
    ),
    formula=_("critical criteria met ÷ critical criteria that applied, all classes together"),
    excludes=_("Criteria of reviews that somebody sought out, and criteria that do not apply."),
    counted=_("criteria"),
    unit="share",
    table="criterion_score",
    better=Better.HIGHER,
    use=Use.DIAGNOSIS,
    controllable=True,
    interval=_("Wilson, as if criteria failed one by one: too narrow where several fail together"),
    rows=_opportunities,
    source=_("per-opportunity accuracy, for comparison; Wilson 1927"),
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
