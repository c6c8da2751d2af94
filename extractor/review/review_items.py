"""What of a document needs a person: Decided -> ReviewItems, each with what it weighs in the queue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extractor.edits.anchors import address_of
from extractor.edits.decided_document import Decided
from extractor.workload import MILLION, PrintedCell
from schemas.document import Document, Temuan

ItemKind = Literal["sunting", "tabel", "temuan", "sel"]
"""sunting: a decision that does not fit any more; tabel: a table that was left out and may hold indicators; temuan:
another finding; sel: a cell."""

TABLES = frozenset({"tabel_mungkin_indikator", "instruksi_tidak_cocok"})
WEIGHTS = {"sunting": 4 * MILLION, "tabel": 3 * MILLION, "galat": 2 * MILLION, "peringatan": 400_000}
"""Where things that are no cells stand among cells, whose weight is their doubt in millionths: what one decision
repairs many cells with comes first, a warning where a cell of that doubt would."""
KEY_DIGITS = 12


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing that needs a person."""

    kind: ItemKind
    document: int  # number of the document in the session
    address: str  # as decisions have it
    field: str  # of a cell its field; of a finding a digest of it; of a decision its id
    weight: int  # the largest comes first

    @property
    def key(self) -> str:
        """By which the page names it."""
        return key_of(self.kind, self.document, self.address, self.field)


def key_of(kind: str, document: int, address: str, field: str) -> str:
    """The name of a thing on the page; that of a cell is known for every cell, also one that needs nobody."""
    return "|".join((kind, str(document), address, field))


def cell_items(document: Document, number: int, cells: list[PrintedCell]) -> Iterator[ReviewItem]:
    """The cells that may be among those to look at."""
    for cell in cells:
        if cell.may_need_a_look and cell.ref.name is not None:
            yield ReviewItem("sel", number, address_of(document, cell.ref), cell.ref.name, cell.doubt)


def other_items(made: Decided, number: int) -> Iterator[ReviewItem]:
    """Decisions that do not fit, tables, and findings that nobody has settled."""
    for one in made.unfit:
        if one.reason != "perlu_dibaca":
            yield ReviewItem("sunting", number, one.decision.alamat, one.decision.id, WEIGHTS["sunting"])
    for item in made.document.temuan:
        if item.tinjauan is None and item.tingkat != "info":
            kind: ItemKind = "tabel" if item.kode in TABLES else "temuan"
            weight = WEIGHTS["tabel"] if kind == "tabel" else WEIGHTS[item.tingkat]
            yield ReviewItem(kind, number, item.id or "metadata", finding_key(item), weight)


def finding_key(item: Temuan) -> str:
    """A short name for a finding that stays as long as it says the same."""
    sense = "\0".join((item.kode, item.id or "", item.pesan, item.lokasi or "", str(item.halaman)))
    return hashlib.sha256(sense.encode()).hexdigest()[:KEY_DIGITS]


def finding_by_key(document: Document, key: str) -> Temuan | None:
    """The finding of that name; None where it is gone."""
    return next((item for item in document.temuan if finding_key(item) == key), None)
