"""Sheets of main indicators (IKU) whose formulas are fractions with a drawn bar, and the rows that a reader would write
down: content and habits by seed.

    python -m tests.support.formula_sheets --seed 0 --count 20 --out DIR --format pdf,scan

NAME.pdf and NAME.scan.pdf (pictures of its pages) are written beside NAME.gold.json.
"""

from __future__ import annotations

import argparse
import io
import json
import random
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.support.messy.as_pdf import scan

PAGE = (842.0, 595.0)  # points
MARGIN, PAD = 45.0, 5.0
BESIDE_GAP = 9.0  # points between the bar and what is beside it

_THINGS = (
    ("pustakawan", "bersertifikat"), ("kapal nelayan", "yang memiliki izin melaut"), ("kebun bibit", "yang aktif"),
    ("sekolah rakyat", "yang terakreditasi A"), ("laporan keuangan", "yang disampaikan tepat waktu"),
    ("jembatan gantung", "dalam kondisi mantap"), ("pengaduan warga", "yang ditindaklanjuti"),
    ("posyandu", "yang memiliki kader terlatih"), ("arsip dinamis", "yang dikelola sesuai kaidah kearsipan"),
    ("dokumen rencana kerja", "yang selaras dengan rencana strategis"), ("embung desa", "yang terpelihara"),
    ("perangkat daerah", "yang menerapkan tanda tangan elektronik"),
)  # fmt: skip
_GOALS = (
    "Meningkatnya kualitas layanan publik di wilayah perdesaan",
    "Terwujudnya tata kelola pemerintahan yang akuntabel",
    "Meningkatnya pemerataan sarana dan prasarana dasar",
    "Meningkatnya kesejahteraan pelaku usaha kecil",
)
_SOURCES = ("Laporan bidang", "Buku register", "Hasil survei tahunan", "Sekretariat")
_OFFICES = ("Dinas Perpustakaan Kabupaten Lembah Arum", "Badan Kearsipan Kota Tirta Sari")


@dataclass(frozen=True)
class SheetHabits:
    """How the formulas of a sheet are drawn."""

    face: str
    formula_face: str
    spelled: bool  # each letter of a formula is a text of its own, blanks are only white space: equation editors
    size: float
    bar: float  # thickness, points
    filled: bool  # the bar is a filled rectangle and no line
    width: Literal["snug", "wide", "short", "full"]
    factor: str
    factor_at: Literal["right", "raised", "below", "left", "none"]
    lead: Literal["", "label", "name"]  # a line over the numerator
    gap: float  # points between the bar and the text next to it
    formula_first: bool  # the formula stands before the source
    formula_width: float


@dataclass(frozen=True)
class SheetRow:
    no: str
    sasaran: str
    indikator: str
    lead: str
    numerator: str
    denominator: str
    sumber_data: str


@dataclass(frozen=True)
class FormulaSheet:
    """A sheet by its seed."""

    seed: int
    habits: SheetHabits
    office: str
    rows: tuple[SheetRow, ...]

    def formula(self, row: SheetRow) -> str:
        """The formula as a reader would type it in one line."""
        fraction = f"({row.numerator} / {row.denominator})"
        factor = self.habits.factor
        if self.habits.factor_at == "none":
            body = fraction[1:-1]
        elif self.habits.factor_at == "left":
            body = f"{factor} {fraction}"
        else:
            body = f"{fraction} {factor}"
        return f"{row.lead} {body}".strip()

    def gold(self) -> dict[str, object]:
        """As accuracy scorers read it."""
        rows = []
        for row in self.rows:
            whole = self.formula(row)
            bare = whole.replace(f"({row.numerator} /", f"{row.numerator} /")
            bare = bare.replace(f"{row.denominator})", row.denominator)
            values = {
                key: value for key, value in asdict(row).items() if key in ("no", "sasaran", "indikator", "sumber_data")
            }
            rows.append({**values, "formulasi": bare, "formulasi_clean": whole, "target": None})
        section = {"jenis": "IKU", "jabatan": None, "rows": rows}
        return {"doc_id": f"f{self.seed:04d}", "kind": "IKU", "metadata": {}, "sections": [section]}

    def pdf(self) -> bytes:
        """The sheet drawn."""
        return _Drawing(self).pdf()


