"""suntingan.jsonl: whatever happens to the processes that write it, no decision that was made is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.edits.decision_log import DecisionLog, LogState
from extractor.edits.new_decision import Reviewer
from schemas.decision import FILE, Decision, TableAnchor
from schemas.document import Document, Temuan
from schemas.errors import DamagedInput, NothingToRead

Make = Callable[..., Document]
KILLS = 25
_WRITER = """
import sys
from pathlib import Path
from extractor.edits.decision_log import DecisionLog, LogState
from schemas.decision import DecidedFile, Decision
log = DecisionLog(Path(sys.argv[1]))
for number in range(10_000):
    name = f"{sys.argv[2]}-{number}"
    log.append([Decision(id=name, tindakan="benar", waktu="2026-01-01T00:00:00+07:00", oleh="uji",
                         berkas=DecidedFile(nama="a.pdf", sha256="0" * 64), alamat="b1.i1", kolom="target")])
    print(name, flush=True)
"""


def decision(document: Document, text: str = "5 dokumen") -> Decision:
    return Reviewer("Sari").decides_cell(document, "b1.i1", "target", text)


def test_decisions_come_back_in_their_order(tmp_path: Path, document: Make) -> None:
    made = [decision(document(), f"{n} dokumen") for n in range(5)]
    log = DecisionLog(tmp_path)
    assert log.state().decisions == ()
    log.append(made[:2])
    assert log.state().decisions == tuple(made[:2])
    log.append(made[2:])
    assert log.state().decisions == DecisionLog(tmp_path).state().decisions == tuple(made)


def test_every_kind_of_decision_comes_back_as_it_was(tmp_path: Path, document: Make) -> None:
    one, clerk = document(), Reviewer("Sari")
    table = TableAnchor(judul=["No", "Indikator"], baris_judul=1, isi="1 Jumlah")
    made = [
        decision(one),
        clerk.decides_row(one, "pecah", "b1.i1", [{"indikator": "a"}, {"indikator": "b"}]),
        clerk.settles(one, Temuan(kode="sel_kosong", tingkat="info", pesan="-", lokasi=None, halaman=None)),
        clerk.tells_column(one, table, 1, None, "target[2025]"),
        clerk.tells_table(one, table, "indikator"),
    ]
    made.append(clerk.takes_back(made[0]))
    DecisionLog(tmp_path).append(made)
    assert DecisionLog(tmp_path).state() == LogState(tuple(made))


def test_what_another_process_adds_is_seen_and_a_line_without_its_end_is_not(tmp_path: Path, document: Make) -> None:
    log, other = DecisionLog(tmp_path), DecisionLog(tmp_path)
    first, second, third = (decision(document()) for _ in range(3))
    log.append([first])
    assert other.state().decisions == (first,)
    half = second.model_dump_json().encode()[:40]
    with (tmp_path / FILE).open("ab") as file:
        file.write(half)
    assert other.state() == log.state()
    assert other.state().decisions == (first,)
    log.append([third])
    state = other.state()
    assert state.decisions == (first, third)
    assert state.damaged == (2,)


def test_two_people_at_once_lose_nothing_of_each_other(tmp_path: Path, document: Make) -> None:
    made = [[decision(document(), f"{who}{n}") for n in range(20)] for who in "ab"]

    def write(own: list[Decision]) -> None:
        log = DecisionLog(tmp_path)
        for one in own:
            log.append([one])

    threads = [threading.Thread(target=write, args=(own,)) for own in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    state = DecisionLog(tmp_path).state()
    assert {one.id for one in state.decisions} == {one.id for own in made for one in own}
    assert state.damaged == ()


def test_decisions_of_another_machine_are_taken_once(tmp_path: Path, document: Make) -> None:
    here, there = DecisionLog(tmp_path / "a"), DecisionLog(tmp_path / "b")
    for log in (here, there):
        log.path.parent.mkdir()
    own, shared, fresh = (decision(document()) for _ in range(3))
    here.append([own, shared])
    there.append([shared, fresh])
    assert here.take(there.path) == (fresh,)
    assert here.take(there.path) == ()
    assert here.state().decisions == (own, shared, fresh)


def test_a_file_that_holds_no_decisions_is_refused_whole(tmp_path: Path, document: Make) -> None:
    log = DecisionLog(tmp_path)
    other = tmp_path / "lain.jsonl"
    other.write_text(decision(document()).model_dump_json() + '\n{"a": 1}\n', encoding="utf-8")
    with pytest.raises(DamagedInput):
        log.take(other)
    with pytest.raises(NothingToRead):
        log.take(tmp_path / "tidak-ada.jsonl")
    assert not log.path.exists()


def test_lines_are_plain_json_for_other_programs(tmp_path: Path, document: Make) -> None:
    DecisionLog(tmp_path).append([decision(document())])
    [line] = (tmp_path / FILE).read_text(encoding="utf-8").splitlines()
    value = json.loads(line)
    assert (value["tindakan"], value["alamat"], value["kolom"]) == ("ubah", "b1.i1", "target")
    assert (value["sebelum"], value["sesudah"], value["oleh"]) == ("4 dokumen", "5 dokumen", "Sari")
    assert value["berkas"]["sha256"] == "0" * 64


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="ends processes with SIGKILL")
def test_processes_that_are_killed_while_they_decide_lose_nothing(tmp_path: Path) -> None:
    chance = random.Random(17)
    confirmed: list[str] = []
    for number in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tmp_path), str(number)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        confirmed.append(writer.stdout.readline().strip())
        timer = threading.Timer(chance.random() * 0.05, writer.send_signal, [signal.SIGKILL])
        timer.start()
        confirmed += [line.strip() for line in writer.stdout if line.endswith("\n")]
        writer.wait()
        timer.join()
    state = DecisionLog(tmp_path).state()
    known = [one.id for one in state.decisions]
    assert set(confirmed) <= set(known)
    assert len(known) - len(confirmed) <= KILLS  # written, and killed before they could say so
