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
    ended: dict[int, dict[RowPlace, _Track]] = {}  # revision -> tracks that end with it, by their place there
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
        returned = _returned(aligned.rows.added, ended, documents, number)
        for row in aligned.rows.added:
            place = row.section, row.index
            following[place] = returned.get(place) or _begin(tracks, number, row)
            following[place].places[number] = place
        ended[number - 1] = {place: track for place, track in here.items() if number not in track.places}
        for change in changes:
            at = change.new
            if change.scope != "baris" or at is None or at.row is None or at.section is None:
                continue
            if change.kind != "dihapus":
                following[at.section, at.row].changes.setdefault(number, []).append(change)
        here = following
    return Riwayat(
        revisi=[side(document) for document in documents],
        jejak=[_told(track, documents) for track in tracks],
        perbandingan=comparisons,
    )


def _returned(
    added: Sequence[ComparedRow], ended: dict[int, dict[RowPlace, _Track]], documents: Sequence[Document], number: int
) -> dict[RowPlace, _Track]:
    """Of the rows that are new in revision `number`, those that an earlier one had already, with their tracks.

    The revision before last is asked first: what was gone once is told as one indicator, not as two.
    """
    wanted = {(row.section, row.index) for row in added}
    found: dict[RowPlace, _Track] = {}
    for earlier in sorted(ended, reverse=True):
        if not wanted or not ended[earlier]:
            continue
        for x, y in align(documents[earlier], documents[number]).rows.rows:
            old, new = (x.section, x.index), (y.section, y.index)
            if new in wanted and old in ended[earlier]:
                found[new] = ended[earlier].pop(old)
                wanted.discard(new)
    return found


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
