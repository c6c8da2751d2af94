"""Which decisions are in force, and which document they are about: all decisions -> those of one document."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.decision import DecidedFile, Decision
from schemas.document import Document


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Those that nobody took back, in the order in which they were made; to take back a `batal` restores its target."""
    taken_back: set[str] = set()
    for decision in reversed(decisions):
        if decision.batal is not None and decision.id not in taken_back:
            taken_back.add(decision.batal)
    return tuple(one for one in decisions if one.batal is None and one.id not in taken_back)


def decided_file(document: Document) -> DecidedFile:
    """The file of a document as decisions name it."""
    berkas = document.berkas
    return DecidedFile(nama=berkas.jalur or berkas.nama, sha256=berkas.sha256, nomor=document.metadata.nomor)


class DecisionHistory:
    """The decisions in force, to be asked for those of one file after the other."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._found: dict[str, dict[int, Decision]] = {}
        for place, decision in enumerate(in_force(decisions)):
            for key in _keys(decision.berkas):
                self._found.setdefault(key, {})[place] = decision

    def of(self, file: DecidedFile) -> tuple[Decision, ...]:
        """The decisions about this file: of the same bytes, of the same path, or of a decree of the same number.

        A file that was scanned again has other bytes, and often another name; whether a decision still fits is for its
        anchor to say.
        """
        found: dict[int, Decision] = {}
        for key in _keys(file):
            found |= self._found.get(key, {})
        return tuple(found[place] for place in sorted(found))


def _keys(file: DecidedFile) -> tuple[str, ...]:
    number = _number(file.nomor)
    return ("sha256:" + file.sha256, "nama:" + file.nama, *(["nomor:" + number] if number is not None else []))


def _number(text: str | None) -> str | None:
    """The number of a decree without blanks and case; None for one that names no decree by itself ("12")."""
    flat = "".join((text or "").split()).casefold()
    return flat if "/" in flat and any(char.isdigit() for char in flat) else None
