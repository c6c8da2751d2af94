"""Two documents in, a typed list of changes out: align sections, then rows, then compare field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.diff.agreement_changes import agreement_changes
from extractor.diff.change_order import out_of_order, ranks
from extractor.diff.compared_rows import (
    CASCADE_FIELDS,
    ComparedRow,
    ComparedSection,
    cascade_of,
    direction,
    levels_known,
    sections_of,
)
from extractor.diff.field_comparison import FieldComparer, ReadingConfidence, Vocabulary
from extractor.diff.pair_rows import Pairing, pair_rows
from extractor.diff.pair_sections import pair_sections
from extractor.diff.regulation_changes import body_text, regulation_changes
from extractor.diff.row_changes import Move, RowComparer
from extractor.diff.section_changes import decree_changes, section_changes
from extractor.diff.severity_rules import SeverityRules, default_rules
from extractor.diff.unread_parts import split_unseen, without_unread
from schemas.diff import Change, ChangeKind, ChangePlace
from schemas.document import Document
from schemas.naskah_contract import Naskah

NO_RANK = -1.0  # what stands before all rows


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """How documents are compared; the confidences, 0..1, are those of ReadingConfidence (field_comparison.py)."""

    doubtful: float = 0.9
    sure: float = 0.98
    unsafe: float = 0.75
    unreadable: float = 0.5
    rules: SeverityRules | None = None  # None for the general severities
    ignore: frozenset[ChangeKind] = frozenset()  # kinds of change that are left out


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which section and which row of one document is which of the other."""

    old: tuple[ComparedSection, ...]
    new: tuple[ComparedSection, ...]
    sections: dict[int, int]  # index in old -> index in new
    rows: Pairing


def diff(old: Document, new: Document, options: DiffOptions | None = None) -> tuple[Change, ...]:
    """What changed from `old` to `new`, in reading order; empty where nothing did, or where nothing can be said.

    Of what one side was not read of (extractor.diff.unread_parts tells it) no change is made up: rows are not told as
    added or removed where the other side has none at all, and are uncertain where pages of it were not read.

    Comparing the other way round gives the same changes mirrored: what was added is removed, before is after,
    and a target's difference has the other sign.
    """
    return compared(old, new, options or DiffOptions())[0]


def compared(old: Document, new: Document, options: DiffOptions) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """What `diff` tells, and the changes that it does not tell, since they may be none: a document has pages that were
    not asked for."""
    levels = levels_known(old, new)
    a, b = sections_of(old, levels=levels), sections_of(new, levels=levels)
    confidences = options.doubtful, options.sure, options.unsafe, options.unreadable
    readings = ReadingConfidence(*confidences, _recognised(old), _recognised(new))
    changes = [
        *decree_changes(old, new, FieldComparer(readings, Vocabulary(a, b))),
        *_of_regulations(old.naskah, new.naskah, readings, a, b),
        *without_unread(old, new, _symmetric(a, b, readings)),
        *_as_cascade(_symmetric(cascade_of(old), cascade_of(new), readings) if old.kaskade and new.kaskade else ()),
    ]
    rules = options.rules or default_rules()
    seen, unseen = split_unseen(old, new, changes)
    return tuple(rules.weigh(change) for change in seen if change.kind not in options.ignore), tuple(unseen)


def align(old: Document, new: Document) -> Alignment:
    """The alignment that `diff` compares along; rows in the order of `old`."""
    levels = levels_known(old, new)
    a, b = sections_of(old, levels=levels), sections_of(new, levels=levels)
    if direction(a, b) <= 0:
        return _align(a, b)
    turned = _align(b, a)
    pairs = sorted(((y, x) for x, y in turned.rows.rows), key=lambda pair: (pair[0].section, pair[0].index))
    sections = {i: j for j, i in turned.sections.items()}
    back = turned.rows
    return Alignment(a, b, sections, Pairing(tuple(pairs), back.added, back.removed, back.merged, back.split))


def _recognised(document: Document) -> bool:
    return document.proses.mesin_ocr is not None


def _of_regulations(
    old: Naskah | None,
    new: Naskah | None,
    readings: ReadingConfidence,
    a: Sequence[ComparedSection],
    b: Sequence[ComparedSection],
) -> list[Change]:
    """What changed of the regulation itself, compared from the same one of the two whichever way it is asked; nothing
    where one of the documents prints none."""
    if old is None or new is None or old == new:
        return []
    if body_text(old) <= body_text(new):
        return list(regulation_changes(old, new, FieldComparer(readings, Vocabulary(a, b))))
    turned = _turned(readings)
    return [change.mirrored() for change in regulation_changes(new, old, FieldComparer(turned, Vocabulary(b, a)))]


def _turned(readings: ReadingConfidence) -> ReadingConfidence:
    return replace(readings, old_recognised=readings.new_recognised, new_recognised=readings.old_recognised)


def _symmetric(
    old: Sequence[ComparedSection], new: Sequence[ComparedSection], readings: ReadingConfidence
) -> list[Change]:
    """Compares always from the same one of the two, so that both directions tell the same story."""
    way = direction(old, new)
    if way == 0:
        return []
    if way < 0:
        return _compare(old, new, readings)
    return [change.mirrored() for change in _compare(new, old, _turned(readings))]


def _align(old: Sequence[ComparedSection], new: Sequence[ComparedSection]) -> Alignment:
    sections = pair_sections(old, new)
    rows = pair_rows(old, new, sections)
    renamed = _renamed(old, new, sections, rows)
    return Alignment(tuple(old), tuple(new), dict(sorted((sections | renamed).items())), rows)


