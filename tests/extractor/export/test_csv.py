"""indikator.csv: the contract's columns, safe in a spreadsheet, nothing lost."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.export import FORMATS, PerFolder, review_csv
from extractor.export.csv_table import DIALECTS, INDONESIAN, CsvDialect, csv_cell
from extractor.export.flat_indicators import rows
from extractor.export.frame import to_frame
from extractor.export.spreadsheet import inert, shown_as_text
from extractor.export.tables.document_tables import DocumentTables, own_tables
from extractor.export.tables.table_model import all_tables
from schemas.document import (
    AnggaranProgram,
    Angka,
    Bukti,
    Document,
    Hierarki,
    Indikator,
    Jumlah,
    Koreksi,
    Pihak,
    Target,
    Temuan,
)
from tests.support.exported import export_into, lines_of, written

CONTRACT_COLUMNS = (
    "dokumen,halaman,jenis,instansi,tahun,jabatan,no,sasaran_induk,sasaran,indikator_induk,indikator,target,"
    "target_nilai,target_satuan,target_predikat,target_tahun,formulasi,tipe_penghitungan,sumber_data,"
    "penanggung_jawab,keyakinan,temuan,id,jenjang,kode,tujuan,program,kegiatan,sub_kegiatan,target_pembanding,"
    "target_nilai_maks"
)
Make = Callable[..., Document]
MakeIndicator = Callable[..., Indikator]


def lines(*documents: Document) -> list[dict[str, str]]:
    return lines_of("indikator.csv", *documents)


def test_columns_and_encoding_are_the_contract_s(document: Make) -> None:
    data = written([document()])
    assert data.startswith(b"\xef\xbb\xbf" + CONTRACT_COLUMNS.encode() + b"\r\n")
    assert data.endswith(b"\r\n")
    assert ",".join(all_tables()["indikator"].names) == CONTRACT_COLUMNS


def test_a_run_without_documents_has_the_head_line_only() -> None:
    assert written([]).count(b"\r\n") == 1


def test_one_indicator_is_one_line(document: Make) -> None:
    [line] = lines(document())
    assert line == {
        "dokumen": "keputusan.pdf",
        "halaman": "3",
        "jenis": "IKI",
        "instansi": "Dinas Contoh",
        "tahun": "2024",
        "jabatan": "Kepala Bidang",
        "no": "1",
        "sasaran_induk": "",
        "sasaran": "Meningkatnya layanan",
        "indikator_induk": "",
        "indikator": "Jumlah layanan",
        "target": "4 dokumen",
        "target_nilai": "4",
        "target_satuan": "dokumen",
        "target_predikat": "",
        "target_tahun": "",
        "formulasi": "Jumlah semua",
        "tipe_penghitungan": "Kumulatif",
        "sumber_data": "Laporan",
        "penanggung_jawab": "",
        "keyakinan": "75E-2",
        "temuan": "",
        "id": "b1.i1",
        "jenjang": "",
        "kode": "",
        "tujuan": "",
        "program": "",
        "kegiatan": "",
        "sub_kegiatan": "",
        "target_pembanding": "",
        "target_nilai_maks": "",
    }


def test_levels_stand_in_columns_of_their_own(document: Make, indicator: MakeIndicator) -> None:
    ladder = [
        Hierarki(jenjang="tujuan", kode=None, teks="Terwujudnya arsip yang tertib"),
        Hierarki(jenjang="program", kode="2.24.02", teks="Program Pengelolaan Arsip"),
        Hierarki(jenjang="program", kode=None, teks="Meningkatnya pengelolaan arsip"),
    ]
    target = Target(teks="80-90 %", nilai=80, nilai_maks=90, pembanding=">=", satuan="%")
    row = indicator(id="b7.i2", jenjang="program", kode="2.24.02", hierarki=ladder, target=target)
    [line] = lines(document(row))
    assert (line["id"], line["jenjang"], line["kode"]) == ("b7.i2", "program", "'2.24.02")
    assert line["tujuan"] == "Terwujudnya arsip yang tertib"
    assert line["program"] == "Program Pengelolaan Arsip"  # its name; the statement is the sasaran
    assert (line["kegiatan"], line["sub_kegiatan"]) == ("", "")
    assert (line["target_pembanding"], line["target_nilai_maks"]) == (">=", "90")


def test_dokumen_is_the_path_where_the_document_has_one(document: Make) -> None:
    made = document()
    below = made.model_copy(update={"berkas": made.berkas.model_copy(update={"jalur": "2025/keputusan.pdf"})})
    assert [next(rows(one)).dokumen for one in (made, below)] == ["keputusan.pdf", "2025/keputusan.pdf"]


# --- angka.csv ---


def figure_lines(*documents: Document) -> list[dict[str, str]]:
    return lines_of("angka.csv", *documents)


def test_every_figure_is_a_line_with_the_page_and_confidence_of_its_cell(
    document: Make, indicator: MakeIndicator
) -> None:
    def read(text: str, page: int, confidence: float) -> Bukti:
        return Bukti(halaman=page, kotak=None, teks_asli=text, keyakinan=confidence)

    row = indicator(
        target=None,
        target_per_tahun={"2025": "70"},
        angka=[
            Angka(jenis="baseline", periode="2024", teks="65,5", nilai=65.5, satuan="%"),
            Angka(jenis="target", periode="2025", teks="70", nilai=70, satuan="%"),
            Angka(jenis="anggaran", periode="2025", teks="1.250.000", nilai=1250000, satuan="Rp"),
        ],
        bukti={
            "indikator": read("Jumlah layanan", 3, 0.4),
            "angka[1]": read("65,5", 3, 0.91234),
            "target[2025]": read("70", 4, 0.8),
            "angka[3]": read("1.250.000", 5, 0.7),
        },
    )
    made = figure_lines(document(row))
    assert list(made[0]) == [
        "dokumen",
        "id",
        "indikator",
        "jenis",
        "periode",
        "teks",
        "nilai",
        "satuan",
        "halaman",
        "keyakinan",
    ]
    assert [(line["jenis"], line["periode"], line["nilai"]) for line in made] == [
        ("baseline", "2024", "655E-1"),
        ("target", "2025", "70"),
        ("anggaran", "2025", "1250000"),
    ]
    assert [(line["halaman"], line["keyakinan"]) for line in made] == [("3", "912E-3"), ("4", "8E-1"), ("5", "7E-1")]
    assert {(line["dokumen"], line["id"], line["indikator"]) for line in made} == {
        ("keputusan.pdf", "b1.i1", "Jumlah layanan")
    }
    [line] = lines(document(row))
    assert line["keyakinan"] == "4E-1"


def test_figures_of_no_evidence_have_the_page_of_their_row(document: Make, indicator: MakeIndicator) -> None:
    [line] = figure_lines(document(indicator(angka=[Angka(jenis="realisasi", periode=None, teks="=4")])))
    assert (line["teks"], line["halaman"], line["keyakinan"]) == ("'=4", "3", "")


def test_a_run_without_figures_has_the_head_line_only(document: Make) -> None:
    assert figure_lines(document()) == []


def test_dated_targets_are_a_line_each(document: Make, indicator: MakeIndicator) -> None:
    renstra = indicator(target=None, target_per_tahun={"2025": "70", "2026": "75"})
    assert [(line["target_tahun"], line["target"]) for line in lines(document(renstra))] == [
        ("2025", "70"),
        ("2026", "75"),
    ]


def test_dated_targets_share_the_unit_of_their_column(document: Make, indicator: MakeIndicator) -> None:
    unit = Bukti(halaman=None, kotak=None, teks_asli="Hari\nkerja", keyakinan=1)
    years = {"2025": "1.240", "2026": "-"}
    made = lines(document(indicator(target=None, target_per_tahun=years, bukti={"satuan": unit})))
    assert [line["target"] for line in made] == ["'1.240", "-"]
    assert [(line["target_nilai"], line["target_satuan"]) for line in made] == [("1240", "Hari kerja"), ("", "")]


def test_confidence_is_that_of_the_line(document: Make, indicator: MakeIndicator) -> None:
    def read(confidence: float) -> Bukti:
        return Bukti(halaman=None, kotak=None, teks_asli="x", keyakinan=confidence)

    evidence = {"indikator": read(0.9), "target[2025]": read(0.8), "target[2026]": read(0.123456)}
    years = {"2025": "70", "2026": "75"}
    made = lines(document(indicator(target=None, target_per_tahun=years, bukti=evidence)))
    assert [line["keyakinan"] for line in made] == ["8E-1", "123E-3"]


def test_the_target_of_the_year_stands_beside_its_quarters(document: Make, indicator: MakeIndicator) -> None:
    plan = indicator(target=Target(teks="8", nilai=8), target_per_tahun={"TW I": "1", "TW IV": "8"})
    assert [(line["target_tahun"], line["target"], line["target_nilai"]) for line in lines(document(plan))] == [
        ("", "8", "8"),
        ("TW I", "1", "1"),
        ("TW IV", "8", "8"),
    ]


def test_a_single_dated_column_is_one_target(document: Make, indicator: MakeIndicator) -> None:
    made = indicator(target=Target(teks="3", nilai=3), target_per_tahun={"2025": "3"})
    assert [(line["target_tahun"], line["target_nilai"]) for line in lines(document(made))] == [("2025", "3")]


def test_an_indicator_without_a_target_still_has_its_line(document: Make, indicator: MakeIndicator) -> None:
    [line] = lines(document(indicator(target=None)))
    assert (line["indikator"], line["target"]) == ("Jumlah layanan", "")


@pytest.mark.parametrize(
    ("value", "printed"),
    [(4230, "4230"), (3.75, "375E-2"), (80.0, "80"), (1_500_000_000_000, "1500000000000"), (-2, "-2")],
)
def test_numbers_are_plain_digits(document: Make, indicator: MakeIndicator, value: float, printed: str) -> None:
    [line] = lines(document(indicator(target=Target(teks="x", nilai=value))))
    assert line["target_nilai"] == printed


def test_findings_stand_with_the_rows_that_they_name(document: Make, indicator: MakeIndicator) -> None:
    def found(code: str, place: str | None, page: int | None) -> Temuan:
        return Temuan(kode=code, tingkat="peringatan", pesan="", lokasi=place, halaman=page)

    read = Bukti(halaman=3, kotak=None, teks_asli="1) Nilai\nlain lagi", keyakinan=1)
    made = document(
        indicator(),
        indicator(indikator="Nilai lain lagi", bukti={"indikator": read}),
        findings=(
            found("bagian", "Kepala Bidang", 3),
            found("a_baris", "Jumlah layanan", None),
            found("halaman_lain", "Jumlah layanan", 9),
            found("bukan_baris", "Jumlah layanan dan lainnya", 3),
            found("seperti_terbaca", "1) Nilai lain lagi", 3),
            found("dokumen", None, None),
        ),
    )
    first, second = lines(made)
    assert first["temuan"] == "a_baris;bagian"
    assert second["temuan"] == "bagian;seperti_terbaca"


def test_the_id_of_a_finding_goes_before_its_words(document: Make, indicator: MakeIndicator) -> None:
    def found(code: str, address: str | None) -> Temuan:
        return Temuan(kode=code, tingkat="info", pesan="", lokasi="Jumlah layanan", halaman=9, id=address)

    twins = (indicator(id="b1.i1"), indicator(id="b1.i2"))
    made = document(*twins, findings=(found("kedua", "b1.i2"), found("tanpa_baris", "b4.i1")))
    assert [line["temuan"] for line in lines(made)] == ["", "kedua"]
    several = found("ganda", "b1.i2").model_copy(update={"nilai": {"tempat": ["b1.i1", "b1.i2"]}})
    assert [line["temuan"] for line in lines(document(*twins, findings=(several,)))] == ["ganda", "ganda"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+62x", "-SK Bupati", "@SUM(A1)", "\tx", "\rx", "-1+cmd|' /C calc'!A0", "＝1", "- butir", "'=1"]
)
def test_text_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    assert inert(text) == "'" + text


@pytest.mark.parametrize("text", ["", "-", "-2,5", "+3", "-1.250", "75%", "≥ 85 %", "'Aisyiyah", "a=b"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


MARKED_INSIDE = re.compile(r"""(?<=[;,\t\r\n])'(?=["']*(?:[=@＝＠]|[+\-＋－][^;,\t\r\n]*[(|!]))""")


def undo(text: str) -> str:
    """What a reader of the CSV does: one apostrophe off, where there is something to guard behind it."""
    bare = text.lstrip("'")
    if text.startswith("'") and bare and bare[0] in "=+-@\t\r\n＝＋－＠":
        text = text[1:]
    return MARKED_INSIDE.sub("", text)


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n aZ1,.＝;(\""), max_size=8))
@example("''=1")
@example(";'=1")
@example("\t=1")
def test_nothing_is_lost_and_nothing_runs(text: str) -> None:
    safe = inert(text)
    assert undo(safe) == text
    if safe[:1] in set("=+-@\t\r\n＝"):
        assert safe == "-" or all(char in "0123456789.," for char in safe[1:])


@given(st.text(max_size=40).filter(lambda text: "\x00" not in text))
def test_any_text_comes_back_from_the_csv(text: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow([inert(text), "x"])
    [[cell, _]] = list(csv.reader(io.StringIO(file.getvalue(), newline="")))
    assert cell == inert(text)


# --- what another spreadsheet makes of it ---

DANGEROUS = [
    "aman;=cmd|' /C calc'!A0",
    'aman;"=cmd|x"',
    "aman,=1+1",
    "aman\t@SUM(A1)",
    "aman\n=1+1",
    "aman;-2+3+cmd|' /C calc'!A0",
    "aman;+HYPERLINK(A1)",
    "aman;＝1+1",
]


@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("written_with", DIALECTS.values(), ids=list(DIALECTS))
@pytest.mark.parametrize("opened_with", [",", ";", "\t"])
def test_nothing_runs_whatever_separator_a_spreadsheet_expects(
    text: str, written_with: CsvDialect, opened_with: str, document: Make, indicator: MakeIndicator
) -> None:
    data = written([document(indicator(indikator=text))], dialect=written_with).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(data, newline=""), delimiter=opened_with):
        assert not any(cell.lstrip('"').startswith(("=", "@", "+", "-", "＝")) for cell in row), row


@pytest.mark.parametrize("text", ["Rp 5.000,-", "Rp 5.000,- per orang", "a; -b", "x,+5", "a;b", "1,-2"])
def test_prose_with_separators_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


INDONESIAN_NUMBER = re.compile(r"[+-]?\d{1,3}(\.\d{3})*(,\d+)?|[+-]?\d+(,\d+)?")
ENGLISH_NUMBER = re.compile(r"[+-]?\d{1,3}(,\d{3})*(\.\d+)?|[+-]?\d+(\.\d+)?")


def as_read_by(pattern: re.Pattern[str], decimal: str, cell: str) -> float | str:
    """What a spreadsheet of one language makes of a cell: a number where it looks like one of its own."""
    mantissa, _, exponent = cell.partition("E")
    if not pattern.fullmatch(mantissa) or not re.fullmatch(r"(-?\d+)?", exponent):
        return cell
    grouping = "." if decimal == "," else ","
    return float(f"{mantissa.replace(grouping, '').replace(decimal, '.')}e{exponent or 0}")


@pytest.mark.parametrize("value", [0.997, 768.495, 74.2, -0.5, 3, 1_250_000, 0.1 + 0.2, 1e-7])
def test_a_number_is_the_same_in_an_indonesian_and_in_an_english_spreadsheet(value: float) -> None:
    cell = csv_cell(value)
    assert as_read_by(INDONESIAN_NUMBER, ",", cell) == as_read_by(ENGLISH_NUMBER, ".", cell) == pytest.approx(value)
    assert float(cell) == pytest.approx(value)  # programs read it as it is
    assert as_read_by(INDONESIAN_NUMBER, ",", csv_cell(value, INDONESIAN)) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    ["768.495", "412,5", "1.250.000,00", "85,5%", "2.16.02", "01", "3/4", "1-2", "12.30", "2018-01", "(2.000)",
     "196503121990031001", "12E3"],
)  # fmt: skip
def test_a_text_that_looks_like_a_number_is_shown_as_a_text(text: str) -> None:
    for dialect in DIALECTS.values():
        assert csv_cell(text, dialect) == f"'{text}"
        assert csv_cell(f"'{text}", dialect) == f"''{text}"  # taking one away gives the text back


@pytest.mark.parametrize("text", ["8", "2024", "2021-2026", "2018-03-05", "412,5 ton", "b1.i2", "BB (74,20)", "75%"])
def test_a_text_that_means_the_same_everywhere_stays_as_it_is(text: str) -> None:
    assert shown_as_text(text) == text


def test_the_indonesian_dialect_has_semicolons_and_decimal_commas(document: Make) -> None:
    data = written([document()], dialect=INDONESIAN).decode("utf-8-sig")
    [line] = list(csv.DictReader(io.StringIO(data, newline=""), delimiter=";"))
    assert (line["target"], line["target_nilai"], line["keyakinan"]) == ("4 dokumen", "4", "0,75")


# --- the tables that only `csv_rinci` writes ---


def further(name: str, document: Document) -> list[dict[str, str]]:
    return lines_of(name, document, form="csv_rinci")


def test_documents_sections_and_rows_are_tables_that_lead_to_each_other(
    document: Make, indicator: MakeIndicator
) -> None:
    ladder = [Hierarki(jenjang="program", kode="2.24.02", teks="Program Arsip")]
    made = document(indicator(hierarki=ladder), indicator(id="b1.i1"), indicator(id="b1.i1"))
    [one] = further("dokumen.csv", made)
    assert (one["dokumen"], one["jenis"], one["jumlah_halaman"]) == ("keputusan.pdf", "IKI", "3")
    [section] = further("bagian.csv", made)
    assert (section["bagian"], section["fungsi"], section["halaman_awal"]) == ("b1", "penyusunan rencana", "2")
    found = further("baris.csv", made)
    assert [row["id"] for row in found] == ["b1.i1", "b1.i1~2", "b1.i1~3"]  # each once, also in an edited file
    assert (found[0]["bagian"], found[0]["hierarki"]) == ("b1", "program 2.24.02 Program Arsip")
    assert (found[0]["kiri"], found[0]["kanan"]) == ("1", "325E-2")


def test_findings_and_evidence_are_tables(document: Make, indicator: MakeIndicator) -> None:
    repair = Koreksi(dari="Jumlh", ke="Jumlah", aturan="ejaan")
    proof = Bukti(halaman=3, kotak=None, teks_asli="Jumlh\nlayanan", keyakinan=0.5, koreksi=[repair])
    found = Temuan(kode="sel_kosong", tingkat="peringatan", pesan="Kosong.", lokasi=None, halaman=3, id="b1.i1")
    made = document(indicator(bukti={"indikator": proof}), findings=(found,))
    [line] = further("bukti.csv", made)
    assert (line["bagian"], line["id"], line["kolom"], line["teks_asli"]) == (
        "b1",
        "b1.i1",
        "indikator",
        "Jumlh\nlayanan",
    )
    assert line["koreksi"] == "Jumlh -> Jumlah (ejaan)"
    [told] = further("temuan.csv", made)
    assert (told["kode"], told["id"], told["pesan"]) == ("sel_kosong", "b1.i1", "Kosong.")


def test_every_table_has_the_columns_of_its_lines(document: Make) -> None:
    tables = DocumentTables(document(), "a.pdf")
    for table_of in own_tables():
        assert all(len(row) == len(table_of.names) for row in tables.rows(table_of)), table_of.name
    assert all_tables()["periksa"].names == review_csv.COLUMNS
    files = {path for form in FORMATS.values() if isinstance(form, PerFolder) for path in form.files}
    assert {f"{name}.csv" for name in all_tables()} <= files


def test_every_text_column_is_guarded(document: Make, indicator: MakeIndicator) -> None:
    attack = "=cmd|' /C calc'!A0"
    row = indicator(
        no=attack,
        sasaran_induk=attack,
        sasaran=attack,
        indikator_induk=attack,
        indikator=attack,
        sumber_data=attack,
        penanggung_jawab=attack,
        target=Target(teks=attack, satuan=attack, predikat=attack),
    )
    [line] = lines(document(row, name=attack))
    assert sum(cell == "'" + attack for cell in line.values()) == 11
    assert not any(cell.startswith("=") for cell in line.values())


def test_data_frame_has_the_same_rows_unescaped(document: Make, indicator: MakeIndicator) -> None:
    made = document(indicator(indikator="=x"), indicator(target=None, bukti={}))
    frame = to_frame([made])
    assert list(frame.columns) == list(all_tables()["indikator"].names)
    assert frame["indikator"].tolist() == ["=x", "Jumlah layanan"]
    assert frame["target_nilai"].isna().tolist() == [False, True]
    assert to_frame([]).empty
    assert [row.indikator for row in rows(made)] == frame["indikator"].tolist()


# --- pihak.csv and anggaran.csv ---


def agreement_of(document: Document) -> Document:
    def read(text: str, page: int, confidence: float) -> Bukti:
        return Bukti(halaman=page, kotak=None, teks_asli=text, keyakinan=confidence)

    section = document.bagian[0].model_copy(
        update={
            "pihak": [Pihak(peran="pertama", nama="=SARI", nip=None), Pihak(peran="kedua", nama="BUDI")],
            "anggaran": [AnggaranProgram(program="Program Arsip", jumlah=Jumlah(teks="Rp 2.000", nilai=2000))],
            "bukti": {
                "pihak[pertama].nama": read("=SARI", 1, 0.9),
                "pihak[pertama].jabatan": read("Kepala", 1, 0.5),
                "anggaran[1].program": read("Program Arsip", 2, 0.8),
                "anggaran[1].jumlah": read("Rp 2.000", 2, 0.75),
            },
        }
    )
    return document.model_copy(update={"bagian": [section]})


def test_each_party_of_an_agreement_is_a_line(document: Make) -> None:
    first, second = lines_of("pihak.csv", agreement_of(document()))
    assert (first["bagian"], first["peran"], first["nama"], first["halaman"]) == ("b1", "pertama", "'=SARI", "1")
    assert (first["keyakinan"], second["keyakinan"]) == ("5E-1", "")  # the lowest of its fields; nothing says
    assert second["nama"] == "BUDI"


def test_each_programme_of_an_agreement_is_a_line(document: Make) -> None:
    [line] = lines_of("anggaran.csv", agreement_of(document()))
    assert (line["bagian"], line["program"], line["jumlah"], line["jumlah_nilai"]) == (
        "b1",
        "Program Arsip",
        "Rp 2.000",
        "2000",
    )
    assert (line["halaman"], line["keyakinan"]) == ("2", "75E-2")


@pytest.mark.parametrize("agreed", [False, True])
def test_a_run_has_these_files_where_a_document_is_an_agreement(agreed: bool, document: Make, tmp_path: Path) -> None:
    export_into(tmp_path, ["csv"], (agreement_of(document()) if agreed else document(), "pk.pdf"))
    assert ({"pihak.csv", "anggaran.csv"} <= {path.name for path in tmp_path.iterdir()}) is agreed
