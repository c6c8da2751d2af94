"""Blocks that draw a regulation: title, opening, chapters, articles, clauses, items and dicta with hanging indents."""

from __future__ import annotations

from collections.abc import Iterator

from samples.generator.model import Block, Gap, Labelled, Regulation, Text, Unit

STEP = 22.0  # points from a marker to its text, and from a list to one below it
LABEL = 92.0  # points from the margin to the colon of a label
BEHIND_COLON = 10.0
_HEADINGS = {"bab": "BAB", "bagian": "Bagian", "pasal": "Pasal"}


def opening(regulation: Regulation, official: str) -> Iterator[Block]:
    """Title, official, considerations and what is enacted."""
    for line in regulation.judul:
        yield Text(line, "center")
    yield Gap()
    yield Text(official, "center")
    yield Gap(6)
    yield from _listed("Menimbang", regulation.menimbang)
    yield Gap(6)
    yield from _listed("Mengingat", regulation.mengingat)
    yield Gap(6)
    yield Text("MEMUTUSKAN:", "center")
    yield Labelled("Menetapkan", regulation.menetapkan or "", label_width=LABEL)


def _listed(label: str, items: tuple[tuple[str | None, str], ...]) -> Iterator[Block]:
    if len(items) == 1:
        yield Labelled(label, items[0][1], label_width=LABEL)
        return
    style = "a." if items[0][0] == "a" else "1."
    yield Labelled(label, items=tuple(text for _, text in items), style=style, label_width=LABEL)  # type: ignore[arg-type]


def body(units: tuple[Unit, ...], indent: float = 0.0) -> Iterator[Block]:
    """The units with all below them."""
    for unit in units:
        if unit.jenis in _HEADINGS:
            yield from _heading(unit)
        elif unit.jenis == "diktum":
            yield Gap(6)
            yield Labelled(unit.nomor, unit.teks or "", label_width=LABEL)
            yield from _below(unit, LABEL + BEHIND_COLON)
        else:
            marker = f"({unit.nomor})" if unit.jenis == "ayat" else f"{unit.nomor}."
            yield Text(f"{marker} {unit.teks}", "justify", indent=indent + STEP, hanging=STEP)
            yield from _below(unit, indent + STEP)


def _heading(unit: Unit) -> Iterator[Block]:
    yield Gap(8)
    yield Text(f"{_HEADINGS[unit.jenis]} {unit.nomor}", "center")
    if unit.judul:
        yield Text(unit.judul, "center")
    if unit.teks:
        yield Text(unit.teks, "justify")
    yield from _below(unit, 0.0)


def _below(unit: Unit, indent: float) -> Iterator[Block]:
    yield from body(unit.anak, indent)
    if unit.tail:
        yield Text(unit.tail, "justify", indent=indent)
