"""Numbers of a comparison are numbers of indicators, and every format tells the same ones."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path

from openpyxl import load_workbook

from tests.extractor.diff.test_doubt import run, saved
from tests.support.diff_build import document, row

NAMES = [f"Jumlah {thing} yang dirawat" for thing in ("peta", "rak", "kartu", "naskah", "meja", "lampu", "sumur")]
GOAL, OTHER_GOAL = "Meningkatnya mutu layanan perpustakaan", "Terjaganya koleksi milik daerah"


def pair(folder: Path) -> tuple[Path, Path]:
    """Seven indicators: five under a goal that was reworded, of which two have another target too; one gone, one come,
    one as it was."""
    old = [row(name, sasaran=GOAL, target="4 dokumen") for name in NAMES[:5]]
    new = [
        row(name, sasaran=OTHER_GOAL, target="9 dokumen" if i < 2 else "4 dokumen") for i, name in enumerate(NAMES[:5])
    ]
    alone = row("Persentase keluhan yang dijawab", sasaran="Meluasnya jangkauan pembaca", target="80%")
    gone, come = (
        row("Luas kebun kopi", sasaran="Tertibnya administrasi"),
        row("Nilai evaluasi reformasi birokrasi", sasaran="Tertibnya administrasi"),
    )
    return (
        saved(folder, "a.json", document(("Pustakawan", [*old, alone, gone]), name="lama.pdf")),
        saved(folder, "b.json", document(("Pustakawan", [*new, alone, come]), name="baru.pdf", nomor="2 Tahun 2024")),
    )


EXPECTED = {"lama": 7, "baru": 7, "ditambah": 1, "dihapus": 1, "diubah": 5, "sama": 1}


def test_every_format_counts_indicators_alike(tmp_path: Path) -> None:
    paths = pair(tmp_path)
    counts = json.loads(run(*paths, "--format", "json").stdout)["indikator"]
    assert {key: value for key, value in counts.items() if value} == EXPECTED
    words = "1 added, 1 removed, 5 changed, 1 unchanged"
    text = " ".join(run(*paths, "--lang", "en").stdout.split())
    assert f"Indicators (7 old, 7 new): {words}" in text
    assert "Around the indicators: 1 changed" in text
    page = html.unescape(run(*paths, "--format", "html", "--lang", "en").stdout)
    assert "Indicators: 7 old, 7 new" in page
    tiles = re.findall(r"<b>(\d+)</b><span>([^<]+)</span>", page)
    assert ", ".join(f"{number} {label}" for number, label in tiles) == words
    assert "Around the indicators: 1 changed" in page
    markdown = run(*paths, "--format", "markdown", "--lang", "en").stdout
    assert "| Indicators (7 old, 7 new) | Count |" in markdown
    assert all(f"| {label} | {number} |" in markdown for number, label in tiles)
    lines = csv.DictReader(io.StringIO(run(*paths, "--format", "csv").stdout.lstrip("\ufeff")))
    told = {line["jenis"]: int(line["jumlah"]) for line in lines if line["cakupan"] == "ringkasan"}
    assert {key: value for key, value in told.items() if value} == EXPECTED
    book = load_workbook(io.BytesIO(run(*paths, "--format", "xlsx", "--lang", "en").stdout_bytes))
    assert f"Indicators (7 old, 7 new): {words}" in [cell.value for cell in book.worksheets[0]["A"]]
    titles, numbers = list(book.worksheets[1].iter_rows(values_only=True))
    assert dict(zip(titles, numbers, strict=True))["changed"] == 5
    assert numbers[3:5] == (7, 7)


def test_a_change_of_a_merged_cell_is_told_once(tmp_path: Path) -> None:
    paths = pair(tmp_path)
    entries = json.loads(run(*paths, "--format", "json").stdout)["perubahan"]
    goals = [entry for entry in entries if entry["kolom"] == "sasaran"]
    assert len(goals) == 5
    assert {entry["kelompok"] for entry in goals} == {1}
    for form, mark in (("text", "{+"), ("html", "<ins>"), ("markdown", "**")):
        report = run(*paths, "--format", form, "--lang", "en").stdout
        assert report.count(f"{mark}{OTHER_GOAL.partition(' ')[0]}") == 1
        assert all(name in report for name in NAMES[:5])
    assert "5 indicators at once" in run(*paths, "--lang", "en").stdout
    book = load_workbook(io.BytesIO(run(*paths, "--format", "xlsx", "--lang", "en").stdout_bytes))
    lines = [line for line in book.worksheets[0].iter_rows(values_only=True) if line[2] == "Objective"]
    assert [line[1] for line in lines] == ["5 indicators at once"]


def test_the_workbook_has_both_values_beside_the_indicator_and_prints_on_one_page(tmp_path: Path) -> None:
    paths = pair(tmp_path)
    sheet = load_workbook(io.BytesIO(run(*paths, "--format", "xlsx", "--lang", "en").stdout_bytes)).worksheets[0]
    lines = list(sheet.iter_rows(values_only=True))
    top = next(number for number, line in enumerate(lines) if "Indicator" in line)
    assert lines[top][1:5] == ("Indicator", "Field", "Old", "New")
    target = next(line for line in lines if line[2] == "Target")
    assert target[3:6] == ("4 dokumen", "9 dokumen", 5)
    assert sum(sheet.column_dimensions[name].width for name in "ABCDE") < 140  # characters on a usual screen
    assert [line[0] for line in lines[:2]] == ["Old: lama.pdf", "New: baru.pdf"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        None,  # of the format: 1
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${top + 1}:${top + 1}"


def test_lone_documents_and_folders_are_in_every_format(tmp_path: Path) -> None:
    for folder, names in (("2023", ("Perpustakaan", "Pertanian")), ("2024", ("Perpustakaan", "Kehutanan"))):
        for office in names:
            head = {"instansi": f"Dinas {office} Kota Lembah Biru"}
            saved(
                tmp_path,
                f"{folder}/{office}.json",
                document(("A", [row(NAMES[0])]), name=f"{office}-{folder}.docx", **head),
            )
    old, new = tmp_path / "2023", tmp_path / "2024"
    for form in ("text", "json", "csv", "html", "markdown"):
        report = "".join(run(old, new, "--format", form).stdout.replace("\\", "").split("\n"))
        assert "Pertanian-2023.docx" in report
        assert "Kehutanan-2024.docx" in report
        if form != "csv":
            assert re.sub(r"\s", "", str(old)) in re.sub(r"\s", "", report)
            assert re.sub(r"\s", "", str(new)) in re.sub(r"\s", "", report)
    book = load_workbook(io.BytesIO(run(old, new, "--format", "xlsx").stdout_bytes))
    for sheet in book.worksheets:
        cells = " ".join(str(cell) for line in sheet.iter_rows(values_only=True) for cell in line)
        assert "Pertanian-2023.docx" in cells
        assert "Kehutanan-2024.docx" in cells
