"""What changed between two targets: value, bound, unit, grade, or only how they are written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.diff.comparable_text import fold, tokens
from normalizers.number import parse_number_words
from normalizers.target import read_target
from normalizers.unit import match_unit
from schemas.document import Target
from schemas.values import Number


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target as it is compared. `empty`: none is fixed, whether the cell holds a dash or nothing."""

    text: str | None
    value: Number | None
    upper: Number | None
    bound: str | None
    unit: str | None
    grade: str | None

    @property
    def empty(self) -> bool:
        """Whether there is no target."""
        return not self.text or not fold(self.text)


def view(target: Target | None) -> TargetView:
    """A target of the contract as it is compared."""
    if target is None:
        return TargetView(None, None, None, None, None, None)
    if target.nilai is None and target.predikat is None:
        return view_of_text(target.teks, target.satuan)
    return TargetView(target.teks, target.nilai, target.nilai_maks, target.pembanding, target.satuan, target.predikat)


def view_of_text(text: str | None, unit_hint: str | None = None) -> TargetView:
    """The view of a bare text, such as a dated target."""
    if not text:
        return TargetView(None, None, None, None, None, None)
    read = read_target(text, unit_hint)
    return TargetView(read.teks, read.nilai, read.nilai_maks, read.pembanding, read.satuan, read.predikat)


def same_text(old: TargetView, new: TargetView) -> bool:
    """True where nothing is to be told: same words and same unit."""
    return (old.text or None) == (new.text or None) and same_unit(old.unit, new.unit)


def same_value(old: TargetView, new: TargetView) -> bool:
    """True where both mean the same and differ only in writing: "4.230 data" and "4230 data", "2 (dua)" and "2"."""
    if old.empty or new.empty:
        return old.empty and new.empty
    if old.value is None or new.value is None:
        return False
    if (old.value, old.upper, old.bound) != (new.value, new.upper, new.bound):
        return False
    if (old.grade or "").casefold() != (new.grade or "").casefold() or not same_unit(old.unit, new.unit):
        return False
    return _rest(old) == _rest(new)


def _rest(target: TargetView) -> frozenset[str]:
    """Words of a target that are neither its number nor its unit nor its grade."""
    known = {token.key for part in (target.unit, target.grade) if part for token in tokens(part)}
    return frozenset(
        token.key
        for token in tokens(target.text or "")
        if token.word and token.key not in known and parse_number_words(token.key) is None
    )


def same_unit(old: str | None, new: str | None) -> bool:
    """Whether two units are one, however they are written."""
    return unit_key(old) == unit_key(new)


def unit_key(unit: str | None) -> str:
    """What two names of one unit have in common: "%" and "Persen", "dok." and "Dokumen"."""
    if not unit:
        return ""
    found = match_unit(unit)
    return fold(unit) if found is None or found.id is None or not found.exact else f"={found.id}"


def difference(old: TargetView, new: TargetView) -> Number | None:
    """New minus old value; None where a value is missing, none changed, or the units differ."""
    if old.value is None or new.value is None or not same_unit(old.unit, new.unit):
        return None
    exact = Decimal(str(new.value)) - Decimal(str(old.value))
    if not exact:
        return None
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def shown(target: TargetView, *, with_unit: bool) -> str | None:
    """The text of the target, with the unit of a Satuan column behind it where that is wanted."""
    if target.text is None or not with_unit or not target.unit or fold(target.unit) in fold(target.text):
        return target.text
    return f"{target.text} {target.unit}"
