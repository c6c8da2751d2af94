"""The changes of one row against its partner, and of rows that have none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.diff.comparable_text import fold, folded
from extractor.diff.compared_rows import ComparedRow, ComparedSection
from extractor.diff.field_comparison import FieldComparer, FieldDifference
from extractor.diff.paired_entries import other_figures, paired_entries, paired_figures
from extractor.diff.target_comparison import TargetView, shown, view, view_of_text
from schemas.diff import Change, ChangePlace, Scope
from schemas.document import Bukti, Indikator

BEFORE_TARGET = ("sasaran_induk", "sasaran", "indikator_induk", "indikator")
BEHIND_TARGET = ("formulasi", "sumber_data", "penanggung_jawab")
OF_LEVEL = ("jenjang", "kode")


@dataclass(frozen=True, slots=True)
class Move:
    """How a pair of rows stands to each other, apart from what the rows say."""

    same_section: bool
    same_place: bool  # among the rows of its section
    in_place: bool  # nothing was added, removed or moved in its section, so that numbers should be the same
    kin: str | None  # "pecah" or "gabung" where the pair belongs to a row that was split or merged


class RowComparer:
    """Tells the changes of rows."""

    def __init__(self, comparer: FieldComparer, old: Sequence[ComparedSection], new: Sequence[ComparedSection]) -> None:
        self._judge = comparer
        self._old = old
        self._new = new
        self._sasaran = _sasaran_by_section(old), _sasaran_by_section(new)

    def pair(self, x: ComparedRow, y: ComparedRow, move: Move) -> list[Change]:
        """The changes from `x` to `y`, one per field; none where both say the same in the same place."""
        changes: list[Change] = []
        if not move.same_section:
            before, after = self._old[x.section].jabatan, self._new[y.section].jabatan
            changes.append(self._change(x, y, "jabatan", FieldDifference("dipindah", "bagian", before, after)))
        if x.exact != y.exact:
            changes += self._fields(x, y, move)
        if move.same_section and not move.same_place:
            verdict = FieldDifference("dipindah", "urutan", str(x.index + 1), str(y.index + 1))
            changes.append(self._change(x, y, "urutan", verdict, scope="urutan"))
        return changes

    def removed(self, row: ComparedRow, merged_into: ComparedRow | None) -> Change:
        """`row` is gone. `merged_into`: the new row that took it in."""
        return Change(
            scope="baris",
            kind="dihapus",
            field=None,
            before=None,
            after=None,
            old=self._place(row, self._old, "indikator"),
            new=self._place(merged_into, self._new, "indikator") if merged_into is not None else None,
            reason="gabung" if merged_into is not None else None,
            content=_content(row),
        )

    def added(self, row: ComparedRow, split_from: ComparedRow | None) -> Change:
        """`row` is new. `split_from`: the old row that it was a piece of."""
        return Change(
            scope="baris",
            kind="ditambah",
            field=None,
            before=None,
            after=None,
            old=self._place(split_from, self._old, "indikator") if split_from is not None else None,
            new=self._place(row, self._new, "indikator"),
            reason="pecah" if split_from is not None else None,
            content=_content(row),
        )

    def _fields(self, x: ComparedRow, y: ComparedRow, move: Move) -> Iterable[Change]:
        verdict = self._number(x, y, move)
        if verdict is not None:
            yield self._change(x, y, "no", verdict)
        yield from self._ladder(x, y)
        for name in BEFORE_TARGET:
            verdict = self._text(x, y, name)
            if verdict is not None:
                if name == "sasaran" and move.same_section and self._under_other_sasaran(x, y, verdict):
                    verdict = FieldDifference("dipindah", "sasaran", verdict.before, verdict.after)
                yield self._change(x, y, name, verdict, kin=move.kin if name == "indikator" else None)
        yield from self._targets(x, y)
        yield from self._figures(x, y)
        formula = None
        for name in BEHIND_TARGET:
            verdict = self._text(x, y, name)
            if name == "formulasi":
                formula = verdict
            if verdict is not None:
                yield self._change(x, y, name, verdict)
        if formula is None or formula.kind == "kosmetik":
            verdict = self._judge.text(_calculation(x), _calculation(y), *_evidence(x, y, "formulasi"))
            if verdict is not None:
                yield self._change(x, y, "tipe_penghitungan", verdict)

    def _text(self, x: ComparedRow, y: ComparedRow, name: str) -> FieldDifference | None:
        return self._judge.text(x.text(name), y.text(name), *_evidence(x, y, name))

    def _number(self, x: ComparedRow, y: ComparedRow, move: Move) -> FieldDifference | None:
        """A number follows from the rows above; it is told only where nothing else explains its change."""
        before, after = x.item.no, y.item.no
        if folded(before) == folded(after) or not move.same_section or not (move.in_place and move.same_place):
            return None
        verdict = self._text(x, y, "no")
        if verdict is None or verdict.kind != "diubah":
            return verdict
        kind = "diubah" if before and after else "kosmetik"
        return FieldDifference("diubah" if kind == "diubah" else "kosmetik", "nomor", before, after)

    def _under_other_sasaran(self, x: ComparedRow, y: ComparedRow, verdict: FieldDifference) -> bool:
        """Whether the row stands under another sasaran that both documents have, and the old one is still there."""
        if verdict.kind != "diubah" or not verdict.before or not verdict.after:
            return False
        before, after = fold(verdict.before), fold(verdict.after)
        ours, theirs = self._sasaran[0][x.section], self._sasaran[1][y.section]
        return {before, after} <= ours and {before, after} <= theirs

    def _targets(self, x: ComparedRow, y: ComparedRow) -> Iterable[Change]:
        if (keys := _headed_otherwise(x.item, y.item)) is not None:
            views = _view_under(x.item, keys[0]), _view_under(y.item, keys[1])
            verdict = self._judge.target(*views, x.item.bukti.get(keys[0]), y.item.bukti.get(keys[1]))
            if verdict is not None:
                yield self._change(x, y, "target", verdict, keys=keys)
            return
        verdict = self._judge.target(view(x.item.target), view(y.item.target), *_evidence(x, y, "target"))
        if verdict is not None:
            yield self._change(x, y, "target", verdict)
        old, new = x.item.target_per_tahun or {}, y.item.target_per_tahun or {}
        unit_old = x.item.target.satuan if x.item.target else None
        unit_new = y.item.target.satuan if y.item.target else None
        for period in dict.fromkeys((*old, *new)):
            key = f"target[{period}]"
            verdict = self._judge.target(
                view_of_text(old.get(period), unit_old),
                view_of_text(new.get(period), unit_new),
                *_evidence(x, y, key),
            )
            if verdict is not None:
                yield self._change(x, y, "target_per_tahun", verdict, keys=(key, key), period=period)

    def _ladder(self, x: ComparedRow, y: ComparedRow) -> Iterable[Change]:
        """Level and code, and what is above sasaran_induk: text, or else code, of each entry."""
        for name in OF_LEVEL:
            verdict = self._text(x, y, name)
            if verdict is not None:
                yield self._change(x, y, name, verdict, keys=("sasaran", "sasaran"))
        for pair in paired_entries(x.item, y.item):
            a, b = pair.old, pair.new
            proofs = x.item.bukti.get(pair.keys[0]), y.item.bukti.get(pair.keys[1])
            verdict = self._judge.text(a.teks if a else None, b.teks if b else None, *proofs)
            if verdict is None and a is not None and b is not None:
                verdict = self._judge.text(a.kode, b.kode, *proofs)
            if verdict is not None:
                yield self._change(x, y, "hierarki", verdict, keys=pair.keys)

    def _figures(self, x: ComparedRow, y: ComparedRow) -> Iterable[Change]:
        """Figures that are no targets: realisasi, baseline, anggaran and so on."""
        for pair in paired_figures(x.item, y.item):
            before, after = (view_of_text(one.teks, one.satuan) if one else view(None) for one in (pair.old, pair.new))
            proofs = x.item.bukti.get(pair.keys[0]), y.item.bukti.get(pair.keys[1])
            verdict = self._judge.target(before, after, *proofs)
            if verdict is not None:
                change = self._change(x, y, "angka", verdict, keys=pair.keys, period=pair.period)
                yield replace(change, figure=pair.kind)

    def _change(
        self,
        x: ComparedRow,
        y: ComparedRow,
        name: str,
        verdict: FieldDifference,
        *,
        scope: Scope = "baris",
        keys: tuple[str, str] | None = None,
        period: str | None = None,
        kin: str | None = None,
    ) -> Change:
        """`keys`: of the evidence on both sides, where it is not that of the field `name`."""
        old_key, new_key = keys or (name, name)
        places = self._place(x, self._old, old_key), self._place(y, self._new, new_key)
        return replace(verdict.as_change(scope, name, *places), period=period, reason=kin or verdict.reason)

    @staticmethod
    def _place(row: ComparedRow, sections: Sequence[ComparedSection], key: str) -> ChangePlace:
        section = sections[row.section]
        evidence: Bukti | None = row.item.bukti.get(key)
        if key == "jabatan":
            evidence = section.evidence.get("jabatan")
        elif key in ("urutan", "tipe_penghitungan"):
            evidence = row.item.bukti.get("indikator" if key == "urutan" else "formulasi")
        return ChangePlace(row.section, row.index, section.jabatan, row.item.indikator, evidence)


def _content(row: ComparedRow) -> tuple[tuple[str, str], ...]:
    """Fields of the row that have a text, the indicator itself apart."""
    target = view(row.item.target)
    texts: dict[str, str | None] = {name: row.text(name) for name in (*BEFORE_TARGET[:-1], *BEHIND_TARGET)}
    texts["target"] = shown(target, with_unit=True)
    for period, text in (row.item.target_per_tahun or {}).items():
        texts[f"target[{period}]"] = text
    for _, figure in other_figures(row.item):
        texts[f"angka[{' '.join(filter(None, (figure.jenis, figure.periode)))}]"] = figure.teks
    figures = [name for name in texts if name.startswith(("target[", "angka["))]
    texts |= {name: row.text(name) for name in OF_LEVEL}
    order = (*OF_LEVEL, *BEFORE_TARGET, "target", *figures, *BEHIND_TARGET)
    return tuple((name, given) for name in order if (given := texts.get(name)))


def _headed_otherwise(old: Indikator, new: Indikator) -> tuple[str, str] | None:
    """Keys of the targets of two rows of which one has a column "Target" and the other one column "Target 2025": the
    same column, whose header says more; None where there is more than one target on a side."""
    keys = tuple(_only_target(item) for item in (old, new))
    if keys[0] is None or keys[1] is None or (keys[0] == "target") == (keys[1] == "target"):
        return None
    return keys[0], keys[1]


def _only_target(item: Indikator) -> str | None:
    years = list(item.target_per_tahun or {})
    if item.target is not None:
        return None if years else "target"
    return f"target[{years[0]}]" if len(years) == 1 else None


def _view_under(item: Indikator, key: str) -> TargetView:
    """The target that the evidence `key` is of."""
    if key == "target":
        return view(item.target)
    return view_of_text((item.target_per_tahun or {}).get(key[len("target[") : -1]))


def _evidence(x: ComparedRow, y: ComparedRow, key: str) -> tuple[Bukti | None, Bukti | None]:
    return x.item.bukti.get(key), y.item.bukti.get(key)


def _calculation(row: ComparedRow) -> str | None:
    return row.item.formulasi.tipe_penghitungan if row.item.formulasi else None


def _sasaran_by_section(sections: Sequence[ComparedSection]) -> list[frozenset[str]]:
    return [frozenset(fold(row.item.sasaran) for row in s.rows if row.item.sasaran) for s in sections]
