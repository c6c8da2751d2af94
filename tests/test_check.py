"""Findings about finished documents: what a clerk is told, and what is no reason to tell anything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extractor.check import CODES, check, checked
from extractor.checks.head import check_dicta
from extractor.checks.targets import scales
from extractor.cli import main
from extractor.export.json import load, render
from normalizers.target import read_target
from schemas.document import Bagian, Berkas, Bukti, Document, Formulasi, Indikator, Metadata, Penandatangan, Proses
from schemas.document import Target as TargetModel
from schemas.evidence import Finding
from schemas.findings import KINDS, finding, in_english
from schemas.transcript import Line, Page, Transcript


def target(text: str) -> TargetModel:
    read = read_target(text)
    return TargetModel(
        teks=read.teks,
        nilai=read.nilai,
        nilai_maks=read.nilai_maks,
        pembanding=read.pembanding,
        satuan=read.satuan,
        predikat=read.predikat,
    )


def row(indikator: str, goal: str | None = "5 dokumen", **given: Any) -> Indikator:
    formula = given.pop("formulasi", None)
    fields: dict[str, Any] = {
        "no": None,
        "sasaran_induk": None,
        "indikator_induk": None,
        "sasaran": "Tersusunnya laporan",
        "indikator": indikator,
        "target": target(goal) if goal else None,
        "target_per_tahun": None,
        "formulasi": Formulasi(teks=formula) if formula else None,
        "sumber_data": None,
        "penanggung_jawab": None,
        "bukti": {"indikator": Bukti(halaman=3, kotak=None, teks_asli=indikator, keyakinan=given.pop("sure", 1.0))},
    }
    return Indikator(**{**fields, **given})


def document(*rows: Indikator, **metadata: Any) -> Document:
    section = Bagian(jenis="IKU", jabatan="Kepala Dinas", tugas=None, fungsi=[], halaman=(3, 3), indikator=list(rows))
    return Document(
        berkas=Berkas(nama="a.pdf", sha256="0" * 64, tipe="application/pdf", ukuran=1, halaman=3),
        jenis="IKU",
        metadata=Metadata(**metadata),
        bagian=[section],
        proses=Proses(versi="0", parser="test"),
    )


def codes(*rows: Indikator, **metadata: Any) -> list[str]:
    return [f.code for f in check(document(*rows, **metadata))]


def numbered(*numbers: str) -> list[Indikator]:
    return [row(f"Jumlah laporan {i}", no=n, sasaran=f"Sasaran {i}") for i, n in enumerate(numbers)]


def test_numbers_that_jump_or_stand_twice_are_told() -> None:
    assert codes(*numbered("1", "2", "4")) == ["nomor_lompat"]
    assert codes(*numbered("1", "2", "2", "3")) == ["nomor_ganda"]


def test_numbers_in_order_begun_anew_or_shared_by_one_objective_are_fine() -> None:
    assert codes(*numbered("1", "2", "3", "1", "2")) == []
    assert codes(row("A", no="1"), row("B", no="1"), row("C", no="2", sasaran="Lain")) == []
    assert codes(*numbered("1.1", "1.3", "I", "IV")) == []


def test_repeated_indicators_are_told_once() -> None:
    again = row("Jumlah laporan keuangan.")
    found = [f for f in check(document(row("Jumlah laporan keuangan"), again, again)) if f.code == "indikator_ganda"]
    assert len(found) == 1
    assert "3 kali" in found[0].message
    assert codes(row("Jumlah laporan", sasaran="A"), row("Jumlah laporan", sasaran="B")) == []


def test_an_empty_cell_is_told_where_other_rows_have_it() -> None:
    full = [row(f"Jumlah laporan {i}", sumber_data="Sekretariat") for i in range(3)]
    found = check(document(*full, row("Jumlah data")))
    assert [(f.code, f.place, f.page) for f in found] == [("sel_kosong", "Jumlah data", 3)]
    assert found[0].message.startswith("Sumber data kosong")
    assert codes(full[0], row("Jumlah data"), row("Jumlah surat")) == []


@pytest.mark.parametrize(
    ("indikator", "goal", "formula", "code"),
    [
        ("Persentase pegawai yang dilatih", "12 orang", None, "satuan_bukan_persen"),
        ("Jumlah dokumen yang tersusun", "75%", None, "satuan_tidak_cocok"),
        ("Tingkat kehadiran", "12 laporan", "hadir / seluruh pegawai x 100%", "satuan_beda_rumus"),
        ("Persentase surat yang dijawab", "120 %", None, "persen_lebih_100"),
        ("Jumlah rapat", "2 (tiga) kali", None, "bilangan_berbeda"),
        ("Nilai AKIP Dinas", "BB (84,20)", None, "predikat_tidak_cocok"),
        ("Indeks Kepuasan Masyarakat", "A (80,00)", None, "predikat_tidak_cocok"),
    ],
)
def test_targets_that_disagree_are_told(indikator: str, goal: str, formula: str | None, code: str) -> None:
    assert codes(row(indikator, goal, formulasi=formula)) == [code]


@pytest.mark.parametrize(
    ("indikator", "goal", "formula"),
    [
        ("Persentase pegawai yang dilatih", "75%", "dilatih / seluruh x 100%"),
        ("Persentase pegawai yang dilatih", "75", None),
        ("Persentase kenaikan pendapatan", "120%", None),
        ("Jumlah dokumen", "12 dokumen", "dokumen tersusun"),
        ("Jumlah kehadiran", "95%", "hadir / hari kerja x 100%"),
        ("Nilai AKIP Dinas", "BB (74,20)", None),
        ("Nilai AKIP Dinas", "A (80,01)", None),
        ("Predikat kinerja pegawai", "B (80)", None),
        ("Indeks Kepuasan Masyarakat", "B (80,00)", None),
        ("Jumlah rapat", "2 (dua) kali", None),
        ("Waktu pelayanan", "≤ 3 hari", None),
        ("Opini atas laporan keuangan", "WTP", None),
    ],
)
def test_targets_that_agree_are_no_reason_to_tell_anything(indikator: str, goal: str, formula: str | None) -> None:
    assert codes(row(indikator, goal, formulasi=formula)) == []


def test_scales_have_no_gaps_and_name_their_source() -> None:
    for scale in scales():
        lowest = [low for _, low in scale.steps]
        assert lowest == sorted(lowest, reverse=True)
        assert re.search(r"\d+/20\d\d$", scale.source)
        assert scale.grade(100) == scale.steps[0][0]
        for (grade, low), (_, higher) in zip(scale.steps[1:], scale.steps, strict=False):
            assert scale.grade((low + higher) / 2) == grade


def test_years_outside_the_period_are_told() -> None:
    yearly = row("Jumlah laporan", None, target_per_tahun={"2021": "1", "2022": "2", "2027": "3"})
    assert codes(yearly, tahun="2021-2026") == ["tahun_di_luar_periode"]
    assert codes(yearly, tahun="2021") == []
    assert codes(row("J", None, target_per_tahun={"TW I": "1"}), tahun="2021-2026") == []


def test_a_nip_that_breaks_its_rule_is_told() -> None:
    def signed(nip: str | None) -> list[str]:
        return codes(penandatangan=Penandatangan(nama="Anu", nip=nip))

    assert signed("197013011995031002") == ["nip_tidak_cocok"]
    assert signed("197001011995031002") == []
    assert signed(None) == []


def test_a_badly_read_page_is_told() -> None:
    assert codes(*(row(f"Jumlah {w}", sure=0.5) for w in ("a", "b", "c"))) == ["halaman_terbaca_buruk"]
    assert codes(*(row(f"Jumlah {w}", sure=0.9) for w in ("a", "b", "c"))) == []


def test_a_recognised_page_is_held_to_more() -> None:
    def scanned(sure: float) -> list[str]:
        made = document(*(row(f"Jumlah {w}", sure=sure) for w in ("a", "b", "c")))
        engine = made.proses.model_copy(update={"mesin_ocr": "rapidocr 3.10.0"})
        return [f.code for f in check(made.model_copy(update={"proses": engine}))]

    assert scanned(0.85) == ["halaman_terbaca_buruk"]
    assert scanned(0.95) == []


def decree(*dicta: str) -> list[Finding]:
    lines = tuple(Line(text, page=1) for text in dicta)
    page = Page(1, 600, 800, lines)
    return list(check_dicta(Transcript("a.pdf", "0" * 64, "application/pdf", 1, (page,), "test", 1)))


def test_dicta_out_of_order_are_told() -> None:
    found = decree("KESATU : Menetapkan", "KEDUA\t: Semua", "KEDUA : Keputusan", "KEEMPAT")
    assert [f.code for f in found] == ["diktum_salah_nomor"] * 2
    assert "seharusnya KETIGA" in found[0].message


def test_dicta_in_order_are_fine() -> None:
    assert decree("PERTAMA : a", "KEDUA : b", "KETIGA : c", "KESATU : a", "KEDUA : b") == []
    assert decree("KEPADA : Yth.", "KEDUA : sendiri", "KETUA : Anu") == []


def test_every_code_has_a_sentence_in_two_languages_with_the_same_names() -> None:
    assert KINDS.keys() >= CODES
    for code, kind in KINDS.items():
        names = set(re.findall(r"\{(\w+)\}", kind.indonesian))
        assert names == set(re.findall(r"\{(\w+)\}", kind.english)), code
        values = {name: f"<{name} 1>" for name in names}
        made = finding(code, **values)
        assert in_english(code, made.message) == kind.english.format(**values)


def test_a_sentence_of_another_version_is_shown_as_it_stands() -> None:
    assert in_english("tanpa_indikator", "Kalimat lain.") == "Kalimat lain."
    assert in_english("kode_asing", "Kalimat lain.") == "Kalimat lain."


def test_checking_twice_is_checking_once_and_keeps_what_others_found() -> None:
    other = checked(document(*numbered("1", "3"))).model_copy()
    left_out = finding("tabel_dilewati", alasan="rapat", awal="Daftar")
    noted = other.model_copy(
        update={
            "temuan": [
                *other.temuan,
                other.temuan[0].model_copy(update={"kode": left_out.code, "pesan": left_out.message}),
            ]
        }
    )
    again = checked(noted)
    assert sorted(t.kode for t in again.temuan) == ["nomor_lompat", "tabel_dilewati"]
    assert checked(again) == again


# cermat check


@pytest.fixture
def results(tmp_path: Path) -> Path:
    (tmp_path / "baik.pdf.json").write_bytes(render(document(row("Jumlah laporan"))))
    (tmp_path / "lompat.pdf.json").write_bytes(render(document(*numbered("1", "3"))))
    (tmp_path / "lain.json").write_text('{"bukan": "hasil"}', encoding="utf-8")
    return tmp_path


def test_findings_are_printed_and_files_stay_as_they_are(results: Path) -> None:
    before = {p: p.read_bytes() for p in results.iterdir()}
    result = CliRunner().invoke(main, ["check", str(results)])
    assert result.exit_code == 0
    assert "nomor_lompat" in result.output
    assert "baik.pdf" not in result.output
    assert {p: p.read_bytes() for p in results.iterdir()} == before


def test_findings_are_shown_in_english(results: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(results), "--lang", "en"], env={"COLUMNS": "200"})
    assert "The numbers jump from 1 to 3." in result.output


def test_findings_are_written_when_asked_for(results: Path) -> None:
    assert CliRunner().invoke(main, ["check", str(results), "--write", "-q"]).exit_code == 0
    assert [t.kode for t in load(results / "lompat.pdf.json").temuan] == ["nomor_lompat"]
    assert (results / "lain.json").read_text(encoding="utf-8") == '{"bukan": "hasil"}'


def test_the_exit_code_tells_what_was_asked(results: Path) -> None:
    def code(*options: str) -> int:
        return CliRunner().invoke(main, ["check", str(results), "-q", *options]).exit_code

    assert code("--fail-on", "info") == 1
    assert code("--fail-on", "peringatan") == 0
    assert code("--fail-on", "tidak") == 0


def test_what_is_no_result_is_said(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["check", str(tmp_path)]).exit_code == 3
    (tmp_path / "lain.json").write_text("{}", encoding="utf-8")
    assert CliRunner().invoke(main, ["check", str(tmp_path / "lain.json")]).exit_code == 5


def test_one_number_cell_beside_several_objectives_is_fine() -> None:
    def at(box: tuple[float, float, float, float], i: int) -> Indikator:
        proof = Bukti(halaman=3, kotak=box, teks_asli="1", keyakinan=1)
        return row(f"Jumlah {i}", no="1", sasaran=f"Sasaran {i}", bukti={"no": proof})

    assert codes(at((0, 0, 9, 90), 1), at((0, 0, 9, 90), 2)) == []
    assert codes(at((0, 0, 9, 9), 1), at((0, 20, 9, 29), 2)) == ["nomor_ganda"]
    assert codes(*numbered("1", "1", "1", "2")) == []
