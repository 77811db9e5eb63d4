"""Whether customers would recommend the service (NPS), and how easy they found it (CES, both versions)."""

from evenhand.analysis.kpis.definition import Better, Family, NetShare, Share, Use
from evenhand.analysis.kpis.expressions import one_if, sums
from evenhand.analysis.kpis.satisfaction import MeanScore, scale, valid
from evenhand.analysis.texts import gettext_noop as _


def _net(response, _parameters):
    given = valid(response, "nps")
    usual = (response.low == 0) & (response.high == 10)
    counts = given & usual
    return {
        "n": one_if(counts),
        "promoters": one_if(counts & (response.score >= 9)),
        "detractors": one_if(counts & (response.score <= 6)),
        "blind": one_if(given & ~usual),
    }


nps = NetShare(
    key="nps",
    version=1,
    title=_("Net promoter score"),
    meaning=_(
        "How many more customers would recommend the service (9 or 10) than would rather not (0 to 6)."
    ),
    formula=_("share of answers 9–10 − share of answers 0–6, from −100 to +100"),
    excludes=_(
        "Answers off the scale, and scales other than 0 to 10. 7 and 8 stay in n; 0 is an answer and a detractor."
    ),
    counted=_("answers"),
    unit="net",
    table="response",
    better=Better.HIGHER,
    use=Use.TEAM,
    controllable=False,
    interval=_(
        "normal, SE = √[(p + d − (p − d)²) ÷ n]; Tango’s score interval where fewer than five answers are outside"
        " the largest group"
    ),
    rows=_net,
    source=_(
        "Reichheld 2003, Harvard Business Review 81(12); variance of a difference of multinomial shares; Tango 1998"
    ),
    family=Family.SATISFACTION,
    left_out={"blind": _("asked on another scale than 0 to 10")},
)


def _easy(response, _parameters):
    given = valid(response, "ces")
    usual = (response.low == 1) & (response.high == 7)
    return {
        "numerator": one_if(given & usual & (response.score >= 5)),
        "denominator": one_if(given & usual),
        "blind": one_if(given & ~usual),
    }


ces_share = Share(
    key="ces",
    version=1,
    title=_("Made it easy (CES 2.0)"),
    meaning=_(
        "Of the customers who answered “they made it easy for me”, the share who agreed: 5 to 7 of 7."
    ),
    formula=_("answers 5–7 ÷ valid answers, 7-point agreement"),
    excludes=_(
        "Answers off the scale, scales other than 1 to 7, and the older question of effort (CES 1.0)."
    ),
    counted=_("answers"),
    unit="share",
    table="response",
    better=Better.HIGHER,
    use=Use.PERSON,
    controllable=True,
    interval=_("Wilson"),
    rows=_easy,
    source=_("CES 2.0 convention (agreement, 2013); Wilson 1927"),
    family=Family.SATISFACTION,
    left_out={"blind": _("asked on another scale than 1 to 7")},
)


def _mean_of(question):
    def rows(response, _parameters):
        given = valid(response, question)
        return sums(response.score, given) | scale(response, given)

    return rows


ces_mean = MeanScore(
    key="ces_mean",
    version=1,
    title=_("Made it easy, mean answer (CES 2.0)"),
    meaning=_("The mean agreement with “they made it easy for me”. High is good."),
    formula=_("Σ score ÷ valid answers, 7-point agreement"),
    excludes=_("Answers off the scale. Not computed where answers on different scales are mixed."),
    counted=_("answers"),
    unit="score",
    table="response",
    better=Better.HIGHER,
    use=Use.PERSON,
    controllable=True,
    interval=_("Student’s t, kept inside the scale"),
    rows=_mean_of("ces"),
    source=_("CES 2.0 convention (agreement, 2013); Student 1908"),
    family=Family.SATISFACTION,
    variants_of="ces",
)

effort_mean = MeanScore(
    key="ces1",
    version=1,
    title=_("Customer effort, mean answer (CES 1.0)"),
    meaning=_(
        "How much effort customers say it took them. Low is good, the other way round than CES 2.0."
    ),
    formula=_("Σ score ÷ valid answers, 5-point effort"),
    excludes=_(
        "Answers off the scale, and answers to CES 2.0. Not computed where different scales are mixed."
    ),
    counted=_("answers"),
    unit="score",
    table="response",
    better=Better.LOWER,
    use=Use.PERSON,
    controllable=True,
    interval=_("Student’s t, kept inside the scale"),
    rows=_mean_of("ces1"),
    source=_("Dixon, Freeman and Toman 2010, Harvard Business Review 88(7-8); Student 1908"),
    family=Family.SATISFACTION,
    variants_of="ces",
)

ALL = (nps, ces_share, ces_mean, effort_mean)
