"""Budget forms (DPA, RKA): indicators in their lines and boxes, below the entries that the form names."""

from __future__ import annotations

from extractor.pipeline import document_of, interpret
from schemas.document import Bagian, Document, Indikator
from schemas.transcript import Transcript
from tests.support.transcripts import flow, grid, line, pages

PROGRAM = "Program : 2.24.02 PROGRAM PENGELOLAAN ARSIP"
ACTIVITY = "Kegiatan : 2.24.02.2.01 - Penataan Arsip Daerah"
TASK = "Sub Kegiatan : 2.24.02.2.01.03 Alih Media Arsip"
BOX = grid(
    [
        ["Indikator", "Tolok Ukur Kinerja", "Target Kinerja"],
        ["Capaian Program", "Persentase arsip yang tertib", "80 %"],
        ["Masukan", "Dana yang dibutuhkan", "Rp 25.000.000"],
        ["Keluaran", "Jumlah arsip yang ditata", "1.200 berkas"],
        ["Hasil", "", ""],
    ]
)


def read(transcript: Transcript) -> Document:
    return document_of(transcript, interpret(transcript))


def form(*blocks: object) -> Bagian:
    (section,) = read(flow("DOKUMEN PELAKSANAAN ANGGARAN", *blocks)).bagian  # type: ignore[arg-type]
    assert section.jenis == "DPA"
    return section


def told(row: Indikator) -> tuple[str | None, str | None, str, str | None]:
    return row.jenjang, row.kode, row.indikator, row.target.teks if row.target else None


def test_the_box_hangs_below_the_activity_and_its_first_line_below_the_programme() -> None:
    section = form(PROGRAM, ACTIVITY, BOX)
    assert [told(row) for row in section.indikator] == [
        ("program", "2.24.02", "Persentase arsip yang tertib", "80 %"),
        ("kegiatan", "2.24.02.2.01", "Dana yang dibutuhkan", "Rp 25.000.000"),
        ("kegiatan", "2.24.02.2.01", "Jumlah arsip yang ditata", "1.200 berkas"),
    ]
    output = section.indikator[-1]
    assert [(e.jenjang, e.kode, e.teks) for e in output.hierarki] == [
        ("program", "2.24.02", "PROGRAM PENGELOLAAN ARSIP"),
        ("kegiatan", "2.24.02.2.01", "Penataan Arsip Daerah"),
    ]
    assert (output.sasaran, output.sasaran_induk) == ("Penataan Arsip Daerah", "PROGRAM PENGELOLAAN ARSIP")
    assert [(f.jenis, f.teks) for f in output.angka] == [("target", "1.200 berkas")]


def test_without_an_entry_above_it_the_box_is_a_table_like_any_other() -> None:
    (section,) = read(flow("DOKUMEN PELAKSANAAN ANGGARAN", BOX)).bagian
    assert {row.kode for row in section.indikator} == {None}


def test_an_indicator_is_the_value_of_a_line() -> None:
    pair = grid([["Keluaran Sub Kegiatan", ":", "(Indikator)\nJumlah arsip\nyang dialihkan", "(Target)\n300 berkas"]])
    (row,) = form(PROGRAM, ACTIVITY, TASK, pair, "Waktu Pelaksanaan : Januari").indikator
    assert told(row) == ("sub_kegiatan", "2.24.02.2.01.03", "Jumlah arsip yang dialihkan", "300 berkas")
    assert [e.jenjang for e in row.hierarki] == ["program", "kegiatan", "sub_kegiatan"]


def test_indicator_and_target_beside_each_other_on_the_page() -> None:
    def at(text: str, top: float, x0: float) -> object:
        return line(text, page=1, top=top, x0=x0)

    blocks = [
        at("DOKUMEN PELAKSANAAN ANGGARAN", 20, 200),
        at("Program\t: 2.24.02 PROGRAM PENGELOLAAN ARSIP", 60, 50),
        at("Capaian Program\t: (Indikator)\t(Target)", 80, 50),
        at("Indeks tertib arsip : hasil audit\tBaik", 95, 180),  # a colon in the value is no label
        at("internal", 107, 180),
        at("Kegiatan\t: 2.24.02.2.01 Penataan Arsip", 130, 50),
    ]
    (section,) = read(pages(blocks)).bagian  # type: ignore[arg-type]
    (row,) = section.indikator
    assert told(row) == ("program", "2.24.02", "Indeks tertib arsip : hasil audit internal", "Baik")
    assert section.halaman == (1, 1)


def test_a_new_entry_ends_those_below_it() -> None:
    other = "Kegiatan : 2.24.02.2.02 Pembinaan Kearsipan"
    pair = "Keluaran Sub Kegiatan : (Indikator) Jumlah arsip (Target) 3 berkas"
    assert [told(row)[1] for row in form(PROGRAM, ACTIVITY, TASK, other, BOX).indikator] == [
        "2.24.02",
        "2.24.02.2.02",
        "2.24.02.2.02",
    ]
    assert read(flow("DOKUMEN PELAKSANAAN ANGGARAN", PROGRAM, ACTIVITY, TASK, other, pair)).bagian == []


def test_a_form_drawn_as_one_grid_falls_into_its_parts() -> None:
    rows = [
        ["Program", ":", "2.24.02 PROGRAM PENGELOLAAN ARSIP", ""],
        ["Kegiatan", ":", "2.24.02.2.01 Penataan Arsip", ""],
        ["Lokasi", ":", "Kantor", ""],
        ["Indikator", "Tolok Ukur Kinerja", "", "Target Kinerja"],
        ["Keluaran", "Jumlah arsip yang ditata", "", "1.200 berkas"],
        ["Sub Kegiatan : 2.24.02.2.01.03 Alih Media Arsip", "", "", ""],
        ["Kode Rekening", "Uraian", "", "Jumlah (Rp)"],
        ["5.1.02", "Belanja Barang", "", "25.000.000"],
        ["5.1.02.01", "Kertas", "", "1.500.000"],
    ]
    spans = {(5, 0): 4} | {(r, 1): 2 for r in (3, 4, 6, 7, 8)} | {(r, 2): 2 for r in range(3)}
    (row,) = form(grid(rows, wide=spans)).indikator
    assert told(row) == ("kegiatan", "2.24.02.2.01", "Jumlah arsip yang ditata", "1.200 berkas")


def test_bands_of_a_matrix_make_no_form() -> None:
    rows = [
        ["Kode", "Kegiatan", "Indikator Kinerja Kegiatan", "Target"],
        ["Program : Pengelolaan Arsip", "", "", ""],
        ["2.24.02.2.01", "Penataan Arsip", "Jumlah arsip yang ditata", "1.200 berkas"],
        ["Program : Pembinaan Kearsipan", "", "", ""],
        ["2.24.03.2.01", "Pembinaan Kantor", "Jumlah kantor yang dibina", "12 kantor"],
    ]
    (section,) = read(flow(grid(rows, wide={(1, 0): 4, (3, 0): 4}))).bagian
    assert [told(row)[1] for row in section.indikator] == ["2.24.02.2.01", "2.24.03.2.01"]
