"""Follows every link from the first screen, as one person, and keeps what each page said."""

import html
import io
import re
import zipfile
from collections import Counter
from urllib.parse import parse_qs, urljoin, urlsplit

from evenhand.foundation.access.models import User
from tests import cast

LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
MOST = 400  # pages; a walk that is longer goes in circles
ENOUGH_ALIKE = 1  # pages of figures asked the same things of
ENOUGH_CONTACTS = 5
ENOUGH_FILES = 5  # of lists behind figures
ENOUGH_CELLS = 6  # of lists behind one cell, one bar, one age of a figure
ENOUGH_DEFINITIONS = 8  # of KPIs, which name nobody
ENOUGH_FORMS = 4  # of new targets, one for each measure and place


def walk(user: User, start: str = "/") -> dict[str, tuple[int, str]]:
    """Address → (status, body). The same page with another query string is another page."""
    client, found, waiting = cast.signed_in(user), {}, [start]
    seen = Counter()  # pages by what is enough of a few
    while waiting:
        address = waiting.pop()
        alike, enough = _alike(address)
        if address in found or (alike and seen[alike] >= enough):
            continue
        assert len(found) < MOST, list(found)
        seen[alike] += 1
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        is_text = answer.headers.get("Content-Type", "").startswith("text/")
        found[address] = answer.status_code, body.decode() if is_text else text_of_sheets(body)
        if answer.status_code == 302:
            waiting.append(urljoin(address, answer["Location"]))
        elif answer.headers["Content-Type"].startswith("text/html"):
            waiting += _links(address, found[address][1])
    return found


def _alike(address: str) -> tuple:
    """What makes a page one more of the same, and how many of those are enough; nothing where every one is walked."""
    asked = urlsplit(address)
    kind = _kind(asked)
    if kind[0] in FIGURES:
        return kind, ENOUGH_ALIKE if asked.query else MOST
    for path, enough in ENOUGH_OF.items():
        if re.match(path, address):
            return path, enough
    return (), 0


ENOUGH_OF = {
    r"/components/": 1,  # its pager has pages of nothing
    r"/contacts/[0-9a-f-]{36}/$": ENOUGH_CONTACTS,
    r"/contacts/list\.(csv|xlsx)": ENOUGH_FILES,
    r"/contacts/\?.*\b(weekday|half_hour|at_least|below)=": ENOUGH_CELLS,
    r"/kpis/\w+/": ENOUGH_DEFINITIONS,
    r"/standards/\w+/targets/new/\?": ENOUGH_FORMS,
    r"/targets/\w+/versions/new/": ENOUGH_FORMS,
}
FIGURES = ("figures", "teams", "people", "channels", "topics", "views")


def _kind(address) -> tuple:
    """A page of figures by what is asked of it, whatever the answers are; a file of one by its format."""
    asked = parse_qs(address.query)
    place, file = address.path.split("/")[1], tuple(asked.get("as", ()))
    depth = address.path.count("/")  # a list and one of its rows are not alike
    return (place, *file, depth) if file else (place, tuple(sorted(asked)))


NUMBER = re.compile(
    r'<c r="\w+"(?: s="\d+")?><v>([^<]+)</v>'
)  # a text is a number too, of its place


def text_of_sheets(body: bytes) -> str:
    """What the cells of an Excel file say."""
    if not body.startswith(b"PK"):
        return body.decode()
    with zipfile.ZipFile(io.BytesIO(body)) as kept:
        sheets = [kept.read(one).decode() for one in kept.namelist() if "/worksheets/" in one]
        texts = kept.read("xl/sharedStrings.xml").decode()
    numbers = [number for sheet in sheets for number in NUMBER.findall(sheet)]
    return " ".join([words(texts.partition("<sst")[2].partition(">")[2]), *numbers])


def _links(address: str, body: str):
    for link in LINK.findall(body):
        target = urlsplit(urljoin(address, html.unescape(link)))
        if not target.netloc and not target.path.startswith("/static/"):
            yield target._replace(fragment="").geturl()


def words(body: str) -> str:
    """What can be read of a page, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(body)).split())
