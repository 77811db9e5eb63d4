"""How a cell becomes a value: SQL over the raw text of a column, null where it cannot be read."""

from evenhand.analysis.engine import files as literals
from evenhand.analysis.intake.look import EMPTY

# Years of two digits go first: the engine's %Y takes 26 for the year 26.
_DATES = {
    "dmy": ("%d/%m/%y", "%d.%m.%y", "%d-%m-%y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"),
    "mdy": ("%m/%d/%y", "%m.%d.%y", "%m-%d-%y", "%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y"),
    "ymd": ("%Y/%m/%d", "%Y.%m.%d"),
}
_ANY_ORDER = (
    "%Y-%m-%d", "%Y%m%d", "%y%m%d", "%d %b %y", "%d-%b-%y", "%d %B %y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y",
)  # fmt: skip
_SPACES = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"
_USUAL = "____-__-__ __:__:__"
_CLOCKS = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%I:%M:%S %p", "%I:%M %p", "%I:%M%p")


def date_formats(order: str) -> list[str]:
    return [*_ANY_ORDER, *_DATES.get(order, ())]


def date(column: str, order: str) -> str:
    return f"try_strptime(trim({column}), {literals(date_formats(order))})::DATE"


def clock(column: str) -> str:
    """Seconds since midnight."""
    parsed = f"try_strptime('2000-01-01 ' || trim({column}), {literals('%Y-%m-%d ' + c for c in _CLOCKS)})"
    return f"epoch({parsed}) - epoch(TIMESTAMP '2000-01-01')"


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
    # The usual form first: what it reads needs none of the others.
    usual = f"CASE WHEN {column} LIKE '{_USUAL}' THEN TRY_CAST({column} AS TIMESTAMP) END"
    return f"coalesce({usual}, TRY_CAST({_iso_only(column)} AS TIMESTAMP), try_strptime(trim({column}), {literals(formats)}))"


def _iso_only(column: str) -> str:
    return f"CASE WHEN regexp_matches({column}, '^\\d{{4}}-\\d{{2}}-\\d{{2}}[ T]\\d{{2}}:') THEN {column} END"


def offset_moment(column: str) -> str:
    """A time with Z or an offset, in UTC; null where there is none."""
    has = f"{column} NOT LIKE '{_USUAL}' AND regexp_matches(trim({column}), '\\d:\\d{{2}}(:\\d{{2}}(\\.\\d+)?)?\\s*(Z|[+-]\\d{{2}}(:?\\d{{2}})?)$')"
    return f"CASE WHEN {has} THEN timezone('UTC', TRY_CAST(trim({column}) AS TIMESTAMPTZ)) END"


def duration(column: str) -> str:
    """Seconds, from `143`, `143,5`, `2:23` (minutes) or `0:02:23`; a sign is kept, so that it can be refused."""
    plain = number(column)
    pieces = f"string_split(ltrim(trim({column}), '-'), ':')"
    sign = f"CASE WHEN trim({column}) LIKE '-%' THEN -1 ELSE 1 END"
    by_parts = (
        f"CASE WHEN regexp_matches(trim({column}), '^-?\\d+:[0-5]?\\d(:[0-5]?\\d(\\.\\d+)?)?$') THEN {sign} * list_reduce("
        f"list_transform({pieces}, lambda x: x::DOUBLE), lambda a, b: a * 60 + b) END"
    )
    return f"coalesce({plain}, {by_parts})"


def yes_no(column: str) -> str:
    return (
        f"CASE WHEN lower(trim({column})) IN ('y', 'yes', 'true', 't', '1') THEN true"
        f" WHEN lower(trim({column})) IN ('n', 'no', 'false', 'f', '0') THEN false END"
    )


def number(column: str) -> str:
    """`143`, `143.5` or `143,5`. `1,234` could be either of two numbers, so it is none: never guessed silently."""
    either = f"regexp_matches(trim({column}), '^-?\\d{{1,3}}(,\\d{{3}})+$')"
    return finite(
        f"CASE WHEN NOT {either} THEN TRY_CAST(replace(trim({column}), ',', '.') AS DOUBLE) END"
    )


def finite(value: str) -> str:
    """`inf` and `nan` are words for numbers to the engine, and would make every sum theirs."""
    return f"CASE WHEN isfinite({value}) THEN {value} END"


def text(column: str) -> str:
    ends = [f"ascii({end}) > 32 AND ascii({end}) <> 160" for end in (column, f"right({column}, 1)")]
    trimmed = f"CASE WHEN {' AND '.join(ends)} THEN {column} ELSE trim({column}, {_SPACES}) END"
    return f"CASE WHEN {trimmed} NOT IN {literals(EMPTY)} THEN {trimmed} END"
