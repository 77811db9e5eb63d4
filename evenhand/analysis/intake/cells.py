"""How a cell becomes a value: SQL over the raw text of a column, null where it cannot be read."""

from evenhand.analysis.engine import files as literals
from evenhand.analysis.intake.shape import EMPTY

# Years of two digits go first: the engine's %Y takes 26 for the year 26.
_DATES = {
    "dmy": ("%d/%m/%y", "%d.%m.%y", "%d-%m-%y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"),
    "mdy": ("%m/%d/%y", "%m.%d.%y", "%m-%d-%y", "%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y"),
    "ymd": ("%Y/%m/%d", "%Y.%m.%d"),
}
_ANY_ORDER = (
    "%Y-%m-%d", "%Y%m%d", "%y%m%d", "%d %b %y", "%d-%b-%y", "%d %B %y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y",
)  # fmt: skip
_PADDING = (32, 9, 10, 13, 160)  # blank, tab, line feed, carriage return, no-break space
_SPACES = " || ".join(f"chr({code})" for code in _PADDING)
_USUAL = "%Y-%m-%d %H:%M:%S"
_CLOCKS = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%I:%M:%S %p", "%I:%M %p", "%I:%M%p")


def date_formats(order: str) -> list[str]:
    return [*_ANY_ORDER, *_DATES.get(order, ())]


def date(column: str, order: str) -> str:
    return f"try_strptime(trim({column}), {literals(date_formats(order))})::DATE"


def clock(column: str) -> str:
    """Seconds since midnight."""
    parsed = f"try_strptime('2000-01-01 ' || trim({column}), {literals('%Y-%m-%d ' + c for c in _CLOCKS)})"
    return f"epoch({parsed}) - epoch(TIMESTAMP '2000-01-01')"


def quick(column: str, kind: str) -> str:
    """The usual form of a moment or a number, which most cells have: what it reads needs no other look."""
    if kind == "moment":
        return f"try_strptime({column}, '{_USUAL}')"
    return f"TRY_CAST({column} AS DOUBLE)"


QUICK = ("moment", "duration", "score")


def moment(column: str, order: str) -> str:
    """A wall-clock time without zone. A time with an offset is handled by `offset_moment`."""
    formats = [
        f"{day}{gap}{time}"
        for day in date_formats(order)
        for gap in (" ", "T")
        for time in _CLOCKS[:3]
    ]
    formats += [f"{day} {time}" for day in date_formats(order) for time in _CLOCKS[3:]]
    formats += date_formats(order)
    other = f"coalesce(TRY_CAST({_iso_only(column)} AS TIMESTAMP), try_strptime(trim({column}), {literals(formats)}))"
    return _or_else(column, f"quick_{column} IS NOT NULL", f"quick_{column}", other)


def _iso_only(column: str) -> str:
    return f"CASE WHEN regexp_matches({column}, '^\\d{{4}}-\\d{{2}}-\\d{{2}}[ T]\\d{{2}}:') THEN {column} END"


def offset_moment(column: str) -> str:
    """A time with Z or an offset, in UTC; null where there is none."""
    has = f"regexp_matches(trim({column}), '\\d:\\d{{2}}(:\\d{{2}}(\\.\\d+)?)?\\s*(Z|[+-]\\d{{2}}(:?\\d{{2}})?)$')"
    return f"CASE WHEN {has} THEN timezone('UTC', TRY_CAST(trim({column}) AS TIMESTAMPTZ)) END"


def duration(column: str, unit: str = "s") -> str:
    """Seconds, from a plain number in the unit of its column, `2:23` (minutes), `0:02:23`, `1h 5m` or `PT5M30S`; a
    sign is kept, so that it can be refused."""
    times = "" if UNITS[unit] == 1 else f" * {UNITS[unit]}"
    pieces = f"string_split(ltrim(trim({column}), '-'), ':')"
    sign = f"CASE WHEN trim({column}) LIKE '-%' THEN -1 ELSE 1 END"
    by_parts = (
        f"CASE WHEN regexp_matches(trim({column}), '^-?\\d+:[0-5]?\\d(:[0-5]?\\d(\\.\\d+)?)?$') THEN {sign} * list_reduce("
        f"list_transform({pieces}, lambda x: x::DOUBLE), lambda a, b: a * 60 + b) END"
    )
    by_words = (
        f"CASE WHEN regexp_matches({column}, '\\d') AND regexp_matches(lower(trim({column})), '{_SPELT}') THEN {sign} * ("
        + " + ".join(_worth(column, words, seconds) for words, seconds in _SPELT_UNITS)
        + ") END"
    )
    other = f"coalesce({number(column)}{times}, {by_parts}, {by_words})"
    return _or_else(column, f"isfinite(quick_{column})", f"quick_{column}{times}", other)


def _or_else(column: str, usual: str, value: str, other: str) -> str:
    """Another way only for cells that say something: to find nothing in nothing takes its time too."""
    return f"CASE WHEN {usual} THEN {value} WHEN {column} IS NOT NULL THEN {other} END"


# Seconds in a unit of time.
UNITS = {"s": 1, "ms": 0.001, "min": 60, "h": 3600}
_AMOUNT = "\\d+(?:[.,]\\d+)?"
_SPELT_UNITS = (
    ("d|day|days", 86400),
    ("h|hr|hrs|hour|hours", 3600),
    ("m|min|mins|minute|minutes", 60),
    ("s|sec|secs|second|seconds", 1),
)
_SPELT = (
    "^-?(?:pt?)?"
    + "\\s*t?".join(f"(?:\\s*{_AMOUNT}\\s*(?:{words}))?" for words, _ in _SPELT_UNITS)
    + "$"
)


