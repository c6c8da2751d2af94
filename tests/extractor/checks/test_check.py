"""Findings about finished documents: what a clerk is told, and what is no reason to tell anything."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extractor.checks import CODES, check, empty_cells, number_checks
from extractor.checks.decree_checks import check_dicta, check_numbers
from extractor.checks.grade_scales import scales
from extractor.checks.legibility_checks import check_print
from extractor.cli import main
from extractor.export.json import load, render
from extractor.finding_index import FindingIndex
from extractor.finding_messages import sentence, sentence_of
from extractor.from_contract import fields_from, printed_fields, recognised_pages
from extractor.messages import LANGUAGES, Language, Messages
from extractor.pipeline import extract
from extractor.recheck import checked
from extractor.to_contract import reported
from normalizers.target import read_target
from parsers.reading import ReadOptions
from schemas.document import (
    Bagian,
    Berkas,
    Bukti,
    Document,
    Formulasi,
    Hierarki,
    Indikator,
    Jenis,
    Level,
    Metadata,
    Penandatangan,
    Proses,
    Temuan,
)
from schemas.document import Target as TargetModel
from schemas.evidence import FieldRef, Finding
from schemas.fields import DocumentFields, IndicatorRow, IndicatorSection, LadderEntry
from schemas.fields import Field as FieldOf
from schemas.findings import KINDS, finding
from schemas.geometry import Box
from schemas.transcript import Line, Page, Transcript, Word

ROOT = Path(__file__).parents[3]


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


def document(*rows: Indikator, temuan: Sequence[Temuan] = (), jenis: Jenis = "IKU", **metadata: Any) -> Document:
    section = Bagian(jenis=jenis, jabatan="Kepala Dinas", tugas=None, fungsi=[], halaman=(3, 3), indikator=list(rows))
    return Document(
        berkas=Berkas(nama="a.pdf", sha256="0" * 64, tipe="application/pdf", ukuran=1, halaman=3),
        jenis="IKU",
        metadata=Metadata(**metadata),
        bagian=[section],
        temuan=list(temuan),
        proses=Proses(versi="0", parser="test"),
    )


def found_in(made: Document) -> list[Temuan]:
    """What the checks find in a document, in words."""
    fields = fields_from(made)
    return [reported(found, fields) for found in check(fields, recognised_pages(made))]


def codes(*rows: Indikator, **metadata: Any) -> list[str]:
    return [found.kode for found in found_in(document(*rows, **metadata))]


def in_english(found: Finding) -> str:
    return sentence(found.code, dict(found.values), Messages("en"))


def numbered(*numbers: str) -> list[Indikator]:
    return [row(f"Jumlah laporan {i}", no=n, sasaran=f"Sasaran {i}") for i, n in enumerate(numbers)]


def test_the_same_indicator_under_two_programmes_is_no_double() -> None:
    def below(name: str) -> Indikator:
        ladder = [
            Hierarki(jenjang="program", kode=None, teks=name),
            Hierarki(jenjang="kegiatan", kode=None, teks="Administrasi umum"),
        ]
        return row("Jumlah laporan keuangan", sasaran="Administrasi umum", hierarki=ladder)

    assert codes(below("Program A"), below("Program B")) == []
    assert codes(below("Program A"), below("Program A")) == ["indikator_ganda"]


def test_a_finding_about_a_row_names_it_by_its_id() -> None:
    twins = [row("Jumlah laporan keuangan", id=f"b1.i{i}") for i in (1, 2)]
    made = checked(document(*twins, row("Nilai AKIP", id="b1.i9", goal="B (95)", sasaran="Lain")))
    about = {found.kode: found.id for found in made.temuan}
    assert about == {"indikator_ganda": "b1.i1", "predikat_tidak_cocok": "b1.i9"}  # that the file gives it
    assert checked(made) == made


def test_numbers_that_jump_or_stand_twice_are_told() -> None:
    assert codes(*numbered("1", "2", "4")) == ["nomor_lompat"]
    assert codes(*numbered("1", "2", "2", "3")) == ["nomor_ganda"]


def test_numbers_in_order_begun_anew_or_shared_by_one_objective_are_fine() -> None:
    assert codes(*numbered("1", "2", "3", "1", "2")) == []
    assert codes(row("A", no="1"), row("B", no="1"), row("C", no="2", sasaran="Lain")) == []
    assert codes(*numbered("1.1", "1.3", "I", "IV")) == []


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (["I", "II", "IV"], "nomor_lompat"),
        (["a", "b", "d"], "nomor_lompat"),
        (["1.1", "1.2", "1.4"], "nomor_lompat"),
        (["IX", "X", "X", "XI"], "nomor_ganda"),
        (["I", "II", "III", "IV", "V"], None),
        (["h", "i", "j"], None),
        (["1.1", "1.2", "2.1", "2.2", "10.1"], None),
    ],
)
def test_numbers_count_however_they_are_printed(printed: list[str], told: str | None) -> None:
    assert codes(*numbered(*printed)) == ([told] if told else [])


def test_one_number_for_two_indicators_is_told_where_numbers_count_indicators() -> None:
    counted = [row(f"Jumlah laporan {n} {i}", no=n, sasaran=None) for i, n in enumerate("1234456")]
    assert codes(*counted) == ["nomor_ganda"]
    merged = [row(f"Jumlah laporan {n} {i}", no=n, sasaran=None) for i, n in enumerate("1122")]
    assert codes(*merged) == []
    items = [row(f"Jenis {i}", no=n, sasaran=None, indikator_induk="Jumlah ikan") for i, n in enumerate("1234455")]
    assert codes(*items) == []


def test_repeated_indicators_are_told_once() -> None:
    again = row("Jumlah laporan keuangan.")
    found = [f for f in found_in(document(row("Jumlah laporan keuangan"), again, again)) if f.kode == "indikator_ganda"]
    assert len(found) == 1
    assert "3 kali" in found[0].pesan
    assert "(b1.i1, b1.i2, b1.i3)" in found[0].pesan
    assert codes(row("Jumlah laporan", sasaran="A"), row("Jumlah laporan", sasaran="B")) == []


def test_the_same_words_for_other_persons_or_activities_are_no_repetition() -> None:
    assert codes(row("Nilai AKIP", "70", penanggung_jawab="A"), row("Nilai AKIP", "71", penanggung_jawab="B")) == []
    assert codes(row("Jumlah judul", "5 buku", sasaran=None), row("Jumlah judul", "8 buku", sasaran=None)) == []
    twice = row("Jumlah judul", "5 buku", sasaran=None)
    assert codes(twice, twice) == ["indikator_ganda"]
    years = [row("Jumlah judul", None, target_per_tahun={year: "5"}) for year in ("2021", "2022")]
    assert codes(*years) == []  # the tables of two years


def test_an_activity_below_several_programmes_is_no_repetition() -> None:
    rows = [
        row("Jumlah rapat", sasaran="Rapat"),
        row("Jumlah surat", sasaran="Surat"),
        row("Jumlah rapat", sasaran="Rapat"),
    ]
    assert found_in(document(*rows, jenis="RENSTRA")) == []
    assert [f.kode for f in found_in(document(rows[0], rows[2], jenis="RENSTRA"))] == ["indikator_ganda"]
    assert codes(*rows) == ["indikator_ganda"]  # an agreement names each objective once


def test_one_cell_beside_several_rows_is_no_repetition() -> None:
    def at(top: float, formula: str) -> Indikator:
        proof = {"indikator": Bukti(halaman=3, kotak=(9, top, 99, top + 9), teks_asli="Nilai", keyakinan=1)}
        return row("Nilai layanan", bukti=proof, formulasi=formula)

    assert codes(at(20, "a / b"), at(20, "a / b")) == []
    assert codes(at(20, "a / b"), at(40, "c / d")) == []
    assert codes(at(20, "a / b"), at(40, "a / b")) == ["indikator_ganda"]


@pytest.mark.parametrize("text", ["RKPD 2025", "ISO 9001:2015", "SK Nomor 12", "Q3", "Baik", "n.a", "31 Maret 2024"])
def test_names_dates_and_words_are_targets(text: str) -> None:
    assert codes(row("Dokumen yang disusun", text)) == []


@pytest.mark.parametrize("text", ["98,5.3", "B B (74) (65)", ",78.40", "7O..5%"])
def test_spoilt_numbers_are_told(text: str) -> None:
    assert codes(row("Nilai evaluasi", text)) == ["target_tidak_terbaca"]


def test_one_mistake_in_several_rows_is_told_once() -> None:
    rows = [row(f"Persentase surat {i} yang dijawab", "12 surat") for i in range(3)]
    [found] = found_in(document(*rows))
    assert found.pesan == '3 indikator berbunyi "Persentase", tetapi satuan targetnya "surat" (b1.i1, b1.i2, b1.i3).'
    assert "3 indicators say" in sentence_of(found, Messages("en"))


def test_an_empty_year_and_an_empty_unit_are_told() -> None:
    full = [row(f"Jumlah {i}", None, target_per_tahun={"2021": "1", "2022": "2"}) for i in range(3)]
    found = found_in(document(*full, row("Jumlah data", None, target_per_tahun={"2021": "1"})))
    assert [(f.kode, f.lokasi) for f in found] == [("sel_kosong", "Jumlah data")]
    assert found[0].pesan.startswith("Target 2022 kosong")
    assert sentence_of(found[0], Messages("en")).startswith("Target 2022 is empty")

    def with_unit(indikator: str, goal: str, unit: str | None) -> Indikator:
        proof = {"satuan": Bukti(halaman=3, kotak=None, teks_asli=unit, keyakinan=1)} if unit else {}
        made = row(indikator, goal, bukti=proof)
        assert made.target is not None
        return made.model_copy(update={"target": made.target.model_copy(update={"satuan": unit})})

    units = [with_unit(f"Luas kebun {i}", "5", "Ha") for i in range(3)]
    assert codes(*units, with_unit("Panjang saluran", "7", None)) == ["sel_kosong"]
    assert codes(*units, with_unit("Indeks mutu", "7", None), with_unit("Opini", "WTP", None)) == []


def test_targets_that_were_spoilt_by_hand_are_told() -> None:
    def yearly(*goals: str) -> Indikator:
        return row("Jumlah laporan", None, target_per_tahun=dict(zip(("2021", "2022", "2023"), goals, strict=True)))

    assert codes(yearly("1", "9,0,1", "3")) == ["target_tidak_terbaca"]
    assert codes(yearly("1", "-", "3")) == codes(yearly("1", "WTP", "3")) == codes(yearly("1", "abc", "3")) == []
    full = [yearly("1", "2", "3").model_copy(update={"indikator": f"Jumlah {i}"}) for i in range(3)]
    assert codes(*full, yearly("1", " ", "3")) == ["sel_kosong"]
    blank = row("Jumlah data").model_copy(update={"target": TargetModel(teks="")})
    assert codes(row("Jumlah surat"), row("Jumlah rapat"), blank) == ["sel_kosong"]


def test_a_unit_that_its_column_does_not_have_is_told_as_the_unit_and_not_as_the_text() -> None:
    proof = {"satuan": Bukti(halaman=3, kotak=None, teks_asli="Persen", keyakinan=1)}
    goal = TargetModel(teks="12", nilai=12, satuan="Orang")
    [found] = found_in(document(row("Kehadiran", bukti=proof).model_copy(update={"target": goal})))
    assert found.pesan == 'Satuan target adalah "Orang", tetapi kolom satuannya berbunyi "Persen".'


def test_a_value_that_was_taken_away_is_told_in_words() -> None:
    [found] = found_in(document(row("Jumlah laporan").model_copy(update={"target": TargetModel(teks="1O8,6")})))
    assert found.pesan == 'Nilai kosong tidak sesuai dengan bunyi target "1O8,6".'
    assert sentence_of(found, Messages("en")) == 'The value (empty) is not what the target says, "1O8,6".'


def test_an_empty_cell_is_told_where_other_rows_have_it() -> None:
    full = [row(f"Jumlah laporan {i}", sumber_data="Sekretariat") for i in range(3)]
    found = found_in(document(*full, row("Jumlah data")))
    assert [(f.kode, f.lokasi, f.halaman) for f in found] == [("sel_kosong", "Jumlah data", 3)]
    assert found[0].pesan.startswith("Sumber data kosong")
    assert sentence_of(found[0], Messages("en")).startswith("Data source is empty")
    assert codes(full[0], row("Jumlah data"), row("Jumlah surat")) == []


def empty_rows(count: int) -> list[Indikator]:
    return [row(f"Jumlah data {i}", None) for i in range(count)]


def test_empty_cells_of_one_column_are_one_finding_that_names_all_rows() -> None:
    full = [row(f"Jumlah laporan {i}") for i in range(6)]
    [found] = found_in(document(*full, row("Jumlah data", None), row("Jumlah surat", None)))
    assert found.pesan == "Target kosong pada 2 dari 8 baris (b1.i7, b1.i8), padahal baris lain memilikinya."
    assert (found.lokasi, found.halaman) == ("Jumlah data", 3)
    told = FindingIndex(document(*full, row("Jumlah data", None), row("Jumlah surat", None), temuan=[found]))
    assert [told.codes(0, place) for place in (0, 6, 7)] == [None, "sel_kosong", "sel_kosong"]
    [many] = found_in(document(*full, *(row(f"Jumlah surat {i}") for i in range(30)), *empty_rows(9)))
    assert many.pesan.startswith("Target kosong pada 9 dari 45 baris (b1.i37, ")
    assert "b1.i44, …)" in many.pesan
    assert many.nilai is not None
    assert many.nilai["tempat"] == [f"b1.i{37 + i}" for i in range(9)]


def test_cells_that_are_left_empty_on_purpose_are_no_finding() -> None:
    described = [row(f"Jumlah laporan {i}", sumber_data="Sekretariat", sasaran="A") for i in range(9)]
    other = [row(f"Jumlah rapat {i}", sasaran="B") for i in range(2)]
    assert codes(*described, *other) == []  # none of the indicators of B has a source
    assert codes(*described, other[0]) == ["sel_kosong"]
    few = [row(f"Jumlah laporan {i}", sumber_data="Sekretariat" if i % 2 else None, sasaran=None) for i in range(9)]
    assert codes(*few) == []

    def of(*years: int) -> Indikator:
        return row(f"Jumlah {years}", None, target_per_tahun={str(year): "1" for year in years})

    assert codes(of(2021, 2022), of(2022, 2023), of(2021, 2023), of(2021, 2022, 2023)) == []
    quarter = row("Jumlah rapat", None, target_per_tahun={"TW II": "1"})
    quarters = [row(f"Jumlah {i}", None, target_per_tahun={"TW I": "1", "TW II": "2"}) for i in range(4)]
    assert codes(*quarters, quarter) == []


def test_the_levels_of_a_matrix_have_their_own_columns() -> None:
    def of(level: Level, number: int, goal: str | None) -> IndicatorRow:
        texts = {"indikator": f"Jumlah {level} {number}", "target": goal}
        return IndicatorRow({name: FieldOf(text, None) for name, text in texts.items() if text}, level)

    goals = [of("sasaran", i, None) for i in range(3)]
    activities = [of("kegiatan", i, "5 unit") for i in range(12)]
    section = IndicatorSection("RENJA", {}, (*goals, *activities), None)
    assert list(empty_cells.check(DocumentFields({}, (section,)))) == []
    forgotten = replace(section, rows=(*section.rows, of("kegiatan", 13, None)))
    assert [f.code for f in empty_cells.check(DocumentFields({}, (forgotten,)))] == ["sel_kosong"]


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


CATALOGUE = tomllib.loads(files("extractor").joinpath("data/messages.toml").read_text(encoding="utf-8"))
WORDING = tomllib.loads(files("extractor").joinpath("data/checks.toml").read_text(encoding="utf-8"))
ENTRIES = [(group, entry) for group, entries in WORDING.items() for entry in entries]


def told_of(example: str) -> list[str]:
    """Codes of an example of the data: "indicator | target | formula"."""
    indikator, goal, *formula = (part.strip() for part in example.split("|"))
    return codes(row(indikator, goal, sasaran=None, formulasi=formula[0] if formula else None))


@pytest.mark.parametrize("example", [e for _, entry in ENTRIES for e in entry["fine"]])
def test_wording_that_excuses_a_target_does(example: str) -> None:
    assert told_of(example) == []


@pytest.mark.parametrize(
    ("example", "code"),
    [(e, entry.get("code", "satuan_tidak_cocok")) for _, entry in ENTRIES for e in entry.get("odd", [])],
)
def test_wording_that_speaks_against_a_target_does(example: str, code: str) -> None:
    assert told_of(example) == [code]


@pytest.mark.parametrize(
    "word", sorted({w for group in ("rates", "beyond") for e in WORDING[group] for w in e["words"]})
)
def test_every_word_that_excuses_a_percentage_is_known(word: str) -> None:
    excused = {w for e in WORDING["beyond"] for w in e["words"]}
    if word in excused:
        assert told_of(f"Persentase {word} kios | 120 %") == []
    else:
        assert told_of(f"Jumlah {word} kios | 90 %") == []


def test_a_unit_beside_another_one_in_its_column_is_told() -> None:
    proof = {"satuan": Bukti(halaman=3, kotak=None, teks_asli="orang", keyakinan=1)}
    assert codes(row("Tingkat hunian", "75 %", bukti=proof)) == ["satuan_beda_kolom"]
    assert codes(row("Pegawai terlatih", "75 orang", bukti=proof)) == []
    ratio = {"satuan": proof["satuan"].model_copy(update={"teks_asli": "rasio"})}
    assert codes(row("Beban kerja", "75 %", bukti=ratio)) == []


def test_targets_of_years_are_checked_like_others_each_matter_once() -> None:
    yearly = row("Persentase kios", None, target_per_tahun={"2021": "12 unit", "2022": "14 unit", "2023": "80 %"})
    assert codes(yearly) == ["satuan_bukan_persen"]


def test_a_value_that_somebody_left_behind_is_told() -> None:
    made = row("Jumlah laporan", "12 dokumen")
    assert made.target is not None
    edited = made.model_copy(update={"target": made.target.model_copy(update={"teks": "13 dokumen"})})
    assert codes(edited) == ["nilai_beda_teks"]


@pytest.mark.parametrize(
    ("indikator", "goal", "year", "told"),
    [
        ("Indeks Kepuasan Masyarakat", "A (82)", "2016", False),
        ("Indeks Kepuasan Masyarakat", "A (82)", "2020", True),
        ("Nilai AKIP", "A (76)", "2014", False),
        ("Nilai AKIP", "A (76)", "2018", True),
        ("Nilai AKIP", "A (76)", "2013-2018", False),
        ("Nilai AKIP", "A (80)", "2020", False),
        ("Nilai AKIP", "BB (70-80)", "2020", False),
        ("Nilai AKIP", "A (≥ 80)", "2020", False),
        ("Nilai AKIP", "BB (≥ 90)", "2020", True),
        ("Indeks Kepuasan Masyarakat", "Sangat Baik (65)", "2020", True),
        ("Indeks Kepuasan Masyarakat", "Baik (80)", "2020", False),
        ("Indeks Reformasi Birokrasi", "A (75)", "2021", True),
        ("Indeks Reformasi Birokrasi", "A (75)", "2024", False),
    ],
)
def test_grades_are_held_to_the_scales_of_their_time(indikator: str, goal: str, year: str, told: bool) -> None:
    assert codes(row(indikator, goal), tahun=year) == (["predikat_tidak_cocok"] if told else [])


def test_scales_have_no_gaps_and_name_their_source() -> None:
    for scale in scales():
        lowest = [low for _, low in scale.steps]
        assert lowest == sorted(lowest, reverse=True)
        assert re.search(r"\d+/20\d\d$", scale.source)
        assert scale.grade(100) == scale.steps[0][0]
        assert all(scale.letter(printed) is not None for printed in scale.names)
        for (grade, low), (_, higher) in zip(scale.steps[1:], scale.steps, strict=False):
            assert scale.grade((low + higher) / 2) == grade


def test_years_outside_the_period_are_told() -> None:
    def of(*years: int) -> Indikator:
        return row("Jumlah laporan", None, target_per_tahun={str(year): "1" for year in years})

    assert codes(of(2021, 2022, 2032), tahun="2021-2026") == ["tahun_di_luar_periode"]
    assert codes(of(2021, 2022, 2032), tahun="2021") == []
    [found] = found_in(document(of(2012, 2021, 2022, 2023, 2052), tahun="2021-2026"))
    assert found.pesan.startswith("Tahun 2012; 2052 pada")
    # achievements before the plan, the forward estimate behind it, and a period that does not fit the table at all
    assert codes(of(2019, 2020, 2021, 2022, 2026, 2027), tahun="2021-2026") == []
    assert codes(of(2018, 2019, 2021), tahun="2021-2022") == []
    assert codes(row("J", None, target_per_tahun={"TW I": "1"}), tahun="2021-2026") == []


def test_a_nip_that_breaks_its_rule_is_told() -> None:
    def signed(nip: str | None) -> list[str]:
        return codes(penandatangan=Penandatangan(nama="Anu", nip=nip))

    assert signed("197013011995031002") == ["nip_tidak_cocok"]
    assert signed("197001011995031002") == []
    assert signed("19700101199503100") == ["nip_tidak_cocok"]
    assert signed("1970010119950310O2") == ["nip_tidak_cocok"]
    assert signed("13012345A") == ["nip_tidak_cocok"]
    assert signed("130123456") == []
    assert signed(None) == []


@pytest.mark.parametrize("text", ["NIP. 19700101 199503 1 02", "Nip 1970010119950310021"])
def test_a_nip_of_wrong_length_is_told(text: str) -> None:
    assert [f.code for f in check_numbers(transcript(text, text))] == ["nip_salah_panjang"]


@pytest.mark.parametrize("text", ["NIP. 19700101 199503 1 0O2", "NIP 19700101 199503 1 00l"])
def test_a_nip_that_is_whole_but_for_look_alikes_has_no_wrong_length(text: str) -> None:
    assert list(check_numbers(transcript(text))) == []


@pytest.mark.parametrize(
    "text",
    ["NIP. 197001011995031002", "NIP 130 123 456", "NIP. 19XXXXXX XXXXXX X XXX", "NIP ....", "NIK 1970010119950310"],
)
def test_other_numbers_and_room_for_one_are_fine(text: str) -> None:
    assert list(check_numbers(transcript(text))) == []


def test_a_page_that_can_hardly_be_recognised_is_told_where_no_value_came_from_it() -> None:
    def scan(*confidences: float) -> Transcript:
        words = tuple(Word(f"kata{i}", Box(0, 0, 9, 9), sure) for i, sure in enumerate(confidences))
        page = Page(1, 600, 800, (Line("kata", page=1, words=words),), source="ocr")
        return Transcript("a.pdf", "0" * 64, "application/pdf", 1, (page,), "test", 1)

    blank = fields_from(document())
    assert [f.code for f in check_print(scan(*[0.4] * 60), blank)] == ["halaman_kabur"]
    assert list(check_print(scan(*[0.95] * 60), blank)) == []
    assert list(check_print(scan(*[0.98] * 12, *[0.2] * 20), blank)) == [], "a cover with an emblem"
    read = row("Jumlah laporan", bukti={"indikator": Bukti(halaman=1, kotak=None, teks_asli="x", keyakinan=0.4)})
    assert list(check_print(scan(*[0.4] * 60), fields_from(document(read)))) == []


def test_a_badly_read_page_is_told() -> None:
    assert codes(*(row(f"Jumlah {w}", sure=0.5) for w in ("a", "b", "c"))) == ["halaman_terbaca_buruk"]
    assert codes(*(row(f"Jumlah {w}", sure=0.9) for w in ("a", "b", "c"))) == []
    assert codes(*(row(f"Jumlah {w}", sure=s) for w, s in (("a", 0.0), ("b", 1.0), ("c", 0.7)))) == []


def test_a_recognised_page_is_held_to_more() -> None:
    def scanned(sure: float) -> list[str]:
        made = document(*(row(f"Jumlah {w}", sure=sure) for w in ("a", "b", "c")))
        engine = made.proses.model_copy(update={"mesin_ocr": "rapidocr 3.10.0"})
        return [found.kode for found in found_in(made.model_copy(update={"proses": engine}))]

    assert scanned(0.85) == ["halaman_terbaca_buruk"]
    assert scanned(0.95) == []


def test_digital_pages_beside_recognised_ones_are_held_to_less() -> None:
    made = document(*(row(f"Jumlah {w}", sure=0.85) for w in ("a", "b", "c")))

    def told(pages: list[int]) -> list[str]:
        engine = made.proses.model_copy(update={"mesin_ocr": "rapidocr 3.10.0", "halaman_ocr": pages})
        return [found.kode for found in found_in(made.model_copy(update={"proses": engine}))]

    assert told([3]) == ["halaman_terbaca_buruk"]
    assert told([1, 2]) == []


def transcript(*lines: str) -> Transcript:
    page = Page(1, 600, 800, tuple(Line(text, page=1) for text in lines))
    return Transcript("a.pdf", "0" * 64, "application/pdf", 1, (page,), "test", 1)


def decree(*dicta: str) -> list[Finding]:
    return list(check_dicta(transcript(*dicta)))


def test_dicta_out_of_order_are_told() -> None:
    found = decree("KESATU : Menetapkan", "KEDUA\t: Semua", "KEDUA : Keputusan", "KEEMPAT")
    assert [f.code for f in found] == ["diktum_salah_nomor"] * 2
    assert dict(found[0].values) == {"diktum": "KEDUA", "sebelum": "KEDUA", "seharusnya": "KETIGA"}
    assert [f.code for f in decree("Kesatu : a", "Ketiga : c")] == ["diktum_salah_nomor"]
    assert [f.code for f in decree("K E S A T U : a", "K E T I G A : c")] == ["diktum_salah_nomor"]
    assert [f.code for f in decree("KESATU :", *(f"KE{n} :" for n in ("DUA", "TIGA", "LIMA")))] == [
        "diktum_salah_nomor"
    ]


def test_dicta_in_order_are_fine() -> None:
    assert decree("PERTAMA : a", "KEDUA : b", "KETIGA : c", "KESATU : a", "KEDUA : b") == []
    assert decree("KEPADA : Yth.", "KEDUA : sendiri", "KETUA : Anu") == []
    assert decree("Pertama : a", "Kepada : Yth.", "Kedua : b", "Ketiga memang penting") == []


def test_dicta_of_a_page_that_was_scanned_twice_are_fine() -> None:
    pages = [("KESATU : a", "KEDUA : b"), ("KETIGA : c", "KEEMPAT : d"), ("KETIGA : c", "KEEMPAT : d")]
    made = tuple(
        Page(n, 600, 800, tuple(Line(text, page=n) for text in texts)) for n, texts in enumerate(pages, start=1)
    )
    whole = Transcript("a.pdf", "0" * 64, "application/pdf", 1, made, "test", 3)
    assert [f.code for f in check_dicta(whole)] == ["diktum_salah_nomor"]
    assert list(check_dicta(whole, left_out={3})) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence_that_needs_just_its_values(language: Language) -> None:
    assert KINDS.keys() >= CODES
    assert KINDS.keys() == CATALOGUE["finding"].keys()
    assert {code for code, kind in KINDS.items() if kind.grouped} == CATALOGUE["finding_several"].keys()
    for code, kind in KINDS.items():
        assert set(re.findall(r"\{(\w+)\}", CATALOGUE["finding"][code][language])) == set(kind.names), code
        if kind.grouped:
            several = set(re.findall(r"\{(\w+)\}", CATALOGUE["finding_several"][code][language]))
            assert several == {*kind.names, *kind.grouped}, code
        made = finding(code, **{name: f"<{name} 1>" for name in kind.names if name != "tempat"} | ids_of(kind.names))
        said = sentence(code, dict(made.values), Messages(language))
        assert all(f"<{name} 1>" in said for name in kind.names)


def ids_of(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The value "tempat", which is a list of ids, where a finding has it."""
    return {"tempat": ("<tempat 1>",)} if "tempat" in names else {}


