"""Files with text whose right rows are known, read as they are and with their tables damaged: for text confidences.

Decrees and planning matrices are drawn by the generators of the tests; a folder of files beside a `NAME.gold.json` each
can be added. Each document is read once and understood several times, with other damage each time (table_damage).
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scan_truth import Judged, Truth, judge, truth_of_file, truth_of_sections
from benchmarks.scans import not_scanned
from benchmarks.table_damage import damaged
from extractor.pipeline import document_of, interpret
from parsers.read import read
from parsers.reading import ReadOptions
from schemas.transcript import Transcript
from tests.support.messy.matrices.documents import make

FIRST_MATRIX = 400_000  # seed
READ = (".pdf", ".docx")


@dataclass(frozen=True)
class TableSet:
    """Documents of one origin, and how much they count together."""

    name: str
    weight: float
    damages: int  # ways in which the tables of each document are damaged
    weight_damaged: float


SETS = (
    TableSet("decrees", 1.0, 2, 2.0),
    TableSet("matrices", 1.0, 1, 2.0),
    TableSet("corpus", 1.0, 8, 3.0),
)


@dataclass(frozen=True)
class TableTask:
    """One file with text, what it should say, and whose it is: documents of one owner are tried together."""

    name: str
    owner: str
    transcript: Transcript
    rows: Sequence[Truth]


def judged(task: TableTask, seed: int | None) -> Judged:
    """The document as understood, with its tables damaged where a seed is given."""
    transcript = task.transcript if seed is None else damaged(task.transcript, seed)
    name = task.name if seed is None else f"{task.name}#{seed}"
    return judge(name, task.owner, document_of(transcript, interpret(transcript)), task.rows)


def decrees(count: int) -> Iterator[TableTask]:
    """`count` decrees, each as PDF with text and as DOCX."""
    for task in not_scanned(count):
        yield TableTask(f"{task.name}.{task.rendering}", task.name, _read(task.content, task.suffix), task.rows)


def matrices(count: int) -> Iterator[TableTask]:
    """`count` planning documents, each as PDF with text and as DOCX."""
    for seed in range(FIRST_MATRIX, FIRST_MATRIX + count):
        case = make(seed)
        rows = truth_of_sections(json.loads(json.dumps(case.gold(str(seed))))["sections"])
        for form in ("pdf", "docx"):
            yield TableTask(f"{seed}.{form}", str(seed), _read(case.file(form), f".{form}"), rows)


def of_folder(folder: Path) -> Iterator[TableTask]:
    """The files with text of a folder beside which their gold is; owned by the region or the office that it names."""
    for gold in sorted(folder.rglob("*.gold.json")):
        for path in sorted(gold.parent.glob(gold.name.removesuffix(".gold.json") + ".*")):
            if path.suffix not in READ:
                continue
            transcript = read(path, ReadOptions())
            if all(page.source == "text" for page in transcript.pages):
                said = json.loads(gold.read_text(encoding="utf-8")).get("metadata") or {}
                owner = said.get("wilayah") or said.get("instansi") or path.name
                yield TableTask(path.name, owner, transcript, truth_of_file(gold)[0])


def _read(content: bytes, suffix: str) -> Transcript:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"document{suffix}"
        path.write_bytes(content)
        return read(path, ReadOptions())