def _worth(column: str, words: str, seconds: int) -> str:
    found = f"regexp_extract(lower({column}), '({_AMOUNT})\\s*(?:{words})(?:[^a-z]|t|$)', 1)"
    return f"coalesce(TRY_CAST(replace({found}, ',', '.') AS DOUBLE), 0) * {seconds}"


YES = ("y", "yes", "true", "t", "1")
NO = ("n", "no", "false", "f", "0")
# What help desks write for an answer within or after its deadline.
IN_TIME = (*YES, "met", "within sla", "achieved", "fulfilled", "in time", "on time", "timely")
LATE = (*NO, "missed", "breached", "violated", "sla violated", "not met", "failed", "late", "untimely")  # fmt: skip
# What telephone systems write of a call that somebody took, and of one that nobody did.
TAKEN = (*YES, "answered", "handled", "taken", "connected", "completed")
LOST = (*NO, "abandoned", "abandon", "missed", "lost", "unanswered", "not answered", "no answer", "hung up", "gave up", "dropped")  # fmt: skip
# What telephone systems call a transfer that was announced to whoever took it, and one that was not.
WARM = ("warm", "attended", "consult", "consulted", "consultative", "consultation", "announced", "supervised", "two-step")  # fmt: skip
COLD = ("cold", "blind", "unattended", "unannounced", "unsupervised", "single-step", "one-step")
UNSURE = ("not sure", "unsure", "don''t know", "dont know", "do not know", "maybe")


def yes_no(column: str, yes=YES, no=NO) -> str:
    said = f"lower(trim({column}))"
    plain = f"WHEN {column} IN ('Y', 'yes') THEN true WHEN {column} IN ('N', 'no') THEN false"  # in all lists
    return f"CASE {plain} WHEN {said} IN {_words(yes)} THEN true WHEN {said} IN {_words(no)} THEN false END"


def in_time(column: str) -> str:
    return yes_no(column, IN_TIME, LATE)


def taken(column: str) -> str:
    return yes_no(column, TAKEN, LOST)


def unsure(column: str) -> str:
    """A customer's yes, no or not sure."""
    said = f"lower(trim({column}))"
    return (
        f"CASE WHEN {said} IN {_words(YES)} THEN 'yes' WHEN {said} IN {_words(NO)} THEN 'no'"
        f" WHEN {said} IN {_words(UNSURE)} THEN 'not sure' END"
    )


def warm_cold(column: str) -> str:
    """Whether whoever passed it on told the next person of it first."""
    said = f"regexp_replace(lower(trim({column})), '[ _-]+transfer(red)?$', '')"
    return f"CASE WHEN {said} IN {_words(WARM)} THEN 'warm' WHEN {said} IN {_words(COLD)} THEN 'cold' END"


def _words(words) -> str:
    return "(" + ", ".join(f"'{word}'" for word in words) + ")"


def count(column: str) -> str:
    """How often; yes is once and no is never."""
    yes = f"CASE {yes_no(column)} WHEN true THEN 1 WHEN false THEN 0 END"
    plain = number(column)
    return f"coalesce({yes}, CASE WHEN {plain} = floor({plain}) AND abs({plain}) < 1e6 THEN {plain} END)::INTEGER"


def some(column: str) -> str:
    """Whether at all, from yes or no or from how often."""
    return (
        f"coalesce({yes_no(column)}, CASE WHEN {count(column)} >= 0 THEN {count(column)} > 0 END)"
    )


def percent(column: str, unit: str = "%") -> str:
    """`85`, `85 %`, or `0.85` in a column of shares: always of a hundred."""
    plain = number(f"rtrim(trim({column}), '% ')")
    return f"{plain} * 100" if unit == "share" else plain


def score(column: str) -> str:
    """A number, in most cells in its usual form."""
    return _or_else(column, f"isfinite(quick_{column})", f"quick_{column}", number(column))


def number(column: str) -> str:
    """`143`, `143.5` or `143,5`. `1,234` could be either of two numbers, so it is none: never guessed silently."""
    either = f"regexp_matches(trim({column}), '^-?\\d{{1,3}}(,\\d{{3}})+$')"
    comma = f"CASE WHEN NOT {either} THEN TRY_CAST(replace(trim({column}), ',', '.') AS DOUBLE) END"
    return finite(
        f"CASE WHEN contains({column}, ',') THEN {comma} ELSE TRY_CAST({column} AS DOUBLE) END"
    )


def finite(value: str) -> str:
    """`inf` and `nan` are words for numbers to the engine, and would make every sum theirs."""
    return f"CASE WHEN isfinite({value}) THEN {value} END"


def note(column: str) -> str:
    """Free text, at the length that a person may read; its first sign may be any."""
    return f"left({text(column)}, 4000)"


def text(column: str, said: bool = False, absent: str = "") -> str:
    """Without spaces around it. `said`: words for nothing were taken out of the raw cells already. `absent`: signs
    that stand nowhere in the file."""
    # Most cells need no trimming, and to look at their ends is far quicker than to trim them.
    padded = f"{column} < '!' OR suffix({column}, ' ')"
    padded += "".join(
        f" OR contains({column}, chr({code}))" for code in _PADDING[1:] if chr(code) not in absent
    )
    trimmed = f"trim({column}, {_SPACES})"
    cleared = f"CASE WHEN {trimmed} NOT IN {literals(EMPTY)} THEN {trimmed} END"
    plain = column if said else f"CASE WHEN {column} NOT IN {literals(EMPTY)} THEN {column} END"
    return f"CASE WHEN {padded} THEN {cleared} ELSE {plain} END"


PADDING = "".join(map(chr, _PADDING[1:]))
