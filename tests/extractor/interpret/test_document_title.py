"""What a document says of itself in titles, running heads and feet: office, years, kind of its sections."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.interpret.decree.scoring import Candidate, best_of
from extractor.interpret.lines.office_names import office_name
from extractor.interpret.lines.running_titles import is_running_title
from extractor.pipeline import document_of, interpret
from schemas.document import Document
from schemas.printed import Passage
from schemas.transcript import Grid, Line
from tests.support.transcripts import flow, grid, line, pages

ROWS = [["No", "Sasaran", "Indikator", "Target"], ["1", "Tertib arsip", "Jumlah arsip", "3 berkas"]]
TABLE = grid(ROWS)


def read(*blocks: str | Line | Grid, furniture: tuple[str, ...] = ()) -> Document:
    transcript = pages([line(block) if isinstance(block, str) else block for block in blocks])
    running = tuple(line(text) for text in furniture)
    transcript = replace(transcript, pages=tuple(replace(page, furniture=running) for page in transcript.pages))
    return document_of(transcript, interpret(transcript))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KECAMATAN RIMBA ASRI KOTA BLITAR Renja Kecamatan Rimba Asri 2022", "KECAMATAN RIMBA ASRI KOTA BLITAR"),
        ("Renja Dinas Arsip dan Pustaka 2022", "Dinas Arsip dan Pustaka"),
        ("LKjIP Dinas Arsip Kab. Bogor Th. 2019", "Dinas Arsip Kab. Bogor"),
        ("2.23.01 Dinas Arsip", "Dinas Arsip"),
        ("Pada tahun 2021, Dinas Arsip Kota Blitar melaksanakan perubahan", "Dinas Arsip Kota Blitar"),
        ("KEPALA DINAS ARSIP, STATISTIK DAN PERSANDIAN", "DINAS ARSIP, STATISTIK DAN PERSANDIAN"),
        ("SMP Negeri 3 Rimba", "SMP Negeri 3 Rimba"),
        ("INSPEKTORAT", "INSPEKTORAT"),
        ("lembaga kemasyarakatan untuk 5 lembaga, terbinanya warga dan", None),
        ("Nilai LKIP SKPD", None),
        ("10", None),
        ("Kecamatan dan kelurahan", None),
    ],
)
def test_a_name_is_a_phrase_from_an_office_word_to_where_names_end(text: str, name: str | None) -> None:
    found = office_name(text)
    assert (found.text if found is not None else None) == name


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("Renja Kecamatan Rimba Asri 2022", True),
        ("LKjIP Dinas Arsip Kab. Bogor Th. 2019", True),
        ("Renstra Dinas Arsip Tahun 2017-2022 | 49", True),
        ("Laporan Kinerja Instansi Pemerintah Tahun 2016", True),
        ("RENCANA STRATEGIS DINAS ARSIP TAHUN 2017-2022", False),
        ("Perjanjian Kinerja Tahun 2022", False),
        ("Renja Dinas Arsip disusun menurut peraturan", False),
    ],
)
def test_running_heads_are_told_from_headings(text: str, running: bool) -> None:
    assert is_running_title(line(text)) is running


def test_prose_names_no_office_that_nothing_else_names() -> None:
    found = read("lembaga kemasyarakatan untuk 5 lembaga, terbinanya warga", TABLE)
    assert found.metadata.instansi is None


def test_a_running_foot_names_office_year_and_kind() -> None:
    found = read("Hasilnya sebagai berikut:", TABLE, furniture=("9", "Renja Kecamatan Rimba Asri 2022"))
    assert (found.metadata.instansi, found.metadata.tahun) == ("Kecamatan Rimba Asri", "2022")
    assert [section.jenis for section in found.bagian] == ["RENJA"]


def test_the_years_of_a_report_are_not_those_of_the_plan_that_it_cites() -> None:
    found = read(
        "Indikator program yang tertuang dalam RPJMD Kabupaten Bogor tahun 2016 - 2021, yaitu :",
        TABLE,
        furniture=("LKjIP Dinas Arsip Kab. Bogor Th. 2019",),
    )
    assert found.metadata.tahun == "2019"


def test_running_heads_that_disagree_say_nothing_of_the_years() -> None:
    found = read(
        "Revisi Renstra Dinas Arsip Tahun 2021-2022 memuat tujuan dan sasaran.",
        TABLE,
        furniture=("Renstra Dinas Arsip Tahun 2017-2022", "Renstra Dinas Arsip Tahun 2012-2017"),
    )
    assert found.metadata.tahun == "2021-2022"


def test_years_of_cited_laws_are_not_those_of_the_document() -> None:
    found = read(
        "KEPUTUSAN KEPALA DINAS ARSIP", "NOMOR 4/DA/2021", "TENTANG", "INDIKATOR KINERJA UTAMA",
        "Menimbang : bahwa perlu;", "Mengingat : 1. Undang-Undang", "Tahun 2009 tentang Kearsipan;", "MEMUTUSKAN :",
        "Ditetapkan di Blitar", "pada tanggal 4 Maret 2021", TABLE,
    )  # fmt: skip
    assert found.metadata.tahun == "2021"


def test_nothing_is_said_where_two_values_are_as_likely() -> None:
    names = [Passage((line(text),)) for text in ("Dinas Arsip", "Dinas Pustaka")]
    assert best_of([Candidate(str(i), "heading", name) for i, name in enumerate(names)], "instansi") is None
    clear = best_of([Candidate("a", "label", names[0]), Candidate("b", "heading", names[1])], "instansi")
    assert clear is not None
    assert clear.lines == names[0].lines
    assert 0.9 < clear.certainty < 1


def test_no_kind_is_given_for_want_of_a_better_one() -> None:
    (section,) = read("Hasilnya sebagai berikut:", TABLE).bagian
    assert section.jenis == "LAIN"


@pytest.mark.parametrize(
    ("titles", "kind"),
    [
        (("LAPORAN KINERJA INSTANSI PEMERINTAH", "TAHUN 2023"), "LKJIP"),
        (("RENCANA KERJA DINAS ARSIP TAHUN 2022",), "RENJA"),
        (("RENCANA PEMBANGUNAN JANGKA MENENGAH DAERAH", "KABUPATEN BOGOR 2021-2026"), "RPJMD"),
        (("RENCANA PROGRAM, KEGIATAN DAN PENDANAAN INDIKATIF",), "RENSTRA"),
        (("RENSTRA DINAS ARSIP", "Tabel 7.2 Indikator Kinerja yang Mengacu pada Tujuan", "RPJMD"), "RENSTRA"),
    ],
)
def test_titles_of_plans_and_reports_name_the_kind(titles: tuple[str, ...], kind: str) -> None:
    (section,) = read(*titles, TABLE).bagian
    assert section.jenis == kind


def test_a_list_marked_heading_right_above_a_table_names_the_post() -> None:
    table = grid([["No", "Sasaran", "Indikator", "Target"], ["1", "Tertib arsip", "Jumlah arsip", "3 berkas"]])
    other = grid([["No", "Kinerja", "Indikator", "Target"], ["1", "Tertib surat", "Jumlah surat", "3 surat"]])
    found = read(
        "a. Perjanjian Kinerja Kepala Dinas", "Merupakan tolok ukur sasaran pertama", "yaitu tertib arsip :", table,
        "b. Perjanjian Kinerja Kepala Seksi dan Kepala Sub Bagian", "i.\tKepala Sub Bagian Umum", other,
        "ii. Seksi Penataan Arsip dan Pemberdayaan", "Masyarakat", table,
    )  # fmt: skip
    assert [(s.jenis, s.jabatan) for s in found.bagian] == [
        ("PK", "Kepala Dinas"),
        ("PK", "Kepala Sub Bagian Umum"),
        ("PK", "Seksi Penataan Arsip dan Pemberdayaan Masyarakat"),
    ]


def test_the_post_above_the_title_and_a_title_repeated_below_it() -> None:
    (section,) = read(
        "PERJANJIAN KINERJA TAHUN 2025", "KEPALA DINAS ARSIP", "Tabel 1. Perjanjian Kinerja Tahun 2025", TABLE
    ).bagian
    assert section.jabatan == "KEPALA DINAS ARSIP"
    banded = grid([["PERJANJIAN KINERJA", None, None, None], *ROWS], wide={(0, 0): 4})
    (section,) = read("PERJANJIAN KINERJA TAHUN 2025", "KEPALA DINAS ARSIP", banded).bagian
    assert section.jabatan == "KEPALA DINAS ARSIP"


def test_a_sheet_of_a_division_is_named_by_its_label() -> None:
    (section,) = read("INDIKATOR KINERJA", "Nama Bidang : Bidang Penataan Arsip", TABLE).bagian
    assert section.jabatan == "Bidang Penataan Arsip"


def test_a_continued_title_continues_the_section_and_another_title_does_not() -> None:
    found = read(
        "PERJANJIAN KINERJA TAHUN 2025", "KEPALA DINAS ARSIP", TABLE, "PERJANJIAN KINERJA 2025 (LANJUTAN)", TABLE
    )
    assert [(s.jabatan, len(s.indikator)) for s in found.bagian] == [("KEPALA DINAS ARSIP", 2)]
    found = read("RENSTRA DINAS ARSIP", "Tabel 7.1 Indikator Kinerja", TABLE, "Tabel 7.2 Indikator Urusan", TABLE)
    assert [len(s.indikator) for s in found.bagian] == [1, 1]


def test_a_running_head_between_two_pages_is_no_heading() -> None:
    first = [line("RENCANA KERJA", page=1), grid(ROWS, page=1)]
    rest = grid([["2", "Tertib surat", "Jumlah surat", "4 berkas"]], page=2)
    transcript = pages(first, [line("Renja Dinas Arsip 2022", page=2, top=20), rest])
    (section,) = document_of(transcript, interpret(transcript)).bagian
    assert (section.jenis, len(section.indikator)) == ("RENJA", 2)


def test_flow_of_a_decree_keeps_its_kind() -> None:
    transcript = flow("INDIKATOR KINERJA UTAMA", "DINAS ARSIP", "TAHUN 2021", TABLE)
    assert document_of(transcript, interpret(transcript)).jenis == "IKU"
