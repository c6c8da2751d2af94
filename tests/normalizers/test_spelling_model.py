"""Mistakes that no list has, in the words of offices: most are mended, and hardly one becomes another word."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from normalizers.spelling import Speller
from tests.support.typing_mistakes import mistype

SHARE = 0.04
LEAST_MENDED, MOST_TURNED = 0.55, 0.02
NO_WORDS = ("bukti", "berkas", "proses", "temuan", "metadata")


def texts_in(value: Any) -> Iterator[str]:
    """The texts of several words in an expected result, wherever they stand."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NO_WORDS:
                yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
    elif isinstance(value, str) and " " in value:
        yield value


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall("[a-z]+", text.lower()))


def mended(texts: list[str], rng: random.Random) -> Iterator[tuple[bool, bool]]:
    """For each mistake made in a document of these texts: whether it went, and whether the right word came."""
    made = [mistype(text, rng, SHARE) for text in texts]
    speller = Speller([m.text for m in made])
    for text, wrong in zip(texts, made, strict=True):
        right, after = words_of(text), words_of(speller.repair(wrong.text).text)
        for slip, meant in wrong.meant.items():
            yield after[slip] <= right[slip], after[meant] >= right[meant]


@pytest.mark.slow
def test_most_mistakes_of_typists_are_mended(samples: Path) -> None:
    """Seeds that the weights were not fitted on."""
    found: Counter[tuple[bool, bool]] = Counter()
    for path in sorted((samples / "expected").glob("*.json")):
        texts = list(dict.fromkeys(texts_in(json.loads(path.read_text(encoding="utf-8")))))
        for seed in range(90_000, 90_004):
            found.update(mended(texts, random.Random(f"{path.name} {seed}")))
    assert found.total() > 200
    assert found[True, True] / found.total() >= LEAST_MENDED, found
    assert found[True, False] / found.total() <= MOST_TURNED, found
