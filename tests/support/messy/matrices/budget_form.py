"""A budget document (DPA): its boxes of Capaian, Masukan, Keluaran and Hasil are indicators, its budget lines none."""

from __future__ import annotations

import random

from tests.support.messy.matrices import words
from tests.support.messy.matrices.elements import Element, Heading, Matrix
from tests.support.messy.matrices.figures import Printer
from tests.support.messy.matrices.gold import Figure, GoldRow, GoldSection, Link
from tests.support.messy.matrices.grid import Cell, Grid
from tests.support.messy.matrices.habits import Habits
from tests.support.messy.matrices.plans import YEARS_OF_PLAN, Entry, Measure, Plan

LABEL_WEIGHTS = (1.7, 0.15, 3.4, 1.4)


class _Form:
    """Rows of cells, top down."""

    def __init__(self, weights: tuple[float, ...]) -> None:
        self.weights = weights
        self.cells: list[Cell] = []
        self.rows = 0

    def row(self, *texts: str, spans: tuple[int, ...] = (), bold: bool = False, fill: str | None = None) -> None:
        """One row; `spans` are the columns of each cell."""
        col = 0
        for text, span in zip(texts, spans or (1,) * len(texts), strict=True):
            self.cells.append(Cell(self.rows, col, text, 1, span, bold, "left", fill))
            col += span
        self.rows += 1

    def grid(self) -> Grid:
        return Grid(self.weights, tuple(self.cells), self.rows, 0, False, (False,) * len(self.weights))


