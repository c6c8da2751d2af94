"""Which files are taken, what their outputs are called, and that no output is ever half a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.file_names import MAX_NAME_BYTES, output_name, printable
from extractor.input_files import InputFile, find_inputs
from extractor.output_folder import OutputFolder, stems
from schemas.errors import OutputError

PDF = b"%PDF-1.4\n"
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX file names or links")


def put(path: Path, data: bytes = PDF) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(*paths: Path, leave_out: Path | None = None) -> list[str]:
    return [source.label for source in find_inputs(paths, leave_out=leave_out).sources]


def test_folders_are_searched_in_depth_and_in_order(tmp_path: Path) -> None:
    for name in ("b.pdf", "a/z.pdf", "a/a.pdf", "C.pdf"):
        put(tmp_path / name)
    assert names(tmp_path) == ["C.pdf", "a/a.pdf", "a/z.pdf", "b.pdf"]


def test_hidden_files_the_output_folder_and_what_is_no_document_are_left_out(tmp_path: Path) -> None:
    put(tmp_path / "a.pdf")
    put(tmp_path / "catatan.txt", b"Indikator Kinerja")
    put(tmp_path / ".tersembunyi.pdf")
    put(tmp_path / ".git" / "x.pdf")
    put(tmp_path / "output" / "a.pdf")
    put(tmp_path / "gambar.bin", b"\x00\x01\x02\x03" * 50)
    put(tmp_path / "program.py", b"print()")
    found = find_inputs([tmp_path], leave_out=tmp_path / "output")
    assert [source.label for source in found.sources] == ["a.pdf", "catatan.txt"]
    assert found.skipped == (".tersembunyi.pdf", "gambar.bin", "program.py")


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    put(tmp_path / "tanpa-akhiran")
    put(tmp_path / "salah.xlsx")
    assert names(tmp_path) == ["salah.xlsx", "tanpa-akhiran"]


def test_a_broken_document_is_taken_so_that_its_failure_is_told(tmp_path: Path) -> None:
    put(tmp_path / "rusak.docx", b"bukan apa-apa \x00\x00\x00\x00\x00\x00\x00")
    put(tmp_path / "kosong.pdf", b"")
    assert names(tmp_path) == ["kosong.pdf", "rusak.docx"]


def test_named_files_are_always_taken_and_each_once(tmp_path: Path) -> None:
    file = put(tmp_path / "x.bin", b"\x00")
    assert names(file, file, tmp_path / "tidak-ada.pdf") == ["x.bin", "tidak-ada.pdf"]


@POSIX_ONLY
def test_links_are_followed_and_circles_end(tmp_path: Path) -> None:
    put(tmp_path / "dalam" / "a.pdf")
    (tmp_path / "dalam" / "naik").symlink_to(tmp_path)
    (tmp_path / "lingkar.pdf").symlink_to("lingkar.pdf")
    (tmp_path / "taut.pdf").symlink_to(tmp_path / "dalam" / "a.pdf")
    os.mkfifo(tmp_path / "pipa")
    assert names(tmp_path) == ["dalam/a.pdf", "lingkar.pdf", "taut.pdf"]


@POSIX_ONLY
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_a_failure_and_not_the_end(tmp_path: Path) -> None:
    put(tmp_path / "b.pdf")
    closed = tmp_path / "a"
    closed.mkdir(mode=0)
    found = find_inputs([tmp_path])
    assert [source.label for source in found.sources] == ["b.pdf"]
    assert len(found.failures) == 1


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("decree.pdf", "decree.pdf"),
        ("nama file dengan spasi  ganda.pdf", "nama file dengan spasi  ganda.pdf"),
        ("..pdf", "..pdf"),
        ("=cmd|calc.pdf", "=cmd_calc.pdf"),
        ("a\nb.pdf", "a_x0ab.pdf"),
        ("\u202efdp.exe.pdf", "_u202efdp.exe.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("con", "_con"),
        ("CONTOH.pdf", "CONTOH.pdf"),
        ("bukan-utf8-\udcff.pdf", "bukan-utf8-_xff.pdf"),
        ("emoji-📊.pdf", "emoji-📊.pdf"),
    ],
)
def test_outputs_keep_the_name_where_it_is_safe_everywhere(name: str, stem: str) -> None:
    assert output_name(name) == stem


@given(st.text(min_size=1, max_size=300))
def test_every_name_becomes_one_that_can_be_written(name: str) -> None:
    safe = output_name(name)
    assert 0 < len(safe.encode()) <= MAX_NAME_BYTES
    assert not set(safe) & set('<>:"/\\|?*')
    assert printable(safe) == safe


def test_long_names_that_begin_alike_stay_apart() -> None:
    assert output_name("n" * 250 + "1.pdf") != output_name("n" * 250 + "2.pdf")


def test_printed_names_can_not_command_a_terminal() -> None:
    assert printable("a\x1b[31m\n\u202e\udcfe") == "a\\x1b[31m\\x0a\\u202e\\xfe"


def test_outputs_mirror_folders_and_number_what_would_meet() -> None:
    sources = [
        InputFile(Path("x/a.pdf")),
        InputFile(Path("y/a.pdf")),
        InputFile(Path("y/A.pdf")),
        InputFile(Path("z/2020/a.pdf"), PurePosixPath("2020")),
        InputFile(Path("z/2021/a.pdf"), PurePosixPath("2021")),
    ]
    assert [stem.as_posix() for stem in stems(sources)] == [
        "a.pdf",
        "a.pdf~2",
        "A.pdf~3",
        "2020/a.pdf",
        "2021/a.pdf",
    ]


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "baru" / "hasil", [])
    folder.write(PurePosixPath("a/b.json"), b"lama")

    def stop_halfway() -> None:
        with folder.open(PurePosixPath("a/b.json")) as file:
            file.write(b"setengah")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stop_halfway()
    assert (folder.root / "a" / "b.json").read_bytes() == b"lama"
    assert os.listdir(folder.root / "a") == ["b.json"]


@POSIX_ONLY
def test_nothing_stays_behind_of_several_outputs_of_which_one_can_not_be_written(tmp_path: Path) -> None:
    import resource

    folder = OutputFolder(tmp_path / "hasil", [])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        failures = folder.write_all([(PurePosixPath("a.json"), b"a"), (PurePosixPath("b.json"), bytes(200_000))])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [error and error.cause.code for error in failures] == [None, "not_written"]
    assert os.listdir(folder.root) == ["a.json"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_device_or_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipa"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        OutputFolder(tmp_path, []).write(PurePosixPath("pipa"), b"isi")
        assert os.read(reader, 10) == b"isi"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipa"]


@POSIX_ONLY
def test_outputs_get_the_rights_that_the_user_s_files_get(tmp_path: Path) -> None:
    made = OutputFolder(tmp_path, []).write(PurePosixPath("a.json"), b"x")
    (tmp_path / "biasa").touch()
    assert made.stat().st_mode == (tmp_path / "biasa").stat().st_mode


@pytest.mark.slow
def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    precious = put(tmp_path / "indikator.csv", b"asli")
    folder = OutputFolder(tmp_path, [InputFile(precious)])
    with pytest.raises(OutputError, match="input"):
        folder.write(PurePosixPath("indikator.csv"), b"baru")
    assert precious.read_bytes() == b"asli"


def test_a_folder_that_can_not_be_made_is_one_clear_error(tmp_path: Path) -> None:
    put(tmp_path / "berkas", b"")
    with pytest.raises(OutputError):
        OutputFolder(tmp_path / "berkas" / "hasil", [])


@POSIX_ONLY
def test_of_several_outputs_each_is_written_or_says_why_not(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "hasil", tmp_path / "lain"
    elsewhere.mkdir()
    precious = put(root / "asli.json", b"masukan")
    (root / "tautan").symlink_to(elsewhere)
    put(root / "berkas", b"tak bisa jadi map")
    folder = OutputFolder(root, [InputFile(precious)])
    names = ["a.json", "asli.json", "tautan/b.json", "berkas/c.json", "x/d.json"]
    failures = folder.write_all([(PurePosixPath(name), name.encode()) for name in names])
    assert [None if error is None else error.cause.code for error in failures] == [
        None,
        "input_not_overwritten",
        "link_out_of_output",
        "not_written",
        None,
    ]
    assert (root / "a.json").read_bytes() == b"a.json"
    assert (root / "x" / "d.json").read_bytes() == b"x/d.json"
    assert precious.read_bytes() == b"masukan"
    assert not list(tmp_path.rglob("*.part"))
    assert list(elsewhere.iterdir()) == []
