"""Generations: switched in one step, kept for a while, and no file goes that one of them names."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.measure import measure
from evenhand.analysis.warehouse import manifest as manifests
from evenhand.analysis.warehouse import publish as publishing
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Manifest, Store
from tests.bringing import EVER, EVERYTHING, Centre

HEAD = "contact_id,started_at,agent,talk_seconds,wait_seconds\n"


def bring(centre: Centre, tmp_path, number: int, month: int = 9) -> None:
    path = tmp_path / f"{number}.csv"
    lines = [
        f"C{number}-{at},2026-{month:02d}-{at:02d} 10:00:00,ann,{60 + at},{at}"
        for at in range(1, 26)
    ]
    path.write_text(HEAD + "\n".join(lines))
    centre.bring_in(path)


def files(centre: Centre) -> set[str]:
    folder = centre.store.folder
    levels = (folder / name for name in ("received", "published", "rollup"))
    return {
        str(file.relative_to(folder))
        for level in levels
        for file in level.rglob("*")
        if file.is_file()
    }


def collect(centre: Centre) -> int:
    return centre.store.collect(older_than=-1, now=2**40)


def test_figures_of_an_earlier_generation(centre, tmp_path):
    bring(centre, tmp_path, 1)
    first = centre.store.manifest().generation
    before = centre.figures(by=("person", "day"))
    bring(centre, tmp_path, 2)
    assert centre.figures(by=("person", "day"), as_of=first) == before
    assert centre.figure("handled").n == 50
    assert centre.figure("handled", as_of=first).n == 25
    assert centre.figure("handled", as_of=first).generation == first


@pytest.mark.parametrize("generation", [0, 7, -1])
def test_a_generation_that_is_not_kept_is_said_to_be_gone(centre, tmp_path, generation):
    bring(centre, tmp_path, 1)
    with pytest.raises(LookupError, match="no longer kept"):
        centre.figures(as_of=generation)


def test_collecting_keeps_three_generations_and_every_file_they_name(centre, tmp_path):
    for number in range(1, 6):
        bring(centre, tmp_path, number)
    wanted = {g: centre.figures(as_of=g) for g in (3, 4, 5)}
    assert collect(centre) > 0
    for generation, figures in wanted.items():
        assert centre.figures(as_of=generation) == figures
    with pytest.raises(LookupError):
        centre.figures(as_of=2)
    named = set().union(*(centre.store.manifest(g).files() for g in (3, 4, 5)))
    assert files(centre) == named
    assert collect(centre) == 0


def test_young_orphans_stay(centre, tmp_path):
    bring(centre, tmp_path, 1)
    orphan = centre.store.folder / "published" / "contact" / "2026-09" / "orphan.parquet"
    orphan.write_bytes(b"half")
    now = orphan.stat().st_mtime
    assert centre.store.collect(older_than=3600, now=now + 3599) == 0
    assert orphan.exists()
    assert centre.store.collect(older_than=3600, now=now + 3601) >= 1
    assert not orphan.exists()
    assert centre.figure("handled").n == 25


@pytest.mark.parametrize(
    "name", [".manifest.json", "generations/.7.json", "drafts/run9/.summary.json"]
)
def test_what_was_half_written_goes_too(centre, tmp_path, name):
    bring(centre, tmp_path, 1)
    half = centre.store.folder / f"{name}.123.tmp"
    half.parent.mkdir(exist_ok=True)
    half.write_text("{")
    now = half.stat().st_mtime
    assert centre.store.collect(older_than=3600, now=now + 3599) == 0 and half.exists()
    centre.store.collect(older_than=3600, now=now + 3601)
    assert not half.exists() and centre.figure("handled").n == 25


def test_undone_runs_are_collected_when_no_generation_names_them(centre, tmp_path):
    bring(centre, tmp_path, 1)
    bring(centre, tmp_path, 2)
    centre.take_back("run2")
    collect(centre)
    assert "received/contact/run2.parquet" in files(centre)  # an earlier generation is still kept
    for _ in range(3):
        centre.republish()
    collect(centre)
    assert "received/contact/run2.parquet" not in files(centre)
    assert centre.figure("handled").n == 25


def broken(*_args, **_named):
    raise RuntimeError("cut off")


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (publishing, "_month"),
        (publishing, "keep_whole"),
        (publishing.rollup, "row_sql"),
        (manifests, "write_whole"),
        (os, "replace"),
    ],
)
def test_a_cut_off_publication_changes_nothing(centre, tmp_path, monkeypatch, module, name):
    bring(centre, tmp_path, 1)
    manifest = (centre.store.folder / "manifest.json").read_bytes()
    before = centre.contents()
    with monkeypatch.context() as patch:
        patch.setattr(module, name, broken)
        with pytest.raises(RuntimeError, match="cut off"):
            bring(centre, tmp_path, 2)
    assert (centre.store.folder / "manifest.json").read_bytes() == manifest
    assert centre.contents() == before
    bring(centre, tmp_path, 2)
    assert centre.figure("handled").n == 50


def test_cut_off_between_the_two_files_of_a_switch(centre, tmp_path, monkeypatch):
    """The next generation is written but not in force: nobody reads it."""
    bring(centre, tmp_path, 1)
    before, original = centre.contents(), manifests.write_whole

    def only_the_first(file: Path, text: str) -> None:
        original(file, text) if file.name != "manifest.json" else broken()

    with monkeypatch.context() as patch:
        patch.setattr(manifests, "write_whole", only_the_first)
        with pytest.raises(RuntimeError):
            bring(centre, tmp_path, 2)
    assert (centre.store.folder / "generations" / "2.json").exists()
    assert centre.contents() == before
    with pytest.raises(LookupError):
        centre.figures(as_of=2)
    bring(centre, tmp_path, 3)
    assert centre.store.manifest(2).runs.keys() == centre.store.manifest().runs.keys()


def test_a_manifest_is_never_half_written(tmp_path, monkeypatch):
    store = Store(tmp_path)
    store.switch(Manifest())
    whole = (tmp_path / "manifest.json").read_text()
    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(RuntimeError):
        store.switch(Manifest(zone="Asia/Tokyo"))
    assert (tmp_path / "manifest.json").read_text() == whole
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_manifest_says_all_that_it_holds(centre, tmp_path):
    bring(centre, tmp_path, 1)
    bring(centre, tmp_path, 2, month=10)
    found = centre.store.manifest()
    assert found == Store(centre.store.folder).manifest()
    assert json.loads((centre.store.folder / "manifest.json").read_text())["generation"] == 2
    assert (found.data_from, found.data_up_to, found.next_order) == ("2026-09-01", "2026-10-25", 3)
    assert [run.rows for run in found.runs.values()] == [25, 25]
    assert {key: month.rows for key, month in found.months.items()} == {
        "2026-09": 25,
        "2026-10": 25,
    }
    assert all((centre.store.folder / name).exists() for name in found.files())


def test_only_the_months_of_a_file_and_those_beside_them_are_built(centre, tmp_path):
    for number, month in enumerate((4, 8, 9), 1):
        bring(centre, tmp_path, number, month=month)
    before = centre.store.manifest().months
    bring(centre, tmp_path, 4, month=10)
    after = centre.store.manifest().months
    assert after["2026-04"] == before["2026-04"]
    # What follows a contact of September may lie in October, and one of August is followed further.
    for month in ("2026-08", "2026-09"):
        assert after[month].files["contact"] != before[month].files["contact"]


def test_other_definitions_roll_every_month_up_anew(centre, tmp_path):
    from evenhand.analysis.kpis import catalogue

    bring(centre, tmp_path, 1, month=9)
    before = centre.store.manifest()
    strict = catalogue.in_force("service_level", {"formula": 2, "seconds": 10})
    centre.kpis = tuple(strict if kpi.key == strict.key else kpi for kpi in centre.kpis)
    bring(centre, tmp_path, 2, month=10)
    after = centre.store.manifest()
    assert after.rolled_up != before.rolled_up
    assert after.months["2026-09"].rollups != before.months["2026-09"].rollups
    assert after.months["2026-09"].files["leg"] == before.months["2026-09"].files["leg"]


def test_publishing_the_same_again_names_the_same_files(centre, tmp_path):
    centre.directory = Directory((("", "ann", 1),), ((1, 101, date(2026, 1, 1), None),))
    bring(centre, tmp_path, 1)
    before = centre.store.manifest()
    after = centre.republish()
    assert after.months == before.months
    assert after.generation == before.generation + 1


def test_a_definition_changed_while_a_report_runs_changes_nothing_in_it(centre, tmp_path):
    """A report looks its definitions up once; what was asked half-way is counted by the same ones as the rest. Of forty
    calls thirty were answered, after 1 to 30 seconds: twenty of forty within 20 seconds; nine of thirty within 9."""
    lines = [
        f"C{at},2026-09-01 10:00:00,ann,phone,{'yes' if at <= 30 else 'no'},{at}" for at in range(1, 41)
    ]  # fmt: skip
    path = tmp_path / "calls.csv"
    path.write_text("contact_id,started_at,agent,channel,answered,wait_seconds\n" + "\n".join(lines))  # fmt: skip
    centre.bring_in(path)
    own = catalogue.in_force("service_level", {"formula": 3, "seconds": 20})
    strict = catalogue.in_force("service_level", {"formula": 2, "seconds": 9})

    def told(facts, kpi) -> tuple:
        (figure,) = measure(facts, kpi, scope=EVERYTHING, window=EVER)
        return figure.numerator, figure.denominator, figure.pin["parameters"]["seconds"]

    centre.kpis = _with(centre.kpis, own)
    centre.republish()
    report = centre.facts
    assert told(report, own) == (20, 40, 20)
    centre.kpis = _with(centre.kpis, strict)
    centre.republish()
    assert told(report, own) == (20, 40, 20)
    assert told(centre.facts, strict) == (9, 30, 9)


def _with(kpis, changed) -> tuple:
    return tuple(changed if kpi.key == changed.key else kpi for kpi in kpis)
