"""Records of a run -> ringkasan.json for programs, gagal.csv for spreadsheets."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from extractor.batch.outcome import Outcome
from extractor.batch.outcome_texts import cause_of, remedy_of
from extractor.batch.run import Record
from extractor.export.csv_table import csv_cell
from extractor.export.json import SCHEMA_DIALECT, check_against, dump_fast
from extractor.file_names import printable
from extractor.messages import Messages
from extractor.workload import cut_of
from schemas.errors import CermatError
from schemas.summary_contract import Ringkasan, SummaryFile

CONTRACT = "1.0"
SUMMARY_FILE = "ringkasan.json"
FAILURES_FILE = "gagal.csv"
REPORT_FILE = "laporan.html"
FAILURE_COLUMNS = ("berkas", "hasil", "halaman", "sebab", "saran", "kembar_dari")


@dataclass(frozen=True, slots=True)
class ReviewLoad:
    """How many cells were read, and how many of them a person should look at."""

    cells: int
    look: int
    reviewed: int = 0  # that a person has looked at
    finished: bool = False  # a person has reviewed the document, and nothing is left


def review_loads(records: Sequence[Record]) -> list[ReviewLoad]:
    """For each record, in order; what a file asks for depends on all of them (extractor.workload)."""
    counts = [dict(record.result.digest.cells) if not record.result.outcome.failed else {} for record in records]
    whole: Counter[int] = Counter()
    for one in counts:
        whole.update(one)
    cut = cut_of(whole)
    found: list[ReviewLoad] = []
    for one, record in zip(counts, records, strict=True):
        figures, look = record.result.digest, cut.taken(one)
        finished = bool(figures.reviewed) and not look and not figures.unsettled
        found.append(ReviewLoad(sum(one.values()), look, figures.reviewed, finished))
        cut = cut.after(one)
    return found


def files_left_out(records: Sequence[Record]) -> list[tuple[str, tuple[str, ...]]]:
    """Files with tables that were left out but may hold indicators, each with the pages of its findings about these."""
    return [(one.item.label, one.result.digest.left_out) for one in records if one.result.digest.left_out]


def total(found: Sequence[ReviewLoad]) -> ReviewLoad:
    """The sum over all records."""
    return ReviewLoad(
        sum(one.cells for one in found),
        sum(one.look for one in found),
        sum(one.reviewed for one in found),
        bool(found) and all(one.finished for one in found),
    )


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run as reports tell it."""

    records: Sequence[Record]
    count: int  # inputs, finished or not
    interrupted: bool
    skipped: int  # files in folders that are no documents
    unsearched: Sequence[tuple[str, CermatError]]  # folders that could not be searched, and why
    start: datetime
    end: datetime
    output: str  # the folder, for people
    lists_cells: bool = True  # whether the run wrote the cells to look at into a file

    def over_folder(self, records: Sequence[Record]) -> RunSummary:
        """The same run with the records of all documents of its output folder, its own among them."""
        return replace(self, records=records, count=self.count - len(self.records) + len(records))

    @property
    def left(self) -> int:
        """Inputs that are not finished, which no figure of the run covers."""
        return self.count - len(self.records)

    @property
    def seconds(self) -> float:
        """Wall clock of the run."""
        return (self.end - self.start).total_seconds()

    @property
    def counts(self) -> Counter[Outcome]:
        """Finished inputs by outcome."""
        return Counter(record.result.outcome for record in self.records)


def summary_schema() -> dict[str, Any]:
    """The JSON Schema of ringkasan.json."""
    generated = Ringkasan.model_json_schema(mode="serialization")
    return {"$schema": SCHEMA_DIALECT, "$id": f"urn:cermat:ringkasan:{CONTRACT}", **generated}


def check_summary(path: Path) -> None:
    """Raises DamagedInput where the file at `path` is no ringkasan.json, naming the place."""
    check_against(Ringkasan, path)


