"""Writes drawn trees, and charts that are none, with their gold.

    python -m tests.support.drawn --seed 0 --count 60 --out DIR

Each seed has one file, in the form that its habits say, beside NAME.gold.json; the scorer reads the folder as a corpus.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.support.drawn.documents import make


def main() -> None:
    """Reads the command line and writes the files."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.drawn", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="of the first document")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for seed in range(args.seed, args.seed + args.count):
        case = make(seed)
        name = f"t{seed:05d}-{case.habits.chart.split()[0]}"
        gold = json.dumps(case.gold(name), ensure_ascii=False, indent=1)
        (args.out / f"{name}.gold.json").write_text(gold, encoding="utf-8")
        (args.out / f"{name}{case.suffix}").write_bytes(case.file())


if __name__ == "__main__":
    main()
