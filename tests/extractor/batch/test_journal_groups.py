"""The journal notes what a run does in groups, which end when the run waits; nothing of one is lost but by a kill."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from extractor.batch.journal import Journal, Key, KnownFile, Written
from extractor.batch.journal_documents import JournalDocuments
from extractor.batch.outcome import Outcome, Result
from extractor.batch.read_limits import Limits


def note(journal: Journal, number: int) -> None:
    file = KnownFile(f"{number}.pdf", f"{number}.pdf", f"/masuk/{number}.pdf", Written(Key("", "x"), ()))
    journal.wrote(file, "", Outcome.NOT_OPENED)


def seen_beside(folder: Path) -> Mapping[str, str]:
    """What somebody sees who opens the journal now, as the next run does after a kill."""
    return JournalDocuments(folder).sources()


def test_a_group_is_there_as_a_whole_when_it_is_committed(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        note(journal, 0)
        note(journal, 1)
        assert seen_beside(tmp_path) == {}
        journal.commit()
        assert sorted(seen_beside(tmp_path)) == ["0.pdf", "1.pdf"]


def test_a_run_that_is_broken_off_loses_nothing_of_a_group(tmp_path: Path) -> None:
    def broken_off() -> None:
        with Journal(tmp_path) as journal:
            note(journal, 0)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert list(seen_beside(tmp_path)) == ["0.pdf"]


def test_what_is_about_to_change_is_vouched_for_no_more_once_that_is_committed(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        note(journal, 0)
        journal.begin(Key("a", "x"), "1")
        note(journal, 1)
        assert journal.finish(Key("a", "x"), "1", Result(Outcome.OK), Limits(None, 100), 1) == 1
        journal.commit()
        assert sorted(seen_beside(tmp_path)) == ["0.pdf", "1.pdf"]
        journal.forget("0.pdf")
        journal.commit()
        assert list(seen_beside(tmp_path)) == ["1.pdf"]
