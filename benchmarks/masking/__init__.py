"""How much personal data masking finds, how much of what it finds is personal data, and how fast it reads.

A mark counts as found when a find of its kind touches it and every letter and digit of it is masked. A find counts as right
when it touches a mark of its kind. Both per kind, and over all kinds that have a shape of their own ("structured").
"""

import os
import random
from collections import Counter
from pathlib import Path

from benchmarks.clock import cost
from benchmarks.lines import absent, at_least
from benchmarks.masking import generated, labelled
from benchmarks.masking.labelled import Text
from evenhand.analysis.masking import Kind, Span, find, mask, model

RECALL, PRECISION, NAMES, MEGABYTES = 0.95, 0.90, 0.85, 0.3
UNSTRUCTURED = {Kind.NAME, Kind.ADDRESS, Kind.SPELLED}
_TIMED = 2_000_000  # signs


def measure(folder: str, millions: int) -> None:
    chance = random.Random(20261122)
    file = Path(folder) / "generated.json"
    generated.write(file, 3_000, chance)
    made = labelled.presidio(file)
    sets = {"generated": made, **_real(chance)}
    for name, texts in sets.items():
        _accuracy(name, texts)
    try:
        recogniser = model.recogniser()
    except model.NotInstalled as why:
        absent("names with the extra", str(why))
    else:
        for name, texts in sets.items():
            if any(Kind.NAME in label.kinds for text in texts for label in text.labels):
                counted = count(texts, recogniser)
                at_least(f"{name}: names with the extra: recall", counted.recall(Kind.NAME), NAMES)
                at_least(f"{name}: names with the extra: precision", counted.precision(Kind.NAME))
    _speed(made)


def _real(chance: random.Random) -> dict[str, list[Text]]:
    home = os.environ.get("EVENHAND_REAL_DATA", "")
    folder = Path(home) / "pii"
    if not home or not folder.is_dir():
        absent("labelled data of others", "EVENHAND_REAL_DATA names no folder with pii/")
        return {}
    return {
        "Presidio sentences": labelled.presidio(folder / "presidio_generated_small.json"),
        "UK vectors": labelled.vectors(folder / "presidio_uk_vectors_a.json"),
        "templates with UK people": labelled.filled(
            folder / "presidio_templates.txt", folder / "fake_uk_identities_a.csv", chance
        ),
        "NatCS": labelled.natcs(Path(home) / "conversations" / "natcs_utterances_insurance.jsonl"),
    }


class Counted:
    """By kind: marks, marks that were found, finds, finds that were right."""

    def __init__(self):
        self.marks, self.found, self.finds, self.right = Counter(), Counter(), Counter(), Counter()

    def recall(self, *kinds: Kind) -> float | None:
        return _share(sum(self.found[k] for k in kinds), sum(self.marks[k] for k in kinds))

    def precision(self, *kinds: Kind) -> float | None:
        return _share(sum(self.right[k] for k in kinds), sum(self.finds[k] for k in kinds))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def count(texts: list[Text], recogniser=None) -> Counted:
    counted = Counted()
    for one in texts:
        finds = find(one.text, recogniser=recogniser)
        for label in one.labels:
            if label.claimed and label.kinds:
                kind = _kind_of(label.kinds)
                counted.marks[kind] += 1
                counted.found[kind] += _is_found(one.text, label, finds)
        for span in finds:
            if span.kind in one.judged:
                counted.finds[span.kind] += 1
                counted.right[span.kind] += any(
                    span.kind in label.kinds and span.start < label.end and label.start < span.end
                    for label in one.labels
                )
    return counted


def _kind_of(kinds: frozenset[Kind]) -> Kind:
    return Kind.POSTCODE if kinds == {Kind.POSTCODE} else sorted(kinds)[0]


def _is_found(text: str, label, finds: list[Span]) -> bool:
    touching = [s for s in finds if s.start < label.end and label.start < s.end]
    if not any(span.kind in label.kinds for span in touching):
        return False
    return all(
        not text[at].isalnum() or any(span.start <= at < span.end for span in touching)
        for at in range(label.start, label.end)
    )


def _accuracy(name: str, texts: list[Text]) -> None:
    counted = count(texts)
    structured = [kind for kind in Kind if kind not in UNSTRUCTURED]
    for kind in Kind:
        if counted.marks[kind] or counted.finds[kind]:
            of = f"{counted.found[kind]} of {counted.marks[kind]}, {counted.right[kind]} right of {counted.finds[kind]}"
            at_least(f"{name}: {kind} ({of}): recall", counted.recall(kind))
            at_least(f"{name}: {kind}: precision", counted.precision(kind))
    at_least(f"{name}: structured: recall", counted.recall(*structured), RECALL)
    at_least(f"{name}: structured: precision", counted.precision(*structured), PRECISION)


def _speed(made: list[Text]) -> None:
    """As contacts are, most turns saying nothing of the kind; and where every turn does."""
    plain = [text.text for text in made if not text.labels]
    full = [text.text for text in made if text.labels]
    ordinary = [turn for n, one in enumerate(full) for turn in (one, *(plain[(n * 3 + k) % len(plain)] for k in range(3)))]  # fmt: skip
    for name, turns in (("one turn of four", ordinary), ("every turn", full)):
        many = (turns * (1 + _TIMED // sum(map(len, turns))))[:30_000]
        long = "\n".join(many)
        size = len(long.encode()) / 1e6
        at_least(f"a value in {name}: by turns, a CPU-second", size / cost(lambda many=many: [mask(one) for one in many]), MEGABYTES, " MB")  # fmt: skip
        at_least(f"a value in {name}: as one text, a CPU-second", size / cost(lambda long=long: mask(long)), MEGABYTES, " MB")  # fmt: skip
