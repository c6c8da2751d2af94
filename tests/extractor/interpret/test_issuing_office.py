"""Which office, region and date a document is of, where no decree with its head says it plainly."""

from __future__ import annotations

from extractor.pipeline import document_of, interpret
from schemas.document import Metadata
from schemas.transcript import Grid
from tests.support.transcripts import flow, grid

TABLE = grid([["No", "Sasaran", "Indikator", "Target"], ["1", "Tertatanya arsip", "Jumlah arsip", "4 arsip"]])


def head(*blocks: str | Grid) -> Metadata:
    transcript = flow(*blocks, TABLE)
    return document_of(transcript, interpret(transcript)).metadata


def test_a_word_for_an_office_alone_is_no_name() -> None:
    found = head("KECAMATAN RIMBA ASRI", "INDIKATOR KINERJA INDIVIDU", "Jabatan\t: Sekretaris Kecamatan")
    assert found.instansi == "KECAMATAN RIMBA ASRI"


def test_the_government_of_a_region_decides_for_itself() -> None:
    found = head(
        "BUPATI RIMBUN RAYA",
        "PERATURAN BUPATI RIMBUN RAYA",
        "NOMOR 3 TAHUN 2022",
        "TENTANG",
        "INDIKATOR KINERJA UTAMA PEMERINTAH KABUPATEN RIMBUN",
        "RAYA TAHUN 2021-2026",
        "Menimbang\t: bahwa perlu;",
    )
    assert found.instansi == "PEMERINTAH KABUPATEN RIMBUN RAYA"
    assert found.wilayah == "Kabupaten Rimbun Raya"


def test_an_office_named_within_a_heading() -> None:
    assert head("Tujuan Jangka Menengah Dinas Arsip Kabupaten Bogor").instansi == "Dinas Arsip Kabupaten Bogor"


def test_the_number_of_a_decree_names_no_office() -> None:
    found = head(
        "KEPUTUSAN DIREKTUR RUMAH SAKIT UMUM DAERAH MELATI",
        "NOMOR 445/118/RSUD/2023",
        "TENTANG",
        "INDIKATOR KINERJA UTAMA",
        "DIREKTUR RUMAH SAKIT UMUM DAERAH MELATI",
        "Menimbang\t: bahwa perlu;",
    )
    assert found.instansi == "RUMAH SAKIT UMUM DAERAH MELATI"
    assert found.tentang == "INDIKATOR KINERJA UTAMA"


def test_a_longer_name_is_no_misspelt_shorter_one() -> None:
    assert head("PERJANJIAN KINERJA", "DINAS ARSIP", "KABUPATEN BOGAR INDAH").wilayah != "Kabupaten Bogor"
    assert head("PERJANJIAN KINERJA", "DINAS ARSIP", "KABUPATEN PAMEKASSAN TAHUN 2022").wilayah == "Kabupaten Pamekasan"


def test_an_annex_without_its_decree_has_its_own_date_and_signature() -> None:
    transcript = flow(
        "LAMPIRAN KEPUTUSAN KEPALA DINAS ARSIP",
        "NOMOR : 7/DA/2022",
        "TANGGAL : 21 Juli 2022",
        "INDIKATOR KINERJA UTAMA",
        TABLE,
        "KEPALA DINAS ARSIP,",
        "RIMBA WIRA",
        "NIP. 19700101 199503 1 002",
    )
    found = document_of(transcript, interpret(transcript)).metadata
    assert found.tanggal == "2022-07-21"
    assert found.penandatangan is not None
    assert (found.penandatangan.nama, found.penandatangan.jabatan) == ("RIMBA WIRA", "KEPALA DINAS ARSIP")


def test_a_signature_drawn_as_a_table_is_read() -> None:
    signature = grid(
        [
            ["", "Rimbun Raya, 3 Mei 2023"],
            ["PIHAK KEDUA,\nBUPATI", "PIHAK PERTAMA,\nKEPALA DINAS ARSIP"],
            ["MELATI", "RIMBA WIRA\nNIP. 197001011995031002"],
        ]
    )
    found = head("PERJANJIAN KINERJA", signature)
    assert (found.tempat, found.tanggal) == ("Rimbun Raya", "2023-05-03")
    assert found.penandatangan is not None
    assert found.penandatangan.nip == "197001011995031002"


def test_a_signature_that_white_space_alone_parts_from_a_budget_stays_text() -> None:
    budget = grid(
        [
            ["Kegiatan", "Anggaran"],
            ["Penataan arsip", "Rp 10.000.000"],
            ["Pembinaan arsip", "Rp 20.000.000"],
            ["", "Rimbun Raya, 3 Mei 2023"],
        ]
    )
    open_list = Grid(budget.rows, budget.cols, budget.cells, ruled=False)
    assert head("PERJANJIAN KINERJA", open_list).tanggal == "2023-05-03"


def test_a_name_that_wraps_ends_before_its_year() -> None:
    found = head(
        "KEPUTUSAN MENTERI PERAIRAN", "NOMOR 4 TAHUN 2022", "TENTANG", "INDIKATOR KINERJA UTAMA KEMENTERIAN AIR DAN",
        "RAWA TAHUN 2020-2024", "DENGAN RAHMAT TUHAN YANG MAHA ESA",
    )  # fmt: skip
    assert found.instansi == "KEMENTERIAN AIR DAN RAWA"
    assert (
        head("PERJANJIAN KINERJA", "DINAS ARSIP", "KOTA BLITAR", "PERIODE 2019-2024").instansi
        == "DINAS ARSIP KOTA BLITAR"
    )


def test_an_annex_says_of_which_decree_it_is() -> None:
    found = head(
        "LAMPIRAN", "KEPUTUSAN KEPALA DINAS", "KEARSIPAN KOTA BLITAR", "NOMOR 4/DA/2021", "TENTANG PENETAPAN INDIKATOR",
        "KINERJA INDIVIDU", "INDIKATOR KINERJA INDIVIDU",
    )  # fmt: skip
    assert found.instansi == "DINAS KEARSIPAN KOTA BLITAR"
    assert found.tentang == "PENETAPAN INDIKATOR KINERJA INDIVIDU"


def test_a_part_of_an_office_goes_after_the_office() -> None:
    assert head("SEKRETARIAT DAERAH", "INDIKATOR KINERJA UTAMA", "BAGIAN HUKUM").instansi == "SEKRETARIAT DAERAH"
