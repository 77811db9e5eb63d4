"""Names of people, by what stands beside them: titles, introductions, greetings; and the names that Evenhand knows.

It finds nobody who is only mentioned: that needs a model of language (`model.py`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from evenhand.analysis.masking.kinds import CERTAIN, LIKELY, POSSIBLE, Kind, Span

_WORD = r"[^\W\d_](?:[\w'-]{0,40}\w)?"
_WORDS = re.compile(rf"{_WORD}(?: {_WORD}){{0,3}}")
_TITLE = re.compile(r"(?<!\w)(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof)\.?|MR|MRS|MS|DR|mr\.?|mrs\.?|ms\.|dr\.|Miss|Sir|Madam|Lady|Lord|Professor|Doctor) (?=\w)")  # fmt: skip
# After these a name stands in small letters as well.
_NAMED = re.compile(
    r"(?<!\w)(?:(?:full |first |last |sur|maiden |middle |birth)?name(?:(?: in its entirety)? is(?: registered as)?|'s|:| was)|name on (?:it|the account) is|(?:people|everyone|everybody|you can) calls? me|registered (?:as|under)|i go by) (?=\w)"
)
# After these only with a capital.
_INTRODUCED = re.compile(
    r"(?<!\w)(?:(?:this|here) is|i am|i[' ]?m|i´m|it'?s|(?:^|h(?:i|ello|ey)[!,.]? )(?:is|im)|speak(?:ing)? (?:to|with)|spoke (?:to|with)|dear|h(?:i|ello|ey)|good (?:morning|afternoon|evening)|thank(?:s| you)|cheers|call me|named(?: after)?|under|regards|name"
    r"|my (?:late |little |older |younger |own )?(?:son|daughter|wife|husband|partner|mother|father|mum|mom|dad|brother|sister|grandmother|grandpa|grandma|grandfather|colleague|friend|boss|kid|child|neighbour)|(?:dependa?nt|beneficiary|person for the claim|policy ?holder|account holder) (?:is|will be|would be registered as)),? (?=\w)"
)
_CLOSING = re.compile(r"\b(?:regards|sincerely|faithfully|cheers|thanks|thank you|best wishes|best|love),?\n{1,2}(?=\w)")  # fmt: skip
_HERE = re.compile(r" (?:here|speaking)(?!\w)(?! (?:is|are|was|in|at|with|to|and my)\b)")
_BEFORE_HERE = re.compile(rf"(?<![\w'])(?:{_WORD} ){{0,2}}{_WORD}$")
_PARTICLES = {"de", "van", "von", "der", "den", "da", "di", "la", "le", "bin", "al", "el", "ter", "ten", "dos", "del"}  # fmt: skip
_NO_NAME = set(
    [
        "a",
        "an",
        "and",
        "the",
        "i",
        "i'm",
        "im",
        "my",
        "me",
        "you",
        "your",
        "he",
        "she",
        "it",
        "its",
        "it's",
        "we",
        "they",
        "this",
        "that",
        "these",
        "those",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "am",
        "not",
        "no",
        "yes",
        "yeah",
        "ok",
        "okay",
        "please",
        "thanks",
        "thank",
        "hi",
        "hello",
        "hey",
        "good",
        "morning",
        "afternoon",
        "evening",
        "sir",
        "madam",
        "dear",
        "but",
        "or",
        "so",
        "if",
        "then",
        "for",
        "from",
        "to",
        "of",
        "in",
        "on",
        "at",
        "by",
        "with",
        "about",
        "as",
        "because",
        "who",
        "what",
        "when",
        "where",
        "why",
        "how",
        "which",
        "there",
        "here",
        "just",
        "really",
        "very",
        "also",
        "only",
        "need",
        "want",
        "wanted",
        "would",
        "could",
        "can",
        "will",
        "have",
        "has",
        "had",
        "do",
        "does",
        "did",
        "looking",
        "calling",
        "trying",
        "having",
        "going",
        "getting",
        "sorry",
        "afraid",
        "sure",
        "glad",
        "happy",
        "new",
        "old",
        "correct",
        "incorrect",
        "wrong",
        "right",
        "spelled",
        "spelt",
        "written",
        "different",
        "last",
        "first",
        "full",
        "middle",
        "name",
        "surname",
        "number",
        "email",
        "mail",
        "phone",
        "account",
        "card",
        "policy",
        "order",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "july",
        "september",
        "october",
        "november",
        "december",
        "british",
        "english",
        "scottish",
        "welsh",
        "irish",
        "american",
        "french",
        "german",
        "polish",
        "indian",
        "insurance",
        "customer",
        "service",
        "team",
        "support",
        "everyone",
        "everybody",
        "all",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "speaking",
        "currently",
        "moving",
        "enrolled",
        "interested",
        "reporting",
        "one",
        "still",
        "being",
        "under",
        "registered",
        "that's",
        "unable",
        "able",
        "ready",
        "writing",
        "back",
        "out",
        "up",
        "off",
        "online",
        "let",
        "don't",
    ]
)
_THING_BEFORE = re.compile(
    r"\b(?:plan|product|company|file|brand|street|domain|host|user|shop|the)(?:'s)? $", re.I
)
_ONE_WORD = re.compile(r"\S+")
_SPELLED = re.compile(r"\w \w(?!\w)")
_SMALL_STOPS = {"may", "will"}


def names(text: str, people: Sequence[str] = ()) -> Iterator[Span]:
    """`people`: the names that are known, each in full; they are found whole, and their parts where they have a capital."""
    small = text.lower()
    for match in _TITLE.finditer(text):
        yield from _named(text, match, LIKELY, small=False)
    for match in _NAMED.finditer(small):
        yield from _named(text, match, LIKELY, small=True)
    for pattern in (_INTRODUCED, _CLOSING):
        for match in pattern.finditer(small):
            yield from _named(text, match, POSSIBLE, small=False)
    for match in _HERE.finditer(small):
        yield from _before_here(text, match.start())
    if people:
        for match in _known(tuple(people)).finditer(text):
            yield Span(*match.span(), Kind.NAME, CERTAIN, _same(match[0]))


def _named(text: str, match: re.Match, certainty: float, small: bool) -> Iterator[Span]:
    """The words from the first on that are a name; with `small` letters, two of them at most."""
    start = match.end()
    words = _WORDS.match(text, start)
    if not words or _SPELLED.match(words[0]):
        return
    if small and _THING_BEFORE.search(match.string, max(0, match.start() - 16), match.start()):
        return
    end, count = start, 0
    for word in _ONE_WORD.finditer(text, start, words.end()):
        capital = word[0][0].isupper()
        if not _may_be_name(word[0], capital, small and count < 2):
            break
        if capital or word[0] not in _PARTICLES:
            end, count = word.end(), count + 1
    if end > start:
        yield Span(start, end, Kind.NAME, certainty, _same(text[start:end]))


def _may_be_name(word: str, capital: bool, small: bool) -> bool:
    plain = word.lower()
    if {plain, plain.partition("'")[0]} & _NO_NAME or (not capital and plain in _SMALL_STOPS):
        return False
    if any(sign.isdigit() for sign in word):
        return False
    return capital or word in _PARTICLES or (small and len(word) > 1)


def _before_here(text: str, at: int) -> Iterator[Span]:
    """ "Fred McEnerny here": the words with a capital that stand right before."""
    match = _BEFORE_HERE.search(text, max(0, at - 60), at)
    if match is None:
        return
    start = at
    for word in reversed(list(re.finditer(r"\S+", match[0]))):
        if not word[0][0].isupper() or not _may_be_name(word[0], True, False):
            break
        start = match.start() + word.start()
    if start < at:
        yield Span(start, at, Kind.NAME, POSSIBLE, _same(text[start:at]))


@lru_cache(maxsize=256)
def _known(people: tuple[str, ...]) -> re.Pattern:
    full = sorted({re.escape(name) for name in people if len(name) > 2}, key=len, reverse=True)
    parts = {re.escape(part) for name in people for part in name.split() if len(part) > 2 and part[0].isupper()}  # fmt: skip
    return re.compile(
        rf"(?<!\w)(?:(?i:{'|'.join(full) or '(?!)'})|{'|'.join(sorted(parts)) or '(?!)'})(?!\w)"
    )


def _same(name: str) -> str:
    return " ".join(name.casefold().removesuffix("'s").split())
