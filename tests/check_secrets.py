"""What must never be committed: keys, tokens, passwords. Part of `tests.check_house`; there is no way to excuse a find.

A test that needs something of this shape puts it together while it runs.
"""

import re
from collections.abc import Iterator

SHAPES = {
    "a private key": r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----",
    "a key of AWS": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a key of Google": r"\bAIza[\w-]{35}(?![\w-])",
    "a key of Azure": r"\bAccountKey=[A-Za-z0-9+/]{60,}",
    "a token of GitHub": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60})",
    "a token of GitLab": r"\bglpat-[\w-]{20}",
    "a token of Slack": r"\bxox[abeoprs]-[\w-]{10}",
    "a key of a payment service": r"\b[rs]k_live_[A-Za-z0-9]{20}",
    "a key of a language model": r"\bsk-(?:ant-|proj-)?[\w-]{32}",
    "a token of a package index": r"\b(?:pypi-AgE[\w-]{50}|npm_[A-Za-z0-9]{36})",
    "a signed token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    # The names of RFC 2606 and this machine belong to nobody.
    "a password in an address": (
        r"\b[a-z][a-z0-9+.-]*://[^\s/:@\"'`{}$<>]*:[^\s/@\"'`{}$<>]+@"
        r"(?![\w.-]*\.example\b|localhost\b|127\.)[\w-]"
    ),
}
FOUND = {kind: re.compile(shape) for kind, shape in SHAPES.items()}
NAMED = re.compile(
    r"(?i)(?:secret|passw(?:or)?d|token|api_?key|private_?key)\w*[\"']?\s*[:=]\s*[\"']?"
    r"([A-Za-z0-9+/_=-]{20,})"
)
MIXED = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"))  # words have no digits
FILES = re.compile(r"(?:^|/)(?:\.env|\.netrc|\.pypirc|id_(?:rsa|dsa|ecdsa|ed25519)|secret_key)$")
STORES = (".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".kdbx")


def secrets_of(name: str, text: str) -> Iterator[str]:
    """What lies in this file that should not; a line each, and never the secret itself."""
    if FILES.search(name) or name.endswith(STORES):
        yield f"{name}: keeps secrets by its name"
    for kind, shape in FOUND.items():
        for found in shape.finditer(text):
            yield f"{name}:{_line(text, found)}: {kind}"
    for found in NAMED.finditer(text):
        if all(sign.search(found[1]) for sign in MIXED):
            yield f"{name}:{_line(text, found)}: looks like a secret"


def _line(text: str, found: re.Match) -> int:
    return text.count("\n", 0, found.start()) + 1
