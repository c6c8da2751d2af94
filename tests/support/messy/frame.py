"""What stands around the table in a file: titles, label lines, the two parties, the budget list, signatures."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.support.messy import vocabulary as words
from tests.support.messy.content import Decree
from tests.support.messy.knobs import Knobs
from tests.support.messy.layout import Measure, Sheet, Typist


@dataclass(frozen=True)
class Title:
    text: str


@dataclass(frozen=True)
class Prose:
    text: str


@dataclass(frozen=True)
class Labels:
    pairs: tuple[tuple[str, tuple[str, ...]], ...]  # label, value and list items
    style: str  # as Knobs.labels


@dataclass(frozen=True)
class Budget:
    rows: tuple[tuple[str, str, str], ...]  # number, program, amount
    style: str  # as Knobs.budget


@dataclass(frozen=True)
class Signatures:
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class NewPage:
    pass


Block = Title | Prose | Labels | Budget | Signatures | NewPage | Sheet


def blocks_of(decree: Decree, knobs: Knobs, rng: random.Random, measure: Measure) -> tuple[Block, ...]:
    """The file from top to bottom."""
    sheet = Typist(decree, knobs, rng, measure).sheet()
    office = f"{decree.office} {decree.region}"
    if knobs.kind == "IKU":
        return (Title("INDIKATOR KINERJA UTAMA"), Title(office.upper()), Title(f"TAHUN {decree.year}"), sheet)
    if knobs.kind == "IKI":
        return (Title("INDIKATOR KINERJA INDIVIDU"), _post(decree, knobs), sheet)
    once = _agreement(decree, knobs, rng, sheet)
    return (*once, NewPage(), *once) if knobs.twice else once


def _post(decree: Decree, knobs: Knobs) -> Labels:
    pairs = (
        ("Jabatan", (decree.post,)),
        ("Tugas", (words.TASKS[decree.year % len(words.TASKS)],)),
        ("Fungsi", tuple(f"{i + 1}. {text}" for i, text in enumerate(words.FUNCTIONS))),
    )
    return Labels(pairs, knobs.labels)


def _agreement(decree: Decree, knobs: Knobs, rng: random.Random, sheet: Sheet) -> tuple[Block, ...]:
    office = f"{decree.office} {decree.region}"
    head = f"Kepala {office}"
    region_head = f"{decree.superior} {decree.region.split(maxsplit=1)[1]}"
    parties = "ruled" if knobs.labels == "ruled" else "tabs"
    blocks: list[Block] = [
        Title(f"PERJANJIAN KINERJA TAHUN {decree.year}"),
        Prose("Dalam rangka mewujudkan pemerintahan yang akuntabel, yang bertanda tangan di bawah ini:"),
        Labels((("Nama", ("Suradi Wirapati",)), ("Jabatan", (head,))), parties),
        Prose("selanjutnya disebut PIHAK PERTAMA"),
        Labels((("Nama", ("Ratna Kusumaweni",)), ("Jabatan", (region_head,))), parties),
        Prose("selaku atasan PIHAK PERTAMA, selanjutnya disebut PIHAK KEDUA"),
        Prose("PIHAK PERTAMA berjanji akan mewujudkan target kinerja yang tercantum pada lampiran ini."),
        Signatures(("PIHAK KEDUA,", "", "Ratna Kusumaweni"), ("PIHAK PERTAMA,", "", "Suradi Wirapati")),
        NewPage(),
        Title(f"PERJANJIAN KINERJA TAHUN {decree.year}"),
        Title(office.upper()),
        sheet,
    ]
    if knobs.budget:
        rows = tuple(
            (f"{i + 1}.", text, f"{rng.randint(10, 990)}.{rng.randint(100, 999)}.000")
            for i, text in enumerate(words.PROGRAMS)
        )
        blocks.append(Budget(rows, knobs.budget))
    blocks.append(Signatures((region_head + ",", "", "Ratna Kusumaweni"), (head + ",", "", "Suradi Wirapati")))
    return tuple(blocks)
