"""Performance agreements: who the two parties are, and the list of programmes with their money."""

from __future__ import annotations

import pytest

from extractor.from_contract import fields_from
from extractor.pipeline import document_of, interpret
from schemas.document import Bagian, Document
from schemas.transcript import Grid, Line, Transcript
from tests.support.transcripts import flow, grid, line, pages

TITLE = "PERJANJIAN KINERJA TAHUN 2024"
TABLE = grid([["No", "Sasaran", "Indikator", "Target"], ["1", "Tertib arsip", "Jumlah arsip", "3 berkas"]])
FIRST = ("Nama : Dra. SARI MELATI, M.Si.", "Jabatan : Kepala Dinas Kearsipan", "selanjutnya disebut PIHAK PERTAMA")
SECOND = (
    "Nama : H. BUDI RAHARJA",
    "Jabatan : Bupati Tirta Asri",
    "selaku atasan PIHAK PERTAMA, selanjutnya disebut PIHAK KEDUA",
)
NIP = "197004181996022003"


def read(transcript: Transcript) -> Document:
    return document_of(transcript, interpret(transcript))


def agreement(*blocks: str | Grid) -> Bagian:
    (section,) = read(flow(TITLE, *blocks)).bagian
    assert section.jenis == "PK"
    return section


def parties(section: Bagian) -> list[tuple[str, str | None, str | None]]:
    return [(party.peran, party.nama, party.jabatan) for party in section.pihak]


def money(section: Bagian) -> list[tuple[str | None, str, str, str | None]]:
    return [(one.kode, one.program, one.jumlah.teks, one.keterangan) for one in section.anggaran]


# --- parties ---

BOTH = [
    ("pertama", "Dra. SARI MELATI, M.Si.", "Kepala Dinas Kearsipan"),
    ("kedua", "H. BUDI RAHARJA", "Bupati Tirta Asri"),
]


@pytest.mark.parametrize("order", [(FIRST, SECOND), (SECOND, FIRST)], ids=["in order", "the superior first"])
def test_each_party_is_what_the_agreement_calls_it(order: tuple[tuple[str, ...], ...]) -> None:
    assert parties(agreement(*order[0], *order[1], TABLE)) == BOTH


def test_without_both_names_there_are_no_parties() -> None:
    assert agreement(*FIRST, TABLE).pihak == []
    assert agreement(*FIRST[:2], *SECOND[:2], TABLE).pihak == []  # nothing says who is who


def test_rank_and_number_are_read_from_labels() -> None:
    labels = ("Pangkat/Golongan : Pembina Utama Muda (IV/c)", "NIP : 19700418 199602 2 003")
    (first, second) = agreement(*FIRST[:2], *labels, FIRST[2], *SECOND, TABLE).pihak
    assert (first.pangkat, first.nip) == ("Pembina Utama Muda", NIP)
    assert (second.pangkat, second.nip) == (None, None)


def signed(*parts: tuple[str, float, float]) -> list[Line]:
    return [line(text, page=1, top=top, x0=x0) for text, x0, top in parts]


def test_a_signature_gives_rank_and_number_to_the_name_above_them() -> None:
    above = [line(text, page=1, top=40.0 + 14 * i) for i, text in enumerate((TITLE, *FIRST, *SECOND))]
    table = grid(
        [["No", "Sasaran", "Indikator", "Target"], ["1", "Tertib arsip", "Jumlah arsip", "3 berkas"]], page=1, top=200
    )
    below = signed(
        ("PIHAK KEDUA,", 100, 300),
        ("PIHAK PERTAMA,", 380, 300),
        ("H. BUDI RAHARJA", 90, 370),
        ("Dra. SARI MELATI, M.Si", 370, 370),
        ("Pembina Utama Muda", 375, 384),
        (f"NIP. {NIP}", 372, 398),
    )
    (section,) = read(pages([*above, table, *below])).bagian
    first, second = section.pihak
    assert (first.pangkat, first.nip) == ("Pembina Utama Muda", NIP)
    assert (second.pangkat, second.nip) == (None, None)
    assert section.bukti["pihak[pertama].nip"].teks_asli == f"NIP. {NIP}"


def test_only_agreements_have_parties() -> None:
    (section,) = read(flow("INDIKATOR KINERJA UTAMA", *FIRST, *SECOND, TABLE)).bagian
    assert (section.jenis, section.pihak) == ("IKU", [])


# --- money ---

BUDGET = grid(
    [
        ["No", "Program", "Anggaran", "Keterangan"],
        ["1", "Program Kearsipan", "Rp 1.250.000.000", "APBD"],
        ["2", "Program Penunjang", "Rp 900.000", ""],
        ["", "Jumlah", "Rp 1.250.900.000", ""],
    ]
)
LISTED = [
    (None, "Program Kearsipan", "Rp 1.250.000.000", "APBD"),
    (None, "Program Penunjang", "Rp 900.000", None),
]


