"""What users of `cermat diff` rely on: exit codes, formats, folders and histories."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.diff.comparison_contract import schema
from extractor.export.json import render
from schemas.document import Document
from tests.support.diff_build import document, row

ROWS = [row("Jumlah peta lama yang dirawat"), row("Jumlah rak yang dicat", target="80%"), row("Jumlah kartu dicetak")]


def revision(target: str, *more: dict[str, object], name: str = "a.docx", **head: object) -> Document:
    rows = [ROWS[0], row("Jumlah rak yang dicat", target=target), ROWS[2], *more]
    return document(("Pustakawan", rows), name=name, **head)


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    def save(found: Document, name: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render(found))
        return path

    return save


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


@pytest.fixture
def pair(saved: Callable[..., Path]) -> tuple[Path, Path]:
    return saved(revision("80%"), "old.json"), saved(revision("75%", name="b.docx"), "new.json")


def test_the_exit_code_is_as_gits(pair: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = pair
    assert run(old, old).exit_code == 0
    assert run(old, new).exit_code == 1
    assert run(old, tmp_path / "missing.pdf").exit_code > 1
    assert run(old).exit_code > 1


def test_a_damaged_side_is_trouble_and_no_difference(pair: tuple[Path, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"kontrak": "1.0"}', encoding="utf-8")
    assert run(pair[0], broken).exit_code > 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-on", "target"], 1),
        (["--fail-on", "tinggi"], 1),
        (["--fail-on", "added"], 0),
        (["--ignore", "diubah"], 0),
        (["--ignore", "cosmetic"], 1),
        (["--fail-on", "nonsense"], 2),
        (["--ignore", "nonsense"], 2),
    ],
)
def test_what_counts_as_a_failure_can_be_chosen(pair: tuple[Path, Path], arguments: list[str], code: int) -> None:
    assert run(*pair, *arguments).exit_code == code


def test_json_keeps_the_contract(pair: tuple[Path, Path]) -> None:
    found = json.loads(run(*pair, "--format", "json").stdout)
    jsonschema.validate(found, schema())
    assert found["kontrak_diff"] == "1.0"
    assert found["ringkasan"]["diubah"] == 1
    (change,) = found["perubahan"]
    assert (change["jenis"], change["kolom"], change["selisih"]) == ("diubah", "target", -5)
    assert (change["lama"], change["baru"], change["keparahan"]) == ("80%", "75%", "tinggi")
    assert {"jabatan_lama", "jabatan_baru", "indikator_lama", "indikator_baru", "bukti_lama", "bukti_baru"} <= set(
        change
    )


def test_the_text_fits_eighty_columns_and_marks_words(pair: tuple[Path, Path]) -> None:
    text = run(*pair, "--lang", "en").stdout
    assert max(map(len, text.splitlines())) <= 80
    assert "[-80%-] {+75%+}" in text
    assert "\x1b" not in text


def test_csv_and_workbook_run_nothing(saved: Callable[..., Path]) -> None:
    evil = row("=HYPERLINK(1)", sumber_data="@SUM(1)")
    old, new = saved(revision("80%"), "old.json"), saved(revision("80%", evil), "new.json")
    lines = list(csv.reader(io.StringIO(run(old, new, "--format", "csv").stdout.lstrip("\ufeff"))))
    assert "'=HYPERLINK(1)" in lines[1]
    book = old.parent / "changes.xlsx"
    assert run(old, new, "--format", "xlsx", "-o", book).exit_code == 1
    with zipfile.ZipFile(book) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
        assert "HYPERLINK" in parts.read("xl/sharedStrings.xml").decode()
    assert not list(sheet.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"))


def test_html_stands_alone_and_escapes(saved: Callable[..., Path]) -> None:
    evil = row("<script>alert(1)</script> & <img src=x>")
    old, new = saved(revision("80%"), "old.json"), saved(revision("75%", evil), "new.json")
    page = run(old, new, "--format", "html", "--lang", "en").stdout
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert not re.findall(r'<\w+[^>]*\s(?:src|href)\s*=\s*"(?!data:|#)', page)
    assert "<del>80%</del>" in page
    assert "<ins>75%</ins>" in page


def test_the_only_script_is_the_one_that_the_policy_names(pair: tuple[Path, Path]) -> None:
    for more in ((), (pair[0],)):  # a comparison, a history
        page = run(*pair, *more, "--format", "html").stdout
        [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        assert page.count("<script") == 1
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
        assert f"script-src &#39;sha256-{digest}&#39;" in policy or f"script-src 'sha256-{digest}'" in policy
        assert "default-src 'none'" in policy
        assert "script-src 'unsafe-inline'" not in policy
        assert not re.findall(r"<[^>]+\son\w+\s*=", page)


def test_markdown_escapes_its_own_signs(saved: Callable[..., Path]) -> None:
    old = saved(revision("80%"), "old.json")
    new = saved(revision("80%", row("Jumlah a|b yang *tebal*")), "new.json")
    page = run(old, new, "--format", "markdown").stdout
    assert "a\\|b yang \\*tebal\\*" in page


def test_the_output_file_is_written_whole_and_never_over_an_input(pair: tuple[Path, Path], tmp_path: Path) -> None:
    goal = tmp_path / "out" / "changes.json"
    result = run(*pair, "--format", "json", "-o", goal)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert [path.name for path in goal.parent.iterdir()] == ["changes.json"]
    before = pair[0].read_bytes()
    assert run(*pair, "--format", "json", "-o", pair[0]).exit_code > 1
    assert pair[0].read_bytes() == before


def test_an_office_can_set_its_own_severities(pair: tuple[Path, Path], tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(
        '[[aturan]]\nid = "kecil"\nkolom = ["target"]\narah = "turun"\nkeparahan = "rendah"\n', encoding="utf-8"
    )
    found = json.loads(run(*pair, "--format", "json", "--rules", rules).stdout)
    assert found["perubahan"][0]["keparahan"] == "rendah"
    turned = json.loads(run(pair[1], pair[0], "--format", "json", "--rules", rules).stdout)
    assert turned["perubahan"][0]["keparahan"] == "tinggi"
    rules.write_text("[[aturan]]\nid = 3\n", encoding="utf-8")
    assert run(*pair, "--rules", rules).exit_code > 1


def _folder(saved: Callable[..., Path], name: str, targets: Sequence[str]) -> Path:
    for office, target in zip(("Perpustakaan", "Kehutanan", "Pertanian"), targets, strict=False):
        found = revision(target, name=f"iki-{office}-{name}.docx", instansi=f"Dinas {office} Kota Lembah Biru")
        path = saved(found, f"{name}/iki-{office}-{name}.docx.json")
    return path.parent


def test_folders_are_compared_by_office(saved: Callable[..., Path]) -> None:
    old, new = _folder(saved, "2023", ["80%", "80%", "80%"]), _folder(saved, "2024", ["80%", "90%"])
    result = run(old, new, "--format", "json")
    found = json.loads(result.stdout)
    jsonschema.validate(found, schema())
    assert result.exit_code == 1
    names = {(p["lama"]["nama"], p["baru"]["nama"], p["ringkasan"]["diubah"]) for p in found["pasangan"]}
    assert names == {
        ("iki-Perpustakaan-2023.docx", "iki-Perpustakaan-2024.docx", 0),
        ("iki-Kehutanan-2023.docx", "iki-Kehutanan-2024.docx", 1),
    }
    assert [one["nama"] for one in found["hanya_lama"]] == ["iki-Pertanian-2023.docx"]
    for form in ("text", "csv", "markdown", "html"):
        assert "iki-Pertanian-2023.docx" in run(old, new, "--format", form).stdout or form == "csv"


def test_the_history_follows_each_indicator(saved: Callable[..., Path]) -> None:
    paths = [
        saved(revision("70%", name="2022.docx"), "1.json"),
        saved(revision("75%", row("Jumlah bibit yang ditanam"), name="2023.docx"), "2.json"),
        saved(revision("85%", row("Jumlah bibit yang ditanam"), name="2024.docx"), "3.json"),
    ]
    result = run(*paths, "--format", "json")
    found = json.loads(result.stdout)
    jsonschema.validate(found, schema())
    assert result.exit_code == 1
    tracks = {track["indikator"]: track["keadaan"] for track in found["jejak"]}
    assert [state["nilai"] for state in tracks["Jumlah rak yang dicat"]] == [70, 75, 85]
    assert [state["revisi"] for state in tracks["Jumlah bibit yang ditanam"]] == [1, 2]
    page = run(*paths, "--format", "html").stdout
    assert "<svg" in page
    assert "<polyline" in page
    assert len(list(csv.reader(io.StringIO(run(*paths, "--format", "csv").stdout)))) == 1 + 3 * 3 + 2
    for form in ("text", "markdown", "xlsx"):
        assert run(*paths, "--format", form).exit_code == 1


@pytest.mark.slow
def test_pages_of_pdfs_are_shown(samples: Path) -> None:
    pages = sorted(samples.glob("*.pdf"))
    result = run(pages[0], pages[1], "--format", "html")
    assert result.exit_code == 1
    assert 'src="data:image/' in result.stdout


def test_the_schema_can_be_printed() -> None:
    result = CliRunner().invoke(main, ["schema", "--diff"])
    jsonschema.Draft202012Validator.check_schema(json.loads(result.stdout))


def test_the_committed_schema_is_current() -> None:
    committed = Path(__file__).parents[3] / "schemas" / "cermat-diff-1.0.schema.json"
    assert json.loads(committed.read_text(encoding="utf-8")) == schema()


def test_html_lists_at_its_head_what_became_of_each_indicator(saved: Callable[..., Path]) -> None:
    old = [row("Jumlah peta", target="3 peta"), row("Jumlah rak", target="4 rak"), row("Luas taman", target="5 ha")]
    new = [row("Jumlah peta", target="9 peta"), row("Luas taman", target="5 ha"), row("Nilai arsip", target="BB")]
    paths = (saved(document(("Pustakawan", old)), "a.json"), saved(document(("Pustakawan", new)), "b.json"))
    page = run(*paths, "--format", "html", "--lang", "en").stdout
    lists = re.findall(r'<details class="glance k-(\w+)" open>(.*?)</details>', page, re.DOTALL)
    assert [kind for kind, _ in lists] == ["diubah", "dihapus", "ditambah"]
    lines = [re.sub(r"<[^>]+>| +", " ", words) for _, words in lists]
    assert "Jumlah peta" in lines[0]
    assert "3 peta" in lines[0]
    assert "9 peta" in lines[0]
    assert "Jumlah rak" in lines[1]
    assert "4 rak" in lines[1]
    assert "Nilai arsip" in lines[2]
    assert "BB" in lines[2]
    anchors = re.findall(r'href="#([^"]+)"', page)
    assert len(anchors) == 3
    assert all(f'id="{anchor}"' in page for anchor in anchors)
    assert page.index('class="glance') < page.index('<article class="row')


def test_documents_that_share_nothing_are_told_to_be_perhaps_no_revisions(saved: Callable[..., Path]) -> None:
    old = saved(document(("Pustakawan", [row("Jumlah peta yang dirawat", target="3 peta")])), "a.json")
    new = saved(document(("Arsiparis", [row("Persentase taman tertata", target="70 %")])), "b.json")
    assert "not one indicator of" in run(old, new, "--lang", "en").stderr
    assert run(old, new, "-q").stderr == ""
    assert "not one indicator of" not in run(old, old, "--lang", "en").stderr