def test_a_finding_has_just_the_values_of_its_code() -> None:
    with pytest.raises(KeyError):
        finding("nomor_ganda")
    with pytest.raises(KeyError):
        finding("nomor_ganda", nomor="1", halaman=2)
    with pytest.raises(KeyError):
        finding("tidak_ada")


def test_what_cermat_fills_in_itself_is_translated_too() -> None:
    wrong = finding("nip_tidak_cocok", nip="1", sebab=("nip_lahir", "nip_urut"))
    assert "(impossible date of birth; serial number 000)" in in_english(wrong)
    broken = finding("halaman_rusak", halaman=3, sebab="ukuran_di_luar_batas")
    assert in_english(broken).endswith("could not be read: the size of the page is beyond the limits")
    limit = finding("batas_tercapai", jumlah=20, batas="tingkat_tabel")
    assert "(20 levels of nested tables)" in in_english(limit)
    badly = finding("halaman_terbaca_buruk", halaman=1, keyakinan=0.8)
    assert "(mean confidence 0.80)" in in_english(badly)
    assert "0,80" in sentence(badly.code, dict(badly.values), Messages("id"))


def test_sentences_can_be_made_in_english_from_a_file() -> None:
    signed = document(penandatangan=Penandatangan(nama="Anu", nip="197013011995133000"))
    written = Document.model_validate_json(render(checked(signed)))
    [found] = written.temuan
    assert "tanggal lahir tidak mungkin; " in found.pesan
    assert "(impossible date of birth; " in sentence_of(found, Messages("en"))
    assert sentence_of(found, Messages("id")) == found.pesan


