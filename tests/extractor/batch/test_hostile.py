"""A folder full of traps in one run: every file has an outcome, and nothing happens outside the output folder."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schemas.errors import ExitCode

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="file names, links and pipes of POSIX"),
]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="{target}" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
BOMB_BYTES = 150 * 1024 * 1024


def docx(
    document: str, *, head: str = "", target: str = "word/document.xml", extra: dict[str, str] | None = None
) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELS.format(target=target))
        package.writestr("word/document.xml", f"{head}<w:document {W}><w:body>{document}</w:body></w:document>")
        for name, content in (extra or {}).items():
            package.writestr(name, content)
    return data.getvalue()


def table(*rows: tuple[str, ...]) -> str:
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:p><w:r><w:t>INDIKATOR KINERJA UTAMA</w:t></w:r></w:p><w:tbl>{cells}</w:tbl>"


HEADER = ("No", "Sasaran", "Indikator", "Target", "Sumber Data")
FORMULAS = table(HEADER, ("1", '=HYPERLINK("http://127.0.0.1")', "@SUM(A1)", "4 dokumen", "+cmd|' /C calc'!A0"))


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port of this machine, and whoever came to it."""
    guests: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        open_ = True

        def welcome() -> None:
            while open_:
                try:
                    guests.append(server.accept())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=welcome)
        thread.start()
        yield server.getsockname()[1], guests
        open_ = False
        thread.join()


@pytest.fixture
def traps(tmp_path: Path, listener: tuple[int, list[object]], decree: Callable[[int], str]) -> Path:
    folder = tmp_path / "jebakan"
    folder.mkdir()
    url = f"http://127.0.0.1:{listener[0]}/x"
    secret = tmp_path / "rahasia.txt"
    secret.write_text("kata-sandi-rahasia")
    outside = "../../../../../../../../" + str(tmp_path / "lolos.txt").lstrip("/")
    files: dict[str, bytes] = {
        "xxe-berkas.docx": docx(
            table(HEADER, ("1", "a", "b &x;", "4", "c")), head=f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>'
        ),
        "xxe-http.docx": docx("<w:p>&x;</w:p>", head=f'<!DOCTYPE d [<!ENTITY x SYSTEM "{url}">]>'),
        "tawa.docx": docx(
            "<w:p>&e9;</w:p>",
            head="<!DOCTYPE d [<!ENTITY e0 'ha'>"
            + "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
            + "]>",
        ),
        "bom.docx": docx("<w:p/>", extra={"word/numbering.xml": " " * BOMB_BYTES}),
        "bom-utama.docx": docx("<!--" + " " * BOMB_BYTES + "--><w:p/>"),
        "keluar.docx": docx(FORMULAS, extra={outside: "lolos"}),
        "sasaran-luar.docx": docx(FORMULAS, target="../../../../etc/passwd"),
        "rumus.docx": docx(FORMULAS),
        "dalam.docx": docx("<w:tbl><w:tr><w:tc>" * 400 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 400),
        "kosong.pdf": b"",
        "kepala.pdf": b"%PDF-1.7\n%%EOF",
        "dalam.pdf": b"%PDF-1.4\n1 0 obj" + b"[" * 50_000 + b"]" * 50_000 + b"endobj\ntrailer<</Root 1 0 R>>",
        "unduh.pdf": f"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/URI/URI({url})>>>>endobj".encode(),
        "gambar.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
        + b"\x00\x00\xea\x60" * 2
        + b"\x01\x00\x00\x00\x00"
        + b"\0" * 9,
        "halaman.pdf": b"<!doctype html><script>",
        "=cmd|calc.txt": decree(1).encode(),
        "-rf.txt": decree(2).encode(),
        "baris\nbaru.txt": decree(3).encode(),
        "<script>alert(1)<script>.txt": decree(4).encode(),
        "\u202efdp.exe.txt": decree(5).encode(),
        "CON.txt": decree(6).encode(),
        "n" * 250 + ".txt": decree(7).encode(),
        "..txt": decree(8).encode(),
        "$(touch x)`touch y`.txt": decree(9).encode(),
        "ringkasan": decree(10).encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / os.fsdecode(b"bukan-\xff\xfe.txt")).write_bytes(decree(11).encode())
    (folder / "map.pdf").mkdir()
    (folder / "lingkar").symlink_to(folder)
    (folder / "melingkar.pdf").symlink_to("melingkar.pdf")
    (folder / "putus.pdf").symlink_to("/tidak/ada.pdf")
    os.mkfifo(folder / "pipa.pdf")
    (folder / "tertutup.pdf").write_bytes(b"%PDF-1.4")
    (folder / "tertutup.pdf").chmod(0)
    return folder


def snapshot(folder: Path) -> dict[str, float]:
    return {os.fsdecode(path): path.lstat().st_mtime_ns for path in folder.rglob("*")}


def test_traps(traps: Path, tmp_path: Path, listener: tuple[int, list[object]]) -> None:
    work = tmp_path / "kerja"
    (work / "tmp").mkdir(parents=True)
    before = snapshot(tmp_path)
    command = [sys.executable, "-P", "-c", "from extractor.cli import main; main()", "extract", str(traps), "-o", "out"]
    environment = {**os.environ, "TMPDIR": str(work / "tmp"), "HOME": str(work)}
    done = subprocess.run(
        [*command, "--lang", "en", "--jobs", "2", "--timeout", "60", "--memory", "1000"],
        capture_output=True,
        cwd=work,
        env=environment,
        check=False,
        timeout=600,
    )
    told = (done.stdout + done.stderr).decode()
    assert done.returncode == ExitCode.SOME_FAILED
    assert "Traceback" not in told
    assert not set(told) & {"\x1b", "\u202e"}

    assert snapshot(tmp_path).keys() - before.keys() == {
        name for name in snapshot(tmp_path) if Path(name).is_relative_to(work / "out")
    }
    assert list((work / "tmp").iterdir()) == []
    assert listener[1] == []
    out = work / "out"
    assert b"rahasia" not in b"".join(path.read_bytes() for path in out.rglob("*") if path.is_file())

    summary = json.loads((out / "ringkasan.json").read_bytes())
    outcomes = {file["berkas"]: file["hasil"] for file in summary["berkas"]}
    assert len(outcomes) == len(list(traps.iterdir())) - 3  # the folder, the loop, and the pipe's kind is told too
    assert not set(outcomes.values()) & {"galat_cermat", "proses_mati", "habis_waktu"}
    assert summary["jumlah"]["hasil"]["lengkap"] >= 13
    for name in ("indikator.csv", "gagal.csv"):
        text = (out / name).read_text(encoding="utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert "'@SUM(A1)" in (out / "indikator.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("arguments", [["doctor"], ["extract", "{samples}/12-iku-pindaian.png", "-o", "{out}"]])
def test_nothing_is_left_in_the_user_s_home(samples: Path, tmp_path: Path, arguments: list[str]) -> None:
    """The library of the OCR model keeps figures of its use there, to report them, unless it is told not to."""
    home = tmp_path / "home"
    home.mkdir()
    filled = [argument.format(samples=samples, out=tmp_path / "out") for argument in arguments]
    command = [sys.executable, "-P", "-c", "from extractor.cli import main; main()", *filled]
    environment = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run(command, env=environment, capture_output=True, check=True)
    assert list(home.rglob("*")) == []
