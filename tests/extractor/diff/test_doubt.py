"""What was read in doubt or not at all, as `cermat diff` tells it: never hidden, never made up."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.export.json import render
from schemas.document import Document
from tests.support.diff_build import document, row

FORMATS = ("text", "json", "csv", "xlsx", "html", "markdown")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


def saved(folder: Path, name: str, found: Document) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(found))
    return path


def read(field: str, text: str, confidence: float, **head: Any) -> Document:
    """A recognised document of two rows; `text` in the first one's `field`, read with `confidence`."""
    evidence = {"halaman": 1, "kotak": (1, 1, 9, 9), "teks_asli": text, "keyakinan": confidence}
    rows = [row("Jumlah rak yang dicat", **{field: text}, bukti={field: evidence}), row("Jumlah peta yang dirawat")]
    found = document(("Pustakawan", rows), **head)
    return found.model_copy(update={"proses": found.proses.model_copy(update={"mesin_ocr": "mesin 1"})})


def with_findings(found: Document, *findings: tuple[str, int | None]) -> Document:
    raw = found.model_dump(mode="json")
    raw["temuan"] = [
        {"kode": code, "tingkat": "peringatan", "pesan": "-", "lokasi": None, "halaman": page}
        for code, page in findings
    ]
    return Document.model_validate(raw)


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [
        ("target", 1),
        ("content", 1),
        ("any", 1),
        ("diubah", 1),
        ("tinggi", 1),
        ("sedang", 1),
        ("rendah", 1),
        ("dihapus", 0),
        ("kosmetik", 0),
    ],
)
def test_a_target_that_may_have_changed_is_no_success(tmp_path: Path, fail_on: str, code: int) -> None:
    old = saved(tmp_path, "old.json", read("target", "95 %", 0.99))
    new = saved(tmp_path, "new.json", read("target", "98 %", 0.7))
    (change,) = json.loads(run(old, new, "--format", "json").stdout)["perubahan"]
    assert (change["jenis"], change["kolom"]) == ("tidak_pasti", "target")
    result = run(old, new, "--fail-on", fail_on, "--lang", "en")
    assert result.exit_code == code
    assert ("could not be decided" in result.stderr) == (code == 0)
    assert "1 undecided, 1 unchanged" in result.stdout


def test_a_report_has_the_format_that_its_name_says(tmp_path: Path) -> None:
    old = saved(tmp_path, "old.json", read("target", "95 %", 0.99))
    new = saved(tmp_path, "new.json", read("target", "98 %", 0.99))
    for name, beginning in (("a.html", b"<!DOCTYPE html>"), ("a.xlsx", b"PK"), ("a.md", b"#"), ("a.json", b"{")):
        assert run(old, new, "-o", str(tmp_path / name)).exit_code == 1
        assert (tmp_path / name).read_bytes().lower().startswith(beginning.lower())


def test_doubtful_words_do_not_count_and_are_named(tmp_path: Path) -> None:
    old = saved(tmp_path, "old.json", read("sumber_data", "Laporan bidang", 0.99))
    new = saved(tmp_path, "new.json", read("sumber_data", "Loporon bidaug nio", 0.3))
    result = run(old, new, "--fail-on", "content", "--lang", "en")
    assert result.exit_code == 0
    assert "1 change(s) could not be decided" in result.stderr
    assert run(old, new, "--fail-on", "content", "-q").stderr == ""


def test_a_reading_that_is_more_likely_wrong_gives_no_sure_change(tmp_path: Path) -> None:
    old = saved(tmp_path, "old.json", read("sasaran", "Meningkatnya mutu layanan perpustakaan", 0.99))
    new = saved(tmp_path, "new.json", read("sasaran", "4", 0.15))
    (change,) = json.loads(run(old, new, "--format", "json").stdout)["perubahan"]
    assert (change["jenis"], change["kolom"], change["keparahan"]) == ("tidak_pasti", "sasaran", "rendah")


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    old = saved(tmp_path, "old.json", read("target", "95 %", 0.99))
    new = saved(tmp_path, "new.json", read("target", "98 %", 0.7))
    result = run(old, new, "--ignore", "tidak_pasti", "--lang", "en")
    assert "Not shown (--ignore): 1 uncertain" in result.stdout
    assert "1 left out (--ignore), 1 unchanged" in result.stdout
    assert "No changes" not in result.stdout


