"""Who signed, with and without a NIP, also where a scan shows strokes of the signature."""

from __future__ import annotations

import pytest

from extractor.interpret.decree.signature import signature_of
from schemas.geometry import Box
from schemas.transcript import Line, Word


def lines(*texts: str) -> list[Line]:
    return [Line(text) for text in texts]


def recognised(text: str, top: float) -> Line:
    words = tuple(Word(t, Box(300, top, 400, top + 11), 0.9) for t in text.split())
    return Line(text, 1, Box(300, top, 400, top + 11), words)


def parts(block: list[Line]) -> tuple[str | None, ...]:
    signed = signature_of(block)
    found = (signed.nama, signed.jabatan, signed.pangkat, signed.nip)
    return tuple(" ".join(line.text for line in part.lines) if part else None for part in found)


def test_head_of_an_office() -> None:
    block = lines(
        "KEPALA DINAS PASAR,", "ttd", "Ir. SEKAR LANGIT, M.T.", "Pembina Utama Muda", "NIP. 19710203 199803 2 004"
    )
    assert parts(block) == (
        "Ir. SEKAR LANGIT, M.T.",
        "KEPALA DINAS PASAR,",
        "Pembina Utama Muda",
        "NIP. 19710203 199803 2 004",
    )


@pytest.mark.parametrize(
    ("block", "position"),
    [
        (("BUPATI RIMBUN RAYA,", "ttd", "H. SEKAR LANGIT"), "BUPATI RIMBUN RAYA,"),
        (("BUPATI RIMBUN RAYA,", "H. SEKAR LANGIT", "Diundangkan di Rimbun"), "BUPATI RIMBUN RAYA,"),
        (("Plt. WALI KOTA TELUK SAGU,", "ttd.", "H. SEKAR LANGIT"), "Plt. WALI KOTA TELUK SAGU,"),
    ],
)
def test_regents_have_no_nip(block: tuple[str, ...], position: str) -> None:
    assert parts(lines(*block)) == ("H. SEKAR LANGIT", position, None, None)


def test_room_for_the_signature_tells_the_name_of_a_regent() -> None:
    block = [recognised("BUPATI RIMBUN RAYA", 100), recognised("SEKAR LANGIT", 160)]
    assert parts(block) == ("SEKAR LANGIT", "BUPATI RIMBUN RAYA", None, None)


def test_text_below_a_date_is_no_signature() -> None:
    assert parts(lines("Tahun anggaran ini", "Sekar Langit")) == (None, None, None, None)
    assert parts(lines("BUPATI RIMBUN RAYA,", "ttd", "Salinan sesuai dengan aslinya: nomor 3")) == (None,) * 4


def test_strokes_of_a_signature_are_neither_name_nor_position() -> None:
    block = [
        recognised("Kepala Badan", 100),
        recognised("-", 120),
        recognised("Sekar Langit", 150),
        recognised("1", 158),
        recognised("NIP. 197102031998032004", 170),
    ]
    assert parts(block) == ("Sekar Langit", "Kepala Badan", None, "NIP. 197102031998032004")
