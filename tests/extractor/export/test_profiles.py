"""Profiles: fields as another system wants them, under its names and types; what is not said stays empty."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.export.json import render
from extractor.export.profiles.profile_model import SHIPPED, load_profile
from schemas.document import Document, Target
from schemas.naskah_contract import Naskah, Pembukaan, Penutup

Make = Callable[..., Document]
JDIHN_FIELDS = [
    *("idData", "tahun_pengundangan", "tanggal_pengundangan", "jenis", "noPeraturan", "judul", "noPanggil"),
    *("singkatanJenis", "tempatTerbit", "penerbit", "deskripsiFisik", "sumber", "subjek", "isbn", "status", "bahasa"),
    *("bidangHukum", "teuBadan", "nomorIndukBuku", "fileDownload", "urlDownload", "urlDetailPeraturan"),
    *("operasi", "display"),
]


@pytest.fixture
def out(tmp_path: Path, document: Make, indicator: Callable[..., Any]) -> Path:
    """A decree that says nothing of itself, and a regional regulation that says all."""
    folder = tmp_path / "hasil"
    folder.mkdir()
    (folder / "a.pdf.json").write_bytes(render(document(name="a.pdf")))
    row = indicator(indikator="=SUM(A1)", target=Target(teks="74,5 %", nilai=74.5, satuan="%"))
    made = document(row, name="b.pdf")
    text = Naskah(
        bentuk="peraturan_daerah",
        judul="PERPUSTAKAAN",
        pembukaan=Pembukaan(),
        menetapkan=None,
        isi=[],
        penutup=Penutup(ditetapkan_di="Kencana", diundangkan_tanggal="2018-03-05", lembaran="Lembaran Daerah Nomor 3"),
    )
    about = made.metadata.model_copy(update={"nomor": "3"})
    (folder / "b.pdf.json").write_bytes(render(made.model_copy(update={"naskah": text, "metadata": about})))
    return folder


def export(out: Path, profile: object) -> Result:
    arguments = ["export", str(out), "--profile", str(profile), "--lang", "en"]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "profil.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_jdihn_feed_has_its_members_fields_and_nothing_made_up(out: Path) -> None:
    assert export(out, "jdihn").exit_code == 0
    empty, full = json.loads((out / "jdihn.json").read_bytes())
    assert list(empty) == list(full) == JDIHN_FIELDS
    assert {name: value for name, value in full.items() if value} == {
        "idData": "0" * 64,
        "tahun_pengundangan": 2018,
        "tanggal_pengundangan": "2018-03-05",
        "jenis": "Peraturan Daerah",
        "noPeraturan": "3",
        "judul": "PERPUSTAKAAN",
        "singkatanJenis": "PERDA",
        "tempatTerbit": "Kencana",
        "deskripsiFisik": "3 hlm.",
        "sumber": "Lembaran Daerah Nomor 3",
        "bahasa": "Indonesia",
        "teuBadan": "Dinas Contoh",
        "fileDownload": "b.pdf",
        "operasi": "4",
        "display": "1",
    }
    assert {empty[name] for name in ("tanggal_pengundangan", "jenis", "singkatanJenis", "judul", "sumber")} == {""}


def test_the_flat_import_is_a_sheet_with_the_columns_of_an_office(out: Path) -> None:
    assert export(out, "indikator").exit_code == 0
    header, first, second = openpyxl.load_workbook(out / "impor-indikator.xlsx")["Indikator"].iter_rows()
    names = [cell.value for cell in header]
    assert names[:5] == ["Perangkat Daerah", "Tahun", "Periode", "Sasaran Strategis", "Indikator Kinerja"]
    values = dict(zip(names, second, strict=True))
    assert (values["Target"].value, values["Tahun"].value) == (74.5, 2024)
    assert (values["Indikator Kinerja"].value, values["Indikator Kinerja"].data_type) == ("=SUM(A1)", "s")
    assert first[names.index("Target")].value == 4


CSV_PROFILE = """
tabel = "indikator"
berkas = "impor.csv"
bentuk = "csv"
pemisah = ";"
desimal = ","
kolom = [
    { nama = "OPD", dari = ["instansi"] },
    { nama = "Nilai", dari = ["target_nilai"], jenis = "bilangan" },
    { nama = "Indikator", dari = ["indikator"] },
    { nama = "Tanggal", dari = ["dokumen.diundangkan_tanggal"], jenis = "tanggal", format = "%d/%m/%Y" },
    { nama = "Tautan", dari = ["dokumen"], awalan = "https://contoh.test/" },
    { nama = "Versi", tetap = 2 },
]
"""


def test_an_office_chooses_names_types_and_constants(out: Path, tmp_path: Path) -> None:
    assert export(out, write(tmp_path, CSV_PROFILE)).exit_code == 0
    text = (out / "impor.csv").read_text("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    assert second == {
        "OPD": "Dinas Contoh",
        "Nilai": "74,5",
        "Indikator": "'=SUM(A1)",
        "Tanggal": "05/03/2018",
        "Tautan": "https://contoh.test/b.pdf",
        "Versi": "2",
    }
    assert first["Tanggal"] == ""


def test_records_stand_where_a_json_template_has_its_mark(out: Path, tmp_path: Path) -> None:
    text = """
