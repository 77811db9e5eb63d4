"""What was withdrawn before says so still, and names nobody."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from evenhand.features.communication.models import Round
from tests import cast

OLD, NEW = [("communication", "0002_withdrawn")], [("communication", "0003_who_ended_it")]


@pytest.mark.django_db(transaction=True)
def test_sentences_that_name_somebody_are_not_kept():
    owner = cast.owen().pk
    executor = MigrationExecutor(connection)
    executor.migrate(OLD)
    try:
        old = executor.loader.project_state(OLD).apps.get_model("communication", "Round")
        given = {"object_type": "leaflet", "object_ref": "abc", "title": "Leaflet", "owner_id": owner}  # fmt: skip
        said = {"withdrawn_at": timezone.now(), "withdrawn_because": "Helen Brandt: “Not ours”"}
        old.objects.create(version=1, **given, **said)
        old.objects.create(version=2, **given)
    finally:
        MigrationExecutor(connection).migrate(NEW)
    was, goes_on = Round.objects.order_by("version")
    assert was.withdrawn_at and was.withdrawn_because == ""
    assert was.why_withdrawn == "Its last day is over." and goes_on.withdrawn_at is None
    MigrationExecutor(connection).migrate(OLD)  # and back, as a rehearsal of an upgrade does
    MigrationExecutor(connection).migrate(NEW)
    assert Round.objects.filter(withdrawn_at__isnull=False).count() == 1
