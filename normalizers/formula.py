"""A formula cell: printed lines -> its text, the labels in it (type of calculation, source of data), its equation."""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.cell_equation import equation_of
from normalizers.formula_labels import find_labels, labelled_values, read_calculation_type
from normalizers.spelling.broken_words import cut_words
from normalizers.text import join_lines
from schemas.equation import Equation
from schemas.values import FormulaParts

_LONGEST = 20_000  # characters; a longer cell is a text and no formula


def read_formula(text: str | Sequence[str], equations: Sequence[Equation] = ()) -> FormulaParts:
    """What a formula cell says: "Jumlah hadir / Jumlah pegawai x 100%. Tipe Penghitungan : Kumulatif" -> its parts.

    `text` is the whole cell, or its printed lines from top to bottom: lines let a fraction be read that is drawn
    as a numerator line over a denominator line. `equations` are those that the file holds as such, in order; they go
    before anything read from the text. `teks` keeps the labels, white space collapsed. Cells of more than 20,000
    characters are texts without parts.
    """
    lines = text.splitlines() if isinstance(text, str) else list(text)
    teks = join_lines(lines, cut_words(lines))
    if len(teks) > _LONGEST:
        return FormulaParts(teks)
    values = labelled_values(teks, find_labels(teks))
    kind = next((k for k in map(read_calculation_type, values.get("type", ())) if k is not None), None)
    source = next((v for v in values.get("source", ()) if v), None)
    return FormulaParts(teks, kind, source, equation_of(lines, equations))
