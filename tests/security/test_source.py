"""What the source never does."""

import ast

import pytest

from tests.architecture.source import ROOT, imports, modules, tree

CALLS = {
    "eval", "exec", "compile", "__import__", "mark_safe", "SafeString", "format_html_join", "extra",
    "raw", "RawSQL", "system", "popen",
}  # fmt: skip
MODULES = {"pickle", "marshal", "shelve", "yaml", "random", "xml.etree.ElementTree", "telnetlib"}
MAY = {
    # chance that is no secret: sampled figures and a simulated centre
    "random": ("evenhand.sample.", "evenhand.analysis."),
}


def calls(name: str):
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            called = node.func
            yield node, getattr(called, "attr", getattr(called, "id", "")), called


def test_text_never_becomes_code_or_trusted_html():
    found = [
        (name, called)
        for name in modules()
        for node, called, how in calls(name)
        if called in CALLS
        # re.compile, and methods of the engine that share a name
        if not (isinstance(how, ast.Attribute) and called in {"compile", "extra", "raw"})
    ]
    assert not found


def test_programs_are_started_without_a_shell():
    found = [
        name
        for name in modules()
        for node, _called, _how in calls(name)
        for given in node.keywords
        if given.arg == "shell"
    ]
    assert not found


@pytest.mark.parametrize("module", sorted(MODULES))
def test_nothing_imports_what_runs_or_guesses(module):
    found = [
        name
        for name in modules()
        for one in imports(name)
        if one == module or one.startswith(f"{module}.")
        if not name.startswith(MAY.get(module, ("nowhere",)))
    ]
    assert not found


def test_templates_trust_no_text():
    pages = [page for page in ROOT.rglob("*.html") if "node_modules" not in page.parts]
    assert len(pages) > 50
    assert not [
        page.name
        for page in pages
        if "|safe" in page.read_text() or "autoescape off" in page.read_text()
    ]


def test_scripts_write_no_text_as_html():
    scripts = list((ROOT / "foundation/ui/assets").rglob("*.js"))
    own = [one for one in scripts if "node_modules" not in one.parts]
    assert own
    for script in own:
        text = script.read_text()
        for never in ("eval(", "new Function", "document.write", "postMessage", "insertAdjacent"):
            assert never not in text, (script.name, never)
