"""`import cermat`: what is documented works, from threads too, and nobody else's modules get in."""

from __future__ import annotations

import doctest
import logging
import os
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest

import cermat
import cermat.comparing
import cermat.many
import cermat.one_file
import cermat.results
from cermat import CermatError, Document, diff, extract, extract_many, load, load_many, to_frame
from extractor.export.json import render

ROOT = Path(__file__).parents[2]
DOCX = ROOT / "samples" / "08-rencana-aksi.docx"
PDF = ROOT / "samples" / "06-perjanjian-kinerja.pdf"


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the samples, and with results of one of them."""
    shutil.copytree(
        ROOT / "samples", tmp_path / "samples", ignore=shutil.ignore_patterns("*.py", "generator", "*.json")
    )
    monkeypatch.chdir(tmp_path)
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / f"{PDF.name}.json").write_bytes(render(extract(PDF)))
    return tmp_path


@pytest.mark.parametrize("module", [cermat.one_file, cermat.comparing, cermat.results, cermat.many])
@pytest.mark.slow
def test_the_examples_of_every_name_run(module: ModuleType, workplace: Path) -> None:
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


def test_every_public_name_has_an_example() -> None:
    own = {name: getattr(cermat, name) for name in cermat.__all__}
    assert {name for name, value in own.items() if ">>>" not in (value.__doc__ or "")} == {
        "CermatError",  # raised by the others
        "Change",  # what `diff` gives
        "Document",  # what `extract` gives
    }


def test_paths_are_texts_or_paths() -> None:
    assert extract(str(DOCX)) == extract(DOCX)
    assert diff(str(DOCX), extract(DOCX)) == ()


def test_options_have_defaults_and_work() -> None:
    part = extract(ROOT / "samples" / "04-iki-ganti-halaman.pdf", pages="1")
    same = extract(ROOT / "samples" / "04-iki-ganti-halaman.pdf", pages=[(1, 1)])
    assert part == same != extract(ROOT / "samples" / "04-iki-ganti-halaman.pdf")
    with pytest.raises(ValueError, match="no page range"):
        extract(DOCX, pages="satu")


def test_what_can_t_be_read_is_one_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "rusak.docx").write_bytes(b"PK\x03\x04 terpotong")
    with pytest.raises(CermatError) as raised:
        extract(tmp_path / "rusak.docx")
    assert "rusak.docx" in str(raised.value)
    assert raised.value.remedy


def test_many_are_read_as_the_command_reads_them(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    archive = tmp_path / "arsip"
    archive.mkdir()
    shutil.copy(DOCX, archive / "a.docx")
    (archive / "rusak.docx").write_bytes(b"PK\x03\x04 terpotong")
    with caplog.at_level(logging.INFO, "cermat"):
        found = {one.name: one for one in extract_many(archive, tmp_path / "hasil", jobs=1)}
    assert (found["a.docx"].outcome, found["a.docx"].resumed) == ("lengkap", False)
    assert found["a.docx"].document == load(tmp_path / "hasil" / "a.docx.json")
    assert found["rusak.docx"].document is None
    assert isinstance(found["rusak.docx"].error, CermatError)
    assert "rusak.docx: rusak" in caplog.text
    again = {one.name: one for one in extract_many([archive / "a.docx"], tmp_path / "hasil", jobs=1)}
    assert again["a.docx"].resumed
    assert again["a.docx"].document == found["a.docx"].document
    assert [one.berkas.nama for one in load_many(tmp_path / "hasil")] == ["a.docx"]


def test_an_archive_is_a_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "arsip.zip", "w") as archive:
        archive.write(DOCX, "2024/a.docx")
    [found] = extract_many(tmp_path / "arsip.zip", jobs=1)
    assert found.name.endswith("2024/a.docx")
    assert found.document is not None


def test_leaving_the_loop_ends_the_reading_and_the_journal_is_free(tmp_path: Path) -> None:
    results = extract_many([DOCX, PDF], tmp_path, jobs=1)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert len(list(extract_many([DOCX, PDF], tmp_path, jobs=1))) == 2


def test_frames_have_the_columns_of_their_table() -> None:
    frame = to_frame(extract(DOCX), "angka")
    assert list(frame.columns)[:4] == ["dokumen", "id", "indikator", "jenis"]
    assert str(frame["nilai"].dtype) == "float64"
    assert len(to_frame([extract(DOCX), extract(PDF)])) == len(to_frame(extract(DOCX))) + len(to_frame(extract(PDF)))
    with pytest.raises(KeyError):
        to_frame(extract(DOCX), "tidak_ada")


def test_a_folder_that_is_not_there_is_told() -> None:
    with pytest.raises(CermatError, match="no file or folder"):
        list(load_many("tidak-ada"))


# --- threads ---

THREADS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from cermat import extract

def read(path):
    return extract(path).model_dump_json()

paths = sys.argv[2:]
right = [read(path) for path in paths]
with ThreadPoolExecutor(8) as pool:
    for number in range(int(sys.argv[1])):
        places = [(number + place) % len(paths) for place in range(8)]
        found = list(pool.map(read, [paths[place] for place in places]))
        assert found == [right[place] for place in places], number
print("sama")
"""


