"""What a number is: by its shape, its check digits and the words beside it."""

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from stdnum import luhn
from stdnum.gb import nhs

from evenhand.analysis.masking.kinds import CERTAIN, LIKELY, POSSIBLE, Kind
from evenhand.analysis.masking.nearby import (
    NOBODY,
    THING,
    after,
    says_ending,
    says_expiry,
    says_number,
)

_DIGITS = re.compile(r"\d+")
_SHORTEST_PROOF = 8  # digits in one piece: fewer prove nothing by themselves
_MONEY_BEFORE = re.compile(r"[£$€¥]\s?$|\b(?:gbp|usd|eur|rs\.?) ?$", re.I)
_UNIT_AFTER = re.compile(
    r"\s?(?:%|[£$€]|(?:percent|pounds?|quid|dollars?|euros?|pence|kg|g|lbs?|ml|km|miles?|metres?|kwh|units?|items?|people|times"
    r"|seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?|points?|calls?|am|pm)\b)|[:,]\d",
    re.I,
)
_SCHEMES = re.compile(r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0|6|8|9)\d{12}|35\d{14}|6\d{15,18}|5[06-9]\d{14,17}")  # fmt: skip
_CARD_GROUPS = ({4}, {4, 6, 5}, {4, 6}, {4, 3}, {4, 1}, {4, 2})
_ACCOUNT_AFTER = re.compile(r"[ ,/|]{1,3}(?:[a-z]{1,15} ){0,3}?\d{8}(?!\d)", re.I)
_SORT_CODE_BEFORE = re.compile(r"\d\d-\d\d-\d\d[ ,/|]{1,2}$")
# Also numbers that nobody was given, as those kept for examples (07700 900xxx).
_BRITISH = re.compile(r"07\d{9}|0[12389]\d{8,9}")
_AMERICAN = re.compile(r"\(?[2-9]\d\d\)?[ .-]{1,2}[2-9]\d\d[ .-]\d{4}")
# A word beside it names a number of so many digits (fewest, most), even where a check digit fails: people mistype.
NAMED = {
    Kind.ACCOUNT: (6, 17),
    Kind.REFERENCE: (5, 20),
    Kind.PHONE: (7, 15),
    Kind.CARD: (12, 19),
    Kind.CARD_CODE: (3, 4),
    Kind.SECRET: (4, 8),
    Kind.NHS: (10, 10),
    Kind.SOCIAL_SECURITY: (9, 9),
    Kind.PASSPORT: (8, 9),
    Kind.DRIVING_LICENCE: (6, 16),
    Kind.POSTCODE: (5, 9),
    Kind.IBAN: (6, 20),
    Kind.BIRTH_DATE: (8, 8),
}

Judged = tuple[Kind | None, float] | None  # (None, …): known to be nobody's


@dataclass(slots=True)
class Run:
    """Some groups of a chain, one after the other: `raw` is how they are written, `shape` how many digits each has."""

    text: str
    start: int
    end: int
    digits: str
    shape: tuple[int, ...]
    says: Kind | str | None

    @property
    def raw(self) -> str:
        return self.text[self.start : self.end]

    @property
    def gaps(self) -> set[str]:
        if len(self.shape) == 1:
            return set()
        return set(_DIGITS.split(self.raw.strip("+( "))[1:-1])


# What proves itself


def proved(run: Run) -> Judged:
    if _is_money(run):
        return None, 0.0
    if len(run.digits) < _SHORTEST_PROOF and len(run.shape) == 1:
        return (Kind.SORT_CODE, CERTAIN) if _is_told_sort_code(run) else None
    for judge in (_card, _sort_code, _date, _health_number, _phone, _social_security):
        judged = judge(run)
        if judged:
            return judged
    return None


def _is_money(run: Run) -> bool:
    """A price, a quantity, a decimal."""
    if _MONEY_BEFORE.search(run.text[max(0, run.start - 5) : run.start]):
        return len(run.digits) < 11
    if len(run.digits) < 9 and _UNIT_AFTER.match(run.text, run.end):
        return True
    return len(run.shape) == 2 and run.gaps == {"."} and run.shape[1] < 3


def _card(run: Run) -> Judged:
    if len(run.digits) < 13 or not _SCHEMES.fullmatch(run.digits) or not luhn.is_valid(run.digits):
        return None
    if run.says == THING:
        return None
    tidy = len(run.shape) == 1 or set(run.shape) in _CARD_GROUPS
    return (Kind.CARD, CERTAIN if tidy else LIKELY) if tidy or run.says == Kind.CARD else None


def _sort_code(run: Run) -> Judged:
    if _is_told_sort_code(run):
        return Kind.SORT_CODE, CERTAIN
    beside_account = _ACCOUNT_AFTER.match(run.text, run.end)
    if (
        run.shape == (2, 2, 2)
        and run.gaps == {"-"}
        and (beside_account or run.says == Kind.ACCOUNT)
    ):
        return Kind.SORT_CODE, LIKELY
    before = run.text[max(0, run.start - 10) : run.start]
    if run.shape == (8,) and _SORT_CODE_BEFORE.search(before):
        return Kind.ACCOUNT, LIKELY
    return None