def summary_pieces(run: RunSummary) -> Iterator[bytes]:
    """ringkasan.json piece by piece, one for each file: as values, those of a large folder would fill the memory.

    What differs from run to run stands under `waktu` and, per file, under `jalan`.
    """
    found = review_loads(run.records)
    head, tail = dump_fast(Ringkasan.model_validate(_without_files(run, found))), b"]\n}\n"
    yield head.removesuffix(tail)
    line = b"\n  "  # how the lines of a file begin
    for number, (record, load) in enumerate(zip(run.records, found, strict=True)):
        data = dump_fast(SummaryFile.model_validate(_file(record, load))).rstrip()
        yield (b"," if number else b"") + line + data.replace(b"\n", line)
    yield b"\n " + tail if run.records else tail


def _without_files(run: RunSummary, found: Sequence[ReviewLoad]) -> dict[str, Any]:
    """The run as JSON values, `berkas` empty."""
    records = run.records
    counts = run.counts
    whole = total(found)
    return {
        "kontrak_ringkasan": CONTRACT,
        "versi": version("cermat"),
        "selesai": not run.interrupted,
        "jumlah": {
            "berkas": run.count,
            "selesai": len(records),
            "dilewati": run.skipped,
            "kembar": sum(record.twin_of is not None for record in records),
            "indikator": sum(record.result.digest.indicators for record in records),
            "simpul": sum(record.result.digest.nodes for record in records),
            "sel": whole.cells,
            "sel_dilihat": whole.look,
            "sel_ditinjau": whole.reviewed,
            "tinjauan_selesai": sum(load.finished for load in found),
            "hasil": {outcome.value: counts[outcome] for outcome in Outcome if counts[outcome]},
        },
        "waktu": {
            "mulai": run.start.isoformat(timespec="seconds"),
            "selesai": run.end.isoformat(timespec="seconds"),
            "detik": round(run.seconds, 1),
        },
        "folder_gagal": [
            {"folder": label, "sebab": error.cause.sentence("en", printable)} for label, error in run.unsearched
        ],
        "berkas": [],
    }


def _file(record: Record, load: ReviewLoad) -> dict[str, Any]:
    result, figures = record.result, record.result.digest
    return {
        "berkas": record.item.label,
        "sha256": record.key.sha256 or None,
        "hasil": result.outcome.value,
        "jenis": figures.kind or None,
        "halaman": figures.pages,
        "halaman_tidak_terbaca": list(figures.unread_pages),
        "bagian": figures.sections,
        "indikator": figures.indicators,
        "simpul": figures.nodes,
        "temuan": figures.findings,
        "tabel_mungkin_indikator": list(figures.left_out),
        "keyakinan_terendah": figures.lowest,
        "sel": load.cells,
        "sel_dilihat": load.look,
        "sel_ditinjau": load.reviewed,
        "tinjauan_selesai": load.finished,
        "sebab": None if result.cause is None else result.cause.sentence("en", printable),
        "kembar_dari": record.twin_of,
        "luaran": list(record.outputs),
        "jalan": {
            "detik": round(result.seconds, 3),
            "memori_mb": result.peak_mb,
            "percobaan": record.attempts,
            "dari_sebelumnya": record.resumed,
        },
    }


def failures_csv(run: RunSummary, messages: Messages) -> bytes:
    """What a person has to look at: failures, and files that were read in part; a byte order mark in front."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(FAILURE_COLUMNS)
    for label, error in run.unsearched:
        why, advice = messages.sentence(error.cause), messages.advice(error.cause)
        writer.writerow([csv_cell(cell) for cell in (label, Outcome.NOT_OPENED.value, "", why, advice, "")])
    for record in run.records:
        result = record.result
        if result.outcome.failed or result.outcome is Outcome.PARTIAL:
            cells = (
                record.item.label,
                result.outcome.value,
                page_list(result.digest.unread_pages),
                cause_of(result, messages),
                remedy_of(result, messages),
                record.twin_of or "",
            )
            writer.writerow([csv_cell(printable(cell)) for cell in cells])
    return codecs.BOM_UTF8 + text.getvalue().encode()


def page_list(pages: Sequence[int]) -> str:
    """ "1-3, 7" for 1, 2, 3 and 7."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
