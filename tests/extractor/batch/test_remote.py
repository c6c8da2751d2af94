"""Inputs and outputs in storages, through fsspec's own storage in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.batch.remote_storage import is_url
from extractor.cli import main
from schemas.errors import ExitCode

fsspec = pytest.importorskip("fsspec", reason='fsspec is not installed (pip install "cermat[remote]")')

ARCHIVE = "memory://arsip"
OUT = "memory://hasil/2026"


@pytest.fixture
def storage(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """The archive in a storage; journals of this test stand in its own folder."""
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pseudo_dirs[:] = [""]
    files.put(str(archive), "/arsip", recursive=True)
    monkeypatch.setattr("click.get_app_dir", lambda name: str(tmp_path / "data" / name))
    yield files
    files.store.clear()


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["extract", *arguments, "--jobs", "1", "--lang", "en"])
    assert "Traceback" not in result.output
    return result


def test_a_url_is_told_from_a_path() -> None:
    assert [is_url(text) for text in ("s3://b/a.pdf", "memory://x", "C:/a.pdf", "c:\\a", "a.pdf", "./s3:/x")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


@pytest.mark.slow
def test_from_a_storage_into_a_storage_and_on(storage: object, archive: Path, tmp_path: Path) -> None:
    result = run(ARCHIVE, "-o", OUT)
    assert result.exit_code == ExitCode.SOME_FAILED, result.output
    files = fsspec.filesystem("memory")
    run(str(archive), "-o", str(tmp_path / "lokal"))
    for path in sorted((tmp_path / "lokal").rglob("*.txt.json")):
        name = path.relative_to(tmp_path / "lokal").as_posix()
        assert files.cat(f"/hasil/2026/{name}") == path.read_bytes()
    for name in ("indikator.csv", "angka.csv", "periksa.csv"):
        assert files.cat(f"/hasil/2026/{name}") == (tmp_path / "lokal" / name).read_bytes()
    told = json.loads(files.cat("/hasil/2026/ringkasan.json"))
    assert told["jumlah"]["hasil"] == {"lengkap": 4, "tidak_terbuka": 1, "rusak": 1}
    assert not [name for name in files.find("/hasil") if ".cermat" in name]

    again = run(ARCHIVE, "-o", OUT)
    assert "5 file(s) were done by an earlier run" in again.stderr
    files.pipe("/arsip/a.txt", files.cat("/arsip/b.txt"))
    assert "4 file(s) were done by an earlier run" in run(ARCHIVE, "-o", OUT).stderr
    assert files.cat("/hasil/2026/a.txt.json").replace(b"a.txt", b"b.txt") == files.cat("/hasil/2026/b.txt.json")


@pytest.mark.slow
def test_a_single_remote_file_into_a_local_folder(storage: object, tmp_path: Path) -> None:
    result = run(f"{ARCHIVE}/2022/c.txt", "-o", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "c.txt.json").exists()


@pytest.mark.slow
def test_all_files_of_a_run_come_to_the_storage(storage: object, samples: Path) -> None:
    result = run(str(samples / "13-pohon-kinerja-tabel.docx"), str(samples / "08-rencana-aksi.docx"), "-o", OUT)
    assert result.exit_code == 0, result.output
    files = fsspec.filesystem("memory")
    assert files.cat(f"{OUT}/indikator.csv").count(b"\r\n") > 3
    assert files.cat(f"{OUT}/kaskade.csv").count(b"\r\n") > 3


@pytest.mark.parametrize("place", ["memory://tidak-ada", "memory://arsip/tidak-ada.pdf"])
def test_a_remote_place_that_does_not_exist_is_one_line(storage: object, tmp_path: Path, place: str) -> None:
    result = run(place, "-o", str(tmp_path / "out"), "-q")
    assert result.exit_code == ExitCode.NOTHING_TO_READ
    assert len(result.stderr.splitlines()) == 1


class Refused(Exception):
    """What the library of some storage raises: nothing that Python knows."""


@pytest.mark.slow
def test_trouble_of_a_storage_costs_the_file_and_not_the_run(
    storage: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = fsspec.filesystem("memory")
    fetch = files.get_file

    def refuse(self: object, path: str, *arguments: object, **more: object) -> None:
        if path.endswith("a.txt"):
            raise Refused("Unable to locate credentials")
        fetch(path, *arguments, **more)

    monkeypatch.setattr(type(files), "get_file", refuse)
    result = run(ARCHIVE, "-o", str(tmp_path / "out"))
    assert result.exit_code == ExitCode.SOME_FAILED
    assert "Unable to locate credentials" in result.stderr
    assert (tmp_path / "out" / "b.txt.json").exists()
    assert not (tmp_path / "out" / "a.txt.json").exists()


@pytest.mark.slow
def test_a_storage_that_takes_nothing_is_one_line(
    storage: object, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Refused("Access Denied")

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "_open", refuse)
    result = run(str(samples / "10-iku-iki-hasil-ocr.txt"), "-o", OUT, "-q")
    assert result.exit_code == ExitCode.OUTPUT
    assert "Access Denied" in result.stderr


def test_an_unknown_kind_of_storage_is_one_line(tmp_path: Path) -> None:
    result = run("tidakada://x/y.pdf", "-o", str(tmp_path / "out"))
    assert result.exit_code == ExitCode.MISSING_COMPONENT
    assert len(result.stderr.splitlines()) == 1
