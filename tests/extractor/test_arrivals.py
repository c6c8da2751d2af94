"""A file that comes into a watched folder is handed on once, when it has stopped growing, and again when it changes."""

from __future__ import annotations

from pathlib import Path

from extractor.arrivals import SETTLE_SECONDS, Arrivals, is_unfinished

LATER = SETTLE_SECONDS + 0.1


def names(found: frozenset[Path]) -> set[str]:
    return {path.name for path in found}


def test_a_file_that_grows_waits_until_it_has_stopped(tmp_path: Path) -> None:
    arrivals = Arrivals([tmp_path])
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    assert arrivals.look(0) == frozenset()
    file.write_bytes(b"%PDF-1.7")
    assert arrivals.look(LATER) == frozenset()
    assert arrivals.waiting
    assert names(arrivals.look(2 * LATER)) == {"a.pdf"}
    assert not arrivals.waiting
    assert arrivals.look(3 * LATER) == frozenset()


def test_a_file_that_changes_is_handed_on_again(tmp_path: Path) -> None:
    arrivals = Arrivals([tmp_path])
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    arrivals.look(0)
    assert names(arrivals.look(LATER)) == {"a.pdf"}
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 baru")
    assert arrivals.look(2 * LATER) == frozenset()
    assert names(arrivals.look(3 * LATER)) == {"a.pdf"}


def test_the_output_folder_and_unfinished_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("dalam/b.pdf", "hasil/a.pdf.json", ".c.pdf", "~$d.docx", "e.pdf.part", ".git/f.pdf", "kosong.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"" if name == "kosong.pdf" else b"x")
    arrivals = Arrivals([tmp_path], tmp_path / "hasil")
    arrivals.look(0)
    assert names(arrivals.look(LATER)) == {"b.pdf"}


def test_a_file_that_goes_again_is_no_longer_waited_for(tmp_path: Path) -> None:
    arrivals = Arrivals([tmp_path])
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    arrivals.look(0)
    (tmp_path / "a.pdf").unlink()
    assert arrivals.look(LATER) == frozenset()
    assert not arrivals.waiting


def test_names_of_unfinished_files() -> None:
    assert is_unfinished("surat.PDF.crdownload")
    assert not is_unfinished("surat.pdf")
