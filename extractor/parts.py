"""The parts of a document on their way from print to output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.document import Bagian, Metadata, Simpul


@dataclass(frozen=True, slots=True)
class Parts:
    """What a document says, in the contract's own models; each step of the pipeline gives a new one."""

    sections: Sequence[Bagian]
    nodes: Sequence[Simpul]
    head: Metadata
