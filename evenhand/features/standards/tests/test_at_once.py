"""Two who set the same target at the same instant: one is told that there is one."""

import threading
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from evenhand.features.standards.models import TargetVersion
from tests import centre, standards


@pytest.fixture
def many_writers():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")


@pytest.mark.django_db(transaction=True)
def test_of_two_that_overlap_one_is_set(many_writers, files_home):
    centre.make_centre()
    made = standards.make_standard()
    standards.helen()  # is there before both threads ask for her
    together, came = threading.Barrier(2), Counter()

    def set_one():
        together.wait(20)
        try:
            standards.make_target(made)
            came["set"] += 1
        except ValidationError as refusal:
            came[next(iter(refusal.message_dict))] += 1
        finally:
            connection.close()

    both = [threading.Thread(target=set_one) for _each in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert came == {"set": 1, "effective_from": 1}
    assert TargetVersion.objects.count() == 1