berkas = "kirim.json"
bentuk = "json"
templat = '{"kodepemda": "9100", "isi": {"data": "@data"}, "akhir": true}'
kolom = [{ nama = "nama", dari = ["nama"] }, { nama = "nomor", dari = ["nomor"] }]
"""
    assert export(out, write(tmp_path, text)).exit_code == 0
    assert json.loads((out / "kirim.json").read_bytes()) == {
        "kodepemda": "9100",
        "isi": {"data": [{"nama": "a.pdf", "nomor": None}, {"nama": "b.pdf", "nomor": "3"}]},
        "akhir": True,
    }


def test_a_workbook_of_the_office_is_filled(out: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Formulir"
    sheet["A1"] = "PEMERINTAH KABUPATEN CONTOH"
    book.save(tmp_path / "formulir.xlsx")
    text = """
tabel = "indikator"
berkas = "terisi.xlsx"
bentuk = "xlsx"
templat = "formulir.xlsx"
lembar = "Formulir"
baris_mulai = 4
kolom = [{ nama = "Indikator", dari = ["indikator"] }, { nama = "Target", dari = ["target_nilai"], jenis = "bulat" }]
"""
    assert export(out, write(tmp_path, text)).exit_code == 0
    filled = openpyxl.load_workbook(out / "terisi.xlsx")["Formulir"]
    assert filled["A1"].value == "PEMERINTAH KABUPATEN CONTOH"
    assert [filled["A4"].value, filled["B4"].value, filled["A5"].value, filled["A5"].data_type] == [
        "Jumlah layanan",
        4,
        "=SUM(A1)",
        "s",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("berkas = ", "no valid profile"),
        ('berkas = "a.json"\nbentuk = "json"\nkolom = [{ nama = "x", dari = ["tidak_ada"] }]', "tidak_ada"),
        ('berkas = "a.json"\nbentuk = "json"\nkolom = [{ nama = "x", darii = ["nama"] }]', "kolom.1.darii"),
        ('berkas = "../a.json"\nbentuk = "json"\nkolom = [{ nama = "x" }]', "berkas"),
        ('berkas = "a.json"\nbentuk = "json"\ntabel = "lain"\nkolom = [{ nama = "x" }]', "tabel"),
        ('berkas = "a.json"\nbentuk = "json"\ntemplat = "{}"\nkolom = [{ nama = "x" }]', "templat"),
        ('berkas = "a.xlsx"\nbentuk = "xlsx"\ntemplat = "tidak.xlsx"\nkolom = [{ nama = "x" }]', "templat"),
    ],
)
def test_what_is_wrong_with_a_profile_is_one_line(text: str, words: str, out: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in out.iterdir() if not path.name.startswith("."))
    result = export(out, write(tmp_path, text))
    assert result.exit_code == 2
    assert words in result.output
    assert sorted(path.name for path in out.iterdir() if not path.name.startswith(".")) == before


def test_a_profile_that_is_not_there_is_told(out: Path) -> None:
    result = export(out, "tidak-ada.toml")
    assert result.exit_code == 3
    assert "tidak-ada.toml" in result.output


def test_every_profile_that_comes_with_cermat_is_valid() -> None:
    for name in SHIPPED:
        profile, folder = load_profile(name)
        assert profile.kolom
        assert folder is None