def _renamed(
    old: Sequence[ComparedSection], new: Sequence[ComparedSection], sections: dict[int, int], rows: Pairing
) -> dict[int, int]:
    """Sections without a partner of which most rows went to one that has none either: they are one, renamed."""
    taken = set(sections.values())
    moved: dict[tuple[int, int], int] = defaultdict(int)
    for x, y in rows.rows:
        if x.section not in sections and y.section not in taken:
            moved[x.section, y.section] += 1
    found: dict[int, int] = {}
    for (i, j), count in sorted(moved.items(), key=lambda item: (-item[1], item[0])):
        most = 2 * count > max(len(old[i].rows), len(new[j].rows))
        if most and i not in found and j not in found.values():
            found[i] = j
    return found


@dataclass(frozen=True, slots=True)
class _PlacedChange:
    """A change and where it is placed: rank of the section, rank of the row in it."""

    section: float
    row: float
    change: Change


def _compare(
    old: Sequence[ComparedSection], new: Sequence[ComparedSection], readings: ReadingConfidence
) -> list[Change]:
    comparer = FieldComparer(readings, Vocabulary(old, new))
    aligned = _align(old, new)
    old_rank, new_rank = ranks(len(old), len(new), aligned.sections)
    found: list[_PlacedChange] = []
    for i, a in enumerate(old):
        b = new[aligned.sections[i]] if i in aligned.sections else None
        found += [_PlacedChange(old_rank[i], NO_RANK, change) for change in section_changes(a, b, comparer)]
        if b is not None:
            found += [_PlacedChange(old_rank[i], NO_RANK, change) for change in agreement_changes(a, b, comparer)]
    partners = set(aligned.sections.values())
    for j, b in enumerate(new):
        if j not in partners:
            found += [_PlacedChange(new_rank[j], NO_RANK, change) for change in section_changes(None, b, comparer)]
    found += _row_changes(aligned, comparer, (old_rank, new_rank))
    return [item.change for item in sorted(found, key=lambda item: (item.section, item.row))]


def _row_changes(
    aligned: Alignment, comparer: FieldComparer, section_ranks: tuple[list[float], list[float]]
) -> list[_PlacedChange]:
    pairing = aligned.rows
    order = _ChangeOrder(aligned, *section_ranks)
    rows = RowComparer(comparer, aligned.old, aligned.new)
    kin = {k.one: "pecah" for k in pairing.split} | {k.parts[0]: "gabung" for k in pairing.merged}
    origin = {part: k.one for k in pairing.split for part in k.parts[1:]}
    heir = {part: k.one for k in pairing.merged for part in k.parts[1:]}
    found = []
    for x, y in pairing.rows:
        move = Move(aligned.sections.get(x.section) == y.section, x not in order.shifted, order.in_place(x), kin.get(x))
        found += [order.placed(x, y, change) for change in rows.pair(x, y, move)]
    found += [order.placed(x, None, rows.removed(x, heir.get(x))) for x in pairing.removed]
    found += [order.placed(None, y, rows.added(y, origin.get(y))) for y in pairing.added]
    return found


class _ChangeOrder:
    """Where rows stand in the story, and which of them changed places."""

    def __init__(self, aligned: Alignment, old_sections: list[float], new_sections: list[float]) -> None:
        self._old_sections = old_sections
        self._new_sections = new_sections
        self._rank: dict[ComparedRow, float] = {}
        self.shifted: set[ComparedRow] = set()  # old rows that changed places with others of their section
        self._disturbed: set[int] = set()  # old sections in which rows came, went or changed places
        within: dict[int, dict[int, int]] = defaultdict(dict)  # old section -> its row -> row in the partner
        partner = {j: i for i, j in aligned.sections.items()}
        for x, y in aligned.rows.rows:
            if aligned.sections.get(x.section) == y.section:
                within[x.section][x.index] = y.index
            else:
                self._disturbed |= {x.section, partner.get(y.section, x.section)}
        self._disturbed |= {x.section for x in aligned.rows.removed}
        self._disturbed |= {partner[y.section] for y in aligned.rows.added if y.section in partner}
        for i, a in enumerate(aligned.old):
            pairs = within[i]
            b = aligned.new[aligned.sections[i]].rows if i in aligned.sections else ()
            of_old, of_new = ranks(len(a.rows), len(b), pairs)
            self._rank |= dict(zip((*a.rows, *b), (*of_old, *of_new), strict=True))
            followed = sorted(pairs)
            shifted = {a.rows[followed[n]] for n in out_of_order([pairs[k] for k in followed])}
            self.shifted |= shifted
            if shifted:
                self._disturbed.add(i)
        self._rank |= {row: float(row.index) for b in aligned.new if b.index not in partner for row in b.rows}

    def in_place(self, row: ComparedRow) -> bool:
        return row.section not in self._disturbed

    def placed(self, old: ComparedRow | None, new: ComparedRow | None, change: Change) -> _PlacedChange:
        sections = [self._old_sections[old.section]] if old is not None else []
        sections += [self._new_sections[new.section]] if new is not None else []
        return _PlacedChange(min(sections), min(self._rank[row] for row in (old, new) if row is not None), change)


def _as_cascade(changes: Iterable[Change]) -> list[Change]:
    """Changes of rows that stand for the nodes of a cascade, in the names of the cascade."""
    result = []
    for change in changes:
        if change.scope != "baris":
            continue
        result.append(
            replace(
                change,
                scope="kaskade",
                field=CASCADE_FIELDS.get(change.field, change.field) if change.field else None,
                old=_node_place(change.old),
                new=_node_place(change.new),
            )
        )
    return result


def _node_place(place: ChangePlace | None) -> ChangePlace | None:
    return None if place is None else replace(place, section=None)
