"""Names, links, state and settings that strangers and broken machines leave: each costs its own file at most.

Everything here goes through the command line.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.export.json import load
from tests.extractor.batch.conftest import DirectPool

TEXT = "Catatan rapat tanpa tabel apa pun.\n"
ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def pool(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files are read in this process; the names of those that were."""
    read: list[str] = []

    def open_pool(*_: object) -> DirectPool:
        one = DirectPool()
        one.read = read
        return one

    @contextmanager
    def nobody(memory_mb: int) -> Iterator[None]:
        yield None

    monkeypatch.setattr("extractor.commands.extract_run.open_pool", open_pool)
    monkeypatch.setattr("extractor.commands.extract_command.early_worker", nobody)
    return read


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env={"CERMAT_LANG": "en"})


def put(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def outputs(out: Path) -> set[str]:
    files = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix() for path in files if ".cermat" not in path.parts}


def everything_read(result: Result) -> None:
    assert result.exit_code == 0, result.stderr
    assert "FAILED" not in result.stderr


# --- names ---


@pytest.mark.parametrize(
    "name",
    ["indikator.csv", "laporan.html", "ringkasan.json", "gagal.csv", "angka.csv", "kaskade.csv", "INDIKATOR.CSV"],
)
def test_a_folder_with_the_name_of_a_table_or_report_stops_nothing(tmp_path: Path, name: str) -> None:
    put(tmp_path / "in" / name / "a.txt")
    put(tmp_path / "in" / "b.txt")
    everything_read(run("extract", tmp_path / "in", "-o", tmp_path / "out"))
    found = outputs(tmp_path / "out")
    assert {f"{name}~2/a.txt.json", "b.txt.json", "indikator.csv", "laporan.html", "ringkasan.json"} <= found


def test_a_folder_with_the_name_of_another_file_s_output_stops_nothing(tmp_path: Path) -> None:
    put(tmp_path / "in" / "x.txt")
    put(tmp_path / "in" / "x.txt.json" / "y.txt")
    put(tmp_path / "in" / "d" / "x.txt")
    put(tmp_path / "in" / "d" / "x.txt.JSON" / "y.txt")
    everything_read(run("extract", tmp_path / "in", "-o", tmp_path / "out"))
    wanted = {"x.txt.json", "x.txt.json~2/y.txt.json", "d/x.txt.json", "d/x.txt.JSON~2/y.txt.json"}
    assert wanted <= outputs(tmp_path / "out")


@pytest.mark.parametrize("name", ["akhir titik.", "akhir kosong ", "tiga...", "campur. . "])
def test_names_that_end_in_a_point_or_blank_are_read(tmp_path: Path, name: str) -> None:
    put(tmp_path / "in" / name / f"a.txt{name[-1]}", TEXT)
    put(tmp_path / "in" / name / "b.txt", TEXT)
    everything_read(run("extract", tmp_path / "in", "-o", tmp_path / "out"))
    folders = {path.partition("/")[0] for path in outputs(tmp_path / "out") if "/" in path}
    assert len(folders) == 1
    assert folders.pop()[-1] not in ". "  # what Windows would drop


