"""The command line as people use it: what is written, what is said, what the exit code tells."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner, Result

from extractor.batch.closing_table import print_closing
from extractor.batch.journal import Key
from extractor.batch.outcome import Digest, Outcome
from extractor.batch.outcome import Result as ReadResult
from extractor.batch.read_task import Reply, Task
from extractor.batch.run import Record, RunItem
from extractor.batch.task_execution import carry_out
from extractor.cli import COMMANDS, main
from extractor.export.json import dump, load, schema
from extractor.installation import NO_OFFICE, Checkup, Component, examine
from extractor.messages import Messages
from extractor.spelling import SpellingOptions
from parsers.reading import ReadOptions
from schemas.document import Document
from schemas.errors import DamagedInput, ExitCode, cause

Make = Callable[..., Document]


def run(*arguments: str | Path, env: dict[str, str] | None = None) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], env=env)
    assert "Traceback" not in result.output
    return result


def csv_rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


RUN_REPORTS = {"ringkasan.json", "gagal.csv", "laporan.html"}


def written(out: Path) -> list[str]:
    """What stands in an output folder, beside the journal and the reports of a run."""
    paths = (path.relative_to(out) for path in out.rglob("*") if path.is_file())
    return sorted(p.as_posix() for p in paths if p.parts[0] != ".cermat" and p.as_posix() not in RUN_REPORTS)


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    """A small archive: two documents of one name, one below the other, and a file that is none."""
    text = (samples / "10-iku-iki-hasil-ocr.txt").read_bytes()
    inside = tmp_path / "arsip" / "2022"
    inside.mkdir(parents=True)
    (tmp_path / "arsip" / "a.txt").write_bytes(text)
    (inside / "a.txt").write_bytes(text)
    (inside / "data.bin").write_bytes(b"\x00\x01" * 99)
    return tmp_path / "arsip"


# --- extract ---


def test_a_file_becomes_its_json_and_the_csv(samples: Path, tmp_path: Path) -> None:
    result = run("extract", samples / "08-rencana-aksi.docx", "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    document = load(tmp_path / "out" / "08-rencana-aksi.docx.json")
    assert document.jenis == "RENAKSI"
    rows = csv_rows(tmp_path / "out" / "indikator.csv")
    assert {row["dokumen"] for row in rows} == {"08-rencana-aksi.docx"}
    assert len(rows) == 3 * 5  # three indicators: the year and four quarters each
    assert "08-rencana-aksi.docx" in result.stdout
    assert "RENAKSI" in result.stdout


@pytest.mark.slow
def test_folders_are_mirrored_and_the_rest_is_counted(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("extract", folder, "-o", out, "--lang", "en")
    assert result.exit_code == 0, result.output
    assert written(out) == ["2022/a.txt.json", "a.txt.json", "angka.csv", "indikator.csv", "periksa.csv"]
    assert {row["dokumen"] for row in csv_rows(out / "indikator.csv")} == {"2022/a.txt", "a.txt"}
    assert "1 file(s) skipped" in result.stderr
    assert "2022/data.bin" in run("extract", folder, "-o", out, "-v", "--lang", "en").stderr


@pytest.mark.slow
def test_output_inside_the_input_is_not_read_again(folder: Path) -> None:
    for _ in range(2):
        assert run("extract", folder, "-o", folder / "hasil").exit_code == 0
        assert written(folder / "hasil") == [
            "2022/a.txt.json",
            "a.txt.json",
            "angka.csv",
            "indikator.csv",
            "periksa.csv",
        ]


@pytest.mark.slow
def test_same_input_gives_same_bytes(folder: Path, tmp_path: Path) -> None:
    run("extract", folder, "-o", tmp_path / "1")
    run("extract", folder, "-o", tmp_path / "2")
    for name in written(tmp_path / "1"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_only_the_formats_asked_for_are_written(folder: Path, tmp_path: Path) -> None:
    run("extract", folder / "a.txt", "-o", tmp_path / "c", "--format", "csv")
    run("extract", folder / "a.txt", "-o", tmp_path / "j", "--format", "JSON, json")
    assert written(tmp_path / "c") == ["angka.csv", "indikator.csv", "periksa.csv"]
    assert written(tmp_path / "j") == ["a.txt.json"]
    assert run("extract", folder, "--format", "pptx").exit_code == ExitCode.USAGE


def test_dokumen_is_the_path_and_tells_files_of_one_name_apart(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("extract", folder / "a.txt", folder / "2022" / "a.txt", folder, "-o", out).exit_code == 0
    names = list(dict.fromkeys(row["dokumen"] for row in csv_rows(out / "indikator.csv")))
    assert names == ["a.txt", "a.txt~2"]
    assert {row["dokumen"] for row in csv_rows(out / "angka.csv")} == set(names)
    assert [load(out / f"{name}.json").berkas.jalur for name in names] == names
    rows = {(row["dokumen"], row["id"]) for row in csv_rows(out / "indikator.csv")}
    assert {(row["dokumen"], row["id"]) for row in csv_rows(out / "angka.csv")} <= rows


def test_without_indicators_is_a_result_and_no_failure(samples: Path, tmp_path: Path) -> None:
    result = run("extract", samples / "09-surat-edaran.docx", "-o", tmp_path)
    assert result.exit_code == 0
    assert "tanpa indikator" in result.stdout
    document = load(tmp_path / "09-surat-edaran.docx.json")
    assert (document.jenis, document.bagian) == ("TIDAK_ADA", [])
    assert "tanpa_indikator" in {finding.kode for finding in document.temuan}
    assert csv_rows(tmp_path / "indikator.csv") == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("tidak-ada.pdf", None, ExitCode.NOTHING_TO_READ),
        ("kosong.docx", b"", ExitCode.NOTHING_TO_READ),
        ("rusak.docx", b"PK\x03\x04 terpotong", ExitCode.DAMAGED),
        ("lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ExitCode.UNSUPPORTED),
        ("surat.pdf", b"<?xml version='1.0'?><surat/>", ExitCode.UNSUPPORTED),
    ],
)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_one_file_that_fails_says_why_and_its_code_tells(
    tmp_path: Path, name: str, content: bytes | None, code: ExitCode, lang: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = run("extract", tmp_path / name, "-o", tmp_path / "out", "--lang", lang, "-q")
    assert result.exit_code == code
    [line] = result.stderr.splitlines()
    assert name in line
    assert result.stdout == ""
    assert not [path for path in written(tmp_path / "out") if path.endswith(".json")]


def test_after_the_only_file_failed_no_results_are_announced(folder: Path, tmp_path: Path) -> None:
    assert "Hasil ditulis ke" in run("extract", folder / "a.txt", "-o", tmp_path / "out").stderr
    assert "Hasil ditulis ke" not in run("extract", tmp_path / "tidak-ada.pdf", "-o", tmp_path / "out").stderr


@pytest.mark.slow
def test_failures_do_not_stop_the_others(folder: Path, tmp_path: Path) -> None:
    (folder / "a-rusak.docx").write_bytes(b"PK\x03\x04")
    result = run("extract", folder, tmp_path / "hilang.pdf", "-o", tmp_path / "out")
    assert result.exit_code == ExitCode.SOME_FAILED
    assert written(tmp_path / "out") == ["2022/a.txt.json", "a.txt.json", "angka.csv", "indikator.csv", "periksa.csv"]
    assert result.stderr.count("GAGAL") == 2
    assert "rusak" in result.stdout
    assert "tidak terbuka" in result.stdout


class PoolHere:
    """Reads in this process, so that a test can put something in the place of the reading."""

    def __init__(self) -> None:
        self.tasks: list[tuple[int, Task]] = []

    def room(self) -> int:
        return 1 - len(self.tasks)

    def submit(self, number: int, task: Task) -> None:
        self.tasks.append((number, task))

    def next(self, timeout: float) -> tuple[int, Reply] | None:
        number, task = self.tasks.pop()
        return number, carry_out(task, lambda news: None)

    def stop(self) -> None:
        self.tasks.clear()


Extract = Callable[[Path, ReadOptions, SpellingOptions], Document]


@pytest.fixture
def read_with(monkeypatch: pytest.MonkeyPatch) -> Callable[[Extract], None]:
    """Puts a function in the place of the reading."""

    def install(extract: Extract) -> None:
        monkeypatch.setattr("extractor.batch.task_execution.extract", extract)
        monkeypatch.setattr("extractor.commands.extract_run.open_pool", lambda *_: PoolHere())

    return install


def test_a_bug_is_told_as_one(folder: Path, tmp_path: Path, read_with: Callable[[Extract], None]) -> None:
    def stumble(path: Path, options: ReadOptions, spelling: SpellingOptions, *_: object) -> Document:
        raise ZeroDivisionError("dibagi nol")

    read_with(stumble)
    result = run("extract", folder / "a.txt", "-o", tmp_path / "out")
    assert result.exit_code == ExitCode.INTERNAL
    assert "ZeroDivisionError" in result.stderr
    told = CliRunner().invoke(main, ["extract", str(folder / "a.txt"), "-o", str(tmp_path / "out"), "-v", "--fresh"])
    assert "Traceback" in told.stderr


def test_ctrl_c_leaves_nothing_half_written(folder: Path, tmp_path: Path, read_with: Callable[[Extract], None]) -> None:
    def interrupt(path: Path, options: ReadOptions, spelling: SpellingOptions, *_: object) -> Document:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        raise AssertionError

    read_with(interrupt)
    result = run("extract", folder / "a.txt", "-o", tmp_path / "out")
    assert result.exit_code == ExitCode.INTERRUPTED
    assert written(tmp_path / "out") == []


def test_a_single_file_has_the_limits_of_all_others(samples: Path, tmp_path: Path) -> None:
    name = "06-perjanjian-kinerja.pdf"
    result = run("extract", samples / name, "-o", tmp_path, "--timeout", "0.01", "--lang", "en")
    assert result.exit_code == ExitCode.LIMIT
    assert "--timeout" in result.stderr
    assert run("extract", samples / name, "-o", tmp_path).exit_code == 0
    again = run("extract", samples / name, "-o", tmp_path, "--lang", "en")
    assert "done by an earlier run" in again.stderr
    assert again.stdout.count(name) == 1
    assert "Outcome" not in again.stdout


def test_an_empty_folder_is_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    result = run("extract", tmp_path / "kosong", "-o", tmp_path / "out")
    assert result.exit_code == ExitCode.NOTHING_TO_READ
    assert not (tmp_path / "out").exists()


def test_an_output_that_can_not_be_written_is_one_line(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    result = run("extract", folder, "-o", tmp_path / "berkas" / "hasil", "--lang", "en")
    assert result.exit_code == ExitCode.OUTPUT
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.slow
def test_an_input_is_never_overwritten(samples: Path, tmp_path: Path) -> None:
    text = (samples / "10-iku-iki-hasil-ocr.txt").read_bytes()
    (tmp_path / "x").write_bytes(text)
    (tmp_path / "x.json").write_bytes(text)
    result = run("extract", tmp_path / "x", tmp_path / "x.json", "-o", tmp_path, "--format", "json")
    assert result.exit_code == ExitCode.SOME_FAILED
    assert (tmp_path / "x.json").read_bytes() == text
    assert (tmp_path / "x.json.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not have")
@pytest.mark.parametrize("name", ["=cmd|calc.txt", "a\nb.txt", "\u202etxt.exe", "bukan-\udcff\udcfe.txt", "[red]x.txt"])
def test_odd_file_names_are_shown_and_written_safely(samples: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes((samples / "10-iku-iki-hasil-ocr.txt").read_bytes())
    result = run("extract", path, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert len([name for name in written(tmp_path / "out") if name.endswith(".json")]) == 1
    assert not set(result.output) & set("\u202e\x1b\udcff")
    assert all(not row["dokumen"].startswith("=") for row in csv_rows(tmp_path / "out" / "indikator.csv"))


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("3-10", ((3, 10),)),
        ("2", ((2, 2),)),
        ("1,4,7-9", ((1, 1), (4, 4), (7, 9))),
        ("-3", ((1, 3),)),
    ],
)
def test_reading_options_reach_the_reader(
    folder: Path,
    tmp_path: Path,
    read_with: Callable[[Extract], None],
    document: Make,
    given: str,
    meant: tuple[tuple[int, int], ...],
) -> None:
    asked: list[ReadOptions] = []

    def record(path: Path, options: ReadOptions, spelling: SpellingOptions, *_: object) -> Document:
        asked.append(options)
        return document()

    read_with(record)
    options = ["--pages", given, "--ocr", "never", "--ocr-engine", "x"]
    run("extract", folder / "a.txt", "-o", tmp_path / "o", *options, env={"CERMAT_PASSWORD": "rahasia"})
    assert asked == [ReadOptions(pages=meant, password="rahasia", ocr="never", ocr_engine="x")]


def test_an_open_range_goes_to_the_end(folder: Path, tmp_path: Path, read_with: Callable[[Extract], None]) -> None:
    asked: list[ReadOptions] = []

    def record(path: Path, options: ReadOptions, spelling: SpellingOptions, *_: object) -> Document:
        asked.append(options)
        raise DamagedInput("pdf_unreadable")

    read_with(record)
    run("extract", folder / "a.txt", "-o", tmp_path / "o", "--pages", "5-")
    assert [asked[0].wants(page) for page in (4, 5, 9999)] == [False, True, True]


@pytest.mark.parametrize("pages", ["", "0", "5-3", "a", "1-2-3", "1,,2", "-"])
def test_impossible_pages_are_refused(folder: Path, tmp_path: Path, pages: str) -> None:
    result = run("extract", folder, "-o", tmp_path / "o", "--pages", pages)
    assert result.exit_code == ExitCode.USAGE


@pytest.mark.parametrize("name", ["06-perjanjian-kinerja.pdf", "12-iku-pindaian.png"])
@pytest.mark.parametrize("command", ["extract", "tables"])
def test_pages_that_the_file_does_not_have_are_said(samples: Path, tmp_path: Path, name: str, command: str) -> None:
    output = ["-o", str(tmp_path / "o")] if command == "extract" else []
    result = run(command, samples / name, "--pages", "98-99", *output)
    assert result.exit_code == ExitCode.NOTHING_TO_READ
    last = 1 if name.endswith("png") else 2
    assert f"{name}: halaman yang diminta tidak ada; halaman terakhirnya {last}." in result.stderr
    assert "--pages" in result.stderr


def record_of(label: str, result: ReadResult) -> Record:
    return Record(RunItem(label, label, label, PurePosixPath(label)), result, Key("", ""), 1, False)


def test_the_closing_table_fits_80_columns_and_lists_failures_of_long_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    read = ReadResult(Outcome.OK, Digest(kind="IKU", indicators=1))
    records = [record_of(f"{'keputusan-' * 9}{number:03}.txt", read) for number in range(79)]
    print_closing([*records, record_of("akhir.txt", ReadResult(Outcome.DAMAGED))], Messages("id"))
    shown = capsys.readouterr()
    assert max(len(line) for line in shown.out.splitlines()) <= 80
    assert "akhir.txt" in shown.out
    assert "19 berkas lagi" in shown.out
    assert "80 berkas" in shown.out


@pytest.mark.slow
def test_quiet_says_nothing_when_all_is_well(folder: Path, tmp_path: Path) -> None:
    assert run("extract", folder, "-o", tmp_path / "out", "-q").output == ""


# --- tables ---


def test_tables_of_a_file_as_json(samples: Path) -> None:
    result = run("tables", samples / "03-iku-judul-dua-tingkat.pdf")
    assert result.exit_code == 0
    made = json.loads(result.stdout)
    [table] = made["tabel"]
    assert made["berkas"]["nama"] == "03-iku-judul-dua-tingkat.pdf"
    assert (table["halaman"], table["baris"], table["kolom"]) == (1, 8, 9)
    wide = [cell for cell in table["sel"] if cell["rentang_kolom"] == 2]
    assert [cell["teks"] for cell in wide] == ["SASARAN STRATEGIS"]
    assert len(wide[0]["kotak"]) == 4


def test_tables_of_a_file_as_csv(samples: Path, tmp_path: Path) -> None:
    path = samples / "06-perjanjian-kinerja.pdf"
    result = run("tables", path, "--format", "csv")
    first, second = result.stdout_bytes.decode().split("\r\n\r\n")
    assert first.startswith("No,Sasaran Strategis,")
    assert second.startswith("No,Program,Anggaran,")
    run("tables", path, "--format", "csv", "-o", tmp_path)
    files = sorted(file.name for file in tmp_path.iterdir())
    assert files == ["06-perjanjian-kinerja.pdf.tabel-001.csv", "06-perjanjian-kinerja.pdf.tabel-002.csv"]
    assert (tmp_path / files[1]).read_bytes() == b"\xef\xbb\xbf" + second.encode()


def test_tables_into_a_folder_as_json(samples: Path, tmp_path: Path) -> None:
    result = run("tables", samples / "09-surat-edaran.docx", "-o", tmp_path)
    assert result.stdout == ""
    assert len(json.loads((tmp_path / "09-surat-edaran.docx.tabel.json").read_bytes())["tabel"]) == 1


def test_a_file_without_tables_is_said_to_have_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tidak ada tabel di sini.\n")
    result = run("tables", tmp_path / "a.txt")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["tabel"] == []
    assert "tidak memuat tabel" in result.stderr


def test_tables_of_an_unreadable_file_is_one_line(tmp_path: Path) -> None:
    result = run("tables", tmp_path / "hilang.pdf")
    assert result.exit_code == ExitCode.NOTHING_TO_READ
    assert len(result.stderr.splitlines()) == 1


# --- the others ---


def test_schema_is_printed_and_written(tmp_path: Path) -> None:
    assert run("schema").stdout_bytes == dump(schema())
    run("schema", "-o", tmp_path / "s.json")
    assert (tmp_path / "s.json").read_bytes() == dump(schema())


def test_doctor_names_every_essential_library() -> None:
    result = run("doctor", "--lang", "en")
    assert result.exit_code == 0
    for name in ("Python", "lxml", "pypdfium2", "python-docx", "pydantic"):
        assert name in result.stdout
    assert "ready" in result.stdout


def test_doctor_tries_every_library_that_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    monkeypatch.setattr("extractor.installation.importlib.import_module", tried.append)
    packages = examine().packages
    names = packages_distributions()
    found = {re.sub(r"[-_.]+", "-", name).lower() for module in tried for name in names.get(module, [])}
    assert {re.sub(r"[-_.]+", "-", part.name).lower() for part in packages} <= found


OFFICE = Component("LibreOffice", "7.4")


def checked(*packages: Component, engines: tuple[Component, ...] = (), office: Component = OFFICE) -> Checkup:
    return Checkup(Component("Python", "3.11.0"), packages, engines, office)


@pytest.mark.parametrize("broken", [Component("lxml", None), Component("lxml", "5.0", "cannot open shared object")])
def test_doctor_says_what_is_missing_and_how_to_get_it(monkeypatch: pytest.MonkeyPatch, broken: Component) -> None:
    monkeypatch.setattr("extractor.commands.doctor_command.examine", lambda: checked(broken))
    result = run("doctor", "--lang", "en")
    assert result.exit_code == ExitCode.MISSING_COMPONENT
    assert "pip install" in result.stdout
    assert "missing: lxml" in result.stdout


def test_doctor_is_content_without_a_second_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    engines = (
        Component("satu", "1.0"),
        Component("dua", None, missing=cause("engine_not_ready", "install_tesseract", engine="dua")),
    )
    monkeypatch.setattr("extractor.commands.doctor_command.examine", lambda: checked(engines=engines))
    result = run("doctor")
    assert result.exit_code == 0
    assert "pip install tesserocr" in result.stdout
    assert "Tanpa mesin OCR" not in result.stdout


def test_doctor_says_what_stays_unread_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = Component("LibreOffice", None, missing=NO_OFFICE)
    monkeypatch.setattr("extractor.commands.doctor_command.examine", lambda: checked(office=missing))
    result = run("doctor", "--lang", "en")
    assert result.exit_code == 0
    assert "Install LibreOffice" in " ".join(result.stdout.split())
    assert "DOC and RTF files stay unread" in " ".join(result.stdout.split())


def test_version_and_help_of_every_command() -> None:
    assert run("--version").stdout.startswith("cermat, versi ")
    assert run("--lang", "en", "--version").stdout.startswith("cermat, version ")
    assert "extract" in run("-h").stdout
    for command in COMMANDS:
        assert run(command, "-h").exit_code == 0


def test_an_unknown_command_is_a_usage_error() -> None:
    assert run("extrak").exit_code == ExitCode.USAGE


def test_the_installed_command_answers_without_reading_libraries() -> None:
    code = "import sys; from extractor.cli import main; main(['--version'], standalone_mode=False);"
    code += "print([m for m in ('pandas', 'pypdfium2', 'docx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
