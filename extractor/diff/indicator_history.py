"""More than two revisions: each indicator followed from the first to the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.diff.compare import DiffOptions, align, diff
from extractor.diff.compared_rows import ComparedRow, sections_of
from extractor.diff.comparison_contract import comparison, entry, side
from extractor.diff.target_comparison import view
from schemas.diff import Change, Jejak, Keadaan, Riwayat
from schemas.document import Document

RowPlace = tuple[int, int]  # section and row, 0-based


@dataclass(slots=True)
class _Track:
    """One indicator: where it stands in each revision that has it, and what changed on the way there."""

    places: dict[int, RowPlace] = field(default_factory=dict)
    changes: dict[int, list[Change]] = field(default_factory=dict)


def history(documents: Sequence[Document], options: DiffOptions | None = None) -> Riwayat:
    """Every indicator of the revisions, oldest first. Indicators come in the order in which they first stand."""
    tracks: list[_Track] = []
    here: dict[RowPlace, _Track] = {}
    for part in sections_of(documents[0]):
        for row in part.rows:
            here[row.section, row.index] = _begin(tracks, 0, row)
    comparisons = []
    for number, (old, new) in enumerate(pairwise(documents), start=1):
        changes = diff(old, new, options)
        comparisons.append(comparison(old, new, options))
        aligned = align(old, new)
        following: dict[RowPlace, _Track] = {}
        for x, y in aligned.rows.rows:
            track = here[x.section, x.index]
            track.places[number] = y.section, y.index
            following[y.section, y.index] = track
        for row in aligned.rows.added:
            following[row.section, row.index] = _begin(tracks, number, row)
        for change in changes:
            place = change.new or change.old
            if change.scope != "baris" or change.new is None or place is None or place.row is None:
                continue
            if change.kind != "dihapus" and place.section is not None:
                following[place.section, place.row].changes.setdefault(number, []).append(change)
        here = following
    return Riwayat(
        revisi=[side(document) for document in documents],
        jejak=[_told(track, documents) for track in tracks],
        perbandingan=comparisons,
    )


def _begin(tracks: list[_Track], number: int, row: ComparedRow) -> _Track:
    track = _Track({number: (row.section, row.index)})
    tracks.append(track)
    return track


def _told(track: _Track, documents: Sequence[Document]) -> Jejak:
    states = []
    for number, (section, index) in sorted(track.places.items()):
        part = documents[number].bagian[section]
        item = part.indikator[index]
        target = view(item.target)
        states.append(
            Keadaan(
                revisi=number,
                jabatan=part.jabatan,
                indikator=item.indikator,
                target=target.text,
                nilai=target.value,
                satuan=target.unit,
                target_per_tahun=item.target_per_tahun,
                perubahan=[entry(change) for change in track.changes.get(number, [])],
            )
        )
    return Jejak(jabatan=states[-1].jabatan, indikator=states[-1].indikator, keadaan=states)
