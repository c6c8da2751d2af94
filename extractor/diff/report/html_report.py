"""Comparisons and histories as one self-contained HTML file: nothing is fetched, nothing is sent."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from extractor.diff.report.at_a_glance import GlanceList, glance
from extractor.diff.report.change_groups import (
    WEIGHT_ORDER,
    ChangeGroup,
    RowChanges,
    Run,
    grouped,
    lone_side,
    side_runs,
)
from extractor.diff.report.evidence_pictures import MOST_BYTES, EvidencePicture, EvidencePictures
from extractor.diff.report.tabular_report import comparisons_of
from extractor.diff.report.target_chart import chart
from extractor.diff.report_texts import Texts
from extractor.file_names import printable
from schemas.diff import KINDS, WEIGHTS, Hitungan, Jejak, Keadaan, Kumpulan, Mark, Perbandingan, Perubahan, Riwayat


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change as the page shows it."""

    change: Perubahan
    field: str
    step: str
    reason: str
    old_text: str
    new_text: str
    old_runs: tuple[Run, ...]
    new_runs: tuple[Run, ...]
    content: tuple[tuple[str, str], ...]  # of a whole row: names of its fields and their texts
    lone: Mark | None  # of a whole row: the side that has it
    old_picture: EvidencePicture | None
    new_picture: EvidencePicture | None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with its changes."""

    anchor: str
    title: str
    before: str | None
    after: str | None
    kind: str
    changes: tuple[ShownChange, ...]
    shared: tuple[str, ...]  # indicators of several rows of which one text changed


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A section with its rows."""

    title: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One comparison; `title` where there are several."""

    title: str
    totals: str
    gaps: tuple[str, ...]
    glance: tuple[GlanceList, ...]
    rows: tuple[ShownGroup, ...]
    others: tuple[ShownGroup, ...]


@dataclass(frozen=True, slots=True)
class ShownTag:
    """A count beside a title."""

    kind: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class ShownState:
    """One revision's text of an indicator."""

    text: str
    changes: tuple[ShownTag, ...]


@dataclass(frozen=True, slots=True)
class ShownTrack:
    """One indicator through all revisions."""

    title: str
    cells: tuple[ShownState | None, ...]
    chart: Markup | None


PagesOfPair = tuple[EvidencePictures, EvidencePictures]


class _Album:
    """The pictures of one report, weightiest changes first, up to MOST_BYTES together."""

    def __init__(self, comparisons: Sequence[Perbandingan], pages: Sequence[PagesOfPair]) -> None:
        self._pictures: dict[int, tuple[EvidencePicture | None, EvidencePicture | None]] = {}
        wanted = [
            (WEIGHT_ORDER[change.keparahan], number, change)
            for number, found in enumerate(comparisons[: len(pages)])
            for change in (*found.perubahan, *found.perubahan_lain)
        ]
        left = MOST_BYTES
        for _, number, change in sorted(wanted, key=lambda item: (item[0], item[1])):
            if left <= 0:
                break
            old, new = pages[number]
            pair = old.of(change.bukti_lama), new.of(change.bukti_baru)
            left -= sum(len(picture.uri) for picture in pair if picture is not None)
            self._pictures[id(change)] = pair

    def of(self, change: Perubahan) -> tuple[EvidencePicture | None, EvidencePicture | None]:
        return self._pictures.get(id(change), (None, None))


def comparison(found: Perbandingan | Kumpulan, texts: Texts, pages: Sequence[PagesOfPair] = ()) -> str:
    """The report of one comparison, or of all pairs of two folders. `pages`: for each pair where its pages are."""
    found_all = comparisons_of(found)
    album = _Album(found_all, pages)
    single = isinstance(found, Perbandingan)
    parts = [_part(one, number, texts, album, titled=not single) for number, one in enumerate(found_all)]
    whole = _summed([one.indikator for one in found_all])
    others, ignored = (
        texts.others(sum((Counter(one) for one in of_each), Counter()))
        for of_each in ([one.di_luar_baris for one in found_all], [one.diabaikan for one in found_all])
    )
    fields = {
        change.kolom: texts.field(change.model_copy(update={"periode": None}))
        for one in found_all
        for change in (*one.perubahan, *one.perubahan_lain)
        if change.kolom
    }
    names: list[tuple[str, str]] = []
    lone: list[tuple[str, list[str]]] = []
    if isinstance(found, Perbandingan):
        names = [(texts("report.old"), found.lama.nama), (texts("report.new"), found.baru.nama)]
    else:
        names = [(texts("report.folder_old"), found.folder_lama), (texts("report.folder_new"), found.folder_baru)]
        lone = [
            (texts("report.only_old"), [printable(side.nama) for side in found.hanya_lama]),
            (texts("report.only_new"), [printable(side.nama) for side in found.hanya_baru]),
        ]
    return _template().render(
        script=_script(),
        script_digest=_digest(_script()),
        t=texts,
        title=texts("report.title" if single else "report.set_title"),
        files=[(label, printable(name)) for label, name in names],
        totals=texts.totals(whole),
        counts=texts.counts(whole),
        others=others,
        ignored=ignored,
        no_pictures=list(dict.fromkeys(one.lost for pair in pages for one in pair if one.lost)),
        kinds=KINDS,
        weights=WEIGHTS,
        fields=sorted(fields.items(), key=lambda item: item[1]),
        parts=parts,
        lone=lone,
        version=version("cermat"),
    )


