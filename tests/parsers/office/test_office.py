"""Files with a password open with it; what needs LibreOffice says so, and a conversion stays within its limits."""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
from pathlib import Path

import msoffcrypto
import psutil
import pytest

from parsers.office import libreoffice
from parsers.office.libreoffice import converted, find_office
from parsers.read import read
from parsers.reading import ReadOptions
from schemas.errors import CermatError, DamagedInput, EncryptedInput, LimitExceeded, MissingComponent
from schemas.transcript import Line
from tests.extractor.commands.test_cli import run
from tests.support.docx_build import build, p
from tests.support.package_build import rows, write_package, xlsx_members

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
needs_scripts = pytest.mark.skipif(os.name == "nt", reason="stands in for LibreOffice by a shell script")


LONG = "".join(hashlib.sha256(bytes([n])).hexdigest() for n in range(256))
"""Text that no zip makes small: files of less than 4 KB take another way through an OLE container."""


def locked(plain: Path, path: Path, password: str) -> Path:
    with plain.open("rb") as source:
        stream = io.BytesIO()
        msoffcrypto.OfficeFile(source).encrypt(password, stream)
    path.write_bytes(stream.getvalue())
    return path


def texts(path: Path, password: str | None = None) -> list[str]:
    blocks = read(path, ReadOptions(password=password)).pages[0].blocks
    return [block.text for block in blocks if isinstance(block, Line)]


def test_documents_and_spreadsheets_open_with_their_password(tmp_path: Path) -> None:
    word = locked(build(tmp_path / "a", p("isi surat") + p(LONG)), tmp_path / "surat.docx", "rahasia")
    sheet = locked(
        write_package(tmp_path / "b", xlsx_members(rows(("isi lembar",), (LONG,)))), tmp_path / "b.xlsx", "rahasia"
    )
    assert texts(word, "rahasia") == ["isi surat", LONG]
    assert texts(sheet, "rahasia") == ["isi lembar", LONG]
    assert read(word, ReadOptions(password="rahasia")).name == "surat.docx"


def test_without_the_right_password_there_is_one_answer(tmp_path: Path) -> None:
    path = locked(build(tmp_path / "a", p("isi")), tmp_path / "a.docx", "rahasia")
    with pytest.raises(EncryptedInput, match="encrypted office document") as missing:
        read(path, ReadOptions())
    assert "--password" in missing.value.remedy
    with pytest.raises(EncryptedInput, match="wrong"):
        read(path, ReadOptions(password="salah"))


def test_what_excel_only_protects_opens_without_a_question(tmp_path: Path) -> None:
    plain = write_package(tmp_path / "b", xlsx_members(rows((LONG,))))
    assert texts(locked(plain, tmp_path / "a.xlsx", "VelvetSweatshop")) == [LONG]


def test_a_damaged_encrypted_file_is_one_error(tmp_path: Path) -> None:
    path = locked(build(tmp_path / "a", p(LONG)), tmp_path / "a.docx", "rahasia")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(CermatError):
        read(path, ReadOptions(password="rahasia"))


def test_without_libreoffice_old_formats_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_office", lambda: None)
    path = tmp_path / "a.doc"
    path.write_bytes(b"{\\rtf1\\ansi Keputusan}")
    with pytest.raises(MissingComponent, match="LibreOffice") as caught:
        read(path, ReadOptions())
    assert "DOCX" in caught.value.remedy


def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A program in the place of LibreOffice, and a file for it."""
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(libreoffice, "find_office", lambda: program)
    source = tmp_path / "a.rtf"
    source.write_bytes(b"{\\rtf1 x}")
    return source


@needs_scripts
def test_a_conversion_that_makes_nothing_is_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = stand_in(tmp_path, monkeypatch, "exit 0")
    with pytest.raises(DamagedInput, match="LibreOffice"), converted(source, ".rtf", "docx"):
        pass


@needs_scripts
def test_a_conversion_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "CONVERSION_SECONDS", 0.3)
    source = stand_in(tmp_path, monkeypatch, f"sleep 60 & echo $! > {tmp_path}/anak; wait")
    with pytest.raises(LimitExceeded, match="seconds"), converted(source, ".rtf", "docx"):
        pass
    child = int((tmp_path / "anak").read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


@needs_scripts
def test_a_conversion_has_a_profile_and_a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    script = f"env > {tmp_path}/env; cat profil/user/*.xcu > {tmp_path}/profil; echo $* > {tmp_path}/args"
    source = stand_in(tmp_path, monkeypatch, script)
    with pytest.raises(DamagedInput), converted(source, ".rtf", "docx"):
        pass
    environment = (tmp_path / "env").read_text()
    assert "http_proxy" not in environment
    assert f"HOME={os.environ['HOME']}\n" not in environment
    assert "--headless" in (tmp_path / "args").read_text()
    assert "DisableMacrosExecution" in (tmp_path / "profil").read_text()


@pytest.mark.slow
@needs_office
def test_rtf_is_read_by_its_twin(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(rb"{\rtf1\ansi Indikator Kinerja Utama\par Jabatan: Camat\par}")
    assert [text for text in texts(path) if text] == ["Indikator Kinerja Utama", "Jabatan: Camat"]


@pytest.mark.slow
@needs_office
def test_the_process_of_a_run_may_start_libreoffice_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(rb"{\rtf1\ansi Indikator Kinerja Utama\par}")
    result = run("extract", path, "-o", tmp_path / "hasil")
    assert result.exit_code == 0
    document = json.loads((tmp_path / "hasil" / "a.doc.json").read_text(encoding="utf-8"))
    assert document["berkas"]["tipe"] == "application/rtf"
    assert "LibreOffice" in document["proses"]["parser"]