def test_a_sentence_of_another_version_is_shown_as_it_stands() -> None:
    earlier = Temuan(kode="tanpa_indikator", tingkat="info", pesan="Kalimat lain.", lokasi=None, halaman=None)
    assert sentence_of(earlier, Messages("en")) == "Kalimat lain."
    assert sentence_of(earlier.model_copy(update={"kode": "asing", "nilai": {}}), Messages("en")) == "Kalimat lain."
    odd = earlier.model_copy(update={"kode": "nomor_ganda", "nilai": {"angka": 1}})
    assert sentence_of(odd, Messages("en")) == "Kalimat lain."


def test_every_code_is_in_the_documentation() -> None:
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| (\w+) \| (yes|no) \| (.+) \|$", text, re.MULTILINE)
    assert listed == [
        (code, kind.severity, "yes" if code in CODES else "no", CATALOGUE["finding"][code]["en"])
        for code, kind in KINDS.items()
    ]
    several = re.findall(r"^\| `(\w+)` \| ([^|]+) \|$", text, re.MULTILINE)
    assert several == [(code, said["en"]) for code, said in CATALOGUE["finding_several"].items()]


def test_checking_twice_is_checking_once_and_keeps_what_others_found() -> None:
    other = checked(document(*numbered("1", "3"))).model_copy()
    left_out = finding("tabel_dilewati", alasan="rapat", awal="Daftar")
    noted = other.model_copy(
        update={
            "temuan": [
                *other.temuan,
                other.temuan[0].model_copy(update={"kode": left_out.code, "pesan": "Tabel ini dilewati."}),
            ]
        }
    )
    again = checked(noted)
    assert sorted(t.kode for t in again.temuan) == ["nomor_lompat", "tabel_dilewati"]
    assert checked(again) == again


