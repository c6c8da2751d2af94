"""Equations from the file to the output: what a source holds as an equation is given as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import document_of, interpret
from parsers.read import read
from parsers.reading import ReadOptions

HEADER = "No\tSasaran Strategis\tIndikator Kinerja Utama\tFormulasi Penghitungan\tSumber Data"
ROW = "1\tMeningkatnya mutu layanan\tIndeks kepuasan pengunjung\t{}\tSurvei"


@pytest.mark.parametrize(
    ("cell", "text", "tex"),
    [
        (
            r"$IKP = \frac{\sum_{i=1}^n Skor_i \times f_i}{\sum_{i=1}^n f_i}$",
            "IKP = Σ (Skor × f) / Σ f",
            r"\text{IKP} = \frac{\sum_{i=1}^{n} \text{Skor}_{i} \times f_{i}}{\sum_{i=1}^{n} f_{i}}",
        ),
        (
            r"Indeks = $\frac{\text{Jumlah skor}}{\text{Jumlah pengunjung}}$ x 100%",
            "Indeks = Jumlah skor / Jumlah pengunjung x 100%",
            r"\text{Indeks} = \frac{\text{Jumlah skor}}{\text{Jumlah pengunjung}} \times 100\%",
        ),
        (
            "Indeks = Jumlah skor / Jumlah pengunjung x 100%",
            "Indeks = Jumlah skor / Jumlah pengunjung x 100%",
            r"\text{Indeks} = \frac{\text{Jumlah skor}}{\text{Jumlah pengunjung}} \times 100\%",
        ),
    ],
)
def test_equations_of_a_latex_source(tmp_path: Path, cell: str, text: str, tex: str) -> None:
    path = tmp_path / "iku.txt"
    path.write_text(f"INDIKATOR KINERJA UTAMA\nMUSEUM DAERAH\n\n{HEADER}\n{ROW.format(cell)}\n", encoding="utf-8")
    transcript = read(path, ReadOptions())
    formula = document_of(transcript, interpret(transcript)).bagian[0].indikator[0].formulasi
    assert formula is not None
    assert (formula.teks, formula.persamaan) == (text, tex)
