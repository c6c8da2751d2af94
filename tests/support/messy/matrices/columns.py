"""The columns of a matrix with the header words that offices print over them."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.support.messy.matrices.figures import FIGURE_KINDS, FIRST_QUARTER
from tests.support.messy.matrices.habits import Habits, Shape
from tests.support.messy.matrices.sketch import Align, Column

ROMAN = ("I", "II", "III", "IV")
GROUPS = (
    "Target Kinerja Program dan Kerangka Pendanaan",
    "Target dan Pagu Indikatif Tahun",
    "Capaian Kinerja Program dan Kerangka Pendanaan",
    "Target Capaian Kinerja",
)
PLAIN_GROUPS = ("Target", "TARGET", "Target Kinerja Pada Tahun", "Target Capaian Setiap Tahun", "Target Kinerja Tahun")
BASELINES = (
    "Kondisi Awal",
    "Kondisi Kinerja Awal Renstra",
    "Data Capaian pada Tahun Awal Perencanaan",
    "Tahun Dasar",
    "Baseline Tahun {before}",
    "Kondisi Tahun {before}",
    "Capaian {before}",
)
ENDS = (
    "Kondisi Akhir",
    "Kondisi Kinerja pada Akhir Periode Renstra",
    "Kondisi Akhir Periode",
    "Kondisi Kinerja Pada Akhir Periode",
)
OWNERS = (
    "Perangkat Daerah Penanggung Jawab",
    "Unit Kerja Penanggung Jawab",
    "Penanggung Jawab",
    "Bidang Penanggungjawab",
    "PD Penanggung Jawab",
)
MEASURES = (
    "Indikator Kinerja Program / Kegiatan",
    "Indikator Kinerja",
    "Indikator Kinerja Program (Outcome) dan Kegiatan (Output)",
    "Indikator Outcome / Output",
    "INDIKATOR",
    "Indikator Capaian Kinerja",
)
FORMULAS = ("Formulasi", "Rumus Perhitungan", "Formula Pengukuran", "Cara Menghitung")
CODES = ("Kode", "KODE", "Kode Rekening", "No. Rek")
NAMES = {
    "new": (
        "Program / Kegiatan / Sub Kegiatan",
        "Urusan/Bidang Urusan/Program/Kegiatan/Sub Kegiatan",
        "PROGRAM, KEGIATAN DAN SUB KEGIATAN",
    ),
    "two": ("Program / Kegiatan", "Urusan/Program/Kegiatan", "Program dan Kegiatan Prioritas", "PROGRAM/KEGIATAN"),
}
SOURCES_OF_MONEY = ("APBD", "APBD Prov", "APBN", "DAK", "Bankeu Prov", "DBHCHT")
TICKS = ("SPM", "SDGs", "IKK")


class Columns:
    """Builds columns of a document's tables; `first` is the plan's first year."""

    def __init__(self, habits: Habits, first: int, rng: random.Random) -> None:
        self.habits = habits
        self.shape: Shape = habits.shape
        self.first = first
        self.rng = rng

    def one(self, key: str, *header: str, weight: float = 1.0, kind: str = "text", align: Align = "left") -> Column:
        """A column of texts."""
        return Column(key, header, weight, kind, align=align)

    def figure(
        self, key: str, kind: str, *header: str, at: int = 0, period: str | None = None, role: str = ""
    ) -> Column:
        """A column of figures."""
        money = FIGURE_KINDS[kind] == "anggaran"
        align: Align = "right" if money else self.habits.look.figure_align
        return Column(key, header, 1.5 if money else 1.0, kind, period, role, at, align)  # type: ignore[arg-type]

    def number(self) -> tuple[Column, ...]:
        """The column of running numbers."""
        if self.shape.numbered == "none":
            return ()
        return (self.one("no", self.rng.choice(("No", "NO", "No.", "Nomor")), weight=0.4, kind="no", align="centre"),)

    def code(self, widths: int) -> tuple[Column, ...]:
        """One column of codes, or several narrow ones under one header."""
        word = self.rng.choice(CODES)
        if self.shape.code == "one":
            return (self.one("code", word, weight=1.4, kind="code"),)
        if self.shape.code in ("narrow", "empty narrow"):
            return tuple(self.one(f"code{i}", word, weight=0.35, kind="code", align="centre") for i in range(widths))
        return ()

    def name(self, two: bool) -> Column:
        """The column of programmes and what is below them."""
        return self.one("name", self.rng.choice(NAMES["two" if two else "new"]), weight=2.6)

    def measure(self) -> Column:
        """The column of indicators."""
        return self.one("measure", self.rng.choice(MEASURES), weight=2.4)

    def unit(self) -> tuple[Column, ...]:
        """The column of units, where there is one."""
        if self.shape.unit != "column":
            return ()
        return (
            self.one("unit", self.rng.choice(("Satuan", "SATUAN", "Sat.")), weight=0.8, kind="unit", align="centre"),
        )

    def baseline(self) -> tuple[Column, ...]:
        """The state before the plan."""
        if not self.shape.baseline:
            return ()
        word = self.rng.choice(BASELINES)
        before = str(self.first - 1)
        header = word.format(before=before)
        return (self.figure("baseline", "baseline", header, period=before if "{" in word else None),)

    def years(self, money: bool = True) -> tuple[Column, ...]:
        """Targets of each year of the plan, with what stands beside them."""
        shape = self.shape
        habit = shape.under_year if money or shape.under_year in ("target realisasi", "apart") else "target"
        paired = habit not in ("target", "apart")
        group = self.rng.choice(GROUPS if habit in ("target rp", "k rp") else PLAIN_GROUPS)
        words = self._words(habit)
        columns: list[Column] = []
        for i in range(shape.year_count):
            period, path = self._year(i, group)
            leaf = path if shape.years != "in leaf" else (group, f"Target {period}")
            head = (*leaf, words[0]) if paired and shape.years != "in leaf" else leaf
            columns.append(self.figure(f"t{i}", "target", *head, at=i, period=period, role="targets"))
            if paired:
                side = "realisasi" if habit == "target realisasi" else "anggaran"
                beside = (group, words[1]) if shape.years == "in leaf" else (*path, words[1])
                columns.append(self.figure(f"r{i}", side, *beside, at=i, period=period))
        return (*columns, *(self._reached() if habit == "apart" else ()))

    def _reached(self) -> tuple[Column, ...]:
        """Realisasi of each year behind all targets, and what share of them it is."""
        groups = [("realisasi", "a", self.rng.choice(("Realisasi Capaian", "Realisasi")))]
        if self.rng.random() < 0.5:
            groups.append(("capaian", "c", "Rasio Capaian"))
        columns: list[Column] = []
        for kind, key, word in groups:
            for i in range(self.shape.year_count):
                period, path = self._year(i, word)
                head = (f"{word} Tahun ke-", str(i + 1)) if self.shape.years == "ordinal" else path
                columns.append(self.figure(f"{key}{i}", kind, *head, at=i, period=period))
        return tuple(columns)

    def _words(self, habit: str) -> tuple[str, str]:
        if habit == "k rp":
            return "K", "Rp"
        if habit == "target realisasi":
            return "Target", "Realisasi"
        return self.rng.choice((("Target", "Rp"), ("Target", "Rp."), ("TARGET", "PAGU (Rp)"), ("Target", "Pagu")))

    def _year(self, i: int, group: str) -> tuple[str, tuple[str, ...]]:
        year = str(self.first + i)
        habit = self.shape.years
        if habit == "ordinal":
            return f"Tahun ke-{i + 1}", (f"{self._singular(group)} Tahun ke-", str(i + 1))
        if habit == "nth":
            return f"Tahun ke-{i + 1}", (group, f"Tahun ke-{i + 1}")
        if habit == "body row":
            return year, (group,)
        return year, (group, f"Tahun {year}" if habit == "tahun" else year)

    def _singular(self, group: str) -> str:
        return "Target Renstra" if "Tahun" in group else group

    def end(self, money: bool = True) -> tuple[Column, ...]:
        """The state at the plan's end."""
        habit = self.shape.akhir
        if habit == "none":
            return ()
        group = self.rng.choice(ENDS)
        if habit == "target" or not money or self.shape.under_year == "target":
            return (self.figure("akhir", "akhir", group),)
        return (self.figure("akhir", "akhir", group, "Target"), self.figure("akhir_rp", "akhir_rp", group, "Rp"))

    def one_year(self) -> tuple[Column, ...]:
        """Target, money and their forecast of a plan for one year."""
        shape, rng, year = self.shape, self.rng, str(self.first)
        grouped = shape.forward or rng.random() < 0.5
        group: tuple[str, ...] = (
            (rng.choice((f"Rencana Tahun {year}", f"Rencana Kerja Tahun {year}")),) if grouped else ()
        )
        period = year if grouped else None
        place = [self.one("place", *group, "Lokasi", weight=1.1)] if shape.place else []
        word = rng.choice(("Target Capaian Kinerja", "Target", "Target Kinerja"))
        target = self.figure("t0", "target", *group, word, period=period, role="both" if shape.forward else "target")
        source = (
            [self.one("money_source", *group, "Sumber Dana", weight=0.9, align="centre")] if shape.money_source else []
        )
        quarters = self.quarters() if shape.quarters else ()
        columns = [*place, target, *quarters, *self._pagu(group, period), *source]
        if shape.note:
            columns.append(self.one("note", "Catatan Penting", weight=0.7))
        if shape.forward:
            ahead = f"Prakiraan Maju Rencana Tahun {self.first + 1}"
            later = str(self.first + 1)
            columns.append(self.figure("t1", "target", ahead, word, at=1, period=later, role="targets"))
            columns.append(self.figure("r1", "anggaran", ahead, "Kebutuhan Dana / Pagu Indikatif", at=1, period=later))
        return tuple(columns)

    def _pagu(self, group: tuple[str, ...], period: str | None) -> Sequence[Column]:
        word = self.rng.choice(
            ("Pagu Indikatif (Rp)", "Kebutuhan Dana / Pagu Indikatif", "Anggaran (Rp)", "Pagu (Rp.)")
        )
        if self.shape.revised:
            words = (("Murni", "Sebelum Perubahan")[self.first % 2], ("Perubahan", "Setelah Perubahan")[self.first % 2])
            return [
                self.figure(f"p{i}", "anggaran", *group, word, name, at=i, period=period)
                for i, name in enumerate(words)
            ]
        if self.shape.sources == 1:
            return [self.figure("r0", "anggaran", *group, word, period=period)]
        names = SOURCES_OF_MONEY[: self.shape.sources]
        return [self.figure(f"s{i}", "anggaran", *group, word, name, period=period) for i, name in enumerate(names)]

    def quarters(self, role: str = "targets") -> tuple[Column, ...]:
        """A target for each quarter."""
        habit = self.rng.choice(("tw", "roman", "words"))
        heads = {"tw": "Target Triwulan", "roman": "Triwulan", "words": "Target"}
        leaves = {"tw": "TW {}", "roman": "{}", "words": "Triwulan {}"}
        return tuple(
            self.figure(
                f"q{i}",
                "target",
                heads[habit],
                leaves[habit].format(name),
                at=FIRST_QUARTER + i,
                period=f"TW {name}",
                role=role,
            )
            for i, name in enumerate(ROMAN)
        )

    def explained(self) -> tuple[Column, ...]:
        """How an indicator is reckoned, and from what."""
        columns: list[Column] = []
        if self.shape.formula:
            columns.append(self.one("formula", self.rng.choice(FORMULAS), weight=2.0, kind="formula"))
        if self.shape.data_source:
            columns.append(
                self.one("source", self.rng.choice(("Sumber Data", "SUMBER DATA")), weight=1.2, kind="source")
            )
        return tuple(columns)

    def last(self) -> tuple[Column, ...]:
        """Ticks, place, who answers, remarks."""
        shape, rng = self.shape, self.rng
        columns: list[Column] = []
        if shape.ticks:
            group = rng.choice(("Target", "Jenis Indikator", "Mendukung"))
            columns += [
                self.one(
                    f"tick{i}",
                    group,
                    f"Target {w}" if group == "Target" else w,
                    weight=0.5,
                    kind="tick",
                    align="centre",
                )
                for i, w in enumerate(TICKS)
            ]
        if shape.place and self.habits.kind in ("RENSTRA", "RPJMD"):
            columns.append(self.one("place", "Lokasi", weight=1.0))
        if shape.owner != "none":
            columns.append(self.one("owner", rng.choice(OWNERS), weight=1.2, kind="owner"))
        if shape.note and self.habits.kind != "RENJA":
            columns.append(self.one("note", "Keterangan", weight=0.7))
        return tuple(columns)
