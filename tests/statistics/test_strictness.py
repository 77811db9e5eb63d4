"""Scores and those who give them: told apart where they can be, refused where not, and never surer than they are."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import expit

from benchmarks.attainment.reviewed import reviewed
from evenhand.analysis.statistics import standing
from evenhand.analysis.statistics.standing import Reviews, Standard, State
from evenhand.analysis.statistics.standing.mix import OF_KINDS, OF_PEOPLE


def named(found) -> np.ndarray:
    return np.array([one is State.FINDING for one in standing.decide(found)])


def few(seed: int = 3, kinds: int = 2) -> Reviews:
    """Four reviewers of twenty people in two teams, with weights and kinds of contact."""
    draw = np.random.default_rng(seed)
    person = np.repeat(np.arange(20), 8)
    giver = np.where(draw.random(160) < 0.4, draw.integers(0, 4, 160), person // 10 * 2 + person % 2)  # fmt: skip
    kind = draw.integers(0, kinds, 160)
    score = 0.6 + 0.05 * (giver - 1.5) - 0.1 * kind + 0.01 * person + draw.normal(0, 0.06, 160)
    return Reviews(
        person, person // 10, giver, kind, np.tile(np.arange(8), 20), np.clip(score, 0, 1),
        draw.uniform(1, 3, 160), np.ones(160, bool), 20, kinds,
    )  # fmt: skip


def test_it_is_the_whole_mixed_model():
    """The penalised likelihood of people, reviewers and kinds together, written out row by row and searched for."""
    one = few()
    found = standing.strictness(one)
    # As many reviews as somebody's are worth (Kish), shared out by their weights.
    of = {p: one.weight[one.person == p] for p in range(20)}
    worth = {p: w.sum() / (w**2).sum() for p, w in of.items()}
    weight = np.array([w * worth[p] for p, w in zip(one.person, one.weight, strict=True)])
    rows = np.zeros((160, 20 + 4 + 2))
    for at in range(160):
        rows[at, [one.person[at], 20 + one.giver[at], 24 + one.kind[at]]] = 1
    pulls = found.scatter * np.r_[
        np.full(20, OF_PEOPLE**-2.0), np.full(4, found.spread**-2), np.full(2, OF_KINDS**-2.0)
    ]  # fmt: skip

    def worse(effects):
        eta = found.middle + rows @ effects
        loss = weight @ (np.logaddexp(0, eta) - one.score * eta) + pulls @ effects**2 / 2
        return loss, rows.T @ (weight * (expit(eta) - one.score)) + pulls * effects

    whole = minimize(worse, np.zeros(26), jac=True, tol=1e-14).x
    assert found.offsets == pytest.approx(whole[20:], abs=1e-4)
    mean = expit(found.middle + rows @ whole)
    firm = np.linalg.inv(rows.T @ ((weight * mean * (1 - mean))[:, None] * rows) + np.diag(pulls))
    expected = found.scatter * found.together * firm[20:, 20:]
    assert found.covariance == pytest.approx(expected, rel=0.01, abs=1e-6)
    at = standing.scores(one, Standard(0.7, minimum=5), found)
    plain = [np.average(one.score[one.person == p], weights=one.weight[one.person == p]) for p in range(20)]  # fmt: skip
    assert at.observed == pytest.approx(plain)


def test_with_your_reviewers_somebody_at_standard():
    """Expected is the standard where reviewers and kinds are the usual ones, and lower with stricter ones."""
    one = few(kinds=1)
    found = standing.strictness(one)
    standard = Standard(0.7, minimum=5)
    at = standing.scores(one, standard, found)
    added, _ = standing.by_reviewers(one, standard, found)
    assert at.expected == pytest.approx(0.7 + added, abs=1e-6)
    strictest = one.person[one.giver == np.argmin(found.offsets[:4])]
    assert added[np.bincount(strictest).argmax()] < 0 < added.max()
    alike = replace(one, giver=np.arange(160) % 4)
    found = standing.strictness(alike)
    assert standing.scores(alike, standard, found).expected == pytest.approx([0.7] * 20, abs=0.01)


def test_findings_are_seldom_wrong_and_strict_reviewers_are_told():
    """24 reviewers, 240 people, 12 reviews each, one in five across teams."""
    counted, closer, held, told = np.zeros(5), [], [], []
    for seed in range(8):
        made = reviewed(seed, 0.2)
        found = standing.strictness(made.reviews)
        threshold = float(np.quantile(made.truth, 0.35))
        at = standing.scores(made.reviews, Standard(threshold, minimum=10), found)
        flags, good = named(at), made.truth >= threshold
        line = at.observed < threshold
        counted += [flags.sum(), (flags & good).sum(), good.sum(), line.sum(), (line & good).sum()]
        closer.append(np.corrcoef(at.level, made.truth)[0, 1] - np.corrcoef(at.observed, made.truth)[0, 1])  # fmt: skip
        held.append(np.mean((at.low <= made.truth) & (made.truth <= at.high)))
        adds, error = strict_of(found)
        wrong = (np.abs(adds) > 1.96 * error) & (np.sign(adds) != np.sign(made.strict))
        assert wrong.mean() <= 0.05
        assert np.corrcoef(adds, made.strict)[0, 1] > 0.9
        told.append(np.mean(np.abs(adds - made.strict) < 1.96 * error))
    flagged, wrong, good, line, wrong_line = counted
    assert flagged > 100 and wrong / flagged <= 0.05 and wrong / good <= 0.05
    assert wrong_line / line > 0.25
    assert np.mean(closer) >= 0.08 and 0.92 < np.mean(held) < 0.98 and np.mean(told) > 0.9


def strict_of(found) -> tuple[np.ndarray, np.ndarray]:
    """What each reviewer adds beside the average, in logits, and its standard error."""
    givers = found.givers
    lean = np.eye(givers) - found.usual.sum(1)
    variance = np.einsum("ij,jk,ik->i", lean, found.covariance[:givers, :givers], lean)
    return lean @ found.offsets[:givers], variance**0.5


def test_fewer_across_teams_leave_more_unsure():
    wide = []
    for crossed in (0.1, 0.2, 0.4):
        made = reviewed(1, crossed)
        found = standing.strictness(made.reviews)
        wide.append(strict_of(found)[1].mean())
    assert wide[0] > 1.2 * wide[1] > 1.3 * wide[2]


def test_two_reviewers_who_share_everybody():
    """As in the sample centre: only what both say of the same people tells how strict they are."""
    wrong = flagged = 0
    for seed in range(60):
        made = reviewed(seed, 0.5, givers=2, each=20, of_each=24)
        threshold = float(np.quantile(made.truth, 0.35))
        found = standing.strictness(made.reviews)
        flags = named(standing.scores(made.reviews, Standard(threshold, minimum=10), found))
        flagged, wrong = flagged + flags.sum(), wrong + (flags & (made.truth >= threshold)).sum()
    assert flagged > 200 and wrong / flagged <= 0.05


def test_one_reviewer_of_all_evens_nothing_out():
    one = replace(few(), giver=np.zeros(160, int))
    found = standing.strictness(one)
    added, unsure = standing.by_reviewers(one, Standard(0.7), found)
    assert added == pytest.approx(np.zeros(20)) and unsure == pytest.approx(np.zeros(20))


def test_of_reviewers_who_are_alike_hardly_anybody_is_told_that_theirs_are_strict():
    """Forty people, twelve reviews each, four reviewers who are equally strict: what they add is noise, and its error
    says so; of reviewers who differ it is told."""
    told = {0.0: [], 1.0: []}
    for spread, shares in told.items():
        for seed in range(40):
            chance = np.random.default_rng(seed)
            person, giver = np.repeat(np.arange(40), 12), chance.integers(0, 4, 480)
            strict = spread * np.array([-1, -0.4, 0.4, 1])
            logit = 1.0 + 0.3 * chance.normal(size=40)[person] + strict[giver]
            score = chance.binomial(10, 1 / (1 + np.exp(-logit))) / 10
            one = replace(
                few(), person=person, team=person // 10, people=40, kinds=1, giver=giver, score=score, weight=np.ones(480),
                kind=np.zeros(480, int), week=np.tile(np.arange(12), 40), counts=np.ones(480, bool),
            )  # fmt: skip
            added, unsure = standing.by_reviewers(one, Standard(0.7), standing.strictness(one))
            shares.append(np.mean(np.abs(added) > 1.645 * unsure))
    assert np.mean(told[0.0]) < 0.1 and np.mean(told[1.0]) > 0.4


@given(st.integers(0, 20), st.randoms(use_true_random=False), st.floats(0.2, 50))
@settings(max_examples=10, deadline=None)
def test_neither_order_nor_the_scale_of_weights_says_anything(seed, shuffled, times):
    one = few(seed)
    order = np.array(shuffled.sample(range(160), 160))
    other = Reviews(*(part[order] for part in (
        one.person, one.team, one.giver, one.kind, one.week, one.score,
        one.weight * np.where(one.person % 3, 1.0, times), one.counts,
    )), 20, 2)  # fmt: skip
    first, second = (
        standing.scores(each, Standard(0.68, minimum=5), standing.strictness(each))
        for each in (one, other)
    )
    assert second.level == pytest.approx(first.level, abs=1e-4)
    assert second.p_below == pytest.approx(first.p_below, abs=1e-3)


def test_unequal_weights_are_worth_fewer_reviews():
    one = few()
    alike = replace(one, weight=np.ones(160))
    lean = replace(one, weight=np.where(one.week < 2, 20.0, 1.0))
    wide = [
        np.mean((at := standing.scores(each, Standard(0.7, minimum=5), standing.strictness(each))).high - at.low)
        for each in (alike, lean)
    ]  # fmt: skip
    assert wide[1] > 1.2 * wide[0]


def test_reviews_that_hang_together_by_reviewer_are_fewer_witnesses():
    """Where each reviewer likes some people and not others, whatever they do."""
    draw, made = np.random.default_rng(5), reviewed(5, 0.4)
    one = made.reviews
    liking = draw.normal(0, 0.08, (240, 24))[one.person, one.giver]
    found = standing.strictness(replace(one, score=np.clip(one.score + liking, 0, 1)))
    assert standing.strictness(one).together < 1.15 < 1.3 < found.together


def test_of_days_that_do_not_count_only_reviewers_are_told():
    one = few()
    counts = one.week >= 4
    found = standing.strictness(replace(one, counts=counts))
    assert found.offsets == pytest.approx(standing.strictness(one).offsets)
    at = standing.scores(replace(one, counts=counts & (one.person != 0)), Standard(0.7), found)
    assert at.n.tolist() == [0] + [4] * 19
    assert standing.decide(at)[0] is State.CANNOT_TELL and np.isnan(at.expected[0])


def two() -> Reviews:
    nought = np.zeros(2, int)
    return Reviews(np.arange(2), nought, nought, nought, nought, np.array([0.5, 1.0]), np.ones(2), np.ones(2, bool), 2, 1)  # fmt: skip


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda: standing.strictness(two()), "Too few"),
        (lambda: standing.strictness(replace(few(), score=np.full(160, 0.8))), "Nothing says"),
        (lambda: standing.scores(few(), Standard(1.0), standing.strictness(few())), "not at an end"),
        (lambda: standing.scores(replace(few(), counts=np.zeros(160, bool)), Standard(0.7), standing.strictness(few())), "Nothing was counted"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(call, why):
    with pytest.raises(ValueError, match=why):
        call()


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 1), st.sampled_from([0.0, 0.3, 0.9, 1.0])), min_size=12, max_size=40),
    st.floats(0.05, 0.95),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_whatever_the_scores_there_is_an_answer_or_none(rows, value):
    person, giver, kind, score = (np.array(column) for column in zip(*rows, strict=True))
    one = Reviews(
        person, person // 3, giver, kind, np.arange(len(rows)) % 4, score.astype(float), np.ones(len(rows)),
        np.ones(len(rows), bool), 6, 2,
    )  # fmt: skip
    try:
        found = standing.strictness(one)
    except ValueError as why:
        assert "vary" in str(why)
        return
    at = standing.scores(one, Standard(value, minimum=2), found)
    assert np.isfinite(found.offsets).all() and (np.diag(found.covariance) > 0).all()
    for p in (at.p_below_normal, at.p_below_npmle, at.level):
        assert ((p >= 0) & (p <= 1)).all()
    assert (at.low <= at.level).all() and (at.level <= at.high).all()