def make(seed: int) -> FormulaSheet:
    """The sheet of a seed."""
    rng = random.Random(seed)
    face = rng.choice(("Helvetica", "Times-Roman"))
    spelled = rng.random() < 0.4
    width = rng.choice(("snug", "snug", "wide", "short", "full"))
    at = rng.choice(("right", "right", "right", "raised", "below", "left", "none"))
    sign = rng.choice(("x", "X", "×"))
    factor = f"100% {sign}" if at == "left" else rng.choice((f"{sign} 100%", f"{sign} 100 %", f"{sign}100%"))
    habits = SheetHabits(
        face=face,
        formula_face="Times-Italic" if spelled else rng.choice((face, face, "Times-Roman")),
        spelled=spelled,
        size=rng.choice((9.0, 10.0, 11.0)),
        bar=rng.choice((0.4, 0.6, 1.0, 1.5)),
        filled=rng.random() < 0.4,
        width=width,  # type: ignore[arg-type]
        factor="" if at == "none" else factor,
        factor_at=at,  # type: ignore[arg-type]
        lead=rng.choice(("", "", "", "label", "name")),  # type: ignore[arg-type]
        gap=rng.choice((1.5, 3.0, 5.0)),
        formula_first=rng.random() < 0.5,
        formula_width=rng.choice((200.0, 250.0, 290.0)),
    )
    rows: list[SheetRow] = []
    things = rng.sample(_THINGS, rng.randint(4, 6))
    goals = rng.sample(_GOALS, 2)
    for i, (thing, what) in enumerate(things):
        goal = goals[0 if i < len(things) // 2 else 1]
        lead = {"": "", "label": "Rumus :", "name": f"Persentase {thing} ="}[habits.lead]
        over = rng.choice((f"Jumlah {thing} {what}", f"Jumlah {thing} {what} pada tahun berjalan"))
        under = rng.choice((f"Jumlah {thing}", f"Jumlah seluruh {thing}", f"Jumlah seluruh {thing} di wilayah kerja"))
        rows.append(
            SheetRow(
                str(goals.index(goal) + 1), goal, f"Persentase {thing} {what}", lead, over, under, rng.choice(_SOURCES)
            )
        )
    return FormulaSheet(seed, habits, rng.choice(_OFFICES), tuple(rows))


class _Drawing:
    def __init__(self, sheet: FormulaSheet) -> None:
        self.sheet, self.habits = sheet, sheet.habits
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=PAGE, invariant=1)
        room = PAGE[0] - 2 * MARGIN
        formula = self.habits.formula_width
        source, number = 95.0, 30.0
        goal = (room - formula - source - number) * 0.45
        names = ["NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA UTAMA", "FORMULASI PENGHITUNGAN", "SUMBER DATA"]
        widths = [number, goal, room - formula - source - number - goal, formula, source]
        if not self.habits.formula_first:
            names[3:], widths[3:] = names[:2:-1], widths[:2:-1]
        self.names = names
        self.edges = [MARGIN]
        for width in widths:
            self.edges.append(self.edges[-1] + width)
        self.leading = self.habits.size * 1.25
        self.y = 40.0

    def pdf(self) -> bytes:
        self._centred(PAGE[0] / 2, "INDIKATOR KINERJA UTAMA", "Helvetica-Bold", 12)
        self.y += 16
        self._centred(PAGE[0] / 2, self.sheet.office.upper(), "Helvetica-Bold", 12)
        self.y += 26
        self._header()
        start, first = self.y, 0
        rows = self.sheet.rows
        for i, row in enumerate(rows):
            height = self._height(row)
            if self.y + height > PAGE[1] - MARGIN:
                self._close_goal(first, start)
                self.canvas.showPage()
                self.y, first = 40.0, i
                self._header()
                start = self.y
            elif i and row.sasaran != rows[i - 1].sasaran:
                self._close_goal(first, start)
                first, start = i, self.y
            self._row(row, height)
        self._close_goal(first, start)
        self.canvas.save()
        return self.buffer.getvalue()

    # --- the table ---

    def _header(self) -> None:
        height = 2 * self.leading + 2 * PAD
        for name, x0, x1 in zip(self.names, self.edges, self.edges[1:], strict=False):
            for i, line in enumerate(self._lines(name, x1 - x0 - 2 * PAD, "Helvetica-Bold")):
                self._centred((x0 + x1) / 2, line, "Helvetica-Bold", self.habits.size, self.y + PAD + i * self.leading)
        self._level(self.y, self.edges[0], self.edges[-1])
        self._level(self.y + height, self.edges[0], self.edges[-1])
        for x in self.edges:
            self._upright(x, self.y, self.y + height)
        self.y += height

    def _height(self, row: SheetRow) -> float:
        width = self.edges[3] - self.edges[2] - 2 * PAD
        lines = len(self._lines(row.indikator, width, self.habits.face))
        goal = len(self._lines(row.sasaran, self.edges[2] - self.edges[1] - 2 * PAD, self.habits.face))
        return max(max(lines, goal / 2) * self.leading + 3 * PAD, self._formula(row, draw=False) + 3 * PAD)

    def _row(self, row: SheetRow, height: float) -> None:
        formula, source = (3, 4) if self.habits.formula_first else (4, 3)
        for column, text in ((2, row.indikator), (source, row.sumber_data)):
            width = self.edges[column + 1] - self.edges[column] - 2 * PAD
            for i, line in enumerate(self._lines(text, width, self.habits.face)):
                self._text(self.edges[column] + PAD, line, self.habits.face, self.y + PAD + i * self.leading)
        self.formula_x = self.edges[formula]
        self._formula(row, draw=True)
        for x in self.edges:
            self._upright(x, self.y, self.y + height)
        self.y += height
        self._level(self.y, self.edges[2], self.edges[-1])

    def _close_goal(self, first: int, start: float) -> None:
        row = self.sheet.rows[first]
        self._text(self.edges[0] + PAD, row.no, self.habits.face, start + PAD)
        lines = self._lines(row.sasaran, self.edges[2] - self.edges[1] - 2 * PAD, self.habits.face)
        for i, line in enumerate(lines):
            self._text(self.edges[1] + PAD, line, self.habits.face, start + PAD + i * self.leading)
        self._level(self.y, self.edges[0], self.edges[2])

    # --- a formula ---

    def _formula(self, row: SheetRow, *, draw: bool) -> float:
        """The height of the formula of a row; drawn at the current place where `draw`."""
        h = self.habits
        room = h.formula_width - 2 * PAD - 6
        factor = stringWidth(h.factor, h.formula_face, h.size) + BESIDE_GAP if h.factor else 0.0
        side = room - (factor if h.factor_at in ("right", "raised", "left") else 0.0)
        over = self._lines(row.numerator, side - 8, h.formula_face)
        under = self._lines(row.denominator, side - 8, h.formula_face)
        widest = max(stringWidth(line, h.formula_face, h.size) for line in (*over, *under))
        bar = {"snug": widest + 4, "wide": min(widest + 30, side), "short": widest * 0.9, "full": side}[h.width]
        y = self.y + PAD
        left = (self.formula_x if draw else 0.0) + PAD + 3
        if row.lead:
            if draw:
                self._text(left - 3, row.lead, h.formula_face, y)
            y += self.leading * 1.15
        middle = left + (factor if h.factor_at == "left" else 0.0) + side / 2
        for line in over:
            if draw:
                self._spelled(middle - stringWidth(line, h.formula_face, h.size) / 2, line, y)
            y += self.leading
        top = y = y + h.gap - self.leading + h.size * 1.2
        if draw:
            self._bar(middle - bar / 2, middle + bar / 2, y)
        y += h.bar + h.gap
        for line in under:
            if draw:
                self._spelled(middle - stringWidth(line, h.formula_face, h.size) / 2, line, y)
            y += self.leading
        if draw and h.factor:
            right = middle + max(bar, widest) / 2 + BESIDE_GAP
            place = {
                "right": (right, top - h.size * 0.62),
                "raised": (right, top - h.gap - h.size * 1.2),
                "left": (middle - max(bar, widest) / 2 - factor, top - h.size * 0.62),
                "below": (middle - factor / 2, y),
            }[h.factor_at]
            self._text(place[0], h.factor, h.formula_face, place[1])
        return y - self.y + (self.leading if h.factor_at == "below" else 0.0)

    def _spelled(self, x: float, text: str, top: float) -> None:
        if not self.habits.spelled:
            self._text(x, text, self.habits.formula_face, top)
            return
        for letter in text:
            if letter != " ":
                self._text(x, letter, self.habits.formula_face, top)
            x += stringWidth(letter, self.habits.formula_face, self.habits.size)

    def _bar(self, x0: float, x1: float, y: float) -> None:
        if self.habits.filled:
            self.canvas.rect(x0, PAGE[1] - y - self.habits.bar, x1 - x0, self.habits.bar, stroke=0, fill=1)
        else:
            self.canvas.setLineWidth(self.habits.bar)
            self.canvas.line(x0, PAGE[1] - y - self.habits.bar / 2, x1, PAGE[1] - y - self.habits.bar / 2)

    # --- marks ---

    def _lines(self, text: str, width: float, face: str) -> list[str]:
        lines = [""]
        for word in text.split():
            grown = f"{lines[-1]} {word}".strip()
            if stringWidth(grown, face, self.habits.size) <= width or not lines[-1]:
                lines[-1] = grown
            else:
                lines.append(word)
        return lines

    def _text(self, x: float, text: str, face: str, top: float) -> None:
        self.canvas.setFont(face, self.habits.size)
        self.canvas.drawString(x, PAGE[1] - top - self.habits.size * 0.95, text)

    def _centred(self, x: float, text: str, face: str, size: float, top: float | None = None) -> None:
        self.canvas.setFont(face, size)
        self.canvas.drawCentredString(x, PAGE[1] - (self.y if top is None else top) - size, text)

    def _level(self, y: float, x0: float, x1: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x0, PAGE[1] - y, x1, PAGE[1] - y)

    def _upright(self, x: float, y0: float, y1: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x, PAGE[1] - y0, x, PAGE[1] - y1)


def main() -> None:
    """Reads the command line and writes the files."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.formula_sheets", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="of the first sheet")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--format", default="pdf", help="of pdf and scan, with a comma between")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for seed in range(args.seed, args.seed + args.count):
        sheet = make(seed)
        name = f"f{seed:04d}"
        (args.out / f"{name}.gold.json").write_text(
            json.dumps(sheet.gold(), ensure_ascii=False, indent=1), encoding="utf-8"
        )
        pdf = sheet.pdf()
        for form in args.format.split(","):
            written = pdf if form == "pdf" else scan(pdf)
            (args.out / f"{name}.{'pdf' if form == 'pdf' else 'scan.pdf'}").write_bytes(written)


if __name__ == "__main__":
    main()
