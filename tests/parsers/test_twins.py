"""A decree says the same whatever the format that it is written in: the sample decrees and their twins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.pipeline import extract
from parsers.office.libreoffice import converted, find_office
from parsers.reading import ReadOptions
from samples.generator import docx, spreadsheet, webpage
from samples.generator.decrees import bencana, kelautan, olahraga, pangan, perikanan, perpustakaan, pertanian
from samples.generator.model import Decree
from schemas.document import Document
from tests.test_samples import plain, rows_of

DECREES = {
    "perpustakaan": perpustakaan.decree,
    "pangan": pangan.decree,
    "olahraga": olahraga.decree,
    "pertanian": pertanian.decree,
    "perikanan": perikanan.decree,
    "bencana": bencana.decree,
    "kelautan": kelautan.table,
}
WRITERS: dict[str, Callable[[Decree], bytes]] = {"xlsx": spreadsheet.write, "html": webpage.write}


def said(document: Document) -> tuple[object, ...]:
    """Rows cell for cell, the heads of sections, the parties of an agreement, what the decree says of itself."""
    parties = [(plain(party.nama), plain(party.jabatan), party.nip) for s in document.bagian for party in s.pihak or ()]
    heads = [(plain(s.jabatan), plain(s.tugas), [plain(f) for f in s.fungsi]) for s in document.bagian]
    return rows_of(document), heads, parties, plain(document.metadata.model_dump(exclude={"bukti"}))


def written(folder: Path, name: str, write: Callable[[Decree], bytes], suffix: str) -> Path:
    path = folder / f"{name}.{suffix}"
    path.write_bytes(write(DECREES[name](name)))
    return path


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("name", DECREES)
def test_a_twin_says_the_same_as_the_word_file(tmp_path: Path, name: str, suffix: str) -> None:
    word = extract(written(tmp_path, name, docx.write, "docx"), ReadOptions())
    twin = extract(written(tmp_path, name, WRITERS[suffix], suffix), ReadOptions())
    assert said(twin) == said(word)


def test_every_value_of_a_spreadsheet_has_its_cells(tmp_path: Path) -> None:
    document = extract(written(tmp_path, "perpustakaan", spreadsheet.write, "xlsx"), ReadOptions())
    proofs = [proof for section in document.bagian for row in section.indikator for proof in row.bukti.values()]
    assert all(proof.sel is not None and proof.sel.startswith("Lampiran!") for proof in proofs)
    assert {(proof.halaman, proof.kotak) for proof in proofs} == {(1, None)}


@pytest.mark.slow
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_old_word_files_say_the_same(tmp_path: Path, suffix: str) -> None:
    source = written(tmp_path, "pertanian", docx.write, "docx")
    word = extract(source, ReadOptions())
    with converted(source, ".docx", suffix) as twin:
        assert said(extract(twin, ReadOptions())) == said(word)


@pytest.mark.slow
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_spreadsheets_say_the_same(tmp_path: Path, suffix: str) -> None:
    source = written(tmp_path, "pertanian", spreadsheet.write, "xlsx")
    with converted(source, ".xlsx", suffix) as twin:
        assert said(extract(twin, ReadOptions())) == said(extract(source, ReadOptions()))
