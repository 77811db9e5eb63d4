"""Every text that is marked for translation, as `makemessages` would find it, and as a compiled catalogue.

Read by Python's and Django's own parsers: GNU gettext need not be installed.
"""

import ast
import re
import struct
from functools import cache
from pathlib import Path

from django.utils.translation.template import templatize

import evenhand

ROOT = Path(evenhand.__file__).parent
# What `makemessages` looks for: where the text stands among the arguments, then its plural, then its context.
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (0, None, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (1, None, 0)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (1, 2, 0)),
}
# What a template becomes: calls between letters that stand for everything else.
CALL = re.compile(
    r""" (_|n?p?gettext)\(((?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"|\s*,\s*)+)(?:,\s*count)?\)""",
    re.S,
)

# (context, text, plural); no context and no plural are "".
type Marked = tuple[str, str, str]


def of_call(name: str, arguments: list[ast.expr]) -> Marked | None:
    """What a call marks; nothing where its text is no constant."""
    places = KEYWORDS.get(name)
    if not places:
        return None
    texts = [getattr(one, "value", None) for one in arguments]
    text, plural, context = (
        "" if place is None else texts[place] if place < len(texts) else None for place in places
    )
    if not (isinstance(text, str) and isinstance(plural, str) and isinstance(context, str)):
        return None
    return (context, text, plural) if text else None


def in_python(source: str) -> set[Marked]:
    """Not what stands inside an f-string: `makemessages` does not look there."""
    found, waiting = set(), [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call):
            found.add(of_call(getattr(node.func, "id", ""), node.args))
        if not isinstance(node, ast.JoinedStr):
            waiting += ast.iter_child_nodes(node)
    return {one for one in found if one}


def in_template(source: str) -> set[Marked]:
    found = set()
    for name, arguments in CALL.findall(templatize(source)):
        call = ast.parse(f"f({arguments})", mode="eval").body
        found.add(of_call(name, call.args))
    return {one for one in found if one}


@cache
def marked() -> frozenset[Marked]:
    """Of the whole project, its tests left out."""
    found: set[Marked] = set()
    for path in ROOT.rglob("*.*"):
        if "tests" in path.parts or "node_modules" in path.parts:
            continue
        if path.suffix == ".py":
            found |= in_python(path.read_text(encoding="utf-8"))
        elif path.suffix in (".html", ".txt") and "templates" in path.parts:
            found |= in_template(path.read_text(encoding="utf-8"))
    return frozenset(found)


def compiled(messages: dict[str, str]) -> bytes:
    """A catalogue as `msgfmt` writes it. A key with a context or a plural has it as gettext files do."""
    said = {"": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"}  # fmt: skip
    keys = sorted((said | messages).items())
    ids, texts, places = b"", b"", []
    for key, text in keys:
        one, other = key.encode(), text.encode()
        places.append((len(one), len(ids), len(other), len(texts)))
        ids, texts = ids + one + b"\0", texts + other + b"\0"
    first = 28 + 16 * len(keys)
    of_ids = [number for size, at, _, _ in places for number in (size, first + at)]
    of_texts = [number for _, _, size, at in places for number in (size, first + len(ids) + at)]
    head = (0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return struct.pack(f"<{7 + 4 * len(keys)}I", *head, *of_ids, *of_texts) + ids + texts
