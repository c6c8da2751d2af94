"""Which jabatan, tugas and fungsi a table belongs to, and what the decree says of itself."""

from __future__ import annotations

from extractor.pipeline import document_of, interpret
from schemas.document import Document
from schemas.transcript import Grid, Transcript
from tests.support.transcripts import flow, grid, line, pages

TABLE = grid([["No", "Sasaran", "Indikator", "Target"], ["1", "Tertib arsip", "Jumlah arsip", "3 berkas"]])


def read(transcript: Transcript) -> Document:
    return document_of(transcript, interpret(transcript))


def test_label_lines_open_a_section_each() -> None:
    document = read(
        flow(
            "INDIKATOR KINERJA INDIVIDU",
            "Jabatan\t:\tArsiparis",
            "Tugas\t:\tMenata arsip kantor.",
            "Fungsi\t:",
            "1.\tMenerima arsip;",
            "2.\tMenyimpan arsip.",
            TABLE,
            "INDIKATOR KINERJA INDIVIDU",
            "1. JABATAN : Arsiparis",
            "2. FUNGSI : -",
            TABLE,
        )
    )
    first, second = document.bagian
    assert (first.jenis, first.jabatan, first.tugas) == ("IKI", "Arsiparis", "Menata arsip kantor.")
    assert first.fungsi == ["Menerima arsip;", "Menyimpan arsip."]
    assert (second.jabatan, second.tugas, second.fungsi) == ("Arsiparis", None, [])
    assert document.jenis == "IKI"


def test_labels_in_a_table_of_three_columns_read_like_lines() -> None:
    form = grid(
        [["Jabatan", ":", "Arsiparis"], ["Tugas", ":", "Menata arsip"], ["Fungsi", ":", "a. Menerima;\nb. Menyimpan."]]
    )
    (section,) = read(flow("INDIKATOR KINERJA INDIVIDU", form, TABLE)).bagian
    assert (section.jabatan, section.tugas, section.fungsi) == (
        "Arsiparis",
        "Menata arsip",
        ["Menerima;", "Menyimpan."],
    )


def test_a_letter_read_as_a_digit_goes_on_with_the_list() -> None:
    letters = [f"{letter}. Menata arsip {letter};" for letter in "abcdefgh"]
    (section,) = read(
        flow("Jabatan : Arsiparis", "Fungsi :", *letters, "1. Merawat arsip;", "j. Lain-lain.", TABLE)
    ).bagian
    assert section.fungsi[-3:] == ["Menata arsip h;", "Merawat arsip;", "Lain-lain."]
    nested = [*letters, "1. Merawat arsip;", "2. Menjaga arsip."]
    (section,) = read(flow("Jabatan : Arsiparis", "Fungsi :", *nested, TABLE)).bagian
    assert section.fungsi[-1].startswith("Menata arsip h; 1. Merawat")


def test_wrapped_items_and_run_on_numbers_of_a_list() -> None:
    fungsi = ["1. Menerima arsip dari", "bidang lain;", "2. Menyimpan arsip;3. Merawat arsip;", "4. Memusnahkan arsip."]
    (section,) = read(flow("Jabatan : Arsiparis", "Fungsi :", *fungsi, TABLE)).bagian
    assert section.fungsi == [
        "Menerima arsip dari bidang lain;",
        "Menyimpan arsip;",
        "Merawat arsip;",
        "Memusnahkan arsip.",
    ]


def test_of_two_parties_the_first_signs_for_the_table() -> None:
    (section,) = read(
        flow(
            "PERJANJIAN KINERJA TAHUN 2021",
            "Nama\t: Rimba Wira",
            "Jabatan\t: Kepala Dinas Arsip Kabupaten Rimbun",
            "Selanjutnya disebut PIHAK PERTAMA",
            "Nama\t: Sari Lestari",
            "Jabatan\t: Bupati Rimbun",
            "Selaku atasan PIHAK PERTAMA, selanjutnya disebut PIHAK KEDUA",
            TABLE,
        )
    ).bagian
    assert (section.jenis, section.jabatan) == ("PK", "Kepala Dinas Arsip Kabupaten Rimbun")


