"""What each column of a file means, and how its cells are to be read. A mapping is kept and used again by source."""

from dataclasses import asdict, dataclass, field, replace

from evenhand.analysis.intake.fields import BY_KEY


class Unclear(Exception):
    """The mapping cannot be used as it is; the message says why."""


@dataclass(frozen=True)
class Mapping:
    """`columns`: column → field key. `order`: of the parts of a date, "ymd", "dmy" or "mdy"; "" while not known.

    `kind`: what a line of the file is (contacts, surveys, evaluations, conversations). `about`: for lines that name a
    contact of another source, that source.
    """

    source: str
    columns: dict[str, str] = field(default_factory=dict)
    order: str = ""
    zone: str = "Europe/London"
    csat_low: int = 1
    csat_high: int = 5
    channel: str = "phone"  # for files without a column that names it
    add_people: bool = False
    team: str = ""
    kind: str = "contacts"
    about: str = ""

    def column(self, key: str) -> str | None:
        """The column that has this meaning."""
        return next((column for column, meaning in self.columns.items() if meaning == key), None)

    def has(self, key: str) -> bool:
        return self.column(key) is not None

    def with_(self, **changes) -> "Mapping":
        return replace(self, **changes)

    def as_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict) -> "Mapping":
        return cls(**data)

    def fits(self, columns: tuple[str, ...]) -> bool:
        """Whether a kept mapping can be used for a file with these columns."""
        return set(self.columns) <= set(columns)


def require_usable(mapping: Mapping, order_matters: bool) -> None:
    """Unclear when a meaning is given twice, the start cannot be told, or the order of dates is open."""
    meanings = list(mapping.columns.values())
    for key in meanings:
        if key not in BY_KEY:
            raise Unclear(f"There is no meaning called “{key}”.")
        if meanings.count(key) > 1:
            raise Unclear(
                f"Two columns mean “{BY_KEY[key].title}”. Choose one, and “Do not bring in” for the other."
            )
    if not (mapping.has("started_at") or mapping.has("started_date")):
        raise Unclear(
            "Say which column tells when a contact started. Without it nothing can be placed in time."
        )
    if mapping.csat_low >= mapping.csat_high:
        raise Unclear("The lowest answer of the satisfaction scale must be below the highest.")
    if order_matters and mapping.order not in ("dmy", "mdy", "ymd"):
        raise Unclear("Say whether the day or the month comes first in the dates of this file.")
