#!/usr/bin/env python3
"""normalizers/data/spelling_counts.txt from right texts: how often words stand in administrative Indonesian.

    python -m benchmarks.count_words FOLDER [FOLDER ...] [-o FILE]

Each .txt file is a document. Counted are words that the lexicon vouches for, and words built of known parts that stand
in several documents; names (words that nearly always begin with a capital) and known mistakes are left out. Written is
the binary logarithm of each count, rounded, so that the file says nothing about any one document.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from normalizers.spelling.lexicon import (
    common,
    common_mistakes,
    is_built,
    listed,
    meant,
    place_words,
    seam_slips,
    short,
)

ROOT = Path(__file__).parent.parent
COUNTS = ROOT / "normalizers" / "data" / "spelling_counts.txt"
HEAD = "# Class (binary logarithm of a count) and its words; made by benchmarks/count_words.py.\n"
BORN_SMALL = 0.1  # share of a word's places where it stands in small letters, from which it is no name
SOME, MANY = 2, 4  # documents that must have a built word, and a word that only a list has


def counts(texts: Sequence[str]) -> Mapping[str, int]:
    """Word in small letters -> times, of the words that are kept."""
    times: Counter[str] = Counter()
    small: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for text in texts:
        words = re.findall(r"(?<![\w.])[A-Za-z]{2,}(?!\w)", text)
        times.update(w.lower() for w in words)
        small.update(w for w in words if w.islower())
        documents.update({w.lower() for w in words})
    return {w: n for w, n in times.items() if _is_kept(w, small[w] / n, documents[w])}


def _is_kept(word: str, small: float, documents: int) -> bool:
    if word in common_mistakes() or word in seam_slips() or word in listed("regional") or word in short():
        return False
    if word in listed("root") or word in listed("word") or word in listed("function") or word in listed("loan"):
        return True
    if small < BORN_SMALL or word in place_words():
        return False
    return word in meant() or (is_built(word) and documents >= SOME) or (word in common() and documents >= MANY)


def classes(times: Mapping[str, int]) -> Iterable[str]:
    """The lines of the file."""
    words: dict[int, list[str]] = defaultdict(list)
    for word, n in times.items():
        words[round(math.log2(n))].append(word)
    return (f"{number} {' '.join(sorted(words[number]))}\n" for number in sorted(words))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, default=COUNTS)
    chosen = parser.parse_args()
    texts = [p.read_text(encoding="utf-8") for folder in chosen.folders for p in sorted(folder.glob("*.txt"))]
    chosen.output.write_text(HEAD + "".join(classes(counts(texts))), encoding="ascii")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
