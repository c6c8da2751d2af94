"""Values of a decree's head: ranks, regions, numbers, periods."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.decree_period import find_period
from normalizers.gazetteer import regions
from normalizers.pangkat import find_pangkat
from normalizers.region import find_region, locate_region


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Pembina Tingkat I", "Pembina Tingkat I"),
        ("Pembina Tk. I (IV/b)", "Pembina Tk. I"),
        ("Penata Tk.I, III/d", "Penata Tk.I"),
        ("PEMBINA UTAMA MUDA", "PEMBINA UTAMA MUDA"),
        ("Pangkat/Gol. : Pembina, IV/a", "Pembina"),
        ("Drs. SUHARNO\nPembina Utama Madya\nNIP. 1", "Pembina Utama Madya"),
        ("Pernbina Utama Muda", "Pernbina Utama Muda"),
        ("Kombes Pol", "Kombes Pol"),
    ],
)
def test_ranks_stay_as_printed_without_their_grade(text: str, rank: str) -> None:
    assert find_pangkat(text) == rank


@pytest.mark.parametrize("text", ["Penata Layanan Operasional", "Pembina Tim", "Juru Bayar", "Pengatur Umum", ""])
def test_posts_that_begin_like_a_rank_are_none(text: str) -> None:
    assert find_pangkat(text) is None


def test_the_list_of_regions_is_complete() -> None:
    by_level = {level: [r for r in regions() if r.level == level] for level in ("provinsi", "kabupaten", "kota")}
    assert {level: len(found) for level, found in by_level.items()} == {"provinsi": 38, "kabupaten": 416, "kota": 98}
    assert len({r.code for r in regions()}) == len({r.name for r in regions()}) == 38 + 416 + 98


@pytest.mark.parametrize(
    ("province", "kabupaten", "kota"),
    [
        *(("11", 18, 5), ("12", 25, 8), ("13", 12, 7), ("14", 10, 2), ("15", 9, 2), ("16", 13, 4), ("17", 9, 1)),
        *(("18", 13, 2), ("19", 6, 1), ("21", 5, 2), ("31", 1, 5), ("32", 18, 9), ("33", 29, 6), ("34", 4, 1)),
        *(("35", 29, 9), ("36", 4, 4), ("51", 8, 1), ("52", 8, 2), ("53", 21, 1), ("61", 12, 2), ("62", 13, 1)),
        *(("63", 11, 2), ("64", 7, 3), ("65", 4, 1), ("71", 11, 4), ("72", 12, 1), ("73", 21, 3), ("74", 15, 2)),
        *(("75", 5, 1), ("76", 6, 0), ("81", 9, 2), ("82", 8, 2), ("91", 8, 1), ("92", 7, 0), ("93", 4, 0)),
        *(("94", 8, 0), ("95", 8, 0), ("96", 5, 1)),
    ],
)
def test_regions_of_each_province(province: str, kabupaten: int, kota: int) -> None:
    inside = [r for r in regions() if r.code.startswith(province + ".")]
    assert sum(r.level == "kabupaten" for r in inside) == kabupaten
    assert sum(r.level == "kota" for r in inside) == kota


def test_each_region_is_found_in_a_letterhead() -> None:
    lost = [r.name for r in regions() if find_region(f"PEMERINTAH {r.name.upper()}\nDINAS SOSIAL") != r.name]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("BADAN KEUANGAN DAERAH KABUPETAN CIAMIS", "Kabupaten Ciamis"),
        ("Kabuapten Ciamis", "Kabupaten Ciamis"),
        ("KABUPATENCIAMIS", "Kabupaten Ciamis"),
        ("Kepala Bappeda Prov.Sulteng", "Provinsi Sulawesi Tengah"),
        ("DINAS SOSIAL PROVINSI\nJAWA TENGAH", "Provinsi Jawa Tengah"),
        ("PROVINSl KALIMANTAN SELATAN", "Provinsi Kalimantan Selatan"),
        ("KABUPATEN S0LOK", "Kabupaten Solok"),
        ("Kabupaten Purbalinga", "Kabupaten Purbalingga"),
        ("Kabupaten Bandung Barat Provinsi Jawa Barat", "Kabupaten Bandung Barat"),
        ("WALIKOTA CIMAHI", "Kota Cimahi"),
        ("Wali Kota Cimahi", "Kota Cimahi"),
        ("BUPATI NGAWI", "Kabupaten Ngawi"),
        ("GUBERNUR JAWA TIMUR", "Provinsi Jawa Timur"),
        ("Kabupaten/Kota di Jawa Timur", "Provinsi Jawa Timur"),
        ("Dinas Perhubungan DKI Jakarta", "Provinsi DKI Jakarta"),
        ("Dinas Sosial DIY", "Provinsi Daerah Istimewa Yogyakarta"),
        ("Pemerintah Aceh", "Provinsi Aceh"),
        ("Pemerintah Aceh Besar", None),
        ("PEMERINTAH KABUPATEN SUKAMAJU\nDINAS SOSIAL", "Kabupaten Sukamaju"),
        ("Kementerian Pendayagunaan Aparatur Negara", None),
        ("Kota Layak Anak", None),
        ("27 kab./kota yang menangani", None),
        ("kota besar", None),
        ("Provinsi", None),
        ("", None),
    ],
)
def test_regions_are_read_from_the_words_that_stand_there(text: str, region: str | None) -> None:
    assert find_region(text) == region


@given(st.text(alphabet="abdeiknoprtuKPB ./\n", max_size=40), st.sampled_from([r.name for r in regions()]))
def test_the_place_of_a_region_is_told(before: str, name: str) -> None:
    text = f"{before} Pemerintah {name}"
    match = locate_region(text)
    assert match is not None
    assert text[match.start : match.end].strip() == text[match.start : match.end] != ""


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("TAHUN 2021 - 2026", "2021-2026"),
        ("TAHUN 2013 – 2018", "2013-2018"),
        ("2025 s.d. 2029", "2025-2029"),
        ("Tahun 2025 sampai dengan Tahun 2029", "2025-2029"),
        ("Tahun Anggaran 2016", "2016"),
        ("PERJANJIAN KINERJA TAHUN 2017", "2017"),
        ("Nomor 14 Tahun 2016 tentang Perangkat Daerah", None),
        ("Perubahan atas Nomor 14 Tahun 2016, berlaku tahun 2019", "2019"),
        ("2026 - 2021", "2026"),
        ("kode 12345", None),
    ],
)
def test_periods(text: str, period: str | None) -> None:
    assert find_period(text) == period
