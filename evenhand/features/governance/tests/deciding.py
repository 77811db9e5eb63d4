"""A removal whose decision stands in the log outside the records, as it does after a commit."""

from django.test import TestCase


def decided(decide, **given):
    with TestCase.captureOnCommitCallbacks(execute=True):
        return decide(**given)
