"""Several files brought in at once: each is received whole, and the months are built once, with the last."""

from evenhand.analysis.intake import receive
from tests.bringing import TODAY

HEAD = "contact_id,started_at,agent\n"


def bring_in(centre, path, run, *, more_follow):
    shape, mapping = centre.propose(path)
    return receive.bring_in(
        centre.store,
        run,
        path,
        shape,
        mapping,
        today=TODAY,
        directory=centre.directory,
        kpis=centre.kpis,
        more_follow=more_follow,
    )


def test_months_are_due_until_the_last_file(centre, tmp_path):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(f"{HEAD}N1,2026-05-04 10:00:00,Ann\n")
    second.write_text(f"{HEAD}N2,2026-07-01 10:00:00,Ann\n")
    bring_in(centre, first, "one", more_follow=True)
    manifest = centre.store.manifest()
    assert "2026-05" in manifest.due
    assert list(manifest.runs) == ["one"]
    assert manifest.months == {}
    bring_in(centre, second, "two", more_follow=False)
    assert centre.store.manifest().due == ()
    assert centre.rows("count(*)") == [(2,)]


def test_a_file_taken_back_meanwhile_builds_what_is_due(centre, tmp_path):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(f"{HEAD}N1,2026-05-04 10:00:00,Ann\n")
    second.write_text(f"{HEAD}N2,2026-07-01 10:00:00,Ann\n")
    bring_in(centre, first, "one", more_follow=True)
    bring_in(centre, second, "two", more_follow=True)
    receive.take_back(centre.store, "two", directory=centre.directory, kpis=centre.kpis)
    assert centre.store.manifest().due == ()
    assert centre.rows("count(*)") == [(1,)]
