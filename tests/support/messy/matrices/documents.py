"""One planning document by its seed: as PDF, DOCX and scan, with its gold."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from tests.support.messy.matrices import distractors, pdf_pages, scans, word_pages, words
from tests.support.messy.matrices.budget_form import BudgetForm
from tests.support.messy.matrices.elements import Element, Heading, Labels, Layout, Leaf, Matrix, Signatures, Text
from tests.support.messy.matrices.goals import Goals, Report
from tests.support.messy.matrices.gold import GoldRow, GoldSection
from tests.support.messy.matrices.grid import grid_of
from tests.support.messy.matrices.habits import Family, Habits, sample, settle
from tests.support.messy.matrices.ladders import Ladder
from tests.support.messy.matrices.plans import Level, Plan, write
from tests.support.messy.matrices.sideways import Blocks, Pairs
from tests.support.messy.matrices.sketch import Sketch
from tests.support.messy.matrices.staggered import Staggered

FAMILIES: dict[Family, type[Ladder]] = {
    "ladder": Ladder,
    "staggered": Staggered,
    "blocks": Blocks,
    "pairs": Pairs,
    "goals": Goals,
    "report": Report,
}
TITLES = {
    "RENSTRA": (
        "Rencana Program, Kegiatan, Indikator Kinerja dan Pendanaan Indikatif",
        "Rencana Program dan Kegiatan Indikatif",
    ),
    "RPJMD": ("Indikasi Rencana Program Prioritas Disertai Kebutuhan Pendanaan", "Program Pembangunan Daerah"),
    "RENJA": ("Rumusan Rencana Program dan Kegiatan", "Rencana Kerja dan Pendanaan"),
    "RKT": ("RENCANA KINERJA TAHUNAN", "Rencana Kinerja Tahunan"),
    "LKJIP": ("Pengukuran Kinerja", "Perbandingan Target dan Realisasi Kinerja"),
    "RENAKSI": ("RENCANA AKSI PENCAPAIAN KINERJA", "Rencana Aksi Perjanjian Kinerja"),
}
GOAL_TITLES = ("Tujuan dan Sasaran Jangka Menengah", "Indikator Kinerja Utama", "Target Indikator Kinerja")
NAMES = {
    "RENSTRA": "Rencana Strategis",
    "RPJMD": "Rencana Pembangunan Jangka Menengah Daerah",
    "RENJA": "Rencana Kerja",
    "RKT": "Rencana Kinerja Tahunan",
    "LKJIP": "Laporan Kinerja Instansi Pemerintah",
    "RENAKSI": "Rencana Aksi",
    "PK": "Perjanjian Kinerja",
    "DPA": "Dokumen Pelaksanaan Anggaran",
    "NONE": "Laporan",
}
SHORT = {"RENSTRA": "Renstra", "RENJA": "Renja", "LKJIP": "LKjIP", "RENAKSI": "Rencana Aksi"}
POSTS: dict[Level, str] = {"program": "Kepala Bidang Pembinaan", "kegiatan": "Kepala Seksi Data dan Informasi"}


@dataclass(frozen=True, slots=True)
class MatrixCase:
    """A document with what a reader would write down."""

    seed: int
    habits: Habits
    plan: Plan
    layout: Layout
    sections: tuple[GoldSection, ...]
    sketches: tuple[Sketch, ...]
    budget: tuple[tuple[str, str | None, str], ...] = ()  # programme, code, amount of an agreement's list

    @property
    def rows(self) -> tuple[GoldRow, ...]:
        """All indicators."""
        return tuple(row for section in self.sections for row in section.rows)

    def file(self, form: str) -> bytes:
        """The bytes as "docx", "pdf" or "scan"."""
        if form == "docx":
            return word_pages.write(self.layout, self.habits.look)
        pdf = pdf_pages.write(self.layout, self.habits.look, self.seed)
        return pdf if form == "pdf" else scans.scan(pdf, self.habits.look, self.seed)

    def gold(self, name: str) -> dict[str, object]:
        """The gold in the form of the real documents'."""
        plan, kind = self.plan, self.habits.kind
        year = _period(plan, self.habits)
        empty = ("nomor", "tentang", "tanggal", "tempat", "penandatangan")
        return {
            "doc_id": name,
            "gold": "1.1",
            "kind": kind if self.rows else "NONE",
            "metadata": {"instansi": plan.theme.office, "wilayah": plan.region, "tahun": year, **dict.fromkeys(empty)},
            "pages": None,
            "sections": [section.json() for section in self.sections],
            "budget": [{"program": p, "code": c, "amount_text": a, "period": None} for p, c, a in self.budget],
            "notes": [f"seed {self.seed}", str(asdict(self.habits))],
        }


