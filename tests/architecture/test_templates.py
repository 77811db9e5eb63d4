"""Templates under a strict content policy: nothing inline, nothing from elsewhere."""

import re

import pytest

from tests.architecture.source import ROOT

TEMPLATES = sorted(
    path
    for path in ROOT.rglob("*.html")
    if "templates" in path.parts and "static" not in path.parts
)
LONGEST = 150
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.S),
    "an inline style": re.compile(r"<style\b"),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.S),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "an inline script": re.compile(
        r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")[^>]*>"
    ),
    "another host": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.I),
    "hx-on": re.compile(r"\shx-on"),
    "a day in the order of one language": re.compile(
        r"\|(?:date|moment):['\"](?!Y-m-d['\"]|c['\"])"
    ),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template(path):
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST
    for what, pattern in FORBIDDEN.items():
        assert not pattern.search(text), what
