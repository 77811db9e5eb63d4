"""The words beside a number that say what it is."""

import re

from evenhand.analysis.masking.kinds import Kind

BEFORE = 60  # signs of the text that are read
AFTER = 24
NOBODY, THING = (
    "nobody",
    "thing",
)  # whose numbers are no personal data; of a thing, not even if they look like a card's

_WORDS: dict[str, str] = {
    Kind.CARD_CODE: r"cvv2?|cvc2?|cv2|security (?:code|number)|verification (?:code|number)|(?:three|3) digits",
    Kind.SECRET: r"pin|passcode|one[- ]time code|otp",
    Kind.CARD: r"(?:credit |debit |bank |payment )?cards?|visa|mastercard|amex|american express|cc",
    Kind.SORT_CODE: r"sort(?:ing)? ?code|s/c",
    Kind.IBAN: r"iban",
    Kind.NHS: r"nhs",
    Kind.NATIONAL_INSURANCE: r"national insurance|nino|ni (?:number|no)",
    Kind.SOCIAL_SECURITY: r"ssn|social security",
    Kind.PASSPORT: r"passports?",
    Kind.DRIVING_LICENCE: r"(?:driv(?:er|ing)'?s? )?licen[cs]e",
    Kind.PLATE: r"reg(?:istration)?(?: plate)?|number ?plate|vrn",
    Kind.BIRTH_DATE: r"born|birth ?da(?:y|te)|(?:date of|gave|given) birth|birth|d\.?o\.?b\.?",
    Kind.POSTCODE: r"zip(?: ?code)?|post ?code|postal code",
    Kind.REFERENCE: r"policy|policies|(?:customer|client|member(?:ship)?|order|booking|confirmation|reservation|reference"
    r"|subscri(?:ber|ption)|tracking|loyalty|contract|invoice|application|meter|patient|employee|payroll|staff|user)"
    r"|(?:insurance|claim|plan)(?= ?(?:#|(?:the )?(?:number|no\b|id\b|ref)))|ref",
    Kind.PHONE: r"(?:tele)?phone|tel|mobile|mob|cell|landline|fax|call|ring|reach|whatsapp|dial(?:led)?|sms|text(?: me)?"
    r"|contact number|my number|messages to|desk|office|voicemail",
    Kind.ACCOUNT: r"accounts?|acct|acc|a/c|bank|routing|iban|balance",
    # These name numbers that belong to nobody.
    THING: r"serial|part|model|item|sku|isbn|article",
    NOBODY: r"ticket|incident|case|version|page|room|price|total|error|step|issue|since|until|year",
}  # fmt: skip
# Groups would slow down each try: a word is looked for without, and what it says is asked of the few that are found.
_STARTS = r"(?<![\w@])(?=[a-gil-prs-wyz3])"  # no word begins with another letter
_BESIDE = re.compile(rf"{_STARTS}(?:{'|'.join(f'(?:{one})' for one in _WORDS.values())})(?![\w@])")
_WHICH = re.compile(rf"(?:{'|'.join(f'({one})' for one in _WORDS.values())})(?![\w@])")
_NAMES = [name if name in (NOBODY, THING) else Kind(name) for name in _WORDS]
_ANY_NUMBER = re.compile(r"\b(?:number|no|num|id|#)\b|#|№", re.I)
_EXPIRES = re.compile(r"\b(?:exp(?:ir(?:y|es|ing|ation))?|valid (?:to|thru|through|until))\b", re.I)
_WORD_SIGNS = "abcdefghijklmnopqrstuvwxyz'"
_DIGIT = re.compile(r"[\d\0]")
_NUMBER = re.compile(r"'?s? ?(?:number|no\b|num\b|id\b|#)", re.I)
_ENDS = re.compile(r"\b(?:ending|ends|last (?:four|4))\b", re.I)


def beside(text: str, start: int) -> Kind | str | None:
    """What the nearest telling word before `start` says: a kind, NOBODY, THING, or None where no word tells."""
    window = text[max(0, start - BEFORE) : start].lower()
    if start > BEFORE:
        window = window.lstrip(_WORD_SIGNS)  # the rest of a word says nothing
    found, numbered = None, None
    for match in _BESIDE.finditer(window):
        found = match
        if _NUMBER.match(window, match.end()):
            numbered = match
    if numbered and not _DIGIT.search(window, numbered.end()):
        found = numbered  # "the policy number of my account is"
    says = _said(window, found) if found else None
    if found and says == Kind.BIRTH_DATE and _DIGIT.search(window, found.end()):
        return None  # it speaks of the date before this one
    return says


def after(text: str, end: int) -> Kind | str | None:
    """The same of the words that follow, as in "07700 900123 is my mobile"; None across a sentence."""
    window = re.split(r"[.?!;,]\s|\n|\band\b", text[end : end + AFTER], maxsplit=1)[0]
    match = _AFTER.match(window)
    words = match[1].lower() if match else ""
    found = _BESIDE.search(words)
    return _said(words, found) if found else None


def _said(words: str, found: re.Match) -> Kind | str:
    which = _WHICH.match(words, found.start())  # of the same words, so that one of them is it
    return _NAMES[which.lastindex - 1]  # ty: ignore[missing-union-attribute, unsupported-operator]


_AFTER = re.compile(r"[ (]{0,3}(?:(?:is|was|as|for) )?((?:my |the |our )?[\w /]+)")


def says_number(text: str, start: int) -> bool:
    """Whether "number", "no" or "#" stands close before."""
    return bool(_ANY_NUMBER.search(text, max(0, start - 25), start))


def says_ending(text: str, start: int) -> bool:
    return bool(_ENDS.search(text, max(0, start - 25), start))


def says_expiry(text: str, start: int) -> bool:
    return bool(_EXPIRES.search(text, max(0, start - 25), start))
