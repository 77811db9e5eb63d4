"""The catalogue as a page for people who read code: `python -m evenhand.analysis.kpis.reference` writes docs/kpis.md."""

from pathlib import Path

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Better, Family, Kpi, Use

FILE = Path(__file__).resolve().parents[3] / "docs" / "kpis.md"
_FAMILIES = {
    Family.VOLUME: "How much",
    Family.SPEED: "How fast",
    Family.RESOLUTION: "Whether it was settled",
    Family.SATISFACTION: "What customers say",
    Family.QUALITY: "How well",
    Family.WORK: "The work itself",
}
_USES = {
    Use.PERSON: "people and teams",
    Use.TEAM: "teams, not as a measure of a person",
    Use.DIAGNOSIS: "understanding only, never a target for a person",
}
_BETTER = {Better.HIGHER: "higher", Better.LOWER: "lower", Better.NEITHER: "neither by itself"}
_HEAD = """# Every KPI

Written by `./run fix` from `evenhand/analysis/kpis/`, where each definition stands once. Values in force are dated
settings, on the page of each definition; those here are what it comes with.
"""


def text() -> str:
    """The whole page."""
    parts = [_HEAD]
    for family, name in _FAMILIES.items():
        parts.append(f"## {name}\n")
        parts += [_entry(kpi) for kpi in catalogue.EVERY if kpi.family is family]
    return "\n".join(parts)


def _entry(kpi: Kpi) -> str:
    lines = {
        "Formula": kpi.formula,
        "Left out": kpi.excludes,
        "Counts": kpi.maturity,
        "Not over yet": kpi.censoring,
        "Used for": f"{_USES[kpi.use]}; {_hands(kpi)}",
        "Better": _BETTER[kpi.better],
        "Interval": f"{kpi.interval}, 95%",
        "Left open": "; ".join(f"{label}: {value}" for label, value in _open(kpi)),
        "Variant of": f"`{kpi.variants_of}`" if kpi.variants_of else "",
        "Source": kpi.source,
        "Not counted yet": kpi.needs,
    }
    said = "\n".join(f"- {label}: {line}" for label, line in lines.items() if line)
    rows = "" if kpi.rolled_up else " Asked from the rows."
    return f"### {kpi.title} (`{kpi.pin}`)\n\n{kpi.meaning}{rows}\n\n{said}\n"


def _hands(kpi: Kpi) -> str:
    return "largely in the person’s hands" if kpi.controllable else "not in the person’s hands"


def _open(kpi: Kpi) -> list[tuple[str, str]]:
    """What it leaves open; what has a form of its own is named by its parameters."""
    return kpi.settings or [(name, str(value)) for name, value in kpi.parameters.items()]


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