def test_a_jabatan_column_makes_sections() -> None:
    table = grid(
        [
            ["Jabatan", "Sasaran", "Indikator", "Target"],
            ["Arsiparis", "A", "Nilai a", "1"],
            ["Pustakawan", "B", "Nilai b", "2"],
        ]
    )
    document = read(flow("INDIKATOR KINERJA INDIVIDU", table))
    assert [(b.jabatan, len(b.indikator)) for b in document.bagian] == [("Arsiparis", 1), ("Pustakawan", 1)]


def test_a_label_on_two_lines() -> None:
    block = [
        line("INDIKATOR KINERJA UTAMA", page=1, top=10),
        line("Nama\t: Dinas Arsip", page=1, top=30),
        line("Organisasi", page=1, top=42),
        grid([["No", "Sasaran", "Indikator", "Target"], ["1", "A", "Nilai a", "1"]], page=1),
    ]
    assert read(pages(block)).metadata.instansi == "Dinas Arsip"


def test_the_head_of_a_decree() -> None:
    document = read(
        flow(
            "PEMERINTAH KABUPATEN RIMBUN RAYA",
            "DINAS KEARSIPAN",
            "KEPUTUSAN KEPALA DINAS KEARSIPAN KABUPATEN RIMBUN RAYA",
            "NOMOR : 065/21/DA/2021",
            "TENTANG",
            "INDIKATOR KINERJA UTAMA",
            "TAHUN 2021-2026",
            "KEPALA DINAS KEARSIPAN,",
            "Menimbang\t: a.\tbahwa arsip perlu ditata;",
            "Mengingat\t: 1.\tUndang-Undang Nomor 43 Tahun 2009 tentang Kearsipan;",
            "Ditetapkan di Rimbun Raya",
            "pada tanggal 4 Maret 2021",
            "KEPALA DINAS KEARSIPAN,",
            "",
            "Drs. RIMBA WIRA, M.Si",
            "Pembina Utama Muda",
            "NIP. 19700101 199503 1 002",
            "LAMPIRAN KEPUTUSAN KEPALA DINAS KEARSIPAN",
            "NOMOR : 065/99/DA/2020",
            "INDIKATOR KINERJA UTAMA",
            TABLE,
        )
    )
    head = document.metadata
    assert head.nomor == "065/21/DA/2021"
    assert head.tentang == "INDIKATOR KINERJA UTAMA TAHUN 2021-2026"
    assert (head.tahun, head.tanggal, head.tempat) == ("2021-2026", "2021-03-04", "Rimbun Raya")
    assert head.wilayah == "Kabupaten Rimbun Raya"
    assert head.instansi is not None
    assert head.instansi.startswith("DINAS KEARSIPAN")
    assert head.penandatangan is not None
    assert head.penandatangan.nama == "Drs. RIMBA WIRA, M.Si"
    assert head.penandatangan.pangkat == "Pembina Utama Muda"
    assert head.penandatangan.nip == "197001011995031002"
    assert head.bukti["nomor"].teks_asli == "065/21/DA/2021"


def test_the_position_of_a_party_is_the_one_beside_his_name() -> None:
    document = read(
        flow(
            "PERJANJIAN KINERJA TAHUN 2021",
            "Nama : Sekar Langit, S.Sos",
            "Jabatan : Kepala Dinas Kearsipan",
            "selanjutnya disebut PIHAK PERTAMA",
            "Nama : Rimba Wira",
            "Jabatan : Bupati Rimbun Raya",
            "selanjutnya disebut PIHAK KEDUA",
            "Rimbun Raya, 4 Januari 2021",
            "PIHAK KEDUA\tPIHAK PERTAMA",
            "RIMBA WIRA\tSEKAR LANGIT, S.Sos",
            "NIP. 19700101 199503 1 002",
            TABLE,
        )
    )
    signed = document.metadata.penandatangan
    assert signed is not None
    assert (signed.nama, signed.jabatan) == ("SEKAR LANGIT, S.Sos", "Kepala Dinas Kearsipan")


def test_a_place_and_date_below_a_heading_are_not_its_year() -> None:
    document = read(
        flow("Rencana Dinas Kearsipan Tahun 2013 - 2018.", "Indikator Kinerja Utama :", "Rimbun Raya, 2016", TABLE)
    )
    assert document.metadata.tahun == "2013-2018"


