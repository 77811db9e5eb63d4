"""What is committed holds no secret, what is installed is held to its hash and asked about."""

import json
import re
import subprocess

import pytest

from tests.check_advisories import verdict
from tests.check_house import LOCKS, ROOT, committed_files, faults_of

LETTERS = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0fG" * 3
# Put together here, so that this file holds none.
PLANTED = {
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "a key of AWS": "AKIA" + "IOSFODNN7EXAMPLE",
    "a key of Google": "AIza" + LETTERS[:35],
    "a key of Azure": "AccountKey=" + LETTERS[:64],
    "a token of GitHub": "ghp_" + LETTERS[:36],
    "a token of GitLab": "glpat-" + LETTERS[:20],
    "a token of Slack": "xoxb-" + LETTERS[:20],
    "a key of a payment service": "sk_live_" + LETTERS[:24],
    "a key of a language model": "sk-ant-" + LETTERS[:40],
    "a token of a package index": "npm_" + LETTERS[:36],
    "a signed token": ".".join(("eyJ" + LETTERS[:20], "eyJ" + LETTERS[:20], LETTERS[:20])),
    "a password in an address": "postgres://eve:" + "hunter2@db.brightwell.test/records",
    "looks like a secret": "CLIENT_SECRET = " + f'"{LETTERS[:24]}"',
}


@pytest.fixture
def repository(tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("kept/\n")
    return tmp_path


def faults(repository):
    return [fault for name in committed_files(repository) for fault in faults_of(name, repository)]


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_secret_is_found_and_not_repeated(repository, kind):
    (repository / "settings.txt").write_text(f"# a line\n{PLANTED[kind]}\n")
    found = faults(repository)
    assert f"settings.txt:2: {kind}" in found
    assert PLANTED[kind] not in "".join(found)


@pytest.mark.parametrize("name", [".env", "deploy/id_rsa", "secret_key", "tls/house.pem"])
def test_files_that_keep_secrets_by_their_name(repository, name):
    (repository / name).parent.mkdir(exist_ok=True)
    (repository / name).write_text("")
    assert faults(repository) == [f"{name}: keeps secrets by its name"]


def test_what_git_ignores_and_what_is_nobodys_is_no_fault(repository):
    (repository / "kept").mkdir()
    (repository / "kept/one").write_text(PLANTED["a private key"])
    (repository / "page.md").write_text(
        "postgres://eve:secret@db.example/records http://a:b@localhost/ PASSWORD = three words\n"
    )
    assert faults(repository) == []


def test_the_house_holds_no_secret():
    assert not [fault for name in committed_files() for fault in faults_of(name)]


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_host_and_a_hash_for_each(repository, lock):
    text = (ROOT / lock).read_text()
    assert "://" not in re.sub(r"\"(?:url|funding)\": \"[^\"]*\"", "", text)
    (repository / lock).write_text("--index-url https://packages.brightwell.example/\n")
    if lock != "package-lock.json":  # which is no JSON now
        assert faults(repository)
    if lock.startswith("requirements"):
        package = r"^[a-z0-9._-]+(?:\[.*\])?=="
        packages = re.findall(package, text, re.M)
        assert len(packages) > 30
        hashed = re.findall(package + r"[^\n]*\\\n\s+--hash=sha256:", text, re.M)
        assert len(hashed) == len(packages)


def report(*packages):
    return json.dumps({"dependencies": list(packages), "fixes": []})


SOUND = {"name": "django", "version": "6.1.3", "vulns": []}
UNSOUND = {
    "name": "pillow",
    "version": "9.0",
    "vulns": [
        {"id": "PYSEC-1", "fix_versions": ["9.1"], "aliases": [], "description": ""},
        {"id": "PYSEC-2", "fix_versions": [], "aliases": [], "description": ""},
    ],
}
UNKNOWN = {"name": "ours", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("said", "lines", "code"),
    [
        (report(SOUND, SOUND), ["1 packages audited, 0 advisories."], 0),
        (
            report(SOUND, UNSOUND),
            [
                "pillow 9.0: PYSEC-1, mended in 9.1",
                "pillow 9.0: PYSEC-2, not mended yet",
                "2 packages audited, 2 advisories.",
            ],
            1,
        ),
        (report(SOUND, UNKNOWN), ["1 packages audited, 0 advisories. Not known there: ours."], 0),
        (report(UNKNOWN), ["Not audited: the advisory service knows none of 1 packages."], 0),
    ],
)
def test_what_the_audit_says(said, lines, code):
    assert verdict(said) == (lines, code)


@pytest.mark.parametrize("said", ["", "Connection refused", "[]", "{}", "null"])
def test_an_audit_that_did_not_happen_says_so_in_one_line(said):
    lines, code = verdict(said)
    assert len(lines) == 1 and lines[0].startswith("Not audited") and code == 0


def test_ci_asks_after_the_tests():
    lines = (ROOT / ".ci/run").read_text().splitlines()
    assert lines.index("./run test") < lines.index("./run audit")