@pytest.mark.slow
def test_eight_threads_read_at_the_same_time(workplace: Path) -> None:
    """In a process of its own: what this is about ended the interpreter."""
    names = ("06-perjanjian-kinerja.pdf", "03-iku-judul-dua-tingkat.pdf", "08-rencana-aksi.docx")
    done = run_python("-c", THREADS, "20", *(str(ROOT / "samples" / name) for name in names))
    assert (done.returncode, done.stdout.strip()) == (0, "sama"), done.stderr[-2000:]


def test_two_threads_get_what_one_gets() -> None:
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(extract, [PDF, DOCX, PDF]))
    assert found == [extract(PDF), extract(DOCX), extract(PDF)]


# --- a user's script ---


def run_python(*arguments: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    return subprocess.run([sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("clash", ["parsers.py", "schemas/__init__.py"])
@pytest.mark.parametrize(("language", "words"), [("id", "Ganti nama itu"), ("en", "Rename that")])
def test_a_name_of_somebody_else_is_told_in_a_sentence(clash: str, language: str, words: str, tmp_path: Path) -> None:
    (tmp_path / clash).parent.mkdir(exist_ok=True)
    (tmp_path / clash).write_text("", encoding="utf-8")
    (tmp_path / "skrip.py").write_text("from cermat import extract\n", encoding="utf-8")
    done = run_python("skrip.py", cwd=tmp_path, CERMAT_LANG=language)
    assert done.returncode == 1
    assert str(tmp_path / clash) in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_of_data_named_schemas_does_not_clash(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "catatan.json").write_text("{}", encoding="utf-8")
    (tmp_path / "skrip.py").write_text("import cermat\nprint(len(cermat.__all__))\n", encoding="utf-8")
    assert run_python("skrip.py", cwd=tmp_path).stdout.strip() == str(len(cermat.__all__))


def test_python_m_cermat_is_the_command() -> None:
    done = run_python("-m", "cermat", "--version")
    assert (done.returncode, done.stdout.split(",")[0]) == (0, "cermat")


SCRIPT = """
from pathlib import Path

from cermat import CermatError, Change, Document, Extraction, diff, extract, extract_many, load, load_many, to_frame


def report(paths: list[Path], output: str) -> dict[str, float]:
    totals: dict[str, float] = {}
    one: Extraction
    for one in extract_many(paths, output, jobs=2, timeout=60, ocr="never"):
        if one.document is None:
            error: CermatError | None = one.error
            print(one.name, one.outcome, error.remedy if error else "")
            continue
        for section in one.document.bagian:
            for row in section.indikator:
                totals[one.name] = totals.get(one.name, 0) + (row.target.nilai or 0 if row.target else 0)
    return totals


document: Document = extract("a.pdf", pages="1-3", password=None)
changes: tuple[Change, ...] = diff(document, Path("b.pdf"))
names: list[str] = [found.berkas.nama for found in load_many("output")]
columns: list[str] = list(to_frame([load("output/a.pdf.json")]).columns)
"""


@pytest.mark.slow
def test_a_user_s_script_passes_strict_type_checks(tmp_path: Path) -> None:
    assert strict(tmp_path, SCRIPT) == ""
    told = strict(tmp_path, SCRIPT + "\nwrong: int = extract('a.pdf')\n")
    assert "Incompatible types in assignment" in told  # the types are seen, and not just passed over


def strict(folder: Path, script: str) -> str:
    """What mypy says of a script, with the settings that Cermat itself is checked with, which are the strict ones."""
    (folder / "skrip.py").write_text(script, encoding="utf-8")
    settings = ("--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(ROOT / ".mypy_cache"))
    return run_python("-m", "mypy", "--no-error-summary", *settings, "skrip.py", cwd=folder).stdout.strip()


def test_a_document_is_the_library_s_own_type() -> None:
    assert isinstance(extract(DOCX), Document)


@pytest.mark.parametrize("options", [{"page": "1"}, {"halaman": "1"}])
def test_an_option_that_there_is_none_of_is_no_silence(options: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="pages, password"):
        cermat.extract(PDF, **options)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="pages, password"):
        cermat.extract_many(PDF, **options)  # type: ignore[arg-type]


def test_a_way_of_recognising_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(ValueError, match="auto, always, never"):
        cermat.extract(PDF, ocr="kadang")  # type: ignore[arg-type]
