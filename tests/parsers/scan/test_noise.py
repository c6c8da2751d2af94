"""Specks where a full stop could be, on noisy pages."""

from __future__ import annotations

import pytest

from parsers.scan.noise import without_leading_dot, without_noise_dots
from parsers.scan.ocr_engine import Glyph, LineReading


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("jumlah.laporan arsip", "jumlah laporan arsip"),
        ("jumlah. laporan arsip", "jumlah laporan arsip"),
        ("kotak·arsip", "kotak arsip"),
        ("Keterangan.: arsip", "Keterangan : arsip"),
        ("arsip ditata. Laporan dibuat.", "arsip ditata. Laporan dibuat."),
        ("Kab. contoh dan dll. yang lain", "Kab. contoh dan dll. yang lain"),
        ("Rp1.500.000", "Rp1.500.000"),
        ("1.2. tersedianya arsip", "1.2. tersedianya arsip"),
    ],
)
def test_dots_between_words_of_a_sentence_become_blanks(read: str, meant: str) -> None:
    reading = LineReading(tuple(Glyph(ch, 10.0 * i, 0.9) for i, ch in enumerate(read)))
    assert without_noise_dots(reading).text == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (".Jumlah arsip", "Jumlah arsip"),
        (", Jumlah", "Jumlah"),
        (".5 unit", ".5 unit"),
        ("Arsip.", "Arsip."),
        (".", "."),
    ],
)
def test_no_line_begins_with_a_dot(read: str, meant: str) -> None:
    reading = LineReading(tuple(Glyph(ch, 10.0 * i, 0.9) for i, ch in enumerate(read)))
    assert without_leading_dot(reading).text == meant
