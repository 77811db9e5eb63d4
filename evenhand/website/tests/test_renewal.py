"""Figures are counted anew when records change: once for many changes; and when Evenhand does."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from evenhand.features.attainment.jobs import reckon
from evenhand.features.people.actions import create_person, create_team, join_team
from evenhand.features.sources import actions as sources
from evenhand.features.sources.jobs import republish, republish_if_needed
from evenhand.features.sources.queries import mapping_of
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.facts import store
from evenhand.foundation.jobs.models import Job
from evenhand.foundation.jobs.progress import JobFailed, SilentProgress
from evenhand.foundation.jobs.running import run
from evenhand.foundation.jobs.scheduling import due_at_start, enqueue_due
from evenhand.foundation.reactions import announce
from tests import cast

pytestmark = pytest.mark.django_db

CSV = b"id,start time,agent\nC1,2026-03-02 09:00:00,amara\nC2,2026-03-03 09:00:00,ben\n"


@pytest.fixture
def facts_there(files_home):
    begun = sources.start(
        by=SYSTEM,
        stream=ContentFile(CSV),
        name="calls.csv",
        source_name="calls",
        zone="Europe/London",
        largest=10_000,
    )
    sources.match_columns(by=SYSTEM, run=begun, mapping=mapping_of(begun))
    sources.check(by=SYSTEM, run=begun, today=cast.TODAY)
    sources.confirm(by=SYSTEM, run=begun, add_people=True, team_name="Northgate")
    sources.bring_in(by=SYSTEM, run=begun, today=cast.TODAY)
    Job.objects.all().delete()


def waiting():
    return Job.objects.filter(kind=republish.job_kind, state="queued")


def test_nothing_to_count_yet(files_home, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        announce("people.changed")
    assert not waiting().exists()


def test_many_changes_are_counted_once(facts_there, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        team = create_team(by=SYSTEM, name="Westmoor")
        for name in ("Ewa Nowak", "Marek Zielonka"):
            person = create_person(by=SYSTEM, name=name)
            join_team(by=SYSTEM, person=person, team=team, starts_on=date(2026, 1, 1))
        announce("definitions.changed")
    assert waiting().count() == 1
    before = store().manifest().generation
    run(waiting().get().ref, heart=False)
    assert store().manifest().generation == before + 1
    with django_capture_on_commit_callbacks(execute=True):
        announce("people.changed")
    assert waiting().count() == 1


def test_nightly_only_where_definitions_changed(facts_there, monkeypatch):
    assert republish_if_needed(SilentProgress()) == {}
    monkeypatch.setattr(sources, "is_out_of_date", lambda today: True)
    assert republish_if_needed(SilentProgress())["generation"] == store().manifest().generation


def published_by_an_earlier_version():
    """The published files lack a column that is asked for now."""
    import pyarrow.parquet as pq

    manifest = store().manifest()
    for month in manifest.months.values():
        path = store().path(month.files["contact"])
        pq.write_table(pq.read_table(path).drop_columns(["followed_whole_day"]), path)
    with store().writing():
        store().switch(replace(manifest, layout="of another one"))


def test_an_earlier_version_s_figures_are_counted_anew_before_anything_else(facts_there):
    client = cast.signed_in(cast.helen())
    whole = client.get("/figures/").content
    published_by_an_earlier_version()
    told = client.get("/figures/")
    assert told.status_code == 503 and told["Retry-After"]
    assert "counted anew" in told.content.decode()
    enqueue_due(timezone.now())
    Job.objects.all().delete()  # all of that was done today already
    due_at_start(timezone.now())
    with pytest.raises(JobFailed, match="counted anew"):
        reckon(SilentProgress())
    first, *_ = due = enqueue_due(timezone.now())
    assert due == ["sources.republish_if_needed", "attainment.reckon"]
    run(Job.objects.get(kind=first).ref, heart=False)
    assert client.get("/figures/").status_code == 200
    assert store().manifest().months and b"counted anew" not in whole