class BudgetForm:
    """The form of one kegiatan."""

    def __init__(self, plan: Plan, habits: Habits, rng: random.Random) -> None:
        self.plan = plan
        self.habits = habits
        self.rng = rng
        self.printer = Printer(habits.look.numerals, (plan.first_year,), rng)
        self.old = rng.random() < 0.4  # one box of four lines, as in older forms
        self.dash = rng.choice((" ", " - "))
        self.elements: list[Element] = []
        self.sections: list[GoldSection] = []

    def draw(self) -> tuple[tuple[Element, ...], tuple[GoldSection, ...]]:
        """The form's elements and its indicators."""
        program = next(p for p in self.plan.programs if p.measures and any(c.children for c in p.children))
        activity = next(c for c in program.children if c.children)
        self._head()
        above = Link("program", ".".join(program.code), program.name)
        chain = (above, Link("kegiatan", ".".join(activity.code), activity.name))
        self._labels(program, activity, above)
        self._box(program, activity, chain)
        for task in activity.children:
            self._task(task, chain)
        return tuple(self.elements), tuple(self.sections)

    def _head(self) -> None:
        form = _Form((4.0, 1.6))
        title = "DOKUMEN PELAKSANAAN ANGGARAN\nSATUAN KERJA PERANGKAT DAERAH"
        form.row(title, "Formulir\nDPA-RINCIAN BELANJA SKPD" if not self.old else "FORMULIR\nDPA-SKPD 2.2.1", bold=True)
        form.row(f"{self.plan.region}\nTahun Anggaran {self.plan.first_year}", spans=(2,))
        self.elements.append(Matrix(form.grid(), attached=True))

    def _labels(self, program: Entry, activity: Entry, link: Link) -> None:
        form = _Form(LABEL_WEIGHTS)
        theme = self.plan.theme
        office = f"{theme.code[0]}.{theme.code[1]}.0.00 {theme.office.upper()}"
        pairs = [
            ("Urusan Pemerintahan", f"{theme.code[0]} URUSAN PEMERINTAHAN DAERAH"),
            ("Bidang Urusan", f"{'.'.join(theme.code)} BIDANG {theme.field.upper()}"),
            ("Program", f"{'.'.join(program.code)}{self.dash}{program.name}"),
        ]
        for label, value in pairs:
            form.row(label, ":", value, spans=(1, 1, 2))
        if not self.old:
            self._pair(form, "Capaian Program", program.measures[0], (link,), "program")
        form.row("Kegiatan", ":", f"{'.'.join(activity.code)}{self.dash}{activity.name}", spans=(1, 1, 2))
        form.row("Organisasi", ":", office, spans=(1, 1, 2))
        for i in range(3):
            amount = self.habits.look.numerals.number(activity.amounts[i])
            form.row(f"Alokasi Tahun {self.plan.first_year - 1 + i}", ":", f"Rp{amount}", spans=(1, 1, 2))
        self.elements.append(Matrix(form.grid(), attached=True))

    def _pair(self, form: _Form, label: str, measure: Measure, chain: tuple[Link, ...], level: str) -> None:
        target = self._target(measure)
        form.row(label, ":", f"(Indikator)\n{measure.text}", f"(Target)\n{target}")
        row = self._gold(measure.text, target, chain, label)
        self.sections.append(GoldSection("DPA", ("(Indikator)", "(Target)"), (row,)))

    def _target(self, measure: Measure) -> str:
        return self.printer.text("target", 0, Entry("kegiatan", ""), measure) or "-"

    def _gold(self, text: str, target: str, chain: tuple[Link, ...], category: str) -> GoldRow:
        last = chain[-1]
        return GoldRow(
            None,
            chain,
            text,
            last.level,
            last.code,
            target,
            None,
            (),
            (Figure("target", None, target),),
            category=category,
        )

    def _box(self, program: Entry, activity: Entry, chain: tuple[Link, ...]) -> None:
        rng = self.rng
        form = _Form((1.4, 4.0, 1.5))
        title = (
            "Indikator dan Tolok Ukur Kinerja Kegiatan"
            if not self.old
            else "Indikator & Tolok Ukur Kinerja Belanja Langsung"
        )
        self.elements.append(Heading(title, 10))
        form.row("Indikator", "Tolok Ukur Kinerja", "Target Kinerja", bold=True, fill=self.habits.look.header_fill)
        result = Measure(
            f"{rng.choice(words.OUTCOME_VERBS)} {self.plan.theme.field.lower()} daerah",
            "%",
            (100.0,) * (YEARS_OF_PLAN + 1),
        )
        lines: list[tuple[str, str, str, tuple[Link, ...]]] = []
        top = program.measures[0]
        if self.old:
            lines.append(("Capaian Program", top.text, self._target(top), chain[:1]))
        elif activity.measures:
            lines.append(("Capaian Kegiatan", activity.measures[0].text, self._target(activity.measures[0]), chain))
        money = f"Rp{'.' if self.old else ''}{self.habits.look.numerals.number(activity.amounts[0])}"
        lines.append(("Masukan", "Dana yang dibutuhkan" if not self.old else "Jumlah dana", money, chain))
        if rng.random() < 0.7:
            output = activity.children[0].measures[0]
            lines.append(("Keluaran", output.text, self._target(output), chain))
        else:
            lines.append(("Keluaran", "", "", chain))
        lines.append(("Hasil", result.text, self._target(result), chain))
        for category, text, target, _ in lines:
            form.row(category, text, target)
        rows = tuple(self._gold(text, target, above, category) for category, text, target, above in lines if text)
        self.sections.append(GoldSection("DPA", ("Indikator", "Tolok Ukur Kinerja", "Target Kinerja"), rows))
        self.elements.append(Matrix(form.grid(), attached=True))

    def _task(self, task: Entry, chain: tuple[Link, ...]) -> None:
        if not self.old:
            form = _Form(LABEL_WEIGHTS)
            form.row("Sub Kegiatan", ":", f"{'.'.join(task.code)}{self.dash}{task.name}", spans=(1, 1, 2))
            form.row("Sumber Pendanaan", ":", task.source, spans=(1, 1, 2))
            form.row("Lokasi", ":", task.place, spans=(1, 1, 2))
            link = Link("sub_kegiatan", ".".join(task.code), task.name)
            self._pair(form, "Keluaran Sub Kegiatan", task.measures[0], (*chain, link), "sub_kegiatan")
            self.elements.append(Matrix(form.grid(), attached=True))
        self.elements.append(Matrix(budget_lines(task, self.habits, self.rng), attached=True))


def budget_lines(task: Entry, habits: Habits, rng: random.Random) -> Grid:
    """Kode Rekening, Uraian and what is reckoned: no indicators."""
    numerals = habits.look.numerals
    form = _Form((1.5, 3.2, 1.0, 0.8, 1.1, 1.4))
    form.row(
        "Kode Rekening",
        "Uraian",
        "Koefisien",
        "Satuan",
        "Harga",
        "Jumlah (Rp)",
        bold=True,
        fill=habits.look.header_fill,
    )
    amount = numerals.number(task.amounts[0])
    for code, text in (("5.1", "BELANJA OPERASI"), ("5.1.02", "Belanja Barang dan Jasa")):
        form.row(code, text, amount, spans=(1, 4, 1), bold=True)
    for goods, unit in rng.sample(words.GOODS, rng.randint(2, 4)):
        count, price = rng.randint(2, 40), rng.randint(2, 300) * 1000
        form.row("", goods, f"{count} {unit}", unit, numerals.number(price), numerals.number(count * price))
    form.row("Jumlah Anggaran Sub Kegiatan", amount, spans=(5, 1), bold=True)
    return form.grid()
