"""Regulations of invented offices, as PDF and DOCX: title, opening, units, closing and annexes come back as written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.pipeline import document_of, extract, interpret
from parsers.reading import ReadOptions
from schemas.document import Document
from schemas.naskah_contract import Naskah, Unit
from tests.support.regulations import as_docx, as_pdf
from tests.support.regulations.content import write
from tests.support.regulations.habits import habits
from tests.support.transcripts import flow, line, pages

PDF_SEEDS = (0, 2, 11, 16, 20, 24)
DOCX_SEEDS = (1, 4, 13, 17)

Node = tuple[tuple[str, ...], str | None, str | None]


def gold_nodes(parts: list[dict[str, Any]], above: tuple[str, ...] = ()) -> Iterator[Node]:
    for part in parts:
        path = (*above, f"{part['jenis']} {part['nomor']}")
        yield path, part["judul"], part["teks"]
        yield from gold_nodes(part["anak"], path)


def nodes(units: list[Unit], above: tuple[str, ...] = ()) -> Iterator[Node]:
    for unit in units:
        path = (*above, f"{unit.jenis} {unit.nomor}")
        yield path, unit.judul, unit.teks
        yield from nodes(unit.anak, path)


def read(data: bytes, path: Path) -> Naskah:
    path.write_bytes(data)
    naskah = extract(path, ReadOptions()).naskah
    assert naskah is not None
    return naskah


def check(naskah: Naskah, gold: dict[str, Any]) -> None:
    assert list(nodes(naskah.isi)) == list(gold_nodes(gold["isi"]))
    assert list(nodes(naskah.penjelasan)) == list(gold_nodes(gold["penjelasan"]))
    assert (naskah.bentuk, naskah.judul, naskah.menetapkan) == (gold["bentuk"], gold["judul"], gold["menetapkan"])
    for name, items in gold["pembukaan"].items():
        assert [(item.nomor, item.teks) for item in getattr(naskah.pembukaan, name)] == [
            (item["nomor"], item["teks"]) for item in items
        ]
    assert naskah.penutup.model_dump(exclude={"bukti", "perintah"}) == gold["penutup"]
    assert naskah.tembusan == gold["tembusan"]
    assert [annex.judul for annex in naskah.lampiran] == [annex["judul"] for annex in gold["lampiran"]]
    named = {(one.bentuk, one.nomor, one.tahun) for one in naskah.rujukan}
    assert named == {(one["bentuk"], one["nomor"], one["tahun"]) for one in gold["rujukan"]}


@pytest.mark.parametrize("seed", PDF_SEEDS)
def test_regulations_in_pdf(seed: int, tmp_path: Path) -> None:
    regulation = write(seed)
    check(read(as_pdf.draw(regulation, habits(seed)), tmp_path / "a.pdf"), regulation.gold())


@pytest.mark.parametrize("seed", DOCX_SEEDS)
def test_regulations_in_docx(seed: int, tmp_path: Path) -> None:
    regulation = write(seed)
    check(read(as_docx.draw(regulation, habits(seed)), tmp_path / "a.docx"), regulation.gold())


# ---- single habits


HEAD = (
    "PERATURAN BUPATI MELATI",
    "NOMOR 4 TAHUN 2020",
    "TENTANG",
    "KOLAM IKAN",
    "BUPATI MELATI,",
    "Menimbang : bahwa perlu menetapkan Peraturan Bupati;",
    "Mengingat : 1. Undang-Undang Nomor 9 Tahun 2015;",
    "MEMUTUSKAN:",
    "Menetapkan : PERATURAN BUPATI TENTANG KOLAM IKAN.",
)


def document(*rows: str) -> Document:
    transcript = flow(*rows)
    return document_of(transcript, interpret(transcript))


def naskah_of(*rows: str) -> Naskah:
    naskah = document(*rows).naskah
    assert naskah is not None
    return naskah


def paths(naskah: Naskah) -> list[str]:
    return [" > ".join(path) for path, _, _ in nodes(naskah.isi)]


def test_a_reference_at_the_start_of_a_printed_line_begins_nothing() -> None:
    body = [
        ("Pasal 1", 290.0),
        ("(1) Pengelola wajib mencatat kolam ikan sebagaimana dimaksud dalam", 50.0),
        ("Pasal 5", 75.0),
        ("(2) Pengelola wajib memelihara kolam ikan sebagaimana dimaksud pada ayat", 50.0),
        ("(1) dan menjaga kebersihan kolam ikan setiap hari.", 75.0),
        ("(3) Pengelola wajib melapor.", 50.0),
    ]
    rows = [*((text, 150.0) for text in HEAD), *body]
    made = [line(text, page=1, top=40.0 + 14 * place, x0=x0) for place, (text, x0) in enumerate(rows)]
    transcript = pages(made)
    naskah = document_of(transcript, interpret(transcript)).naskah
    assert naskah is not None
    assert paths(naskah) == ["pasal 1", *(f"pasal 1 > ayat {n}" for n in (1, 2, 3))]


def test_text_behind_a_list_belongs_to_the_unit_that_holds_the_list() -> None:
    naskah = naskah_of(
        *HEAD,
        "Pasal 1",
        "Pada saat ini berlaku:",
        "a. aturan satu; dan",
        "b. aturan dua,",
        "dicabut dan tidak berlaku.",
    )
    (article,) = naskah.isi
    assert article.teks == "Pada saat ini berlaku: dicabut dan tidak berlaku."
    assert [item.teks for item in article.anak] == ["aturan satu; dan", "aturan dua,"]


def test_quoted_articles_are_units_below_their_item() -> None:
    naskah = naskah_of(
        *HEAD,
        "Pasal I",
        "Beberapa ketentuan diubah sebagai berikut:",
        "1. Di antara BAB III dan BAB IV disisipkan 1 (satu) bab sehingga berbunyi:",
        "BAB IIIA",
        "KETENTUAN LAIN",
        "Pasal 13A",
        "(1) Kolam dijaga.",
        "2. Pasal 15 dihapus.",
        "Pasal II",
        "Peraturan ini mulai berlaku.",
    )
    assert paths(naskah) == [
        "pasal I",
        "pasal I > angka 1",
        "pasal I > angka 1 > bab IIIA",
        "pasal I > angka 1 > bab IIIA > pasal 13A",
        "pasal I > angka 1 > bab IIIA > pasal 13A > ayat 1",
        "pasal I > angka 2",
        "pasal II",
    ]
    chapter = naskah.isi[0].anak[0].anak[0]
    assert (chapter.judul, chapter.anak[0].alamat) == ("KETENTUAN LAIN", "pasal-I.angka-1.pasal-13A")


DECREE = (
    "KEPUTUSAN CAMAT MELATI",
    "NOMOR 7/2020",
    "TENTANG",
    "POS JAGA",
    "CAMAT MELATI,",
    "Menimbang : a. bahwa perlu;",
)


def test_misnumbered_dicta_keep_their_numbers_and_their_addresses_differ() -> None:
    made = document(
        *DECREE,
        "MEMUTUSKAN :",
        "Menetapkan :",
        "KESATU : Membentuk pos jaga.",
        "KEDUA : Pos jaga melapor.",
        "KEDUA : Biaya ditanggung kecamatan.",
        "Ditetapkan di Melati",
        "pada tanggal 3 Mei 2020",
    )
    assert made.naskah is not None
    assert [unit.alamat for unit in made.naskah.isi] == ["diktum-KESATU", "diktum-KEDUA", "diktum-KEDUA~2"]
    assert made.naskah.menetapkan is None
    assert "diktum_salah_nomor" in {found.kode for found in made.temuan}
    assert "tanpa_indikator" not in {found.kode for found in made.temuan}


def test_gaps_and_references_to_missing_articles_are_found() -> None:
    made = document(
        *HEAD,
        "Pasal 1",
        "Kolam dijaga sebagaimana dimaksud dalam Pasal 9.",
        "Pasal 2",
        "Ketentuan dalam Pasal 7 Undang-Undang Nomor 3 Tahun 2019 berlaku.",
        "Pasal 4",
        "(1) Kolam dicatat.",
        "(3) Kolam dilaporkan.",
    )
    found = [(one.kode, one.lokasi) for one in made.temuan if one.kode.startswith(("nomor_naskah", "pasal"))]
    assert found == [
        ("nomor_naskah_lompat", "pasal-4"),
        ("nomor_naskah_lompat", "pasal-4.ayat-3"),
        ("pasal_tidak_ada", "pasal-1"),
    ]


def test_an_annex_alone_is_a_regulation_without_units() -> None:
    naskah = naskah_of(
        "LAMPIRAN II", "KEPUTUSAN CAMAT MELATI", "NOMOR 7/2020", "TENTANG", "POS JAGA", "1. Budi", "2. Ani"
    )
    assert (naskah.bentuk, naskah.isi, [annex.nomor for annex in naskah.lampiran]) == ("keputusan", [], ["II"])


def test_a_plan_that_names_regulations_prints_none() -> None:
    assert document("RENCANA KERJA", "1. Undang-Undang Nomor 9 Tahun 2015;", "KEPUTUSAN BUPATI MELATI").naskah is None


def test_each_mention_of_a_regulation_is_a_place_of_it() -> None:
    naskah = naskah_of(
        *HEAD, "Pasal 1", "Sesuai Pasal 4 ayat (2) Undang-Undang Nomor 9 Tahun 2015 dan Nomor 3 Tahun 2016."
    )
    first, second = naskah.rujukan
    assert (first.nomor, first.tahun, [place.alamat for place in first.tempat]) == (
        "9",
        "2015",
        ["mengingat[1]", "pasal-1"],
    )
    assert (second.bentuk, second.nomor, second.tahun) == ("undang-undang", "3", "2016")


def test_an_instruction_has_addressees_and_dicta() -> None:
    naskah = naskah_of(
        "INSTRUKSI BUPATI MELATI",
        "NOMOR 3 TAHUN 2021",
        "TENTANG",
        "PENGHEMATAN AIR",
        "BUPATI MELATI,",
        "Dalam rangka penghematan air, dengan ini menginstruksikan:",
        "Kepada\t:\t1.\tKepala Dinas Pengairan;",
        "2.\tPara Camat.",
        "Untuk\t:",
        "KESATU\t:\tMenghemat air.",
        "KEDUA\t:\tMelaporkan:",
        "a. setiap bulan; dan",
        "b. pada akhir tahun.",
        "Dikeluarkan di Melati",
        "pada tanggal 4 Mei 2021",
    )
    assert naskah.judul == "INSTRUKSI BUPATI MELATI NOMOR 3 TAHUN 2021 TENTANG PENGHEMATAN AIR"
    assert [item.teks for item in naskah.pembukaan.kepada] == ["Kepala Dinas Pengairan;", "Para Camat."]
    assert [item.nomor for item in naskah.pembukaan.menimbang] == [None]
    assert paths(naskah) == ["diktum KESATU", "diktum KEDUA", "diktum KEDUA > huruf a", "diktum KEDUA > huruf b"]
    assert naskah.penutup.ditetapkan_tanggal == "2021-05-04"


def test_the_lists_of_a_circular_are_its_units() -> None:
    naskah = naskah_of(
        "SURAT EDARAN",
        "NOMOR 4 TAHUN 2022",
        "TENTANG",
        "PENGISIAN LAPORAN",
        "A. Umum",
        "Laporan perlu diisi.",
        "B. Tujuan",
        "1. Tertib.",
        "2. Lengkap.",
        "Ditetapkan di Melati",
        "pada tanggal 3 Maret 2022",
    )
    assert paths(naskah) == ["huruf A", "huruf B", "huruf B > angka 1", "huruf B > angka 2"]
    assert naskah.isi[0].teks == "Umum Laporan perlu diisi."


def test_misread_markers_are_told_by_what_follows_them() -> None:
    items = [f"{letter}. kolam {letter};" for letter in "abcdefg"]
    naskah = naskah_of(
        *HEAD,
        "Pasal l",
        "(l) Yang dijaga:",
        *items,
        "h. air; dan",
        "1. ikan.",
        "(2) Kolam dicatat.",
        "Pasal 2",
        "Selesai.",
    )
    assert paths(naskah)[:2] == ["pasal 1", "pasal 1 > ayat 1"]
    assert paths(naskah)[9:] == [
        "pasal 1 > ayat 1 > huruf h",
        "pasal 1 > ayat 1 > huruf i",
        "pasal 1 > ayat 2",
        "pasal 2",
    ]


def test_the_official_who_is_named_again_is_no_part_of_the_title() -> None:
    naskah = naskah_of("KEPUTUSAN CAMAT", "MELATI", "NOMOR 7/2020", "TENTANG", "POS JAGA", "CAMAT MELATI", *DECREE[5:])
    assert naskah.judul == "KEPUTUSAN CAMAT MELATI NOMOR 7/2020 TENTANG POS JAGA"


def test_a_colon_in_a_column_of_its_own_hides_no_marker() -> None:
    rows = ("MEMUTUSKAN :", "Menetapkan :", "KESATU\t:\tPos jaga bertugas", ":\ta.\tmenjaga; dan", "b.\tmelapor.")
    assert paths(naskah_of(*DECREE, *rows)) == ["diktum KESATU", "diktum KESATU > huruf a", "diktum KESATU > huruf b"]
