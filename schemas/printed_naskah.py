"""The body of a regulation as interpretation finds it: units, lists and blocks, each with its printed lines.

Nothing is normalized here. Between the transcript and the fields of schemas/naskah_fields.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.naskah import UnitKind
from schemas.passage import Passage


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """One unit of a regulation: a chapter, an article, a clause, an item."""

    kind: UnitKind
    number: str  # as printed, without brackets and points: "12A", "IV", "KESATU"
    marker: Passage  # the line that it begins with, cut to its marker
    title: Passage | None  # of chapters and their parts
    text: Passage | None  # its own, without that of its children; text behind a list included
    children: tuple[PrintedUnit, ...] = ()

    def walk(self) -> Iterator[PrintedUnit]:
        """The unit and all below it, in print order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """One item of a list of considerations, or one line of a distribution list."""

    number: str | None  # None where none is printed
    text: Passage


@dataclass(frozen=True, slots=True)
class PrintedAnnex:
    """The beginning of an annex."""

    number: str | None  # "I"
    title: Passage | None
    pages: tuple[int, int] | None  # first and last, 1-based; None for DOCX and text
    marker: Passage  # its heading


@dataclass(frozen=True, slots=True)
class PrintedClosing:
    """What stands below the last unit."""

    order: Passage | None = None  # "Agar setiap orang mengetahuinya ..."
    enacted_at: Passage | None = None
    enacted_on: Passage | None = None
    promulgated_at: Passage | None = None
    promulgated_on: Passage | None = None
    gazette: Passage | None = None


@dataclass(frozen=True, slots=True)
class PrintedNaskah:
    """A regulation from its title to its annexes."""

    title: Passage
    considering: tuple[PrintedItem, ...] = ()  # Menimbang
    recalling: tuple[PrintedItem, ...] = ()  # Mengingat
    noting: tuple[PrintedItem, ...] = ()  # Memperhatikan
    addressees: tuple[PrintedItem, ...] = ()  # Kepada, of instructions
    enacting: Passage | None = None  # behind "Menetapkan :"
    body: tuple[PrintedUnit, ...] = ()
    closing: PrintedClosing = PrintedClosing()
    copies: tuple[PrintedItem, ...] = ()  # Tembusan
    annexes: tuple[PrintedAnnex, ...] = ()
    elucidation: tuple[PrintedUnit, ...] = ()
