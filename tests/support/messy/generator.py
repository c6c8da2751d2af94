"""One messy decree by its seed: as DOCX, PDF and scan, with the rows that a reader would write down.

Run by hand to look at one: python -m tests.support.messy.generator SEED FOLDER.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support.messy import as_docx, as_pdf
from tests.support.messy.content import Decree, GoldRow, gold_rows, write
from tests.support.messy.frame import Block, blocks_of
from tests.support.messy.knobs import Knobs, sample


@dataclass(frozen=True)
class Case:
    seed: int
    knobs: Knobs
    decree: Decree
    blocks: tuple[Block, ...]
    typeface: as_pdf.Typeface

    @property
    def gold(self) -> list[GoldRow]:
        rows = gold_rows(self.decree, self.knobs)
        return rows * 2 if self.knobs.twice else rows

    @property
    def post(self) -> str | None:
        """The section's jabatan; None where nothing names one."""
        if self.knobs.kind == "IKI":
            return self.decree.post
        return f"Kepala {self.decree.office} {self.decree.region}" if self.knobs.kind == "PK" else None

    def file(self, form: str) -> bytes:
        """The bytes of the decree as "docx", "pdf" or "scan" (a PDF of pictures)."""
        if form == "docx":
            return as_docx.write(self.blocks)
        pdf = as_pdf.write(self.blocks, self.knobs, self.seed, self.typeface)
        return pdf if form == "pdf" else as_pdf.scan(pdf)


def make(seed: int, knobs: Knobs | None = None, typeface: as_pdf.Typeface = as_pdf.HELVETICA) -> Case:
    """The decree of the seed; with `knobs` for these habits, else for habits drawn by the seed.

    `typeface` is that of the PDF, and of the lines into which texts are broken.
    """
    rng = random.Random(seed)
    chosen = knobs.settled() if knobs is not None else sample(rng)
    decree = write(rng, chosen)
    return Case(seed, chosen, decree, blocks_of(decree, chosen, rng, typeface.measure), typeface)


if __name__ == "__main__":
    case = make(int(sys.argv[1]))
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for form, name in (("docx", "messy.docx"), ("pdf", "messy.pdf"), ("scan", "messy-scan.pdf")):
        (folder / name).write_bytes(case.file(form))
    sys.stdout.write("\n".join(map(str, [case.knobs, *case.gold])) + "\n")