@pytest.mark.parametrize(
    "name", ["01-iku-iki-perpustakaan.docx", "05-renstra-lima-tahun.pdf", "14-pohon-kinerja-kotak.pdf"]
)
def test_a_document_that_is_read_back_says_the_same(name: str, samples: Path) -> None:
    made = extract(samples / name, ReadOptions())
    read = Document.model_validate_json(render(made))
    assert checked(read) == read == made
    for (ref, fields), (other, printed) in zip(fields_from(read).groups(), printed_fields(read), strict=True):
        assert ref == other
        assert {n: replace(one, reading=None) for n, one in fields.items()} == dict(printed)


def test_rows_have_ids_by_section_and_row() -> None:
    assert FieldRef(0, 2, "target").row_id == "b1.i3"
    assert FieldRef(0).row_id is FieldRef(name="nomor").row_id is FieldRef(node=1).row_id is None


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


def test_a_narrow_terminal_breaks_no_code_and_shows_the_place(tmp_path: Path) -> None:
    twice = row("Jumlah surat", sasaran="Tertib")
    wrong = row("Jumlah rapat", "2 (tiga) kali", sasaran="Tertib")
    (tmp_path / "a.pdf.json").write_bytes(render(document(twice, twice, wrong, tahun="2021-2026")))
    lines = CliRunner().invoke(main, ["check", str(tmp_path)], env={"COLUMNS": "80"}).stdout.splitlines()
    for code in ("indikator_ganda", "bilangan_berbeda"):
        assert any(f" {code} " in line for line in lines)
    assert all(len(line) <= 80 for line in lines)
    [at] = [number for number, line in enumerate(lines) if "indikator_ganda" in line]
    assert "Jumlah surat" in " ".join(" ".join(lines[at : at + 3]).split())


