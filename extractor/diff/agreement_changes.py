"""Two sections of agreements -> what changed of their parties and of their lists of programmes and money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.diff.assignment import pair_alike
from extractor.diff.comparable_text import words
from extractor.diff.compared_rows import ComparedSection
from extractor.diff.field_comparison import FieldComparer, FieldDifference
from extractor.diff.target_comparison import TargetView, view_of_text
from schemas.diff import Change, ChangePlace
from schemas.document import AnggaranProgram
from schemas.fields import budget_field

SAME_PROGRAM_AT = 75.0  # per cent of likeness from which two names are one programme that was reworded
MOST_LINES = 1_000  # of one list of money; longer ones are not compared line by line
BUDGET = "anggaran"


def agreement_changes(old: ComparedSection, new: ComparedSection, comparer: FieldComparer) -> Iterator[Change]:
    """Changes of the parties and of the money of a section that both documents have."""
    for name in dict.fromkeys((*old.parties, *new.parties)):
        a, b = _place(old, name), _place(new, name)
        verdict = comparer.text(old.parties.get(name), new.parties.get(name), a.evidence, b.evidence)
        if verdict is not None:
            yield verdict.as_change("bagian", f"pihak.{name.rpartition('.')[2]}", a, b)
    if old.budget != new.budget and max(len(old.budget), len(new.budget)) <= MOST_LINES:
        yield from _budget_changes(old, new, comparer)


def _budget_changes(old: ComparedSection, new: ComparedSection, comparer: FieldComparer) -> Iterator[Change]:
    pairs = _pairs(old.budget, new.budget)
    for i, before in enumerate(old.budget):
        a = _place(old, budget_field(i + 1, "jumlah"))
        j = pairs.get(i)
        if j is None:
            gone = FieldDifference("dihapus", "isi", _shown(before), None)
            yield gone.as_change("bagian", BUDGET, a, _place(new))
            continue
        after, b = new.budget[j], _place(new, budget_field(j + 1, "jumlah"))
        verdict = comparer.target(_view(before), _view(after), a.evidence, b.evidence)
        if verdict is not None:
            yield verdict.as_change("bagian", BUDGET, a, b)
        named = comparer.text(before.program, after.program)
        if named is not None:
            yield named.as_change("bagian", "anggaran.program", a, b)
    for j, after in enumerate(new.budget):
        if j not in pairs.values():
            come = FieldDifference("ditambah", "isi", None, _shown(after))
            yield come.as_change("bagian", BUDGET, _place(old), _place(new, budget_field(j + 1, "jumlah")))


def _pairs(old: tuple[AnggaranProgram, ...], new: tuple[AnggaranProgram, ...]) -> Mapping[int, int]:
    """The lines of both lists that are of one programme, by their 0-based numbers: the best assignment by name."""
    programmes = [words(line.program) for line in old], [words(line.program) for line in new]
    return dict(pair_alike(*programmes, SAME_PROGRAM_AT))


def _view(line: AnggaranProgram) -> TargetView:
    return view_of_text(line.jumlah.teks, "Rp")


def _shown(line: AnggaranProgram) -> str:
    return f"{line.program}: {line.jumlah.teks}"


def _place(section: ComparedSection, key: str | None = None) -> ChangePlace:
    return ChangePlace(section.index, None, section.jabatan, None, section.evidence.get(key) if key else None)
