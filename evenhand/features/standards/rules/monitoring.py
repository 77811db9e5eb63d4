"""What a monitoring policy has to say, beside its sections, so that the product can hold people to it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Purpose(StrEnum):
    """For what business communications may be monitored (SI 2018/356)."""

    FACTS = "facts"
    STANDARDS = "standards"
    COMPLIANCE = "compliance"
    CRIME = "crime"
    UNAUTHORISED_USE = "unauthorised use"


class Basis(StrEnum):
    """UK GDPR Article 6(1). Consent is not offered: at work it can seldom be refused freely."""

    LEGITIMATE_INTERESTS = "legitimate interests"
    LEGAL_OBLIGATION = "legal obligation"
    CONTRACT = "contract"
    PUBLIC_TASK = "public task"


class Method(StrEnum):
    RECORDINGS = "recordings"
    TRANSCRIPTS = "transcripts"
    SCREENS = "screens"
    LIVE = "live observation"
    EVALUATIONS = "evaluations"
    RATINGS = "customer ratings"
    VOLUMES = "volumes and times"


@dataclass(frozen=True)
class Shadow:
    """A new measure is counted and used about nobody on the days [from_day, until)."""

    kpi: str
    from_day: date
    until: date

    def holds_on(self, day: date) -> bool:
        return self.from_day <= day < self.until


@dataclass(frozen=True)
class Monitoring:
    purposes: tuple[Purpose, ...] = ()
    why: str = ""  # what it is for here, in words
    basis: Basis | None = None
    methods: tuple[Method, ...] = ()
    least_intrusive: str = ""  # why these, and nothing that looks less closely
    notice: str = ""  # how people are told
    openings_a_month: int | None = None  # by one reader
    assessment: str = ""  # where the data protection impact assessment is
    starts_on: date | None = None
    shadows: tuple[Shadow, ...] = ()

    def has_begun(self, day: date) -> bool:
        return self.starts_on is not None and self.starts_on <= day

    def in_shadow(self, day: date) -> dict[str, Shadow]:
        return {one.kpi: one for one in self.shadows if one.holds_on(day)}

    def kept(self) -> dict:
        """As JSON holds it."""
        return {
            "purposes": list(self.purposes),
            "why": self.why,
            "basis": self.basis,
            "methods": list(self.methods),
            "least_intrusive": self.least_intrusive,
            "notice": self.notice,
            "openings_a_month": self.openings_a_month,
            "assessment": self.assessment,
            "starts_on": self.starts_on and self.starts_on.isoformat(),
            "shadows": [
                {"kpi": s.kpi, "from": s.from_day.isoformat(), "until": s.until.isoformat()}
                for s in self.shadows
            ],
        }


def monitoring_of(kept: dict | None) -> Monitoring:
    """From JSON; of nothing, a policy that says nothing yet."""
    if not kept:
        return Monitoring()
    return Monitoring(
        purposes=tuple(Purpose(one) for one in kept["purposes"]),
        why=kept["why"],
        basis=Basis(kept["basis"]) if kept["basis"] else None,
        methods=tuple(Method(one) for one in kept["methods"]),
        least_intrusive=kept["least_intrusive"],
        notice=kept["notice"],
        openings_a_month=kept["openings_a_month"],
        assessment=kept["assessment"],
        starts_on=_day(kept["starts_on"]),
        shadows=tuple(
            Shadow(one["kpi"], date.fromisoformat(one["from"]), date.fromisoformat(one["until"]))
            for one in kept["shadows"]
        ),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class Nonsense(StrEnum):
    """What cannot be meant, not even in a draft."""

    LIMIT = "a limit below nothing"
    SHADOW_ENDS = "a shadow period that ends before it starts"
    SHADOW_TWICE = "two shadow periods of one measure at the same time"
    MEASURE = "a measure that is not counted here"


def nonsense(given: Monitoring, *, measures: Collection[str]) -> list[Nonsense]:
    found = []
    if given.openings_a_month is not None and given.openings_a_month < 0:
        found.append(Nonsense.LIMIT)
    if any(one.until <= one.from_day for one in given.shadows):
        found.append(Nonsense.SHADOW_ENDS)
    ordered = sorted(given.shadows, key=lambda one: (one.kpi, one.from_day))
    if any(a.kpi == b.kpi and b.from_day < a.until for a, b in zip(ordered, ordered[1:], strict=False)):  # fmt: skip
        found.append(Nonsense.SHADOW_TWICE)
    if any(one.kpi not in measures for one in given.shadows):
        found.append(Nonsense.MEASURE)
    return found


class Missing(StrEnum):
    """What a monitoring policy needs before it can be published."""

    PURPOSES = "purposes"
    WHY = "what it is for"
    BASIS = "lawful basis"
    METHODS = "methods"
    LEAST_INTRUSIVE = "why these methods"
    NOTICE = "notice"
    LIMIT = "limit"
    ASSESSMENT = "assessment"
    STARTS_ON = "start"
    STARTS_EARLY = "start before it takes effect"


def missing(given: Monitoring, *, effective_from: date | None) -> list[Missing]:
    needed = {
        Missing.PURPOSES: given.purposes,
        Missing.WHY: given.why,
        Missing.BASIS: given.basis,
        Missing.METHODS: given.methods,
        Missing.LEAST_INTRUSIVE: given.least_intrusive,
        Missing.NOTICE: given.notice,
        Missing.LIMIT: given.openings_a_month is not None,
        Missing.ASSESSMENT: given.assessment,
        Missing.STARTS_ON: given.starts_on,
    }
    found = [problem for problem, value in needed.items() if not value]
    if given.starts_on and effective_from and given.starts_on < effective_from:
        found.append(Missing.STARTS_EARLY)
    return found
