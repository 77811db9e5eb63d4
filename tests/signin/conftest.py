"""Another system that is let in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from evenhand.foundation.access.actions import make_token
from tests import cast


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def token(today):
    return make_token(by=cast.sam(), name="HR", ends_on=today + timedelta(days=90), today=today)


@pytest.fixture
def hr(token):
    return Client(headers={"authorization": f"Bearer {token[1]}"})
