"""What is found in labelled text: made here, and where it is at hand, others'."""

import os
import random
from pathlib import Path

import pytest

from benchmarks import masking as bench
from benchmarks.masking import generated, labelled
from evenhand.analysis import masking
from evenhand.analysis.masking import Kind, find, mask, model

REAL = os.environ.get("EVENHAND_REAL_DATA", "")
STRUCTURED = [kind for kind in Kind if kind not in bench.UNSTRUCTURED]


def made(folder: Path):
    generated.write(folder / "made.json", 400, random.Random(7))
    return labelled.presidio(folder / "made.json")


def others(name: str):
    folder = Path(REAL)
    if not REAL or not (folder / "pii").is_dir():
        pytest.skip("EVENHAND_REAL_DATA does not name the folder of the labelled texts")
    return {
        "presidio": lambda: labelled.presidio(folder / "pii" / "presidio_generated_small.json"),
        "vectors": lambda: labelled.vectors(folder / "pii" / "presidio_uk_vectors_a.json"),
        "natcs": lambda: labelled.natcs(folder / "conversations" / "natcs_utterances_insurance.jsonl"),
    }[name]()  # fmt: skip


@pytest.mark.parametrize("name", ["made", "presidio", "vectors", "natcs"])
def test_structured_identifiers_are_found_and_little_else(name, tmp_path):
    counted = bench.count(made(tmp_path) if name == "made" else others(name))
    assert counted.recall(*STRUCTURED) >= bench.RECALL
    assert counted.precision(*STRUCTURED) >= bench.PRECISION


@pytest.mark.parametrize("seed", [1, 2])
def test_reading_anew_beside_what_was_masked_finds_what_reading_all_anew_finds(
    seed, tmp_path, monkeypatch
):
    generated.write(tmp_path / "made.json", 250, random.Random(seed))
    texts = [one.text for one in labelled.presidio(tmp_path / "made.json")]
    padding = ["And then I waited for the engineer, who never came."] * 12
    whole = "\n".join(line for one in texts for line in (one, *random.Random(one).choices([[], padding], [5, 1])[0]))  # fmt: skip
    found = find(whole)
    assert len(found) > 100
    monkeypatch.setattr(masking, "_REACH", len(whole))
    assert find(whole) == found


def test_a_mark_that_is_half_masked_is_not_found():
    text = labelled.Text("ring 07700 900123 now", (labelled.Label(0, 17, frozenset({Kind.PHONE})),))
    counted = bench.count([text])
    assert counted.recall(Kind.PHONE) == 0 and counted.precision(Kind.PHONE) == 1


def test_the_extra_finds_who_is_only_mentioned():
    try:
        recogniser = model.recogniser()
    except model.NotInstalled as why:
        pytest.skip(str(why))
    text = "Yesterday I spoke to Patricia Holloway about 07700 900123 and she knew."
    masked = mask(text, recogniser=recogniser).text
    assert "Holloway" not in masked and "[phone 1]" in masked
    assert mask(masked, recogniser=recogniser).text == masked


def test_without_the_extra_it_says_so(monkeypatch):
    import importlib

    def absent(name):
        raise ImportError(name=name)

    model.recogniser.cache_clear()
    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(model.NotInstalled, match="names"):
        model.recogniser()