def test_findings_are_written_when_asked_for(results: Path) -> None:
    assert CliRunner().invoke(main, ["check", str(results), "--write", "-q"]).exit_code == 0
    assert [t.kode for t in load(results / "lompat.pdf.json").temuan] == ["nomor_lompat"]
    assert (results / "lain.json").read_text(encoding="utf-8") == '{"bukan": "hasil"}'


def test_writing_twice_is_writing_once(results: Path) -> None:
    CliRunner().invoke(main, ["check", str(results), "--write", "-q"])
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in results.iterdir()}
    assert CliRunner().invoke(main, ["check", str(results), "--write", "-q"]).exit_code == 0
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in results.iterdir()} == before


def test_what_was_corrected_by_hand_is_seen(results: Path) -> None:
    path = results / "baik.pdf.json"
    edited = json.loads(path.read_text(encoding="utf-8"))
    edited["bagian"][0]["indikator"][0]["target"]["teks"] = "7 dokumen"
    path.write_text("\ufeff" + json.dumps(edited), encoding="utf-8")  # as some editors save it
    result = CliRunner().invoke(main, ["check", str(results)], env={"COLUMNS": "200"})
    assert result.exit_code == 1
    assert "nilai_beda_teks" in result.output


def test_results_that_were_broken_by_hand_are_told_and_the_others_are_checked(results: Path) -> None:
    (results / "a_rusak.pdf.json").write_text('{"kontrak": "1.0", "berkas"', encoding="utf-8")
    (results / "b_kurang.pdf.json").write_text('{"kontrak": "1.0", "berkas": {}}', encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(results), "--fail-on", "tidak"])
    assert result.exit_code == 1
    told = [line for line in result.stderr.splitlines() if line.startswith("GAGAL")]
    assert [Path(line.split()[1].rstrip(":")).name for line in told] == ["a_rusak.pdf.json", "b_kurang.pdf.json"]
    assert "nomor_lompat" in result.stdout
    assert "lain.json" not in result.output


