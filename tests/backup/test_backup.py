"""A backup holds every record, fact and file of one moment, also while people work; what is damaged is refused."""

import json
import random
import stat
import struct
import time
import zipfile

import pytest

from evenhand.foundation.backup.archive import CONTENTS, Refused, reading
from tests.backup.homes import GIVEN

KILLS = 3


def restore(file, empty) -> tuple[int, str]:
    return empty.run("restore", str(file), "--home", str(empty.folder))


def test_every_record_fact_and_file_comes_back(home, empty, tmp_path):
    before, named = map(json.loads, home.do("state", "is_named").splitlines())
    assert named, "or the other test could not fail"
    file = tmp_path / "a.zip"
    said = home.backup(file)
    assert "not encrypted" in said and "secret key is not in it" in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    code, said = restore(file, empty)
    assert code == 0, said
    assert empty.state() == before
    assert before["records"]["audit_auditentry"][0] > 10 and len(before["facts"]) > 10
    assert len(before["files"]) == 2 and before["drafts"]
    assert stat.S_IMODE(empty.folder.stat().st_mode) == 0o700
    assert {one.name for one in tmp_path.iterdir()} == {"home", "restored", "a.zip"}
    goes_on(empty)


def goes_on(restored) -> None:
    """New rows get new numbers, the audit is still protected and sealed on."""
    writer = restored.begin("write")
    time.sleep(0.5)
    writer.communicate(timeout=60)
    assert writer.returncode == 0
    assert restored.faults() == []
    code, said = restored.run("audit", "verify")
    assert code == 0 and "Everything agrees" in said and "1 content was removed lawfully" in said


def test_while_people_write_and_files_are_brought_in(home, empty, tmp_path):
    busy = [home.begin("write"), home.begin("bring_in")]
    for number in range(2):
        time.sleep(0.4)
        home.backup(tmp_path / f"{number}.zip")
    done = [int(process.communicate(timeout=120)[0]) for process in busy]
    assert min(done) > 0 and all(process.returncode == 0 for process in busy)
    code, said = restore(tmp_path / "1.zip", empty)
    assert code == 0, said
    assert empty.faults() == []
    assert home.faults() == [], "and nothing was spoiled where people went on"


def test_secrets_only_when_asked(filled, whole, tmp_path):
    filled.backup(tmp_path / "with.zip", "--with-secrets")
    key = (filled.folder / "secret_key").read_bytes()
    with zipfile.ZipFile(tmp_path / "with.zip") as asked:
        assert asked.read("secret_key") == key
    with zipfile.ZipFile(whole) as without:
        assert "secret_key" not in without.namelist()
        assert all(key not in without.read(name) for name in without.namelist())


def test_what_cannot_be_written_is_said(filled, tmp_path):
    (tmp_path / "there.zip").write_text("something of somebody")
    assert filled.run("backup", str(tmp_path / "there.zip"))[0] == 1
    assert (tmp_path / "there.zip").read_text() == "something of somebody"
    code, said = filled.run("backup", str(tmp_path / "nowhere" / "a.zip"))
    assert code == 1 and "There is no folder" in said and "Traceback" not in said


@pytest.mark.skipif(bool(GIVEN), reason="PostgreSQL clears its pages by itself")
def test_no_byte_of_the_database_names_who_was_erased(home):
    found = json.loads(home.do("leave", "remains").splitlines()[-1])
    assert found["before"] and found["after"] == []


def test_what_was_erased_after_the_backup_stays_erased(home, empty, tmp_path):
    home.do("leave")
    home.backup(tmp_path / "a.zip")
    assert json.loads(home.do("removal", "is_named").splitlines()[-1]) == []
    log = tmp_path / "removals.jsonl"
    assert "2 removals added" in home.run("removals", str(log))[1]
    assert "0 removals added" in home.run("removals", str(log))[1]
    assert "Ben" not in log.read_text()
    code, said = empty.run(
        "restore", str(tmp_path / "a.zip"), "--home", str(empty.folder), "--removals", str(log)
    )
    assert code == 0 and "2 removals of the log are done in it" in said, said
    named, faults = map(json.loads, empty.do("is_named", "faults").splitlines())
    assert named == [] and faults == []


# --- what is refused -------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def whole(filled, tmp_path_factory):
    file = tmp_path_factory.mktemp("whole") / "a.zip"
    filled.backup(file)
    return file


def refused(file, empty, sentence: str) -> None:
    code, said = restore(file, empty)
    assert code == 1 and sentence in said and "Traceback" not in said, said
    assert not empty.folder.exists()
    assert not [one for one in empty.folder.parent.iterdir() if "restoring" in one.name]


