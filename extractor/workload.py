"""How much of what was read a person must look at, and where to begin: documents -> cells to look at.

Confidences are probabilities, so that the cells that nobody looks at have an expected number of mistakes: the sum of
their doubts, one less their confidence. The cells to look at are the fewest, the most doubtful first, that leave no
more than one mistake in two hundred cells. A printed cell counts once, however many rows it was filled down to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from extractor.from_contract import printed_fields
from schemas.document import Document
from schemas.evidence import FieldRef
from schemas.fields import Provenance

MILLION = 1_000_000
"""Doubts are whole millionths, so that sums are exact and the same on every machine."""
MISTAKES_LEFT = 5_000
"""Millionths of all cells that may be wrong when the others were looked at and set right: 0.5 %."""

_OF_DECREE, _OF_NODES = "metadata.", "kaskade."
_AS_PRINTED = frozenset({"tipe_penghitungan"})  # what is given out is a category
Counts = Mapping[int, int]
"""Doubt in millionths -> cells that have it."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One value that was read, where it first occurs in the document."""

    name: str  # of its field, as in bukti; those of the decree and of the cascade with that in front
    text: str  # as given out
    source: Provenance
    confidence: float  # 0..1
    ref: FieldRef
    reviewed: bool = False  # a person has looked at it

    @property
    def doubt(self) -> int:
        """That the text is wrong, in millionths; none is left where a person has looked."""
        return 0 if self.reviewed else round((1 - self.confidence) * MILLION)

    @property
    def may_need_a_look(self) -> bool:
        """False for a cell that is surer than the whole must be in the end: no selection ever takes one."""
        return self.doubt > MISTAKES_LEFT


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the cells to look at end: all of more doubt, and of those with just this doubt the first so many."""

    doubt: int = MILLION  # millionths
    ties: int = 0

    def taken(self, counts: Counts) -> int:
        """How many of these cells are to be looked at, where no others come before them."""
        return sum(n for doubt, n in counts.items() if doubt > self.doubt) + min(self.ties, counts.get(self.doubt, 0))

    def after(self, counts: Counts) -> Cut:
        """The same for the cells that come after these."""
        return Cut(self.doubt, self.ties - min(self.ties, counts.get(self.doubt, 0)))


def cut_of(counts: Counts) -> Cut:
    """The smallest set of cells, the most doubtful first, that leaves few enough mistakes among all of them."""
    excess = sum(doubt * n for doubt, n in counts.items()) - MISTAKES_LEFT * sum(counts.values())
    for doubt, n in sorted(counts.items(), reverse=True):
        if excess <= doubt * n:
            return Cut(doubt, -(-excess // doubt) if excess > 0 else 0)
        excess -= doubt * n
    return Cut()


def counted(cells: Iterable[PrintedCell]) -> Counter[int]:
    """How many cells have which doubt, in millionths."""
    return Counter(cell.doubt for cell in cells)


def cells_of(document: Document) -> list[PrintedCell]:
    """Every printed cell of the document once, in the order of pages and places, else in that of the document."""
    cells: dict[tuple[object, ...], PrintedCell] = {}
    for cell in _all(document):
        cells.setdefault((cell.name, cell.source.page, cell.source.box, cell.text), cell)
    return sorted(cells.values(), key=_place)


def has_cells(document: Document) -> bool:
    """True where anything was read."""
    return next(_all(document), None) is not None


def _place(cell: PrintedCell) -> tuple[float, ...]:
    box = cell.source.box
    return (cell.source.page or 0, *((box[1], box[0]) if box is not None else (0, 0)))


def _all(document: Document) -> Iterator[PrintedCell]:
    """Cells in the order of the contract: decree, sections with their rows, cascade."""
    groups = sorted(printed_fields(document), key=lambda group: group[0].node is not None)
    for ref, fields in groups:
        prefix = _OF_NODES if ref.node is not None else _OF_DECREE if ref.section is None else ""
        for name, field in fields.items():
            if field.source is not None and field.confidence is not None:
                text = field.source.as_read if name in _AS_PRINTED else field.text
                place = replace(ref, name=name)
                yield PrintedCell(
                    prefix + name, text or field.source.as_read, field.source, field.confidence, place, field.reviewed
                )