def test_bare_lists_beside_a_tree_are_told_and_left_out() -> None:
    tree = grid(
        [
            ["ULTIMATE OUTCOME", "INTERMEDIATE OUTCOME", "OUTPUT"],
            ["Terjaganya arsip daerah", "Tertatanya arsip dinas", "Tersedianya daftar arsip"],
            [None, None, "Tersedianya rak arsip"],
        ]
    )
    bare = grid([["Indikator Kinerja", "Target"], ["Jumlah berkas tertata", ""], ["Jumlah rak terpasang", ""]])
    alone = read(flow("INDIKATOR KINERJA UTAMA", bare))
    assert [len(section.indikator) for section in alone.bagian] == [2]
    beside = read(flow(tree, "Keterangan gambar", bare))
    assert beside.kaskade
    assert beside.bagian == []
    assert any(f.kode == "tabel_dilewati" and "Jumlah berkas" in f.pesan for f in beside.temuan)


def test_every_value_stands_in_the_document() -> None:
    transcript = flow("INDIKATOR KINERJA INDIVIDU", "Jabatan : Arsiparis", TABLE)
    (section,) = read(transcript).bagian
    row = section.indikator[0]
    assert set(row.bukti) == {"no", "sasaran", "indikator", "target"}
    assert row.bukti["target"].teks_asli == "3 berkas"
    assert section.bukti["jabatan"].teks_asli == "Arsiparis"


def test_a_position_heads_its_duties_without_a_label() -> None:
    document = read(
        flow(
            "INDIKATOR KINERJA INDIVIDU",
            "A. KEPALA SEKSI ARSIP",
            "Tugas :",
            "Menata arsip.",
            "Fungsi :",
            "1. pencatatan arsip;",
            "2. penyimpanan arsip.",
            TABLE,
        )
    )
    (section,) = document.bagian
    assert section.jabatan == "KEPALA SEKSI ARSIP"
    assert section.fungsi == ["pencatatan arsip;", "penyimpanan arsip."]


def test_a_colon_in_front_of_a_value_belongs_to_its_label() -> None:
    form = grid(
        [["Nama Jabatan", ": Arsiparis"], ["Tugas", ": Menata arsip."], ["Fungsi", ": 1. mencatat;\n2. menyimpan."]]
    )
    (section,) = read(flow("INDIKATOR KINERJA INDIVIDU", form, TABLE)).bagian
    assert (section.jabatan, section.tugas) == ("Arsiparis", "Menata arsip.")
    assert section.fungsi == ["mencatat;", "menyimpan."]


def test_a_sasaran_above_its_table_holds_for_the_table() -> None:
    def part(number: int, name: str) -> Grid:
        return grid([["No", "Indikator Kinerja Utama", "Sumber Data"], [str(number), name, "Register"]])

    document = read(
        flow(
            "INDIKATOR KINERJA UTAMA",
            "Sasaran 1 : Tertatanya arsip",
            part(1, "Jumlah arsip"),
            "Sasaran 2 : Terawatnya taman",
            part(2, "Jumlah taman"),
        )
    )
    found = [(row.sasaran, row.indikator) for section in document.bagian for row in section.indikator]
    assert found == [("Tertatanya arsip", "Jumlah arsip"), ("Terawatnya taman", "Jumlah taman")]


def test_numbered_labels_with_their_colons_in_the_value() -> None:
    form = grid([["1.", "Jabatan", ": Arsiparis"], ["2.", "Tugas", ": Menata arsip."], ["3.", "Fungsi", ":"]])
    (section,) = read(flow("INDIKATOR KINERJA INDIVIDU", form, "- mencatat;", "- menyimpan.", TABLE)).bagian
    assert (section.jabatan, section.tugas) == ("Arsiparis", "Menata arsip.")
    assert section.fungsi == ["mencatat;", "menyimpan."]


def test_two_labels_on_one_line_are_two_labels() -> None:
    (section,) = read(flow("PERJANJIAN KINERJA", "Nama : Sri Ayu\tJabatan : Arsiparis", TABLE)).bagian
    assert section.jabatan == "Arsiparis"
