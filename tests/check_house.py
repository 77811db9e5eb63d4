"""Rules of the house that no linter knows: `python -m tests.check_house`."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.check_secrets import secrets_of

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 300
HOSTS = ("registry.npm" + "js.org", "files.python" + "hosted.org", "py" + "pi.org/simple")
# A folder of whoever wrote the line, which nobody else has.
OWN_FOLDER = re.compile(r"(?<![\w.~])/(?:work/[\w.]|root/|home/\w|Users/\w|opt/py" + "pi)")
INDEX = re.compile(r"--(?:extra-)?index-url|--find-links|^\s*registry\s*=|\"resolved\":", re.M)
LOCKS = ("requirements.lock", "requirements-dev.lock", "package-lock.json", ".npmrc")
NOT_TEXT = {".png", ".woff2", ".ico", ".xlsx", ".parquet", ".gz", ".wav", ".jpg", ".pdf"}


def main() -> int:
    files = committed_files()
    faults = [fault for name in files for fault in faults_of(name)]
    for fault in faults:
        print(fault)
    print_sizes(files)
    return bool(faults)


def committed_files(root: Path = ROOT) -> list[str]:
    """Committed, or about to be: what git would add."""
    git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(git, cwd=root, capture_output=True, check=True, text=True).stdout
    return sorted(name for name in listed.split("\0") if name and (root / name).is_file())


def faults_of(name: str, root: Path = ROOT) -> list[str]:
    faults = []
    if ".min." in Path(name).name:
        faults.append(f"{name}: minified; the build makes such files, git does not hold them")
    if Path(name).suffix in NOT_TEXT:
        return faults
    text = (root / name).read_text(encoding="utf-8", errors="replace")
    faults += secrets_of(name, text)
    lines = text.count("\n")
    if name.endswith(".py") and lines > LONGEST_FILE and "/migrations/" not in name:
        faults.append(f"{name}: {lines} lines; above {LONGEST_FILE} it is two rooms")
    faults += [f"{name}: names the registry host {host}" for host in HOSTS if host in text]
    if name in LOCKS and INDEX.search(text):
        faults.append(f"{name}: says where packages come from; that is its user's choice")
    if name == "package-lock.json":
        faults += [f"{name}: no hash of {package}" for package in unhashed(text)]
    if own := OWN_FOLDER.search(text):
        line = text.count("\n", 0, own.start()) + 1
        faults.append(f"{name}:{line}: names a folder of one machine")
    return faults


def unhashed(lock: str) -> list[str]:
    packages = json.loads(lock)["packages"].items()
    return [package for package, entry in packages if package and "integrity" not in entry]


def print_sizes(files: list[str]) -> None:
    sizes: Counter[str] = Counter()
    for name in files:
        if name.endswith((".py", ".html")) and "/migrations/" not in name:
            sizes[room_of(name)] += (ROOT / name).read_text(encoding="utf-8").count("\n")
    for room, lines in sorted(sizes.items()):
        print(f"{lines:7,}  {room}")
    print(f"{sum(sizes.values()):7,}  lines of Python and templates")


def room_of(name: str) -> str:
    """The slice, or the folder, that a file belongs to."""
    parts = Path(name).parts
    depth = 3 if parts[:2] in {("evenhand", "features"), ("evenhand", "foundation")} else 2
    return "/".join(parts[: min(depth, len(parts) - 1)]) or "."


if __name__ == "__main__":
    sys.exit(main())
