"""The value stage of a regulation: its units, lists and blocks as fields with their evidence.

Between schemas/printed_naskah.py and the contract's models in schemas/naskah_contract.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from schemas.contract_base import Kotak
from schemas.fields import Field, Fields
from schemas.naskah import Bentuk, UnitKind

TITLE, TEXT = "judul", "teks"
"""Names of the fields of a unit."""


@dataclass(frozen=True, slots=True)
class NaskahUnit:
    """One unit of a regulation."""

    address: str  # "pasal-5.ayat-1.huruf-a", unique in its regulation; articles are numbered through all chapters
    kind: UnitKind
    number: str  # as printed
    fields: Fields  # TITLE, TEXT: those that it has
    page: int | None  # of its beginning, 1-based; None for DOCX and text
    box: Kotak | None  # of what is on that page, in PDF points from the page's top left
    children: tuple[NaskahUnit, ...] = ()

    def walk(self) -> Iterator[NaskahUnit]:
        """The unit and all below it, in print order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class NaskahItem:
    """One item of a list."""

    number: str | None
    field: Field


@dataclass(frozen=True, slots=True)
class NaskahAnnex:
    """One annex."""

    number: str | None
    title: Field | None
    pages: tuple[int, int] | None  # first and last, 1-based


@dataclass(frozen=True, slots=True)
class CitationPlace:
    """One place in which a regulation is named."""

    address: str  # of the unit, or "menimbang[1]"
    page: int | None  # 1-based


@dataclass(frozen=True, slots=True)
class CitedRegulation:
    """A regulation that this one names, with all places."""

    text: str  # as at its first place
    bentuk: Bentuk
    number: str
    year: str | None
    article: str | None
    places: tuple[CitationPlace, ...]


@dataclass(frozen=True, slots=True)
class NaskahFields:
    """A whole regulation."""

    bentuk: Bentuk
    title: Field
    lists: Mapping[str, tuple[NaskahItem, ...]]  # by the contract's names: "menimbang", "mengingat", "kepada", ...
    enacting: Field | None
    body: tuple[NaskahUnit, ...]
    closing: Fields  # by the contract's names: "ditetapkan_di", "ditetapkan_tanggal", ...
    copies: tuple[NaskahItem, ...] = ()
    annexes: tuple[NaskahAnnex, ...] = ()
    elucidation: tuple[NaskahUnit, ...] = ()
    cited: tuple[CitedRegulation, ...] = field(default=())

    def units(self) -> Iterator[NaskahUnit]:
        """All units of the body and of the elucidation, in print order."""
        for unit in (*self.body, *self.elucidation):
            yield from unit.walk()

    def mapped(self, change: Change) -> NaskahFields:
        """The regulation with each of its fields changed."""

        def items(of: tuple[NaskahItem, ...], name: str) -> tuple[NaskahItem, ...]:
            return tuple(replace(one, field=change(name, one.field)) for one in of)

        return replace(
            self,
            title=change(TITLE, self.title),
            lists={name: items(of, name) for name, of in self.lists.items()},
            enacting=change("menetapkan", self.enacting) if self.enacting is not None else None,
            body=tuple(_mapped_unit(unit, change) for unit in self.body),
            closing={name: change(name, one) for name, one in self.closing.items()},
            copies=items(self.copies, "tembusan"),
            annexes=tuple(
                replace(one, title=change(TITLE, one.title) if one.title is not None else None) for one in self.annexes
            ),
            elucidation=tuple(_mapped_unit(unit, change) for unit in self.elucidation),
        )


Change = Callable[[str, Field], Field]
"""Name and field -> the field in its place."""


def _mapped_unit(unit: NaskahUnit, change: Change) -> NaskahUnit:
    fields = {name: change(name, one) for name, one in unit.fields.items()}
    return replace(unit, fields=fields, children=tuple(_mapped_unit(child, change) for child in unit.children))
