"""Comparisons and histories as flat tables, for programs: CSV."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from extractor.diff.report.change_groups import page_of
from extractor.export.csv_table import csv_cell
from schemas.diff import Kumpulan, Perbandingan, Perubahan, Riwayat

Value = str | int | float | None

COLUMNS = (
    "dokumen_lama",
    "dokumen_baru",
    "jenis",
    "keparahan",
    "cakupan",
    "kolom",
    "periode",
    "jabatan_lama",
    "jabatan_baru",
    "indikator_lama",
    "indikator_baru",
    "lama",
    "baru",
    "selisih",
    "satuan_lama",
    "satuan_baru",
    "alasan",
    "halaman_lama",
    "halaman_baru",
    "jenis_angka",
    "kelompok",
    "jumlah",
)
HISTORY_COLUMNS = (
    "nomor_jejak",
    "revisi",
    "dokumen",
    "jabatan",
    "indikator",
    "periode",
    "target",
    "nilai",
    "satuan",
    "perubahan",
)


def change_rows(found: Perbandingan | Kumpulan) -> Iterator[tuple[Value, ...]]:
    """The columns of COLUMNS: of each comparison a row for each part that was not read, then one per change, at the
    end one per count of indicators; then one for each document that only one folder has."""
    for one in comparisons_of(found):
        names = one.lama.nama, one.baru.nama
        for gap in one.tidak_terbaca:
            places = {f"halaman_{gap.sisi}": " ".join(map(str, gap.halaman)) or None}
            yield _row(names, jenis="tidak_pasti", cakupan="tidak_terbaca", alasan=gap.kode, **places)
        yield from (_change_row(names, change) for change in (*one.perubahan, *one.perubahan_lain))
        for kind, number in one.indikator.model_dump().items():
            yield _row(names, jenis=kind, cakupan="ringkasan", kolom="indikator", jumlah=number)
    if isinstance(found, Kumpulan):
        yield from (_row((side.nama, None), jenis="dihapus", cakupan="berkas") for side in found.hanya_lama)
        yield from (_row((None, side.nama), jenis="ditambah", cakupan="berkas") for side in found.hanya_baru)


def _row(names: tuple[str | None, str | None], **values: Value) -> tuple[Value, ...]:
    known = values | {"dokumen_lama": names[0], "dokumen_baru": names[1]}
    return tuple(known.get(column) for column in COLUMNS)


def _change_row(names: tuple[str, str], change: Perubahan) -> tuple[Value, ...]:
    page_old, page_new = page_of(change)
    same = {name: getattr(change, name) for name in COLUMNS if name in Perubahan.model_fields}
    return _row(names, **same, halaman_lama=page_old, halaman_baru=page_new)


def history_rows(found: Riwayat) -> Iterator[tuple[Value, ...]]:
    """One row per indicator and revision, and per period where targets are dated; see HISTORY_COLUMNS."""
    for number, track in enumerate(found.jejak, start=1):
        for state in track.keadaan:
            kinds = ";".join(dict.fromkeys(f"{c.jenis}:{c.kolom}" for c in state.perubahan))
            name = found.revisi[state.revisi].nama
            head = (number, state.revisi + 1, name, state.jabatan, state.indikator)
            if state.target is not None or not state.target_per_tahun:
                yield (*head, None, state.target, state.nilai, state.satuan, kinds)
            for period, text in (state.target_per_tahun or {}).items():
                yield (*head, period, text, None, None, kinds)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with byte order mark, RFC 4180; nothing in it is run by a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([csv_cell(value) for value in row])
    return codecs.BOM_UTF8 + text.getvalue().encode()


def comparisons_of(found: Perbandingan | Kumpulan | Riwayat) -> list[Perbandingan]:
    """The comparisons that a report of any kind holds."""
    if isinstance(found, Perbandingan):
        return [found]
    return found.pasangan if isinstance(found, Kumpulan) else found.perbandingan
