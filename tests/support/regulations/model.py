"""A regulation as data: what is drawn and what is right both come from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Part:
    """A unit: `tail` is text behind its list."""

    kind: str
    number: str
    title: str | None = None
    text: str | None = None
    children: list[Part] = field(default_factory=list)
    tail: str | None = None

    def gold(self) -> dict[str, Any]:
        """As the contract has it, without places."""
        text = " ".join(filter(None, (self.text, self.tail))) or None
        return {
            "jenis": self.kind,
            "nomor": self.number,
            "judul": self.title,
            "teks": text,
            "anak": [child.gold() for child in self.children],
        }


@dataclass(slots=True)
class Regulation:
    """A whole regulation. Lists: (number or None, text)."""

    bentuk: str
    title: list[str]  # lines
    official: str
    considering: list[tuple[str | None, str]]
    recalling: list[tuple[str | None, str]]
    enacting: str | None
    body: list[Part]
    place: str
    day: str  # as printed
    iso: str
    gazette: str | None
    name: str
    noting: list[tuple[str | None, str]] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    annex: str | None = None
    elucidation: list[Part] = field(default_factory=list)
    cited: list[tuple[str, str, str]] = field(default_factory=list)  # kind, number, year

    def gold(self) -> dict[str, Any]:
        """`naskah` of the contract, without places."""

        def items(of: list[tuple[str | None, str]]) -> list[dict[str, str | None]]:
            return [{"nomor": number, "teks": text} for number, text in of]

        dated = self.gazette is not None
        return {
            "bentuk": self.bentuk,
            "judul": " ".join(self.title),
            "pembukaan": {
                "menimbang": items(self.considering),
                "mengingat": items(self.recalling),
                "memperhatikan": items(self.noting),
            },
            "menetapkan": self.enacting,
            "isi": [part.gold() for part in self.body],
            "penutup": {
                "ditetapkan_di": self.place,
                "ditetapkan_tanggal": self.iso,
                "diundangkan_di": self.place if dated else None,
                "diundangkan_tanggal": self.iso if dated else None,
                "lembaran": self.gazette,
            },
            "tembusan": self.copies,
            "lampiran": [{"nomor": None, "judul": self.annex}] if self.annex else [],
            "penjelasan": [part.gold() for part in self.elucidation],
            "rujukan": [{"teks": None, "bentuk": b, "nomor": n, "tahun": t, "pasal": None} for b, n, t in self.cited],
        }
