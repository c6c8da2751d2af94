"""What a normalizer makes of one printed value: one frozen type per kind; texts stay as printed beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.evidence import Correction

Number = int | float
Comparator = Literal[">=", "<=", ">", "<"]
CalculationType = Literal["Kumulatif", "Non kumulatif"]
UnitKind = Literal["count", "percent", "money", "time", "measure", "index", "level", "ratio"]


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit of measurement: the word as printed, and what it is in the unit table."""

    printed: str  # repaired where the reading slipped ("dokurnen" -> "dokumen"), else as printed
    id: str | None  # canonical id of the unit table; None: a word that the table does not know
    kind: UnitKind | None = None
    exact: bool = False  # True where the table knows all of `printed`, not only its first word
    repaired: bool = False  # True where `printed` differs from what was read


STATED_OTHERWISE = "nilai_berbeda"
"""Problem of a target that was loaded from a file: the value that the file states is not the one that its text says."""


@dataclass(frozen=True, slots=True)
class TargetValue:
    """One target cell, read. The field names are those of the output contract."""

    teks: str  # as read, white space collapsed
    bersih: str  # the same after corrections of digit and blank slips; equal to `teks` where there were none
    nilai: Number | None = None
    nilai_maks: Number | None = None  # upper end of a range
    pembanding: Comparator | None = None
    satuan: str | None = None  # the printed word
    predikat: str | None = None
    corrections: tuple[Correction, ...] = ()
    problems: tuple[str, ...] = ()
    """Stable codes of what a person should look at: "bilangan_berbeda" (digits and words in "2 (tiga)" disagree),
    "tidak_terbaca" (there are digits that could not be read as one number), "banyak_nilai" (several values), and
    STATED_OTHERWISE."""


@dataclass(frozen=True, slots=True)
class FormulaParts:
    """A formula cell: its whole text, and what its labels and its equation say."""

    teks: str
    tipe_penghitungan: CalculationType | None = None
    sumber_data: str | None = None
    persamaan: str | None = None  # LaTeX without dollar signs


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """A region that a text names, and where: text[start:end] is what was matched."""

    name: str  # "Kabupaten ...", "Kota ...", "Provinsi ..."
    level: Literal["provinsi", "kabupaten", "kota"]
    code: str | None  # Kemendagri code, "32" or "32.04"; None: a letterhead names it, the list does not
    start: int
    end: int
    exact: bool  # False where a typing or reading slip was bridged


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date in a text; `iso` is "2023-09-19" or, where only the month is given, "2023-09"."""

    iso: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NipMatch:
    """A civil servant's number in a text, digits only, and the digit slips that were bridged."""

    digits: str  # 18
    start: int
    end: int
    corrections: tuple[Correction, ...] = ()