def _period(plan: Plan, habits: Habits) -> str:
    last = plan.first_year + habits.shape.year_count - 1
    if habits.kind in ("RENSTRA", "RPJMD"):
        return f"{plan.first_year}-{last}"
    return str(plan.first_year)


class _Composer:
    def __init__(self, seed: int, habits: Habits | None) -> None:
        self.seed = seed
        self.rng = random.Random(seed)
        drawn = sample(self.rng, seed)
        self.habits = _sized(settle(habits) if habits is not None else drawn)
        self.plan = write(self.rng, self.habits.size)
        self.sections: list[GoldSection] = []
        self.sketches: list[Sketch] = []
        self.budget: list[tuple[str, str | None, str]] = []

    def case(self) -> MatrixCase:
        leaves = [leaf for leaf in self._leaves() if leaf.elements]
        kind = self.habits.kind
        name = SHORT.get(kind, NAMES[kind])
        running = f"{name} {self.plan.theme.office} Tahun {_period(self.plan, self.habits)}"
        layout = Layout(tuple(leaves), running, self.rng.randint(1, 60))
        return MatrixCase(
            self.seed, self.habits, self.plan, layout, tuple(self.sections), tuple(self.sketches), tuple(self.budget)
        )

    def _leaves(self) -> list[Leaf]:
        kind = self.habits.kind
        if kind == "DPA":
            elements, sections = BudgetForm(self.plan, self.habits, self.rng).draw()
            self.sections.extend(sections)
            return [Leaf(elements, portrait=True)]
        if kind == "NONE":
            tables = distractors.some(self.plan, self.habits, self.rng, self.rng.randint(2, 4))
            return [Leaf((*self._cover(), *(e for table in tables for e in table)), portrait=True)]
        if kind == "PK":
            return self._agreements()
        return self._planning()

    def _cover(self) -> tuple[Element, ...]:
        """Chapter headings and prose."""
        if not self.habits.look.intro:
            return ()
        kind = self.habits.kind
        title = f"{NAMES[kind].upper()} ({kind})" if kind in ("RKT", "RPJMD") else NAMES[kind].upper()
        lines = (title, self.plan.office.upper(), f"TAHUN {_period(self.plan, self.habits)}")
        prose = self.rng.sample(words.PROSE, 2)
        return (*(Heading(line, 12) for line in lines), *(Text(text) for text in prose))

    def _planning(self) -> list[Leaf]:
        tables = distractors.some(self.plan, self.habits, self.rng, self.habits.distractors)
        cut = self.rng.randint(0, len(tables))
        before = tuple(e for table in tables[:cut] for e in table)
        after = tuple(e for table in tables[cut:] for e in table)
        family = self.habits.shape.family
        narrow = family in ("report", "goals") and self.rng.random() < 0.7
        goals = self._goals() if family not in ("report", "goals") else ()
        first = (*self._cover(), *before, *goals)
        main = self._matrix(FAMILIES[family](self.plan, self.habits, self.rng).draw(), self._titles())
        if family == "report" and self.rng.random() < 0.5:
            more = Report(self.plan, self.habits, self.rng, "program").draw()
            main = (*main, *self._matrix(more, (Heading("Capaian Kinerja Program", 10),)))
        if self.rng.random() < 0.3:
            main = (*main, Text(f"Sumber : {self.plan.theme.office}, {self.plan.first_year}"))
        if narrow:
            return [Leaf((*first, *main, *after), portrait=True)]
        return [Leaf(first, portrait=True), Leaf(main), Leaf(after, portrait=True)]

    def _goals(self) -> tuple[Element, ...]:
        """In some plans a table of tujuan and sasaran before the matrix."""
        if self.rng.random() < 0.65:
            return ()
        title = Heading(f"Tabel 4.1 {self.rng.choice(GOAL_TITLES)}", 10)
        return self._matrix(Goals(self.plan, self.habits, self.rng).draw(), (title,))

    def _titles(self) -> tuple[Element, ...]:
        caption = self.rng.choice(TITLES[self.habits.kind])
        if self.habits.shape.family == "goals":
            caption = self.rng.choice(GOAL_TITLES)
        number = f"Tabel {self.rng.choice(('3.1', '4.1', '6.1', 'III.2', 'T-C.27'))}"
        lines = [number, caption, self.plan.office, f"Tahun {_period(self.plan, self.habits)}"]
        style = self.rng.choice(("lines", "one line", "capitals"))
        if style == "one line":
            return (Heading(f"{number}. {caption} {self.plan.office} Tahun {_period(self.plan, self.habits)}", 10),)
        return tuple(Heading(line.upper() if style == "capitals" else line, 10) for line in lines)

    def _matrix(self, sketch: Sketch, titles: Sequence[Element], post: str | None = None) -> tuple[Element, ...]:
        """A table of indicators under its titles; notes its gold."""
        self.sketches.append(sketch)
        columns = tuple(" ".join(column.header) for column in sketch.columns)
        self.sections.append(GoldSection(self.habits.kind, columns, sketch.gold(), post))
        return (*titles, Matrix(grid_of(sketch, self.habits.look)))

    def _agreements(self) -> list[Leaf]:
        """Agreements of one to three officials, each with its programmes and their money."""
        office = self.plan.office
        posts: list[tuple[str, Level]] = [(f"Kepala {office}", "sasaran")]
        posts += [(post, level) for level, post in POSTS.items() if self.rng.random() < 0.5]
        leaves = []
        for post, level in posts:
            titles = (Heading(f"PERJANJIAN KINERJA TAHUN {self.plan.first_year}", 12), Heading(post.upper(), 11))
            sketch = Report(self.plan, self.habits, self.rng, level).draw()
            _, grid = distractors.budget(self.plan, self.habits, self.rng)
            numerals = self.habits.look.numerals
            self.budget += [(p.name, None, f"Rp {numerals.number(p.amounts[0])}") for p in self.plan.programs]
            names = self.rng.sample(words.PERSONS, 2)
            if self.habits.look.intro:
                leaves.append(self._statement(post, names))
            sign = Signatures(("PIHAK KEDUA,", "", "", names[0]), ("PIHAK PERTAMA,", "", "", names[1]))
            leaves.append(Leaf((*self._matrix(sketch, titles, post), Matrix(grid), sign), portrait=True))
        return leaves

    def _statement(self, post: str, names: Sequence[str]) -> Leaf:
        """The page on which the two parties promise."""
        above = "Bupati" if "Kabupaten" in self.plan.region else "Wali Kota"
        return Leaf(
            (
                Heading(f"PERJANJIAN KINERJA TAHUN {self.plan.first_year}", 12),
                Text("Yang bertanda tangan di bawah ini :"),
                Labels((("Nama", names[1]), ("Jabatan", post))),
                Text("selanjutnya disebut PIHAK PERTAMA,"),
                Labels((("Nama", names[0]), ("Jabatan", above))),
                Text("selaku atasan PIHAK PERTAMA, selanjutnya disebut PIHAK KEDUA."),
                Text("PIHAK PERTAMA berjanji akan mewujudkan target kinerja sesuai lampiran perjanjian ini."),
                Signatures(("PIHAK KEDUA,", "", "", names[0]), ("PIHAK PERTAMA,", "", "", names[1])),
            ),
            portrait=True,
        )


def _sized(habits: Habits) -> Habits:
    """Plans as large as their table can show."""
    size, shape = habits.size, habits.shape
    if shape.family == "pairs" and habits.kind in ("RENJA", "RKT"):
        size = replace(size, tasks=0)
    if habits.kind == "DPA":
        size = replace(size, tasks=max(1, size.tasks), scheme="short", missing=0.0, outcomes=False, level_words=False)
    return replace(habits, size=size)


def make(seed: int, habits: Habits | None = None) -> MatrixCase:
    """The document of the seed; with `habits` for these, else for habits drawn by the seed."""
    return _Composer(seed, habits).case()
