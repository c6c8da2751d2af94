#!/usr/bin/env python3
"""Makes every file in this folder, and beside each the rows that a reader would write down (expected/).

Run `make samples`. The same versions of the libraries give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from samples.generator import docx, pdf, text
from samples.generator.decrees import (
    bencana,
    edaran,
    hutan_kota,
    inspektorat,
    kecamatan,
    kelautan,
    olahraga,
    pamong,
    pangan,
    perikanan,
    perpustakaan,
    pertanian,
    rumah_sakit,
    sosial,
)
from samples.generator.expected import expected
from samples.generator.model import Decree
from samples.generator.scan import Damage, as_pdf, as_png, render_scan

SCAN_DPI = 200


def scanned_pdf(decree: Decree) -> bytes:
    picture = render_scan(pdf.write(decree), 0, SCAN_DPI, Damage(seed=11))
    return as_pdf(picture, SCAN_DPI)


def scanned_png(decree: Decree) -> bytes:
    picture = render_scan(pdf.write(decree), 0, SCAN_DPI, Damage(seed=12, skew_degrees=-0.3, noise=0.0))
    return as_png(picture, SCAN_DPI)


SAMPLES: tuple[tuple[str, str, Callable[[str], Decree], Callable[[Decree], bytes]], ...] = (
    ("01-iku-iki-perpustakaan", "docx", perpustakaan.decree, docx.write),
    ("01-iku-iki-perpustakaan", "pdf", perpustakaan.decree, pdf.write),
    ("02-iku-tanpa-garis", "pdf", pangan.decree, pdf.write),
    ("03-iku-judul-dua-tingkat", "pdf", inspektorat.decree, pdf.write),
    ("04-iki-ganti-halaman", "pdf", rumah_sakit.decree, pdf.write),
    ("05-renstra-lima-tahun", "docx", olahraga.decree, docx.write),
    ("05-renstra-lima-tahun", "pdf", olahraga.decree, pdf.write),
    ("06-perjanjian-kinerja", "pdf", pertanian.decree, pdf.write),
    ("07-perjanjian-kinerja-rapat", "pdf", perikanan.decree, pdf.write),
    ("08-rencana-aksi", "docx", bencana.decree, docx.write),
    ("09-surat-edaran", "docx", edaran.decree, docx.write),
    ("10-iku-iki-hasil-ocr", "txt", sosial.decree, text.write),
    ("11-iku-pindaian", "pdf", pamong.decree, scanned_pdf),
    ("12-iku-pindaian", "png", inspektorat.decree, scanned_png),
    ("13-pohon-kinerja-tabel", "docx", kelautan.table, docx.write),
    ("13-pohon-kinerja-tabel", "pdf", kelautan.table, pdf.write),
    ("14-pohon-kinerja-kotak", "pdf", kelautan.drawn, pdf.write),
    ("15-peraturan-bupati", "docx", hutan_kota.decree, docx.write),
    ("15-peraturan-bupati", "pdf", hutan_kota.decree, pdf.write),
    ("16-keputusan-camat", "pdf", kecamatan.decree, pdf.write),
)
"""Name, suffix, the decree of that name, and how it is drawn."""


def main() -> None:
    folder = Path(__file__).parent
    (folder / "expected").mkdir(exist_ok=True)
    for stem, suffix, decree_named, draw in SAMPLES:
        name, decree = f"{stem}.{suffix}", decree_named(stem)
        data = draw(decree)
        (folder / name).write_bytes(data)
        (folder / "expected" / f"{name}.json").write_bytes(expected(decree))
        sys.stdout.write(f"{len(data):>9,} bytes  {name}\n")


if __name__ == "__main__":
    main()
