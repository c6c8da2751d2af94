"""Small tables inside the cells of a table of indicators are part of these cells."""

from __future__ import annotations

from pathlib import Path

from extractor.pipeline import extract
from parsers.reading import ReadOptions
from tests.support.docx_build import build, p, tbl, tc, tr


def test_a_target_and_a_fraction_in_small_tables_are_read(tmp_path: Path) -> None:
    target = tbl(tr(tc("1.240"), tc("ton")))
    fraction = tbl(tr(tc("Jumlah kapal berizin")), tr(tc("Jumlah seluruh kapal")))
    body = p("INDIKATOR KINERJA UTAMA") + tbl(
        tr(tc("No"), tc("Sasaran"), tc("Indikator Kinerja"), tc("Formulasi"), tc("Target")),
        tr(tc("1"), tc("Meningkatnya hasil laut"), tc("Jumlah produksi ikan"), tc("Hasil sensus"), tc(target)),
        tr(tc("2"), tc("Tertibnya kapal"), tc("Persentase kapal berizin"), tc(fraction), tc("85%")),
    )
    document = extract(build(tmp_path / "a.docx", body), ReadOptions())
    first, second = document.bagian[0].indikator
    assert first.target is not None
    assert (first.target.teks, first.target.nilai, first.target.satuan) == ("1.240 ton", 1240, "ton")
    assert second.formulasi is not None
    assert second.formulasi.teks == "Jumlah kapal berizin Jumlah seluruh kapal"


def test_a_table_of_indicators_in_a_cell_stays_one(tmp_path: Path) -> None:
    inner = tbl(
        tr(tc("No"), tc("Sasaran"), tc("Indikator Kinerja"), tc("Target")),
        tr(tc("1"), tc("Tertibnya arsip"), tc("Persentase arsip tertata"), tc("90%")),
    )
    document = extract(build(tmp_path / "a.docx", tbl(tr(tc(p("INDIKATOR KINERJA UTAMA") + inner)))), ReadOptions())
    assert [row.indikator for section in document.bagian for row in section.indikator] == ["Persentase arsip tertata"]