ROWS = [row(f"Jumlah {thing} yang dirawat") for thing in ("peta", "rak", "kartu", "naskah")]


def parts_of_workbook(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read("xl/sharedStrings.xml").decode()


@pytest.mark.parametrize("turned", [False, True])
def test_a_document_whose_table_was_not_read_is_said_first(tmp_path: Path, turned: bool) -> None:
    paths = [
        saved(tmp_path, "a.json", document(("Pustakawan", ROWS), name="lama.pdf")),
        saved(tmp_path, "b.json", document(name="kosong.pdf")),
    ]
    if turned:
        paths.reverse()
    found = json.loads(run(*paths, "--format", "json").stdout)
    assert found["perubahan"] == []
    assert sum(found["ringkasan"].values()) == 0
    side = "lama" if turned else "baru"
    assert found["tidak_terbaca"] == [{"sisi": side, "kode": "tanpa_indikator", "halaman": [], "tidak_dibandingkan": 4}]
    assert (found["indikator"]["tidak_terbaca"], found["indikator"]["sama"]) == (4, 0)
    text = run(*paths, "--lang", "en")
    assert text.exit_code == 1
    assert run(*paths, "--fail-on", "target").exit_code == 1
    assert text.stdout.splitlines()[2].startswith("! No table of indicators was read in kosong.pdf. The 4")
    assert " added," not in text.stdout.split("Indicators (", 1)[1]
    sentence = "No table of indicators was read in kosong.pdf"
    for form in ("html", "markdown"):
        page = run(*paths, "--format", form, "--lang", "en").stdout
        assert sentence in page.replace("\\", "")
        assert page.index("No table of indicators") < page.index("not compared")
    lines = list(csv.DictReader(io.StringIO(run(*paths, "--format", "csv").stdout.lstrip("\ufeff"))))
    assert (lines[0]["cakupan"], lines[0]["alasan"]) == ("tidak_terbaca", "tanpa_indikator")
    assert sentence in parts_of_workbook(run(*paths, "--format", "xlsx", "--lang", "en").stdout_bytes)


def test_a_row_that_may_be_on_an_unread_page_is_undecided(tmp_path: Path) -> None:
    old = saved(tmp_path, "a.json", document(("Pustakawan", ROWS)))
    new = saved(
        tmp_path, "b.json", with_findings(document(("Pustakawan", ROWS[:2]), name="b.pdf"), ("halaman_rusak", 3))
    )
    found = json.loads(run(old, new, "--format", "json").stdout)
    assert found["tidak_terbaca"][0] == {
        "sisi": "baru",
        "kode": "halaman_rusak",
        "halaman": [3],
        "tidak_dibandingkan": 0,
    }
    assert {(c["jenis"], c["alasan"], c["kolom"]) for c in found["perubahan"]} == {
        ("tidak_pasti", "tidak_terbaca", None)
    }
    assert (found["indikator"]["tidak_pasti"], found["indikator"]["sama"], found["indikator"]["dihapus"]) == (2, 2, 0)
    assert run(old, new, "--fail-on", "removed").exit_code == 1
    text = run(old, new, "--lang", "en").stdout
    assert "Not read in b.pdf: page 3 (halaman_rusak)" in text
    for form in FORMATS:
        assert run(old, new, "--format", form).exit_code == 1


def test_a_cascade_that_was_not_read_is_no_loss_of_its_nodes(tmp_path: Path) -> None:
    with_tree = document(("Pustakawan", ROWS)).model_dump(mode="json")
    node = {"id": "k1", "induk": None, "tingkat": "outcome", "kinerja": "Layanan membaik", "indikator": []}
    with_tree["kaskade"] = [node]
    old = saved(tmp_path, "a.json", Document.model_validate(with_tree))
    new = saved(tmp_path, "b.json", document(("Pustakawan", ROWS)))
    found = json.loads(run(old, new, "--format", "json").stdout)
    assert found["perubahan_lain"] == []
    assert [gap["kode"] for gap in found["tidak_terbaca"]] == ["tanpa_kaskade"]
    assert run(old, new).exit_code == 1


@pytest.mark.parametrize("form", FORMATS)
def test_a_table_that_was_left_out_is_told_in_every_comparison(tmp_path: Path, form: str) -> None:
    whole = document(("Pustakawan", ROWS), name="b.pdf")
    old = saved(tmp_path, "a.json", document(("Pustakawan", ROWS), name="a.pdf"))
    new = saved(tmp_path, "b.json", with_findings(whole, ("tabel_mungkin_indikator", 7)))
    result = run(old, new, "--format", form, "--lang", "en", "--output", tmp_path / "told")
    data = (tmp_path / "told").read_bytes()
    if form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            data = book.read("xl/sharedStrings.xml")
    told = data.decode("utf-8-sig")
    if form in ("json", "csv"):
        assert "tabel_mungkin_indikator" in told
    else:
        assert "a table that may hold indicators was left out" in told.replace("\n", " ")
    assert result.exit_code == 0  # nothing changed as far as it could be seen


@pytest.mark.parametrize("turned", [False, True])
def test_pages_that_were_not_asked_for_lose_no_rows(samples: Path, turned: bool) -> None:
    """A DOCX has no pages, so that it is read whole; of the PDF of the same decree two pages are."""
    paths = [samples / "01-iku-iki-perpustakaan.pdf", samples / "01-iku-iki-perpustakaan.docx"]
    if turned:
        paths.reverse()
    options = (*paths, "--pages", "4-5")
    found = json.loads(run(*options, "--format", "json").stdout)
    (gap,) = found["tidak_terbaca"]
    assert (gap["sisi"], gap["kode"]) == ("baru" if turned else "lama", "halaman_tidak_diminta")
    assert gap["halaman"] == [1, 2, 3, 6, 7]
    counts = found["indikator"]
    assert (counts["ditambah"], counts["dihapus"], counts["tidak_pasti"]) == (0, 0, 0)
    assert gap["tidak_dibandingkan"] == counts["tidak_terbaca"] == abs(counts["lama"] - counts["baru"]) > 0
    assert counts["lama"] == sum(counts[kind] for kind in ("sama", "diubah")) + turned * counts["tidak_terbaca"]
    assert not {change["jenis"] for change in found["perubahan_lain"]} & {"ditambah", "dihapus"}
    lines = run(*options, "--lang", "en").stdout.splitlines()
    assert lines[2].startswith("! Of 01-iku-iki-perpustakaan.pdf pages 1-3, 6-7 were not read")
    assert run(*options, "--fail-on", "removed,added").exit_code == 0


def test_pages_that_were_not_asked_for_in_both_leave_rows_undecided(samples: Path) -> None:
    pdf = samples / "01-iku-iki-perpustakaan.pdf"
    found = json.loads(run(pdf, samples / "04-iki-ganti-halaman.pdf", "--pages", "1", "--format", "json").stdout)
    assert [gap["kode"] for gap in found["tidak_terbaca"]][-1] == "halaman_tidak_diminta"
    assert (found["indikator"]["ditambah"], found["indikator"]["dihapus"]) == (0, 0)


def test_what_was_extracted_from_some_pages_says_so_later(samples: Path, tmp_path: Path) -> None:
    pdf = samples / "01-iku-iki-perpustakaan.pdf"
    CliRunner().invoke(main, ["extract", str(pdf), "-o", str(tmp_path), "--pages", "4-5", "-q"])
    found = json.loads(run(tmp_path / f"{pdf.name}.json", pdf, "--format", "json").stdout)
    assert found["indikator"]["ditambah"] == 0
    assert found["tidak_terbaca"][0]["kode"] == "halaman_tidak_diminta"
