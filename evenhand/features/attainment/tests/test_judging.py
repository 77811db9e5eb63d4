"""Weeks that differ by more than chance make everybody less sure, through the counts that the run asks for."""

from dataclasses import replace

import numpy as np

from evenhand.analysis.measure.mix import OTHER, Counts
from evenhand.analysis.statistics.states import Standard, State
from evenhand.features.attainment.rules.judging import by_counts, judge
from evenhand.features.attainment.rules.ways import Way


def judged(counts: Counts):
    people = counts.people.tolist()
    at = by_counts(lambda asked: (counts, counts, Standard(asked, minimum=30)), Way.SHARE)
    return judge(at, people, 0.75, own={}, nameable=people, days=91).of


def test_contacts_that_go_wrong_together_are_fewer_witnesses():
    draw = np.random.default_rng(4)
    n = np.full((60, 13), 12)
    able = draw.uniform(0.6, 0.95, (60, 1))
    well = n * (draw.random((60, 13)) < able)  # a whole week goes well, or none of it
    parts = {"numerator": well.sum(1, keepdims=True) * 1.0, "denominator": n.sum(1, keepdims=True) * 1.0}  # fmt: skip
    alone = Counts(np.arange(60), (OTHER,), parts)
    together = judged(replace(alone, weeks={"numerator": well, "denominator": n}))
    alone = judged(alone)
    named = [sum(one.state is State.FINDING for one in of.values()) for of in (alone, together)]
    assert named[0] > 3 > named[1]
    wide = [np.mean([one.high - one.low for one in of.values()]) for of in (alone, together)]
    assert wide[1] > 1.5 * wide[0]
