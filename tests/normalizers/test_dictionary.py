"""Words that only the dictionary, other languages or the web vouch for: which are right, and which are mistakes."""

from __future__ import annotations

import pytest

from normalizers.spelling import Speller

TEXTS = (
    "Tersusunnya laporan pelayanan pegawai yang akurat",
    "Jml pegawai Subbid Mutasi yang dilayani dibagi jml pegawai",
    "Tersedianya dokumen evaluasi program dan kegiatan",
)


def spelled(text: str) -> tuple[str, list[str]]:
    """The text as repaired, and the words of which a person is asked."""
    result = Speller([*TEXTS, text]).repair(text)
    return result.text, [doubt.word for doubt in result.doubts]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("pegawai yang memliki sertifikat", "pegawai yang memiliki sertifikat"),
        ("pelaksanaan progam kerja", "pelaksanaan program kerja"),
        ("kulaitas pelayanan pegawai", "kualitas pelayanan pegawai"),
        ("jlm dokumen yang tersedia", "jml dokumen yang tersedia"),
        ("data pegawai yang up todate", "data pegawai yang up to date"),
        ("pembayaran renumerasi pegawai", "pembayaran remunerasi pegawai"),
    ],
)
def test_what_only_the_web_writes_may_be_a_mistake(printed: str, meant: str) -> None:
    assert spelled(printed)[0] == meant


@pytest.mark.parametrize(
    ("printed", "word"),
    [("tim memferivikasi berkas usulan", "memferivikasi"), ("upacara koprs pegawai", "koprs")],
)
def test_what_is_likely_only_is_asked_about(printed: str, word: str) -> None:
    assert spelled(printed) == (printed, [word])


@pytest.mark.parametrize(
    "printed",
    [
        "pembersihan gorong-gorong",
        "penyusunan rancangan perkada",
        "laporan inventarisir barang",
        "key performance indicator dan strategy map unit kerja",
        "pejabat struktural dan structural unit",
        "penanggulangan penyalahgunaan narkotika",
        "tambahkan data lalu tandai isinya",
    ],
)
def test_right_words_are_not_asked_about(printed: str) -> None:
    assert spelled(printed) == (printed, [])


def test_a_regular_form_that_nobody_writes_is_at_most_asked_about() -> None:
    assert spelled("lembaga penggadaan")[0] == "lembaga penggadaan"