DEPTH = 990


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A file in folders so deep that no call within a call reaches it."""
    place = os.open(tmp_path, os.O_RDONLY)
    for _ in range(DEPTH):
        os.mkdir("d", dir_fd=place)
        inside = os.open("d", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inside
    file = os.open("jauh.txt", os.O_WRONLY | os.O_CREAT, dir_fd=place)
    os.write(file, TEXT.encode())
    os.close(file)
    os.close(place)
    yield tmp_path / "d"
    subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # what pytest removes folders with can't


def test_folders_may_be_as_deep_as_the_system_lets_them(deep: Path, tmp_path: Path) -> None:
    put(deep / "dekat.txt")
    everything_read(run("extract", deep, "-o", tmp_path / "out"))
    far = next(path for path in outputs(tmp_path / "out") if path.endswith("jauh.txt.json"))
    assert len(far) < 100
    assert load(tmp_path / "out" / far).berkas.jalur == "d/" * (DEPTH - 1) + "jauh.txt"
    assert run("check", deep).exit_code == 3
    assert run("diff", deep, deep).exit_code == 0


# --- links ---


def test_a_link_in_the_output_folder_leads_nothing_out_of_it(tmp_path: Path) -> None:
    put(tmp_path / "in" / "sub" / "a.txt")
    put(tmp_path / "in" / "b.txt")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sub").symlink_to(elsewhere)
    result = run("extract", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "a link inside the output folder leads out of it" in result.stderr
    assert list(elsewhere.iterdir()) == []
    assert "b.txt.json" in outputs(tmp_path / "out")


def test_a_link_in_place_of_an_output_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.txt")
    mine = put(tmp_path / "milik-saya", "jangan disentuh")
    (tmp_path / "out").mkdir()
    for name in ("a.txt.json", "indikator.csv", "laporan.html"):
        (tmp_path / "out" / name).symlink_to(mine)
    everything_read(run("extract", tmp_path / "in", "-o", tmp_path / "out"))
    assert mine.read_text(encoding="utf-8") == "jangan disentuh"
    assert not (tmp_path / "out" / "a.txt.json").is_symlink()


def test_a_journal_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.txt")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".cermat").symlink_to(tmp_path / "elsewhere")
    result = run("extract", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 9
    assert "a link inside the output folder" in result.stderr
    assert list((tmp_path / "elsewhere").iterdir()) == []


# --- state ---


@pytest.fixture
def done(tmp_path: Path, samples: Path) -> Path:
    """An output folder of a run over one decree and one note."""
    put(tmp_path / "in" / "iku.txt", (samples / "10-iku-iki-hasil-ocr.txt").read_text(encoding="utf-8"))
    put(tmp_path / "in" / "nota.txt")
    everything_read(run("extract", tmp_path / "in", "-o", tmp_path / "out"))
    return tmp_path / "out"


def again(out: Path) -> Result:
    return run("extract", out.parent / "in", "-o", out)


def base_of(out: Path) -> sqlite3.Connection:
    return sqlite3.connect(out / ".cermat" / "journal.sqlite", isolation_level=None)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE results SET document = x'00112233'",
        "UPDATE results SET document = 'teks'",
        "UPDATE results SET document = NULL",
        "UPDATE results SET document = zeroblob(length(document))",
        "UPDATE results SET digest = '{'",
        'UPDATE results SET digest = \'{"pages": "x"}\'',
        "UPDATE results SET outcome = 'entah'",
        "UPDATE results SET seconds = 'lama', limit_mb = 'banyak'",
        "UPDATE files SET path = 7",
        "UPDATE files SET sha256 = x'00', formats = x'01'",
    ],
)
@pytest.mark.parametrize("lost", [False, True])
def test_a_damaged_journal_is_read_around(done: Path, damage: str, lost: bool) -> None:
    before = (done / "iku.txt.json").read_bytes()
    base = base_of(done)
    base.execute(damage)
    base.close()
    if lost:
        (done / "iku.txt.json").unlink()
    everything_read(again(done))
    assert (done / "iku.txt.json").read_bytes() == before
    everything_read(again(done))


def test_a_journal_with_other_columns_is_one_line_with_its_remedy(done: Path) -> None:
    base = base_of(done)
    base.execute("ALTER TABLE results RENAME COLUMN digest TO ringkasan")
    base.close()
    result = again(done)
    assert result.exit_code == 9
    assert "journal.sqlite: it is no journal that can be used" in result.stderr
    assert "Delete it" in result.stderr
    (done / ".cermat" / "journal.sqlite").unlink()
    everything_read(again(done))


def test_garbage_in_the_lock_file_is_no_lock(done: Path) -> None:
    (done / ".cermat" / "lock.sqlite").write_bytes(b"bukan basis data" * 100)
    everything_read(again(done))


def test_another_run_at_work_is_said_in_words(done: Path) -> None:
    with sqlite3.connect(done / ".cermat" / "lock.sqlite", isolation_level=None) as held:
        held.execute("BEGIN EXCLUSIVE")
        result = again(done)
    assert result.exit_code == 9
    assert "another run is at work in this folder" in result.stderr
    assert "database" not in result.stderr


@pytest.mark.parametrize("left", [b"", b'{"kontrak": "1.1", "ber', b"\x00" * 500, b"{}"])
def test_an_output_that_was_cut_off_is_made_again(done: Path, pool: list[str], left: bytes) -> None:
    before = (done / "iku.txt.json").read_bytes()
    (done / "iku.txt.json").write_bytes(left)
    pool.clear()
    everything_read(again(done))
    assert (done / "iku.txt.json").read_bytes() == before
    assert pool == []  # from the journal
    assert json.loads((done / "ringkasan.json").read_bytes())["jumlah"]["indikator"] > 0


def test_a_correction_by_hand_stays(done: Path) -> None:
    value = json.loads((done / "iku.txt.json").read_bytes())
    value["bagian"][0]["indikator"][0]["indikator"] = "Jumlah yang dibetulkan"
    (done / "iku.txt.json").write_text(json.dumps(value), encoding="utf-8")
    everything_read(again(done))
    assert load(done / "iku.txt.json").bagian[0].indikator[0].indikator == "Jumlah yang dibetulkan"


# --- pipes and devices ---


@pytest.mark.parametrize(
    "command", [["check"], ["diff", "ITSELF"], ["diff", "GOOD"], ["tree"], ["tables"], ["extract", "-o", "OUT"]]
)
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_pipes_and_devices_are_refused_at_once(tmp_path: Path, command: list[str], kind: str) -> None:
    odd = tmp_path / "pipa.json"
    if kind == "pipe":
        os.mkfifo(odd)
    else:
        odd.symlink_to("/dev/zero")
    names = {"ITSELF": odd, "GOOD": put(tmp_path / "a.txt"), "OUT": tmp_path / "out"}
    name, *rest = command
    result = run(name, odd, *(names.get(one, one) for one in rest))
    assert result.exit_code == 6, result.output
    assert "it is a special file (a pipe, socket or device)" in result.stderr


def test_a_pipe_in_a_folder_holds_nobody_up(tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.txt")
    for name in ("b.json", "c.pdf", "d.txt"):
        os.mkfifo(tmp_path / "in" / name)
    told = run("diff", tmp_path / "in", tmp_path / "in")
    assert told.exit_code == 6
    assert "c.pdf: it is a special file" in told.stderr
    assert run("check", tmp_path / "in").exit_code == 3
    run("extract", tmp_path / "in", "-o", tmp_path / "out")
    assert "a.txt.json" in outputs(tmp_path / "out")


# --- files of settings ---


@pytest.mark.parametrize("option", ["--project", "--rules"])
@pytest.mark.parametrize(
    ("content", "said", "code"),
    [
        (b"a = " + b"[" * 100_000, "it is nested too deep", 5),
        (b"a = " + b"{ b = " * 100_000, "it is nested too deep", 5),
        (b"# " + b"x" * 5_000_000, "it has more than 4000000 bytes", 7),
        (b"a = \xff", "it is no UTF-8 text", 5),
        (b"a = ", "it is no valid TOML: there is a mistake at line 1, column", 5),
        (b"a = 1", "a", 5),
        (None, "it does not exist", 3),
        ("/dev/zero", "it is a special file", 6),
    ],
)
def test_settings_may_be_anything(
    tmp_path: Path, option: str, content: bytes | str | None, said: str, code: int
) -> None:
    file, good = tmp_path / "aturan.toml", put(tmp_path / "a.txt")
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content is not None:
        file.symlink_to(content)
    rest = ["extract", good, "-o", tmp_path / "out"] if option == "--project" else ["diff", good, good]
    result = run(*rest, option, file)
    assert result.exit_code == code, result.output
    assert "aturan.toml" in result.stderr
    assert said in result.stderr
    assert not (tmp_path / "out").exists()


# --- the system says no ---


def cermat(
    *arguments: object, limits: Callable[[], None] | None = None, **more: object
) -> subprocess.CompletedProcess[str]:
    """The command as a program of its own."""
    start = "from extractor.cli import main; main(prog_name='cermat')"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CERMAT_LANG": "en"}
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [sys.executable, "-c", start, *map(str, arguments)],
        env=environment,
        text=True,
        encoding="utf-8",
        stderr=subprocess.PIPE,
        preexec_fn=limits,
        check=False,
        **more,  # type: ignore[call-overload]
    )
    return done


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [["-h"], ["extract", "-h"], ["schema"], ["--version"], ["diff", "A", "A"]])
def test_a_full_disk_behind_standard_output_is_one_line(tmp_path: Path, arguments: list[str]) -> None:
    good = put(tmp_path / "a.txt")
    with open("/dev/full", "w") as full:
        result = cermat(*(good if one == "A" else one for one in arguments), stdout=full)
    assert result.returncode == 9
    assert "no space left on device" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 300, 3_000, 40_000, 60_000])
def test_a_file_that_can_not_grow_is_no_mistake_of_cermat(tmp_path: Path, size: int) -> None:
    """What the system says of a file beyond the limit stands for a disk that is full at that moment."""
    for number in range(3):
        put(tmp_path / "in" / f"{number}.txt", TEXT * (number + 1))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    result = cermat("extract", tmp_path / "in", "-o", tmp_path / "out", "-j", 1, limits=limit, stdout=subprocess.PIPE)
    assert result.returncode in (1, 9), result.stderr
    assert "Traceback" not in result.stderr
    assert "mistake in Cermat" not in result.stderr
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.slow
@pytest.mark.parametrize("handles", [8, 12, 20])
def test_too_few_handles_are_no_mistake_of_cermat(tmp_path: Path, handles: int) -> None:
    put(tmp_path / "in" / "a.txt")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (handles, handles))

    result = cermat("extract", tmp_path / "in", "-o", tmp_path / "out", "-j", 1, limits=limit, stdout=subprocess.PIPE)
    assert result.returncode in (0, 7, 9), result.stderr
    assert "Traceback" not in result.stderr
    assert "mistake in Cermat" not in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_3_everywhere(tmp_path: Path) -> None:
    file, good = put(tmp_path / "a.txt"), put(tmp_path / "b.txt")
    file.chmod(stat.S_IWUSR)
    for arguments in (
        ["extract", file, "-o", tmp_path / "o"],
        ["tables", file],
        ["tree", file],
        ["diff", good, file],
        ["check", file],
    ):
        assert run(*arguments).exit_code == 3
