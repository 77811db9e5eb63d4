"""Each story of a person is found again in the files, by counting that knows nothing of it."""

from collections import Counter, defaultdict
from statistics import fmean

import pytest

from tests.sample.counting import above_usual, first_handled, interval, within

STORIES = ("struggling", "unlucky", "quiet", "abusive_customer")


@pytest.fixture(scope="module")
def above(rated):
    """Ratings above what the same work gets from everybody, by person."""
    of = defaultdict(list)
    for line, above in above_usual(rated):
        of[line["agent_id"]].append(above)
    return of


@pytest.fixture(scope="module")
def repeats(good):
    of = defaultdict(list)
    for line, again in first_handled(good):
        of[line["agent_id"]].append(again)
    return of


def test_the_truth_names_them(truth):
    assert tuple(truth["stories"]) == STORIES


def test_the_struggling_one_is_below_the_others_beyond_chance(truth, above, repeats):
    who = truth["stories"]["struggling"]["person_id"]
    assert interval(above[who])[2] < -0.2
    others = [again for person, found in repeats.items() if person != who for again in found]
    low, _, _ = interval([float(again) for again in repeats[who]])
    assert low > fmean(others) + 0.03
    assert len(above[who]) > 150


def test_the_unlucky_one_is_average_and_looks_poor_of_late(truth, rated):
    story = truth["stories"]["unlucky"]
    for ability in ("resolution", "satisfaction"):
        others = [
            person[ability]
            for person in truth["people"]
            if person["person_id"] != story["person_id"]
        ]
        assert story[ability] == pytest.approx(fmean(others), abs=1e-5)
    theirs = [
        (line, above)
        for line, above in above_usual(rated)
        if line["agent_id"] == story["person_id"]
    ]
    recent = [above for line, above in theirs if within(line, story)]
    before = [above for line, above in theirs if not within(line, story)]
    assert interval(recent)[2] < 0
    low, _, high = interval(before)
    assert low < 0.05
    assert high > -0.05


def test_the_quiet_one_is_excellent_on_few_contacts(truth, above, good):
    who = truth["stories"]["quiet"]["person_id"]
    handled = Counter(line["agent_id"] for line in good if line["agent_id"])
    assert 0.15 < handled[who] / fmean(handled.values()) < 0.45
    assert interval(above[who])[0] > 0.2


def test_the_abusive_customer_contacts_often_and_pleases_nobody(truth, good, rated):
    story = truth["stories"]["abusive_customer"]
    contacts = Counter(line["customer_id"] for line in good)
    assert contacts.most_common(1) == [(story["customer_id"], story["contacts"])]
    theirs = [rating for line, rating in rated if line["customer_id"] == story["customer_id"]]
    assert len(theirs) > 0.5 * story["contacts"]
    assert set(theirs) == {1}


def test_one_person_is_hit_most_and_only_in_that_stretch(truth, good):
    story = truth["stories"]["abusive_customer"]
    lines = [line for line in good if line["customer_id"] == story["customer_id"]]
    assert all(within(line, story) for line in lines)
    (most, count), (_, second), *_ = Counter(line["agent_id"] for line in lines).most_common()
    assert (most, count) == tuple(story["most_hit"][key] for key in ("person_id", "contacts"))
    assert count > 2 * second
