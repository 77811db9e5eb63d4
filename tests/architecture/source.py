"""The source tree as the architecture tests read it."""

import ast
from functools import cache
from pathlib import Path

import evenhand

ROOT = Path(evenhand.__file__).parent
STRATA = ("website", "sample", "features", "foundation", "analysis")
FEATURES = (
    "governance",
    "insights",
    "attainment",
    "standards",
    "communication",
    "contacts",
    "sources",
    "people",
)
IN_TRANSIT = {"evenhand.__init__", "evenhand.__main__"}


@cache
def modules() -> dict[str, Path]:
    """Dotted name → file; tests are no part of the house."""
    return {
        ".".join(("evenhand", *path.relative_to(ROOT).with_suffix("").parts)): path
        for path in sorted(ROOT.rglob("*.py"))
        if "tests" not in path.parts and "node_modules" not in path.parts
    }


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(modules()[name].read_text())


def imports(name: str) -> set[str]:
    """Everything that a module names in an import, at whatever depth."""
    found = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def slice_of(name: str) -> tuple[str, str]:
    """("features", "people") of evenhand.features.people.models."""
    parts = name.split(".")
    return parts[1], parts[2] if len(parts) > 2 else ""


def views() -> list[str]:
    """`views.py` or a package `views/` of any slice."""
    return [name for name in modules() if "views" in name.split(".")]