@pytest.mark.parametrize(
    ("text", "place", "in_english"),
    [
        ('{"kontrak": "1.0",\n "berkas"', "baris 2, kolom 9", "line 2, column 9"),
        ('{"kontrak": "1.0", "berkas": {}}', "isian berkas.nama", "field berkas.nama"),
        ('{"kontrak": "2.0", "berkas": {}, "bagian": []}', "isian kontrak", "field kontrak"),
    ],
)
def test_the_place_of_a_mistake_made_by_hand_is_said(results: Path, text: str, place: str, in_english: str) -> None:
    def said(path: Path, language: str) -> str:
        return CliRunner().invoke(main, ["check", str(path), "-q", "--lang", language]).stderr

    file = results / "rusak.pdf.json"
    file.write_text(text, encoding="utf-8")
    for path in (results, file):
        assert place in said(path, "id")
        assert "Urungkan suntingan terakhir" in said(path, "id")
        assert "Field" not in said(path, "id")
        assert str(file) in said(path, "id")
        assert in_english in said(path, "en")
        assert "corrections made by hand are lost" in said(path, "en")


@pytest.mark.parametrize("name", ["nosuch", "kosong"])
def test_advice_about_results_that_are_not_there_is_about_results(tmp_path: Path, name: str) -> None:
    (tmp_path / "kosong").mkdir()
    run = CliRunner().invoke(main, ["check", str(tmp_path / name)])
    assert run.exit_code == 3
    assert name in run.stderr
    assert "folder hasil `cermat extract`" in run.stderr
    assert "PDF" not in run.stderr


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


def test_numbers_of_programmes_are_no_list_of_indicators() -> None:
    def of(number: str, level: Level) -> IndicatorRow:
        fields = {"no": FieldOf(number, None), "indikator": FieldOf(f"Jumlah laporan {number}", None)}
        return IndicatorRow(fields, level, (LadderEntry(level, None, f"Pengelolaan {number}", "sasaran"),))

    def found(level: Level) -> list[str]:
        section = IndicatorSection("RENJA", {}, tuple(of(number, level) for number in ("1", "2", "5")), None)
        return [f.code for f in number_checks.check(DocumentFields({}, (section,)))]

    assert found("sasaran") == ["nomor_lompat"]
    assert found("kegiatan") == []  # those between have no indicator


def test_one_finding_tells_of_a_section_however_its_targets_read() -> None:
    over = [row(f"Persentase surat {text}", text) for text in ("120 %", "130 %", "140 %")]
    assert codes(*over) == ["persen_lebih_100"]
    odd = [row(f"Jumlah {thing} yang disusun", "75%") for thing in ("dokumen", "laporan")]
    assert codes(*odd) == ["satuan_tidak_cocok"]
