"""Two values of one field, and how sure their readings are -> the kind of their difference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from extractor.diff.comparable_text import fold, folded, tokens
from extractor.diff.compared_rows import TEXT_FIELDS, ComparedSection
from extractor.diff.target_comparison import TargetView, difference, same_text, same_unit, same_value, shown
from extractor.diff.word_diff import LOST_CHARACTERS, looks_misread, same_spelled
from schemas.diff import Change, ChangeKind, ChangePlace, Scope
from schemas.document import Bukti
from schemas.values import Number

TEXTS_PER_WORD = 4
"""Different texts that are remembered for a word: enough to find one that is not among the two compared."""


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A difference between two values of one field: its kind, why it is of that kind, and the values."""

    kind: ChangeKind
    reason: str
    before: str | None
    after: str | None
    difference: Number | None = None
    value_before: Number | None = None
    value_after: Number | None = None
    unit_before: str | None = None
    unit_after: str | None = None

    def as_change(self, scope: Scope, name: str | None, old: ChangePlace | None, new: ChangePlace | None) -> Change:
        """This difference as a change of the field `name` between two places."""
        return Change(
            scope=scope,
            kind=self.kind,
            field=name,
            before=self.before,
            after=self.after,
            old=old,
            new=new,
            difference=self.difference,
            value_before=self.value_before,
            value_after=self.value_after,
            unit_before=self.unit_before,
            unit_after=self.unit_after,
            reason=self.reason,
        )


@dataclass(frozen=True, slots=True)
class ReadingConfidence:
    """How sure the two readings are. Each number is a confidence, 0..1.

    A page that was recognised holds slips that its reader is not sure of; on one that was not, low confidence is
    about where a value belongs, and only very low confidence is about its characters.
    """

    doubtful: float  # below this, any digit of a recognised value may have been misread
    sure: float  # from this on, nothing of a recognised value is taken for a misreading
    unsafe: float  # below this, a value that was not recognised is treated like one that was
    unreadable: float  # below this a reading is more likely wrong than right, and no difference to it is sure
    old_recognised: bool
    new_recognised: bool

    def confidence(self, old: Bukti | None, new: Bukti | None) -> float:
        """The lower one of the two confidences that count, 1 where none does."""
        counted = [
            evidence.keyakinan
            for evidence, recognised in ((old, self.old_recognised), (new, self.new_recognised))
            if evidence is not None and (recognised or evidence.keyakinan < self.unsafe)
        ]
        return min(counted, default=1.0)


@dataclass(slots=True)
class Vocabulary:
    """The words of both documents, gathered when the first question comes."""

    old: Sequence[ComparedSection]
    new: Sequence[ComparedSection]
    _places: tuple[dict[str, set[str]], dict[str, set[str]]] | None = field(default=None)

    def knows(self, word: str, before: str, after: str) -> bool:
        """Whether `word` stands in both documents, in other texts than the two that are compared."""
        if self._places is None:
            self._places = _words_of(self.old), _words_of(self.new)
        return all(places.get(word, set()) - {before, after} for places in self._places)


def _words_of(sections: Iterable[ComparedSection]) -> dict[str, set[str]]:
    places: dict[str, set[str]] = {}
    texts = {
        text
        for section in sections
        for row in section.rows
        for name in TEXT_FIELDS
        if (text := row.text(name)) is not None
    }
    for text in texts:
        for token in tokens(text):
            if token.word and len(held := places.setdefault(token.key, set())) < TEXTS_PER_WORD:
                held.add(text)
    return places


class FieldComparer:
    """Tells what kind of difference two values have; None where there is none."""

    def __init__(self, readings: ReadingConfidence, vocabulary: Vocabulary) -> None:
        self._readings = readings
        self._vocabulary = vocabulary

    def text(
        self, before: str | None, after: str | None, old: Bukti | None = None, new: Bukti | None = None
    ) -> FieldDifference | None:
        """The difference between two texts, with the evidence of their readings; None where there is none."""
        if (before or None) == (after or None):
            return None
        if folded(before) == folded(after):
            return FieldDifference("kosmetik", "tulisan", before, after)
        if self._misread(before, after, old, new):
            return FieldDifference("tidak_pasti", "salah_baca", before, after)
        if before and after and same_spelled(before, after, self._knower(before, after), _repaired(old, new)):
            return FieldDifference("kosmetik", "ejaan", before, after)
        return FieldDifference("diubah", "teks" if before and after else "isi", before, after)

    def target(
        self, a: TargetView, b: TargetView, old: Bukti | None = None, new: Bukti | None = None
    ) -> FieldDifference | None:
        """The difference between two targets, with the evidence of their readings; None where there is none."""
        if same_text(a, b):
            return None
        units_differ = not same_unit(a.unit, b.unit)
        before, after = shown(a, with_unit=units_differ), shown(b, with_unit=units_differ)
        made = partial(FieldDifference, before=before, after=after, value_before=a.value, value_after=b.value)
        if same_value(a, b) or folded(before) == folded(after):
            return made("kosmetik", "tulisan")
        step = difference(a, b)
        if self._misread(before, after, old, new):
            return made("tidak_pasti", "salah_baca", difference=step)
        if (
            before
            and after
            and a.value is None
            and b.value is None
            and same_spelled(before, after, self._knower(before, after))
        ):
            return made("kosmetik", "ejaan")
        if units_differ and before and after:
            return made("diubah", "satuan", unit_before=a.unit, unit_after=b.unit)
        return made("diubah", "nilai" if step is not None else "teks", difference=step)

    def _knower(self, before: str, after: str) -> _KnownWords:
        return _KnownWords(self._vocabulary, before, after)

    def _misread(self, before: str | None, after: str | None, old: Bukti | None, new: Bukti | None) -> bool:
        confidence = self._readings.confidence(old, new)
        if confidence >= self._readings.sure:
            return False
        if confidence < self._readings.unreadable:
            return True
        if not before or not after:
            return len(fold(before or after or "")) <= LOST_CHARACTERS and confidence < self._readings.doubtful
        return looks_misread(before, after, any_digit=confidence < self._readings.doubtful)


@dataclass(frozen=True, slots=True)
class _KnownWords:
    vocabulary: Vocabulary
    before: str
    after: str

    def __call__(self, word: str) -> bool:
        return self.vocabulary.knows(word, self.before, self.after)


def _repaired(*evidence: Bukti | None) -> frozenset[tuple[str, str]]:
    """Pairs of words that the reading itself has corrected into each other."""
    pairs: set[tuple[str, str]] = set()
    for item in evidence:
        for fix in item.koreksi if item is not None else ():
            before, after = tokens(fix.dari), tokens(fix.ke)
            if len(before) == len(after):
                pairs |= {(x.key, y.key) for x, y in zip(before, after, strict=True) if x.key != y.key}
    return frozenset(pairs)