def unpacked(file, folder) -> None:
    with reading(file) as reader:
        reader.unpack(folder)


def test_a_home_that_is_not_empty(whole, empty):
    empty.folder.mkdir()
    (empty.folder / "mine").write_text("x")
    code, said = restore(whole, empty)
    assert code == 1 and "is not empty" in said
    assert [one.name for one in empty.folder.iterdir()] == ["mine"]


@pytest.mark.one_database
def test_what_is_no_backup(tmp_path):
    (tmp_path / "a.zip").write_text("nothing")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as other:
        other.writestr("letter.txt", "hello")
    for name, sentence in (("a", "damaged"), ("b", "no backup of Evenhand"), ("c", "no file")):
        with pytest.raises(Refused, match=sentence):
            unpacked(tmp_path / f"{name}.zip", tmp_path)


def spoiled_copies(whole):
    """One bit of each part, and the end cut off at several places."""
    content = whole.read_bytes()
    with zipfile.ZipFile(whole) as zipped:
        starts = [one.header_offset for one in zipped.infolist()]
    for start in starts:
        name, extra = struct.unpack("<HH", content[start + 26 : start + 30])
        spoiled = bytearray(content)
        spoiled[start + 30 + name + extra + 3] ^= 0x10
        yield spoiled
    for length in (0, 100, len(content) // 2, len(content) - 10):
        yield content[:length]


@pytest.mark.one_database
def test_a_damaged_one(whole, empty, tmp_path):
    copies = list(spoiled_copies(whole))
    for content in copies:
        (tmp_path / "spoiled.zip").write_bytes(content)
        with pytest.raises(Refused, match="damaged"):
            unpacked(tmp_path / "spoiled.zip", tmp_path / "here")
    assert len(copies) > 20
    refused(tmp_path / "spoiled.zip", empty, "damaged")


def told_otherwise(source, target, change) -> None:
    """The same archive with other contents."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == CONTENTS:
                said = json.loads(content)
                change(said)
                content = json.dumps(said)
            new.writestr(name, content)


@pytest.mark.parametrize(
    "change, sentence",
    [
        (lambda said: said["migrations"].append(["people", "0999_later"]), "newer version"),
        (lambda said: said.update(generation=99), "facts do not hold together"),
        (lambda said: said.update(vendor="oracle"), "was made of oracle"),
    ],
)
def test_one_of_another_kind(whole, empty, tmp_path, change, sentence):
    told_otherwise(whole, tmp_path / "b.zip", change)
    refused(tmp_path / "b.zip", empty, sentence)


@pytest.mark.parametrize(
    "change, sentence",
    [
        (lambda said: said.update(format=2), "reads format 1"),
        (lambda said: said["members"].popitem(), "list of contents"),
    ],
)
def test_one_that_says_something_else(whole, tmp_path, change, sentence):
    told_otherwise(whole, tmp_path / "b.zip", change)
    with pytest.raises(Refused, match=sentence):
        unpacked(tmp_path / "b.zip", tmp_path / "here")


# --- cut off ---------------------------------------------------------------------------------------


@pytest.mark.one_database
def test_killed_while_it_is_made(home, empty, tmp_path):
    file, chance = tmp_path / "a.zip", random.Random(7)
    start = time.monotonic()
    home.backup(tmp_path / "clean.zip")
    takes = time.monotonic() - start
    for _each in range(KILLS):
        process = home.start("backup", str(file))
        time.sleep(chance.uniform(0.5, 1) * takes)
        process.kill()
        process.communicate()
        if file.exists():  # it was quicker: then it is whole
            with zipfile.ZipFile(file) as zipped:
                assert zipped.testzip() is None
            file.unlink()
    home.backup(file)
    assert restore(file, empty)[0] == 0
    assert empty.faults() == [] and home.faults() == []
    left = {one.name for one in home.folder.iterdir()} - {"backup.lock"}
    assert not [name for name in left if "stage" in name]


@pytest.mark.one_database
def test_killed_while_it_is_put_back(home, empty, tmp_path):
    if empty.database:
        pytest.skip("on PostgreSQL each try needs a new database")
    file, chance = tmp_path / "a.zip", random.Random(8)
    home.backup(file)
    start = time.monotonic()
    assert restore(file, empty)[0] == 0
    takes, empty.folder = time.monotonic() - start, tmp_path / "again"
    for _each in range(KILLS):
        process = empty.start("restore", str(file), "--home", str(empty.folder))
        time.sleep(chance.uniform(0.5, 1) * takes)
        process.kill()
        process.communicate()
        if empty.folder.exists():
            assert empty.faults() == [], "it was quicker"
            break
    else:
        assert restore(file, empty)[0] == 0
    assert empty.faults() == []