def _part(found: Perbandingan, number: int, texts: Texts, album: _Album, *, titled: bool) -> ShownPart:
    """The `number`-th comparison of the report."""
    rows = grouped(found.perubahan, texts)
    return ShownPart(
        f"{printable(found.lama.nama)} → {printable(found.baru.nama)}" if titled else "",
        texts.became(found.indikator),
        tuple(texts.gap(gap, found) for gap in found.tidak_terbaca),
        glance(_anchored(rows, f"r{number}"), texts),
        _groups(rows, texts, album, f"r{number}"),
        _groups(grouped(found.perubahan_lain, texts), texts, album, f"l{number}"),
    )


def _summed(found: Sequence[Hitungan]) -> Hitungan:
    """The counts of several pairs together."""
    return Hitungan(**{name: sum(getattr(one, name) for one in found) for name in Hitungan.model_fields})


def history(found: Riwayat, texts: Texts) -> str:
    """The report of several revisions: a line per indicator, a column per revision, a chart of its targets."""
    groups: dict[str, list[ShownTrack]] = {}
    for track in found.jejak:
        groups.setdefault(track.jabatan or texts("report.no_jabatan"), []).append(_track(track, found, texts))
    revisions = [printable(revision.nama) for revision in found.revisi]
    return _template().render(
        script=_script(),
        script_digest=_digest(_script()),
        t=texts,
        title=texts("report.history_title"),
        files=[(f"{texts('report.revision')} {n}", name) for n, name in enumerate(revisions, start=1)],
        revisions=revisions,
        gaps=[texts.gap(gap, one) for one in found.perbandingan for gap in one.tidak_terbaca],
        tracks=list(groups.items()),
        version=version("cermat"),
    )


@cache
def _script() -> Markup:
    """The script of the filters, the same in every report."""
    return Markup(files("extractor").joinpath("data", "diff_report.js").read_text(encoding="utf-8"))


def _digest(script: str) -> str:
    """How a content security policy names the one script that may run: any other, however it came in, may not."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")


@cache
def _template() -> Template:
    text = files("extractor").joinpath("data", "diff_report.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text)


def _anchored(groups: Sequence[ChangeGroup], name: str) -> list[tuple[str, RowChanges]]:
    """All rows in order, each with its anchor."""
    return [(f"{name}-{number}", row) for number, row in enumerate(row for group in groups for row in group.rows)]


def _groups(groups: Sequence[ChangeGroup], texts: Texts, album: _Album, name: str) -> tuple[ShownGroup, ...]:
    anchors = iter(_anchored(groups, name))
    return tuple(
        ShownGroup(
            printable(group.title),
            tuple(
                ShownRow(
                    next(anchors)[0],
                    printable(row.title),
                    row.before,
                    row.after,
                    row.kind,
                    tuple(_shown(change, texts, album) for change in row.changes),
                    tuple(printable(name) for name in row.shared),
                )
                for row in group.rows
            ),
        )
        for group in groups
    )


def _shown(change: Perubahan, texts: Texts, album: _Album) -> ShownChange:
    old_picture, new_picture = album.of(change)
    whole, lone = change.kolom is None, lone_side(change)
    return ShownChange(
        change=change,
        field=texts.field(change),
        step=texts.difference(change.selisih),
        reason=texts.reason(change),
        old_text=(change.indikator_lama if lone == "hapus" else change.lama) or "",
        new_text=(change.indikator_baru if lone == "tambah" else change.baru) or "",
        old_runs=_whole(change.indikator_lama) if whole else side_runs(change, "hapus"),
        new_runs=_whole(change.indikator_baru) if whole else side_runs(change, "tambah"),
        content=tuple((texts.field_name(key), text) for key, text in (change.isi or {}).items()),
        lone=lone,
        old_picture=old_picture,
        new_picture=new_picture,
    )


def _whole(text: str | None) -> tuple[Run, ...]:
    return (("sama", text),) if text else ()


def _track(track: Jejak, found: Riwayat, texts: Texts) -> ShownTrack:
    states = {state.revisi: state for state in track.keadaan}
    cells = tuple(_state(states[number], texts) if number in states else None for number in range(len(found.revisi)))
    return ShownTrack(printable(track.indikator), cells, chart(track, len(found.revisi), texts))


def _state(state: Keadaan, texts: Texts) -> ShownState:
    years = "; ".join(f"{year}: {text}" for year, text in (state.target_per_tahun or {}).items())
    tags = []
    for change in state.perubahan:
        name, step = texts.field(change), texts.difference(change.selisih)
        label = " ".join(part for part in (texts(f"kind.{change.jenis}"), name.lower(), step) if part)
        tags.append(ShownTag(change.jenis, label, f"{change.lama or ''} → {change.baru or ''}"))
    return ShownState(state.target or years or "–", tuple(tags))
