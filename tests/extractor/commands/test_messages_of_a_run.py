"""What people see of a run and of its mistakes: through the command line, as programs and terminals of many kinds."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main

ROOT = Path(__file__).parents[3]
START = (sys.executable, "-c", "from extractor.cli import main; main(prog_name='cermat')")


def run(*arguments: object, language: str = "en") -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), env={"CERMAT_LANG": language})


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "CERMAT_LANG": "en", **more}


@pytest.mark.parametrize(
    ("typed", "meant"), [("exract", "extract"), ("Diff", "diff"), ("tabel", "tables"), ("chek", "check")]
)
def test_a_mistyped_command_gets_the_one_that_is_meant(typed: str, meant: str) -> None:
    result = run(typed, "x")
    assert result.exit_code == 2
    assert f"Did you mean 'cermat {meant}'?" in result.stderr
    assert f"Maksudnya 'cermat {meant}'?" in run(typed, "x", language="id").stderr


def test_a_command_like_no_other_is_pointed_to_the_list() -> None:
    assert "`cermat -h` lists all" in run("qwertyuiop").stderr


@pytest.mark.parametrize("name", ["tidak-ada.pdf", "folder/tidak-ada"])
def test_a_missing_input_makes_no_output_folder(tmp_path: Path, name: str) -> None:
    result = run("extract", tmp_path / name, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert "it does not exist" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_input_folder_as_output_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("catatan", encoding="utf-8")
    result = run("extract", tmp_path, "-o", tmp_path)
    assert result.exit_code == 9
    assert "the output folder is the input folder" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_what_programs_leave_beside_documents_is_skipped_and_counted(tmp_path: Path) -> None:
    for name in ("~$keputusan.docx", "Thumbs.db", ".DS_Store", "desktop.ini"):
        (tmp_path / name).write_bytes(b"\x07Ani" + b" " * 158)
    result = run("extract", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert "4 file(s) skipped" in result.stderr
    assert "FAILED" not in result.stderr
    assert not (tmp_path / "out").exists()


def test_findings_are_a_list_that_fits_80_columns(samples: Path, tmp_path: Path) -> None:
    from extractor.export.json import load, render
    from extractor.pipeline import extract
    from parsers.reading import ReadOptions

    document = extract(samples / "10-iku-iki-hasil-ocr.txt", ReadOptions())
    row = document.bagian[0].indikator[0]
    long = row.model_copy(update={"indikator": "Persentase " + "layanan yang dipercepat " * 12, "target": None})
    rows = [long, *document.bagian[0].indikator[1:], long]
    section = document.bagian[0].model_copy(update={"indikator": rows})
    file = tmp_path / "a.txt.json"
    file.write_bytes(render(document.model_copy(update={"bagian": [section, *document.bagian[1:]]})))
    result = CliRunner().invoke(main, ["check", str(file)], env={"COLUMNS": "80", "CERMAT_LANG": "en"})
    lines = result.stdout.splitlines()
    assert lines[0] == "a.txt.json"
    assert len(lines) > 5
    assert max(map(len, lines)) <= 80
    codes = [line.split(" · ")[1].strip() for line in lines if line.startswith("  ") and " · " in line]
    assert "indikator_ganda" in codes
    assert all(line.startswith("    ") for line in lines[2:] if line.strip() and " · " not in line)
    assert load(file).berkas.nama == "10-iku-iki-hasil-ocr.txt"


# --- terminals and streams ---


def cermat(*arguments: object, env: dict[str, str], closed: str = "") -> subprocess.CompletedProcess[bytes]:
    line = " ".join(f'"{part}"' for part in (*START, *arguments))
    return subprocess.run(["sh", "-c", f"{line} {closed}"], env=env, capture_output=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["2>&-", ">&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_change_nothing_of_the_results(samples: Path, tmp_path: Path, closed: str) -> None:
    source = samples / "10-iku-iki-hasil-ocr.txt"
    done = cermat("extract", source, "-o", tmp_path / "out", env=environment(), closed=closed)
    assert done.returncode == 0
    assert (tmp_path / "out" / f"{source.name}.json").read_bytes().startswith(b"{")
    assert b"Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "cp437"])
def test_a_console_with_few_characters_is_served(samples: Path, tmp_path: Path, encoding: str) -> None:
    source = samples / "10-iku-iki-hasil-ocr.txt"
    env = environment(PYTHONIOENCODING=encoding)
    for arguments in (
        ["extract", source, "-o", tmp_path / "out"],
        ["diff", source, samples / "01-iku-iki-perpustakaan.docx"],
        ["-h"],
    ):
        done = cermat(*arguments, env=env)
        assert done.returncode in (0, 1)
        assert b"Traceback" not in done.stderr
        (done.stdout + done.stderr).decode(encoding)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(
    ("variables", "colours"),
    [({"TERM": "dumb"}, False), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "xterm"}, True)],
)
def test_colours_only_where_they_are_wanted(
    samples: Path, tmp_path: Path, variables: dict[str, str], colours: bool
) -> None:
    pty = pytest.importorskip("pty")
    env = {key: value for key, value in environment(**variables).items() if key != "NO_COLOR" or key in variables}
    outer, inner = pty.openpty()
    done = subprocess.Popen(
        [*START, "diff", samples / "10-iku-iki-hasil-ocr.txt", samples / "01-iku-iki-perpustakaan.docx"],
        env=env,
        stdout=inner,
        stderr=subprocess.DEVNULL,
    )
    os.close(inner)
    seen = b""
    while True:
        try:
            block = os.read(outer, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not block:
            break
        seen += block
    os.close(outer)
    assert done.wait() == 1
    assert (b"\x1b[3" in seen or b"\x1b[1;3" in seen) == colours


# --- stopping ---


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_is_heeded_among_identical_files_and_says_what_it_dropped(
    samples: Path, tmp_path: Path, number: int
) -> None:
    text = (samples / "10-iku-iki-hasil-ocr.txt").read_text(encoding="utf-8")
    (tmp_path / "in").mkdir()
    for one in range(3_000):
        (tmp_path / "in" / f"{one:04}.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    done = subprocess.Popen(
        [*START, "extract", tmp_path / "in", "-o", out, "-j", "1"],
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    while not (out / "0005.txt.json").exists():  # among the copies
        assert done.poll() is None
        time.sleep(0.05)
    done.send_signal(number)
    _, told = done.communicate()
    assert done.returncode == 130
    counts = re.search(rb"Stopped with (\d+) file\(s\) to do: (\d+) of 3000 files were read before the stop", told)
    assert counts is not None
    left, read = (int(number) for number in counts.groups())
    summary = json.loads((out / "ringkasan.json").read_bytes())
    assert summary["jumlah"]["selesai"] == read == 3_000 - left
    written = len(list(out.glob("*.txt.json")))
    assert 5 < written < 3_000
    assert (out / "laporan.html").exists()
