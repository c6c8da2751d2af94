"""Where the rows that were read differ from those that a reader would write down."""

from __future__ import annotations

import re
from pathlib import Path

from extractor.pipeline import extract
from parsers.reading import ReadOptions
from schemas.document import Document, Indikator
from tests.support.messy.content import GoldRow
from tests.support.messy.generator import Case

PERCENT = ("%", "persen")


def read(case: Case, form: str, folder: Path) -> Document:
    """The decree as the product reads it from a file of the given form."""
    path = folder / f"{case.seed}-{form}.{'docx' if form == 'docx' else 'pdf'}"
    path.write_bytes(case.file(form))
    return extract(path, ReadOptions())


def plain(text: str | None) -> str:
    """Letters, digits and marks without blanks: how lines were joined is not what these tests are about."""
    return re.sub(r"[\s•–-]+", "", text or "").casefold().rstrip(".:;")


def _texts(row: Indikator) -> dict[str, str]:
    return {
        "formulasi": plain(row.formulasi.teks if row.formulasi else None),
        "sumber_data": plain(row.sumber_data),
        "penanggung_jawab": plain(row.penanggung_jawab),
    }


def _differences(at: int, gold: GoldRow, row: Indikator) -> list[str]:
    pairs = {
        "no": (plain(gold.no), plain(row.no)),
        "sasaran": (plain(gold.sasaran), plain(row.sasaran)),
        "indikator_induk": (plain(gold.indikator_induk), plain(row.indikator_induk)),
        "indikator": (plain(gold.indikator), plain(row.indikator)),
        "target": (plain(gold.target), plain(row.target.teks if row.target else None)),
    }
    if gold.satuan and gold.target is not None:
        unit = plain(row.target.satuan if row.target else None)
        pairs["satuan"] = ("%" if gold.satuan in PERCENT else plain(gold.satuan), "%" if unit in PERCENT else unit)
    if gold.periods:
        read_periods = row.target_per_tahun or {}
        pairs["target_per_tahun"] = (
            str({k: plain(v) for k, v in sorted(gold.periods.items())}),
            str({k: plain(v) for k, v in sorted(read_periods.items())}),
        )
    pairs.update({key: (plain(gold.extras[key]), text) for key, text in _texts(row).items() if key in gold.extras})
    return [f"row {at} {key}: {want!r}, read {got!r}" for key, (want, got) in pairs.items() if want != got]


def differences(case: Case, document: Document) -> list[str]:
    """One line per difference; [] where every row came back."""
    rows = [row for section in document.bagian for row in section.indikator]
    found: list[str] = []
    gold_rows = case.gold
    if case.knobs.twice and len(rows) * 2 == len(gold_rows):
        gold_rows = gold_rows[: len(rows)]  # pages that say the same count once, as pages scanned twice do
    if len(rows) != len(gold_rows):
        found.append(f"{len(gold_rows)} rows, read {len(rows)}: {[r.indikator for r in rows]}")
    for at, (gold, row) in enumerate(zip(gold_rows, rows, strict=False)):
        found.extend(_differences(at, gold, row))
    posts = {plain(section.jabatan) for section in document.bagian}
    if case.post is not None and posts != {plain(case.post)}:
        found.append(f"jabatan: {case.post!r}, read {[s.jabatan for s in document.bagian]}")
    if document.kaskade:
        found.append(f"a tree of {len(document.kaskade)} goals, where there is none")
    return found
