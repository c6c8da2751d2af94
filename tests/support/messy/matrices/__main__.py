"""Writes planning documents with their gold.

    python -m tests.support.messy.matrices --seed 0 --count 60 --out DIR --format pdf,docx,scan

NAME.pdf, NAME.docx and NAME.scan.pdf stand beside NAME.gold.json; the scorer reads the folder as a corpus.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.support.messy.matrices.documents import make

SUFFIXES = {"pdf": ".pdf", "docx": ".docx", "scan": ".scan.pdf"}


def main() -> None:
    """Reads the command line and writes the files."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.messy.matrices", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="of the first document")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--format", default="pdf,docx", help="of pdf, docx and scan, with commas between")
    args = parser.parse_args()
    forms = [form.strip() for form in args.format.split(",")]
    args.out.mkdir(parents=True, exist_ok=True)
    for seed in range(args.seed, args.seed + args.count):
        case = make(seed)
        name = f"m{seed:04d}-{case.habits.kind.lower()}"
        gold = json.dumps(case.gold(name), ensure_ascii=False, indent=1)
        (args.out / f"{name}.gold.json").write_text(gold, encoding="utf-8")
        for form in forms:
            (args.out / f"{name}{SUFFIXES[form]}").write_bytes(case.file(form))


if __name__ == "__main__":
    main()
