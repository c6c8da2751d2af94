"""Writes regulations of invented offices with their gold.

    python -m tests.support.regulations --seed 0 --count 20 --out DIR --format pdf,docx,txt,scan

NAME.pdf, NAME.docx, NAME.txt and NAME.scan.pdf stand beside NAME.gold.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.support.messy.as_pdf import scan
from tests.support.regulations import as_docx, as_pdf
from tests.support.regulations.content import write
from tests.support.regulations.habits import habits


def main() -> None:
    """Reads the command line and writes the files."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.regulations", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="of the first document")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--format", default="pdf,docx", help="of pdf, docx, txt and scan, with commas between")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for seed in range(args.seed, args.seed + args.count):
        regulation, set_as = write(seed), habits(seed)
        name = f"r{seed:04d}"
        gold = json.dumps({"doc_id": name, "naskah": regulation.gold()}, ensure_ascii=False, indent=1)
        (args.out / f"{name}.gold.json").write_text(gold, encoding="utf-8")
        makers = {
            "pdf": lambda r=regulation, h=set_as: as_pdf.draw(r, h),
            "docx": lambda r=regulation, h=set_as: as_docx.draw(r, h),
            "txt": lambda r=regulation, h=set_as: as_docx.as_text(r, h).encode(),
            "scan": lambda r=regulation, h=set_as: scan(as_pdf.draw(r, h)),
        }
        for form in args.format.split(","):
            suffix = "scan.pdf" if form == "scan" else form
            (args.out / f"{name}.{suffix}").write_bytes(makers[form]())


if __name__ == "__main__":
    main()