def _is_told_sort_code(run: Run) -> bool:
    return run.says == Kind.SORT_CODE and run.shape in ((2, 2, 2), (6,))


def _date(run: Run) -> Judged:
    if not is_date(run.digits, run.shape, run.gaps):
        return None
    return (Kind.BIRTH_DATE, CERTAIN) if run.says == Kind.BIRTH_DATE else (None, 0.0)


def is_date(digits: str, shape: tuple[int, ...], gaps: set[str]) -> bool:
    if len(gaps) != 1 or not gaps <= {"/", ".", "-", " "} or len(shape) != 3:
        return False
    if shape == (4, 2, 2):
        year, month, day = digits[:4], digits[4:6], digits[6:]
    elif shape[0] <= 2 and shape[1] <= 2 and shape[2] in (2, 4):
        day, month, year = digits[: shape[0]], digits[shape[0] : -shape[2]], digits[-shape[2] :]
    else:
        return False
    if int(month) > 12:  # the way of the United States
        day, month = month, day
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12 and (len(year) == 2 or 1900 <= int(year) < 2100)  # fmt: skip


def _phone(run: Run) -> Judged:
    raw, told = run.raw, run.says == Kind.PHONE
    if not 9 <= len(run.digits) <= 15:
        return None
    other = run.says in (Kind.ACCOUNT, Kind.REFERENCE, Kind.NHS, NOBODY, THING)
    if other and (len(run.shape) == 1 or raw.lstrip("(")[0] != "0") and raw[0] != "+":
        return None
    if _AMERICAN.fullmatch(raw):
        return Kind.PHONE, CERTAIN if told else LIKELY
    if raw.startswith(("+", "00", "(+")) and _is_valid("+" + run.digits.removeprefix("00"), None):
        return Kind.PHONE, CERTAIN
    if raw.lstrip("(")[0] == "0" and (
        _is_valid(run.digits, "GB") or _BRITISH.fullmatch(run.digits)
    ):
        return Kind.PHONE, LIKELY
    return None


@lru_cache(maxsize=4096)
def _is_valid(number: str, region: str | None) -> bool:
    try:
        parsed = phonenumbers.parse(number, region)
        return phonenumbers.is_possible_number(parsed) and (
            region is None or phonenumbers.is_valid_number(parsed)
        )
    except phonenumbers.NumberParseException:
        return False


def _health_number(run: Run) -> Judged:
    if run.shape not in ((10,), (3, 3, 4)) or run.says not in (None, Kind.NHS):
        return None
    other = not run.says and _AMERICAN.fullmatch(run.raw)
    if nhs.is_valid(run.digits) and not other:
        return Kind.NHS, CERTAIN if run.says else LIKELY
    return None


def _social_security(run: Run) -> Judged:
    if run.shape != (3, 2, 4) or run.gaps not in ({"-"}, {" "}):
        return None
    area = run.digits[:3]
    if area in ("000", "666") or area[0] == "9":
        return None
    told = run.says == Kind.SOCIAL_SECURITY
    return (Kind.SOCIAL_SECURITY, CERTAIN if told else LIKELY) if told or run.gaps == {"-"} else None  # fmt: skip


# What a word names


def named(run: Run) -> Judged:
    says = run.says or after(run.text, run.end)
    if says in (NOBODY, THING):
        return None, 0.0
    if special := _of_card(run, says):
        return special
    if says is None:
        told = len(run.shape) == 1 and len(run.digits) >= 6 and says_number(run.text, run.start)
        return (Kind.REFERENCE, POSSIBLE) if told else None
    fewest, most = NAMED.get(says, (99, 0))
    fewest -= says == Kind.REFERENCE and says_number(run.text, run.start)
    if fewest <= len(run.digits) <= most and _is_one(run, says):
        return (Kind.ACCOUNT if says == Kind.IBAN else Kind(says)), POSSIBLE
    return None


def _of_card(run: Run, says) -> Judged:
    is_month = run.shape in ((2, 2), (2, 4)) and run.gaps <= {"/", "-"} and 1 <= int(run.digits[:2]) <= 12  # fmt: skip
    if is_month and says_expiry(run.text, run.start):
        return Kind.CARD_EXPIRY, LIKELY
    if says == Kind.CARD and run.shape == (4,) and says_ending(run.text, run.start):
        return Kind.CARD, POSSIBLE
    return None


def _is_one(run: Run, says: Kind | str) -> bool:
    """Written as one number: in one piece, or in pieces that are set apart alike."""
    if len(run.shape) == 1:
        return True
    if says == Kind.PHONE:
        return len(run.shape) <= 6 and max(run.shape) <= 8
    if says == Kind.POSTCODE:
        return run.shape == (5, 4) and run.gaps == {"-"}
    return len(run.gaps) == 1 and len(*run.gaps) == 1 and max(run.shape) <= 5
