"""Email addresses, IP addresses, and links that carry a key or somebody's address."""

import ipaddress
import re
from collections.abc import Iterator

from evenhand.analysis.masking.kinds import CERTAIN, LIKELY, Kind, Span

# From the @ outwards: a long word without one costs nothing.
_AT = re.compile(r"@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,5}[^\W\d_]{2,24}|@\[\d{1,3}(?:\.\d{1,3}){3}\]")  # fmt: skip
_LOCAL = re.compile(r"(?:[\w!#$%&*+/=?^`{|}~-][\w!#$%&'*+/=?^`{|}~.-]{0,63})$")
_LONGEST_LOCAL = 64
_LINK = re.compile(r"\b(?:https?|ftp)://[^\s<>\"'\0]{3,2048}|\bwww\.[^\s<>\"'\0]{3,2048}", re.I)
_TOKEN = re.compile(
    r"[?&#;](?:[\w.-]{0,40}(?:token|key|sig|signature|session|sid|auth|code|password|pwd|secret|hash|otp|jwt|email|mail|phone|user|customer|account|uid)[\w.-]{0,40})=[^&\s]{2,}"
    r"|//[^/@\s]{1,64}:[^/@\s]{0,64}@|[^\s/@]{1,64}(?:@|%40)[^\s/@]{1,64}\.|/(?=[\w~-]*\d)(?=[\w~-]*[A-Za-z])[\w~-]{24,}(?:[/?#]|$)|eyJ[\w-]{8,}\.",
    re.I,
)
_IP4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\d)")
_IP6 = re.compile(r"(?<![\w:.])(?=[0-9a-f:.]{0,8}:)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:(?:\.\d{1,3}){3})?(?![\w:])", re.I)  # fmt: skip
_VERSION = re.compile(r"\b(?:v|ver|version|release|build|firmware|section|chapter)\.? ?$", re.I)


def addresses_on_the_net(text: str) -> Iterator[Span]:
    if "@" in text:
        yield from _emails(text)
    if "://" in text or "www." in text.lower():
        yield from _links(text)
    for pattern in (_IP4, _IP6):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 12) : match.start()]
            if _is_ip(match[0]) and not _VERSION.search(before):
                yield Span(*match.span(), Kind.IP_ADDRESS, LIKELY, match[0].lower())


def _emails(text: str) -> Iterator[Span]:
    for match in _AT.finditer(text):
        at = match.start()
        local = _LOCAL.search(text, max(0, at - _LONGEST_LOCAL), at)
        if local:
            start, end = local.start(), match.end()
            yield Span(start, end, Kind.EMAIL, CERTAIN, text[start:end].lower())


def _links(text: str) -> Iterator[Span]:
    for match in _LINK.finditer(text):
        link = match[0].rstrip(".,;:!?)]}")
        if _TOKEN.search(link):
            yield Span(match.start(), match.start() + len(link), Kind.LINK, CERTAIN + 0.01, link)


def _is_ip(found: str) -> bool:
    if found.count(":") and len(found) < 6:
        return False
    try:
        ipaddress.ip_address(found)
    except ValueError:
        return False
    return True
