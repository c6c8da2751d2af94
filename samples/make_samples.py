#!/usr/bin/env python3
"""Makes every file in this folder, and beside each the rows that a reader would write down (expected/).

Run `make samples`. The same versions of the libraries give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from generator import docx, pdf, text
from generator.decrees import (
    bencana,
    edaran,
    inspektorat,
    olahraga,
    pamong,
    pangan,
    perikanan,
    perpustakaan,
    pertanian,
    rumah_sakit,
    sosial,
)
from generator.expected import expected
from generator.model import Decree
from generator.scan import Damage, as_pdf, as_png, render_scan

SCAN_DPI = 200
PICTURE_DPI = 200


def samples() -> Iterator[tuple[str, Decree, bytes]]:
    """File name, decree and content of every sample, in order."""
    decree = perpustakaan.decree("01-iku-iki-perpustakaan")
    yield f"{decree.name}.docx", decree, docx.write(decree)
    yield f"{decree.name}.pdf", decree, pdf.write(decree)
    decree = pangan.decree("02-iku-tanpa-garis")
    yield f"{decree.name}.pdf", decree, pdf.write(decree)
    decree = inspektorat.decree("03-iku-judul-dua-tingkat")
    yield f"{decree.name}.pdf", decree, pdf.write(decree)
    decree = rumah_sakit.decree("04-iki-ganti-halaman")
    yield f"{decree.name}.pdf", decree, pdf.write(decree)
    decree = olahraga.decree("05-renstra-lima-tahun")
    yield f"{decree.name}.docx", decree, docx.write(decree)
    decree = olahraga.decree("05-renstra-lima-tahun")
    yield f"{decree.name}.pdf", decree, pdf.write(decree)
    decree = pertanian.decree("06-perjanjian-kinerja")
    yield f"{decree.name}.pdf", decree, pdf.write(decree)
    decree = perikanan.decree("07-perjanjian-kinerja-rapat")
    yield f"{decree.name}.pdf", decree, pdf.write(decree)
    decree = bencana.decree("08-rencana-aksi")
    yield f"{decree.name}.docx", decree, docx.write(decree)
    decree = edaran.decree("09-surat-edaran")
    yield f"{decree.name}.docx", decree, docx.write(decree)
    decree = sosial.decree("10-iku-iki-hasil-ocr")
    yield f"{decree.name}.txt", decree, text.write(decree)
    decree = pamong.decree("11-iku-pindaian")
    picture = render_scan(pdf.write(decree), 0, SCAN_DPI, Damage(seed=11))
    yield f"{decree.name}.pdf", decree, as_pdf(picture, SCAN_DPI)
    decree = inspektorat.decree("12-iku-pindaian")
    picture = render_scan(pdf.write(decree), 0, PICTURE_DPI, Damage(seed=12, skew_degrees=-0.3, noise=0.0))
    yield f"{decree.name}.png", decree, as_png(picture, PICTURE_DPI)


def main() -> None:
    folder = Path(__file__).parent
    (folder / "expected").mkdir(exist_ok=True)
    for name, decree, data in samples():
        (folder / name).write_bytes(data)
        (folder / "expected" / f"{name}.json").write_bytes(expected(decree))
        sys.stdout.write(f"{len(data):>9,} bytes  {name}\n")


if __name__ == "__main__":
    main()
