"""Reads what pip-audit found: `python -m tests.check_advisories REPORT`. Fails only on a known vulnerability.

pip-audit calls a package sound that its service has never heard of. Where that is every package, the
service was out of reach, and nothing was audited: that is said, and is no fault of the code.
"""

import json
import sys
from pathlib import Path


def main(report: str) -> int:
    lines, code = verdict(Path(report).read_text(encoding="utf-8", errors="replace"))
    print("\n".join(lines))
    return code


def verdict(report: str) -> tuple[list[str], int]:
    try:
        found = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return ["Not audited: pip-audit could not run, or its advisories are out of reach."], 0
    packages = {(one["name"], one.get("version", "")): one for one in found}
    known = {key: one for key, one in packages.items() if "vulns" in one}
    unknown = sorted({name for name, _version in packages.keys() - known.keys()})
    if not known:
        return [f"Not audited: the advisory service knows none of {len(unknown)} packages."], 0
    lines = [
        f"{name} {version}: {one['id']}, {_mended(one)}"
        for (name, version), package in sorted(known.items())
        for one in package["vulns"]
    ]
    summary = f"{len(known)} packages audited, {len(lines)} advisories."
    if unknown:
        summary += f" Not known there: {', '.join(unknown)}."
    return [*lines, summary], int(bool(lines))


def _mended(advisory: dict) -> str:
    versions = advisory.get("fix_versions") or []
    return f"mended in {', '.join(versions)}" if versions else "not mended yet"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