def test_a_list_of_money_is_read_without_its_total() -> None:
    section = agreement(*FIRST, *SECOND, TABLE, BUDGET)
    assert money(section) == LISTED
    assert [one.jumlah.nilai for one in section.anggaran] == [1_250_000_000, 900_000]


def test_codes_are_taken_from_their_column_or_from_in_front() -> None:
    rows = [
        ["Kode", "Kegiatan", "Anggaran"],
        ["2.24.02", "Program Kearsipan", "1.250.000.000"],
        ["", "2.24.02.2.01 Penataan Arsip", "350.000.000"],
    ]
    assert money(agreement(TABLE, grid(rows))) == [
        ("2.24.02", "Program Kearsipan", "1.250.000.000", None),
        ("2.24.02.2.01", "Penataan Arsip", "350.000.000", None),
    ]


def test_entries_that_share_their_cells_are_told_apart() -> None:
    rows = [
        ["Program", "Anggaran", "Keterangan"],
        ["1. Program Kearsipan\ndan Dokumentasi\n2. Program Penunjang", "Rp 1.250.000.000\nRp 900.000", "APBD\nDAK"],
    ]
    assert money(agreement(TABLE, grid(rows))) == [
        (None, "Program Kearsipan dan Dokumentasi", "Rp 1.250.000.000", "APBD"),
        (None, "Program Penunjang", "Rp 900.000", "DAK"),
    ]


def test_money_in_plain_lines_below_the_table_is_a_list_too() -> None:
    table = grid([["Sasaran", "Indikator", "Target"], ["Tertib arsip", "Jumlah arsip", "3 berkas"]], page=1, top=100)
    texts = [
        "Program\tAnggaran\tKeterangan",
        "1. Program Kearsipan dan\tRp 1.250.000.000 APBD",
        "Dokumentasi",
        "2. Program Penunjang\tRp 900.000",
        "Jumlah\tRp 1.250.900.000",
        "Tirta Asri, 2 Januari 2024",
    ]
    below = [line(text, page=1, top=160.0 + 12 * i) for i, text in enumerate(texts)]
    (section,) = read(pages([line(TITLE, page=1, top=60), table, *below])).bagian
    assert money(section) == [
        (None, "Program Kearsipan dan Dokumentasi", "Rp 1.250.000.000", "APBD"),
        (None, "Program Penunjang", "Rp 900.000", None),
    ]


def test_numbers_in_front_of_programmes_are_left_out_however_a_scan_shows_them() -> None:
    rows = [["Program", "Anggaran"], ["1. Kearsipan", "Rp 1.000.000"], ["'2: Perpustakaan", "Rp 2.000.000"]]
    assert [program for _, program, _, _ in money(agreement(TABLE, grid(rows)))] == ["Kearsipan", "Perpustakaan"]


def test_prose_that_speaks_of_money_is_no_list() -> None:
    assert agreement(TABLE, "Seluruhnya dibiayai sebesar Rp 1.250.000.000 dari APBD.").anggaran == []


def test_each_agreement_of_a_file_has_its_own_parties_and_money() -> None:
    other = ("Nama : SITI LARAS", "Jabatan : Sekretaris Dinas", "selanjutnya disebut PIHAK PERTAMA")
    head = ("Nama : Dra. SARI MELATI, M.Si.", "Jabatan : Kepala Dinas", "selanjutnya disebut PIHAK KEDUA")
    document = read(flow(TITLE, *FIRST, *SECOND, TABLE, BUDGET, TITLE, *other, *head, TABLE))
    one, two = document.bagian
    assert [party.nama for party in one.pihak] == ["Dra. SARI MELATI, M.Si.", "H. BUDI RAHARJA"]
    assert [party.nama for party in two.pihak] == ["SITI LARAS", "Dra. SARI MELATI, M.Si."]
    assert (money(one), money(two)) == (LISTED, [])


def test_what_is_read_back_from_json_is_the_same() -> None:
    document = read(flow(TITLE, *FIRST, *SECOND, TABLE, BUDGET))
    (section,) = fields_from(Document.model_validate_json(document.model_dump_json())).sections
    assert section.budget_lines == 2
    amount = section.fields["anggaran[1].jumlah"]
    assert amount.target is not None
    assert (amount.text, amount.target.nilai) == ("Rp 1.250.000.000", 1_250_000_000)
    assert section.fields["pihak[kedua].nama"].text == "H. BUDI RAHARJA"
