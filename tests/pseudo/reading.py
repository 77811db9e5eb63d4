"""What a page says to a person, and what of it is in no language: neither marked, nor data."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tests.pseudo.language import CLOSE, OPEN

SAID_BY = ("title", "aria-label", "alt", "placeholder", "data-label", "label", "aria-description")
UNSEEN = {"script", "style", "template", "svg", "kbd"}
# Of a chart's data, what is written into the drawing.
DRAWN = ("label", "label_above", "label_below", "name", "day", "axis", "unit_words")
VOID = {"meta", "link", "input", "br", "hr", "img", "use", "path", "line", "circle", "rect"}

IN_BRACKETS = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
ENGLISH_NUMBER = re.compile(r"(?<![\d.,])\d+(?:,\d{3})+(?!\d)|(?<![\d.])\d+\.\d+(?![\d.])")


class Page(HTMLParser):
    """Gathers `texts`: what is read, and what is said to who cannot see."""

    def __init__(self):
        super().__init__()
        self.texts: list[str] = []
        self.charts: list[dict] = []
        self._inside: list[str] = []
        self._is_chart = False

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.texts += [found[name] for name in SAID_BY if found.get(name)]
        if tag == "input" and found.get("type") in ("submit", "button"):
            self.texts.append(found.get("value") or "")
        if tag == "meta" and found.get("name") == "description":
            self.texts.append(found.get("content") or "")
        self._is_chart = tag == "script" and found.get("type") == "application/json"
        if tag not in VOID:
            self._inside.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._inside.pop()

    def handle_endtag(self, tag):
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data):
        if self._is_chart and self._inside[-1] == "script":
            self.charts.append(json.loads(data))
        elif not UNSEEN & set(self._inside):
            self.texts.append(data)


def texts_of(body: str) -> Iterator[str]:
    """Every text of a page, charts among them, in one line each."""
    page = Page()
    page.feed(body)
    for text in (*page.texts, *(one for chart in page.charts for one in _drawn(chart))):
        if text := " ".join(str(text).split()):
            yield text


def _drawn(payload) -> Iterator[str]:
    if isinstance(payload, list):
        for one in payload:
            yield from _drawn(one)
    elif isinstance(payload, dict):
        for key, value in payload.items():
            if key in DRAWN and isinstance(value, str):
                yield value
            elif key != "spec":
                yield from _drawn(value)


def untold(body: str, data: set[str]) -> list[str]:
    """The texts with something in them that is in no brackets and no data."""
    found = []
    for text in dict.fromkeys(texts_of(body)):
        rest = [part.strip() for part in IN_BRACKETS.split(text)]
        if any(not _is_known(part, data) for part in rest):
            found.append(text)
    return found


WORD = re.compile(r"[^\W\d_]")
REFERENCE = re.compile(r"^[\w-]+@\d+$")  # of a section of a policy, as it is cited
EDGES = " \t,;:.!?·()[]“”‘’\"'–—→+%|=<>×"


def _is_known(part: str, data: set[str]) -> bool:
    """Without letters, or a run of data; a number in it is written as this language writes it."""
    if part in data or part.strip(EDGES) in data:
        return True
    words, at = part.split(), 0
    while at < len(words):
        for end in range(len(words), at, -1):
            run = " ".join(words[at:end])
            if run in data or run.strip(EDGES) in data:
                at = end
                break
        else:
            if REFERENCE.match(words[at]):
                at += 1
                continue
            if WORD.search(words[at]) or ENGLISH_NUMBER.search(words[at]):
                return _is_piece(part, data)
            at += 1
    return True


def _is_piece(part: str, data: set[str]) -> bool:
    """Of what somebody wrote: cut short, or as versions are compared."""
    piece = part.removesuffix("…")
    if piece != part:
        return any(text.startswith(piece) for text in data)
    return part.count(" ") >= 2 and any(part in text for text in data)
