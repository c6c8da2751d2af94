"""Lines around the table of an agreement -> its two parties, with the ranks and numbers of the signatures.

Habit (Permenpan RB 53/2014): "Nama : ...", "Jabatan : ...", "selanjutnya disebut PIHAK PERTAMA", the same for PIHAK
KEDUA, and at the foot the two signatures beside each other. Some print rank and NIP among the labels, most below the
name in the signature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extractor.interpret.lines.label_lines import Labelled, flat, read_labels
from extractor.interpret.lines.line_parts import parts_of
from extractor.interpret.lines.text_matching import squash
from normalizers.nip import find_nip
from normalizers.pangkat import find_pangkat
from schemas.document import PartyRole
from schemas.patterns import pattern
from schemas.printed import Passage, PrintedParty
from schemas.transcript import Line

SAME_NAME_AT = 80.0  # per cent of likeness: "Drs. Joy R. Adi" signs as "Drs. Joy Reinier Adi"
LINES_BELOW_NAME = 3  # of a signature: rank, grade, NIP
WIDEST_ASIDE = 90.0  # points between the middles of a name and of what belongs to it below
_CALLED = pattern("called-party")
_FIRST_PARTY = pattern("first-party")
_SECOND_PARTY = pattern("second-party")


@dataclass(frozen=True, slots=True)
class _Block:
    """The labels from one "Nama : ..." to the next."""

    labels: tuple[Labelled, ...]
    behind: str  # the text of the block

    def value(self, kind: str) -> Passage | None:
        """The lines of the first label of a kind."""
        return next((Passage(lab.value) for lab in self.labels if lab.kind == kind and lab.value), None)


def parties_of(above: Sequence[Line], below: Sequence[Line]) -> tuple[PrintedParty, ...]:
    """The parties that the lines above a table name, the first one first; () where not both are named.

    `below`: the lines after the table, where agreements are signed once more.
    """
    blocks = list(_blocks(above))
    roles = _roles(blocks)
    if roles is None:
        return ()
    signed = [_fragments(above), _fragments(below)]
    named = [_party(role, block, signed) for role, block in zip(roles, blocks, strict=True)]
    return tuple(sorted((party for party in named if party is not None), key=lambda party: party.role == "kedua"))


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """The last two blocks of labels that begin with a name."""
    labels = [label for label in read_labels(lines) if label.kind in ("nama", "jabatan", "pangkat", "nip")]
    starts = [i for i, label in enumerate(labels) if label.kind == "nama" and label.value][-2:]
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(labels)
        last = labels[end].position if end < len(labels) else len(lines)
        text = flat(" ".join(line.text for line in lines[labels[start].position : last]))
        yield _Block(tuple(labels[start:end]), text)


def _roles(blocks: Sequence[_Block]) -> tuple[PartyRole, ...] | None:
    """The role of each of two blocks, as each says what it is called; in their order where only one does."""
    if len(blocks) != 2:
        return None
    called = [_called(block.behind) for block in blocks]
    if called == ["pertama", "kedua"] or called == ["kedua", "pertama"]:
        return "pertama" if called[0] == "pertama" else "kedua", "kedua" if called[0] == "pertama" else "pertama"
    whole = " ".join(block.behind for block in blocks)
    both = _FIRST_PARTY.search(whole) and _SECOND_PARTY.search(whole)
    if not both or (called[0] is not None and called[0] == called[1]):
        return None
    return ("kedua", "pertama") if called[0] == "kedua" or called[1] == "pertama" else ("pertama", "kedua")


def _called(text: str) -> PartyRole | None:
    """What the parties' words say of a block: "selaku atasan PIHAK PERTAMA, selanjutnya disebut PIHAK KEDUA"."""
    found = _CALLED.search(text)
    if found is None:
        return None
    return "kedua" if _SECOND_PARTY.search(found.group()) else "pertama"


@dataclass(frozen=True, slots=True)
class _Fragment:
    """A part of a line of a signature."""

    line: Line
    row: int  # of its line, 0-based
    place: int  # among the parts of the line, 0-based
    beside: int  # parts of the line

    def is_below(self, name: _Fragment) -> bool:
        """True where it is printed in the column of `name`, a few lines below it."""
        if not 0 < self.row - name.row <= LINES_BELOW_NAME:
            return False
        if self.line.box is None or name.line.box is None:
            return self.place == name.place and self.beside == name.beside
        return self.line.page == name.line.page and self.aside(name) <= WIDEST_ASIDE

    def aside(self, name: _Fragment) -> float:
        """Points between the middles of both; 0 where nothing was measured."""
        a, b = self.line.box, name.line.box
        return abs(a.x0 + a.x1 - b.x0 - b.x1) / 2 if a is not None and b is not None else 0.0


def _fragments(lines: Sequence[Line]) -> list[_Fragment]:
    found: list[_Fragment] = []
    filled = (line for line in lines if line.text.strip())
    for row, line in enumerate(filled):
        parts = parts_of(line)
        found.extend(_Fragment(part, row, place, len(parts)) for place, part in enumerate(parts))
    return found


def _party(role: PartyRole, block: _Block, signed: Sequence[Sequence[_Fragment]]) -> PrintedParty | None:
    nama = block.value("nama")
    if nama is None:
        return None
    name = squash("".join(line.text for line in nama.lines))
    rank, number = block.value("pangkat"), block.value("nip")
    for fragments in signed:
        rank = rank or _signed_with(name, fragments, find_pangkat)
        number = number or _signed_with(name, fragments, find_nip)
    return PrintedParty(role, nama, block.value("jabatan"), rank, number)


def _signed_with(name: str, fragments: Sequence[_Fragment], find: Callable[[str], str | None]) -> Passage | None:
    """What `find` sees below a name in a signature, nearest to its middle; the last signature counts."""
    names = [f for f in fragments if fuzz.ratio(squash(f.line.text), name) >= SAME_NAME_AT]
    for signature in reversed(names):
        others = [f for f in fragments if f.row == signature.row and f.place != signature.place]
        below = [
            f
            for f in fragments
            if f.is_below(signature)
            and find(f.line.text) is not None
            and all(f.aside(signature) <= f.aside(other) for other in others)
        ]
        if below:
            nearest = min(below, key=lambda f: (f.row, f.aside(signature)))
            return Passage((replace(nearest.line, text=nearest.line.text.strip()),))
    return None
