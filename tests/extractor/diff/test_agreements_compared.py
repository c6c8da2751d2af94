"""Agreements compared: their parties, and their lists of programmes and money."""

from __future__ import annotations

from typing import Any

from extractor.diff import Change, diff
from schemas.document import Document
from tests.support.diff_build import document, row

MONEY = [("Program Perpustakaan", "Rp 4.275.000.000"), ("Program Penunjang Urusan", "Rp 900.000.000")]


def agreed(name: str = "SARI MELATI", money: list[tuple[str, str]] = MONEY) -> Document:
    made = document(("Kepala Dinas", [row("Jumlah pengunjung")])).model_dump()
    section: dict[str, Any] = made["bagian"][0]
    section["pihak"] = [{"peran": "pertama", "nama": name}, {"peran": "kedua", "nama": "BUDI RAHARJA"}]
    section["anggaran"] = [{"program": program, "jumlah": {"teks": amount}} for program, amount in money]
    return Document.model_validate(made)


def told(changes: tuple[Change, ...]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(one.kind, one.field, one.before, one.after) for one in changes]


def test_equal_agreements_do_not_differ() -> None:
    assert diff(agreed(), agreed()) == ()


def test_another_party_is_told() -> None:
    assert told(diff(agreed(), agreed("RATNA DEWANI"))) == [("diubah", "pihak.nama", "SARI MELATI", "RATNA DEWANI")]


def test_an_amount_has_its_difference() -> None:
    (change,) = diff(agreed(), agreed(money=[MONEY[0], (MONEY[1][0], "Rp 950.000.000")]))
    assert told((change,)) == [("diubah", "anggaran", "Rp 900.000.000", "Rp 950.000.000")]
    assert change.difference == 50_000_000


def test_programmes_come_and_go() -> None:
    new = [MONEY[0], ("Pengadaan Kapal Pintar", "Rp 25.000.000")]
    assert sorted(told(diff(agreed(), agreed(money=new)))) == [
        ("dihapus", "anggaran", "Program Penunjang Urusan: Rp 900.000.000", None),
        ("ditambah", "anggaran", None, "Pengadaan Kapal Pintar: Rp 25.000.000"),
    ]


def test_another_order_is_no_change() -> None:
    assert diff(agreed(), agreed(money=MONEY[::-1])) == ()
