"""Regulations compared by address: changed, inserted, removed and renumbered units."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from extractor.diff.compare import diff
from extractor.diff.comparison_contract import comparison
from extractor.diff.report.report_formats import render
from extractor.pipeline import document_of, interpret
from schemas.diff import Change
from schemas.document import Document
from tests.support.regulations.as_docx import as_text
from tests.support.regulations.content import write
from tests.support.regulations.habits import habits
from tests.support.transcripts import flow

HEAD = (
    "PERATURAN BUPATI MELATI",
    "NOMOR 4 TAHUN 2020",
    "TENTANG",
    "KOLAM IKAN",
    "BUPATI MELATI,",
    "Menimbang : a. bahwa kolam perlu dijaga;",
    "b. bahwa perlu menetapkan Peraturan Bupati;",
    "MEMUTUSKAN:",
    "Menetapkan : PERATURAN BUPATI TENTANG KOLAM IKAN.",
)
ARTICLES = (
    "Setiap pengelola wajib menjaga kebersihan kolam ikan.",
    "Kolam ikan dicatat oleh Kepala Dinas setiap bulan Januari.",
    "Biaya pemeliharaan ditanggung oleh anggaran daerah.",
    "Pelanggaran dikenai teguran tertulis oleh Camat.",
)


def regulation(articles: Sequence[str], head: Sequence[str] = HEAD) -> Document:
    body = [row for number, text in enumerate(articles, start=1) for row in (f"Pasal {number}", *text.split("\n"))]
    transcript = flow(*head, *body)
    return document_of(transcript, interpret(transcript))


def told(changes: Sequence[Change]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [
        (c.kind, c.field, c.old.address if c.old else None, c.new.address if c.new else None)
        for c in changes
        if c.scope == "naskah"
    ]


def test_equal_regulations_have_no_changes() -> None:
    assert diff(regulation(ARTICLES), regulation(ARTICLES)) == ()


def test_a_changed_wording_is_marked_word_by_word() -> None:
    changed = [ARTICLES[0], ARTICLES[1].replace("Januari", "Maret"), *ARTICLES[2:]]
    found = comparison(regulation(ARTICLES), regulation(changed))
    (change,) = found.perubahan_lain
    assert (change.jenis, change.kolom, change.alamat_lama, change.indikator_baru) == (
        "diubah",
        "teks",
        "pasal-2",
        "Pasal 2",
    )
    assert [(word.tanda, word.teks) for word in change.kata if word.tanda != "sama"] == [
        ("hapus", "Januari."),
        ("tambah", "Maret."),
    ]
    assert change.keparahan == "tinggi"


def test_an_inserted_article_renumbers_those_behind_it() -> None:
    inserted = [ARTICLES[0], "Pengunjung dilarang memancing tanpa izin.", *ARTICLES[1:]]
    assert told(diff(regulation(ARTICLES), regulation(inserted))) == [
        ("ditambah", None, None, "pasal-2"),
        *(("dipindah", "nomor_naskah", f"pasal-{n}", f"pasal-{n + 1}") for n in (2, 3, 4)),
    ]


def test_a_removed_clause_is_told_with_all_below_it_and_once() -> None:
    old = regulation(
        ["(1) Kolam dijaga.\n(2) Kolam dicatat, meliputi:\na. luas; dan\nb. letak.\n(3) Kolam dilaporkan."]
    )
    new = regulation(["(1) Kolam dijaga.\n(2) Kolam dilaporkan."])
    changes = diff(old, new)
    assert told(changes) == [
        ("dihapus", None, "pasal-1.ayat-2", None),
        ("dipindah", "nomor_naskah", "pasal-1.ayat-3", "pasal-1.ayat-2"),
    ]
    assert changes[0].before == "Kolam dicatat, meliputi: luas; dan letak."
    assert changes[0].old is not None
    assert changes[0].old.indikator == "Pasal 1 ayat (2)"


def test_an_article_in_another_chapter_is_the_same() -> None:
    old = regulation(["Kolam dijaga.\nBAB I\nUMUM", "Kolam dicatat.", "Kolam dilaporkan."])
    new = regulation(["Kolam dijaga.", "Kolam dicatat.\nBAB I\nUMUM", "Kolam dilaporkan."])
    assert told(diff(old, new)) == []


def test_considerations_are_compared() -> None:
    head = [row.replace("kolam perlu dijaga", "kolam perlu dijaga dan dirawat") for row in HEAD]
    assert told(diff(regulation(ARTICLES), regulation(ARTICLES, head))) == [
        ("diubah", "teks", "menimbang[1]", "menimbang[1]")
    ]


@pytest.mark.parametrize("seed", [0, 3, 16])
def test_the_other_way_round_is_the_mirror(seed: int) -> None:
    old, new = (
        document_of(made, interpret(made))
        for one in (seed, seed + 1)
        if (made := flow(*as_text(write(one), habits(one)).splitlines()))
    )
    forth = [change for change in diff(old, new) if change.scope == "naskah"]
    back = [change.mirrored() for change in diff(new, old) if change.scope == "naskah"]
    assert sorted(map(repr, forth)) == sorted(map(repr, back))


@pytest.mark.parametrize("form", ["text", "html", "markdown", "csv", "json"])
def test_every_report_tells_them(form: str) -> None:
    changed = [ARTICLES[0].replace("kebersihan", "keindahan"), *ARTICLES[1:]]
    found = comparison(regulation(ARTICLES), regulation(changed))
    text = render(found, form, "id", [], password=None, width=100, colour=False).decode("utf-8-sig")
    assert "keindahan" in text
    assert ("Naskah" in text) if form not in ("csv", "json") else "naskah" in text
    if form == "json":
        assert json.loads(text)["perubahan_lain"][0]["alamat_baru"] == "pasal-1"
