"""Planning documents compared: levels, codes and figures, and rows told apart by what they hang below."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.diff import Change, diff
from extractor.diff.comparison_contract import comparison
from schemas.document import Document
from tests.support.diff_build import document, row

Told = list[tuple[str, str | None, str | None, str | None]]
LIBRARY, ARCHIVE = ("2.23.02", "Program Pembinaan Perpustakaan"), ("2.24.02", "Program Pengelolaan Arsip")


def planned(indicator: str, programme: tuple[str, str], target: str, **fields: Any) -> dict[str, Any]:
    """A row of a programme, below an objective and the aim above it."""
    code, name = programme
    ladder = [
        {"jenjang": "tujuan", "kode": None, "teks": "Terwujudnya pelayanan prima"},
        {"jenjang": "sasaran", "kode": None, "teks": "Meningkatnya tata kelola"},
        {"jenjang": "program", "kode": code, "teks": name},
    ]
    values = {"hierarki": ladder, "jenjang": "program", "kode": code, "sasaran": name, "target": target}
    return row(indicator, sasaran_induk="Meningkatnya tata kelola", **values | fields)


def activity(indicator: str, programme: tuple[str, str], target: str, **fields: Any) -> dict[str, Any]:
    """A row whose own entry has the same words under every programme."""
    code, name = programme
    ladder = [
        {"jenjang": "program", "kode": code, "teks": name},
        {"jenjang": "kegiatan", "kode": f"{code}.2.01", "teks": "Administrasi Umum"},
    ]
    values = {"hierarki": ladder, "jenjang": "kegiatan", "kode": f"{code}.2.01", "sasaran": "Administrasi Umum"}
    return row(indicator, sasaran_induk=name, **values | {"target": target} | fields)


def plan(*rows: dict[str, Any]) -> Document:
    return document((None, list(rows)))


def told(changes: tuple[Change, ...]) -> Told:
    return [(one.kind, one.field, one.before, one.after) for one in changes if one.scope == "baris"]


def test_the_same_indicator_under_two_programmes_is_not_swapped() -> None:
    name = "Jumlah laporan yang disusun"
    old = plan(activity(name, LIBRARY, "4 laporan"), activity(name, ARCHIVE, "9 laporan"))
    new = plan(activity(name, ARCHIVE, "4 laporan"), activity(name, LIBRARY, "9 laporan"))
    expected = {("4 laporan", "9 laporan", LIBRARY[0]), ("9 laporan", "4 laporan", ARCHIVE[0])}
    changes = [one for one in diff(old, new) if one.field == "target"]
    found = set()
    for one in changes:
        assert one.old is not None
        assert one.old.row is not None
        found.add((one.before, one.after, str(old.bagian[0].indikator[one.old.row].kode).removesuffix(".2.01")))
    assert found == expected
    assert {kind for kind, field, _, _ in told(diff(old, new)) if field != "target"} <= {"dipindah"}


def test_new_codes_do_not_swap_rows_that_their_programmes_tell_apart() -> None:
    name = "Jumlah laporan yang disusun"
    recoded = [("7.01.02", LIBRARY[1]), ("7.01.03", ARCHIVE[1])]
    old = plan(activity(name, LIBRARY, "4 laporan"), activity(name, ARCHIVE, "9 laporan"))
    new = plan(activity(name, recoded[1], "9 laporan"), activity(name, recoded[0], "5 laporan"))
    found = told(diff(old, new))
    assert ("diubah", "target", "4 laporan", "5 laporan") in found
    assert ("diubah", "kode", "2.23.02.2.01", "7.01.02.2.01") in found
    assert {field for _, field, _, _ in found} == {"target", "kode"}


def test_a_programme_that_is_gone_takes_its_own_row_with_it() -> None:
    name = "Jumlah laporan yang disusun"
    old = plan(activity(name, LIBRARY, "4 laporan"), activity(name, ARCHIVE, "9 laporan"))
    [change] = [one for one in diff(old, plan(activity(name, ARCHIVE, "12 laporan"))) if one.field is None]
    assert change.kind == "dihapus"
    assert change.old is not None
    assert change.old.row == 0
    assert ("kode", "2.23.02.2.01") in change.content


@pytest.mark.parametrize(
    ("kind", "severity", "shown"),
    [("anggaran", "rendah", "Rp"), ("realisasi", "sedang", "%"), ("baseline", "sedang", "%"), ("akhir", "sedang", "%")],
)
def test_a_changed_figure_is_a_change_of_angka(kind: str, severity: str, shown: str) -> None:
    def with_figure(text: str) -> Document:
        figures = [
            {"jenis": "target", "periode": None, "teks": "80 %", "nilai": 80, "satuan": "%"},
            {"jenis": kind, "periode": "2024", "teks": text, "nilai": float(text), "satuan": shown},
            {"jenis": kind, "periode": "2025", "teks": "90", "nilai": 90, "satuan": shown},
        ]
        return plan(planned("Indeks layanan", LIBRARY, "80 %", angka=figures))

    [change] = diff(with_figure("70"), with_figure("75"))
    assert (change.kind, change.field, change.figure, change.period) == ("diubah", "angka", kind, "2024")
    assert (change.before, change.after, change.difference, change.severity) == ("70", "75", 5, severity)
    told_entry = comparison(with_figure("70"), with_figure("75")).perubahan[0]
    assert (told_entry.jenis_angka, told_entry.periode) == (kind, "2024")
    assert diff(with_figure("75"), with_figure("70")) == (change.mirrored(),)


def test_a_figure_that_is_gone_and_a_target_that_changed_are_told_once() -> None:
    money = {"jenis": "anggaran", "periode": None, "teks": "1.000", "nilai": 1000, "satuan": "Rp"}
    goal = {"jenis": "target", "periode": None, "nilai": None, "satuan": None}
    old = plan(planned("Indeks layanan", LIBRARY, "80 %", angka=[goal | {"teks": "80 %"}, money]))
    new = plan(planned("Indeks layanan", LIBRARY, "85 %", angka=[goal | {"teks": "85 %"}]))
    assert told(diff(old, new)) == [("diubah", "target", "80 %", "85 %"), ("diubah", "angka", "1.000 Rp", None)]


def test_level_code_and_what_is_above_are_compared() -> None:
    before, after = planned("Indeks layanan", LIBRARY, "80 %"), planned("Indeks layanan", LIBRARY, "80 %")
    after |= {"jenjang": "kegiatan", "kode": "2.23.03"}
    after["hierarki"] = [{"jenjang": "tujuan", "kode": None, "teks": "Terjaganya naskah"}, *after["hierarki"][1:]]
    changes = diff(plan(before), plan(after))
    assert told(changes) == [
        ("diubah", "jenjang", "program", "kegiatan"),
        ("diubah", "kode", "2.23.02", "2.23.03"),
        ("diubah", "hierarki", "Terwujudnya pelayanan prima", "Terjaganya naskah"),
    ]
    assert [one.severity for one in changes] == ["sedang", "rendah", "sedang"]


def test_a_file_of_the_earlier_contract_lacks_levels_and_nothing_is_told_of_them() -> None:
    money = [{"jenis": "anggaran", "periode": None, "teks": "1.000", "nilai": 1000, "satuan": "Rp"}]
    new = plan(planned("Indeks layanan", LIBRARY, "80 %", angka=money))
    bare = planned("Indeks layanan", LIBRARY, "80 %", hierarki=[], jenjang=None, kode=None)
    assert diff(plan(bare).model_copy(update={"kontrak": "1.0"}), new) == ()
    assert told(diff(plan(bare), new)) != []
