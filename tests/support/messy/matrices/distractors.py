"""Tables of planning documents that hold no indicators: strategies, schedules, money, staff."""

from __future__ import annotations

import random

from tests.support.messy.matrices import words
from tests.support.messy.matrices.elements import Element, Heading, Matrix
from tests.support.messy.matrices.grid import Grid, plain_grid
from tests.support.messy.matrices.habits import Habits
from tests.support.messy.matrices.plans import Plan


def strategies(plan: Plan, habits: Habits, rng: random.Random) -> tuple[str, Grid]:
    """Tujuan, sasaran, strategi."""
    header = ("Tujuan", "Sasaran", "Strategi", "Arah Kebijakan")[: rng.choice((3, 4))]
    rows = []
    for goal in plan.goals:
        for i, target in enumerate(goal.children):
            texts = (goal.name if i == 0 else "", target.name, *rng.sample(words.STRATEGIES, 2))
            rows.append(texts[: len(header)])
    return "Tujuan, Sasaran dan Strategi", plain_grid(header, rows, habits.look)


def schedule(plan: Plan, habits: Habits, rng: random.Random) -> tuple[str, Grid]:
    """In which months a kegiatan is carried out."""
    names = [c.name for p in plan.programs for c in p.children][:8]
    header = ("No", "Kegiatan", *("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des"))
    rows = []
    for i, name in enumerate(names, 1):
        start = rng.randint(0, 9)
        rows.append((str(i), name, *("√" if start <= m <= start + 2 else "" for m in range(12))))
    return "Jadwal Pelaksanaan Kegiatan", plain_grid(header, rows, habits.look, (0.4, 4.0, *(0.45,) * 12))


def spending(plan: Plan, habits: Habits, rng: random.Random) -> tuple[str, Grid]:
    """What was spent of the money of each programme and kegiatan."""
    numerals = habits.look.numerals
    header = ("No", "Program / Kegiatan", "Pagu Anggaran (Rp)", "Realisasi (Rp)", "%", "Sisa Anggaran (Rp)")
    rows = []
    for i, program in enumerate(plan.programs, 1):
        for number, entry in ((str(i), program), *(("", child) for child in program.children)):
            spent = int(entry.amounts[0] * rng.uniform(0.7, 1.0))
            share = numerals.number(round(100 * spent / entry.amounts[0], 2))
            left = numerals.number(entry.amounts[0] - spent)
            rows.append((number, entry.name, numerals.number(entry.amounts[0]), numerals.number(spent), share, left))
    return "Realisasi Anggaran", plain_grid(header, rows, habits.look, (0.4, 3.4, 1.5, 1.5, 0.7, 1.5))


def budget(plan: Plan, habits: Habits, rng: random.Random) -> tuple[str, Grid]:
    """What each programme costs."""
    numerals = habits.look.numerals
    header = ("No", "Program", "Anggaran", "Keterangan")
    rows = [(str(i), p.name, f"Rp {numerals.number(p.amounts[0])}", p.source) for i, p in enumerate(plan.programs, 1)]
    rows.append(("", "Jumlah", f"Rp {numerals.number(sum(p.amounts[0] for p in plan.programs))}", ""))
    return "Anggaran Program", plain_grid(header, rows, habits.look, (0.4, 3.4, 1.6, 1.0))


def staff(plan: Plan, habits: Habits, rng: random.Random) -> tuple[str, Grid]:
    """How many people work where."""
    header = ("No", "Unit Kerja", "Golongan II", "Golongan III", "Golongan IV", "Jumlah")
    rows = []
    for i, unit in enumerate(rng.sample(words.UNITS_OF_OFFICE, 4), 1):
        counts = [rng.randint(0, 12) for _ in range(3)]
        rows.append((str(i), unit, *map(str, counts), str(sum(counts))))
    return "Keadaan Pegawai", plain_grid(header, rows, habits.look, (0.4, 3.0, 1.0, 1.0, 1.0, 1.0))


KINDS = (strategies, schedule, spending, budget, staff)


def some(plan: Plan, habits: Habits, rng: random.Random, count: int) -> list[tuple[Element, ...]]:
    """So many tables, each with its title."""
    drawn: list[tuple[Element, ...]] = []
    for i, make in enumerate(rng.sample(KINDS, count)):
        title, grid = make(plan, habits, rng)
        drawn.append((Heading(f"Tabel 2.{i + 1}  {title}", 10), Matrix(grid)))
    return drawn
