"""A passage: printed lines that make up one value."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.transcript import Line


@dataclass(frozen=True, slots=True)
class Passage:
    """The lines that make up one value, in reading order, and how sure the structure around it is (0..1)."""

    lines: tuple[Line, ...]
    certainty: float = 1.0

    @property
    def page(self) -> int | None:
        """That of its first line, 1-based."""
        return self.lines[0].page if self.lines else None
