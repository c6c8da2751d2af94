"""One drawn document for each seed: its file as a drawing program writes it, and the gold that a reader would write."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from tests.support.drawn import as_cells, as_docx, as_pdf, as_picture, as_sheet, smartart
from tests.support.drawn.forest import Goal, forest, office
from tests.support.drawn.habits import Habits, sample
from tests.support.drawn.office_print import printed
from tests.support.drawn.other_charts import Link, chart
from tests.support.drawn.placing import pages_of
from tests.support.drawn.scene import Scene

TITLES = ("Pohon Kinerja", "Cascading Kinerja", "Pohon Kinerja (Cascading)", "Perjenjangan Kinerja")
SIGNERS = ("CANDRA WIJAYA, S.E.", "SRI LESTARI, M.M.", "BAYU NUGRAHA, S.T.")


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """A document."""

    seed: int
    habits: Habits
    office: tuple[str, str, str]  # name, region, year
    pages: tuple[Scene, ...]  # empty for SmartArt, which has no places
    roots: tuple[Goal, ...]
    nodes: tuple[tuple[Goal, str | None], ...]  # in preorder, with the id of the parent
    links: tuple[Link, ...] = ()

    @property
    def suffix(self) -> str:
        """Of the file's name."""
        form = self.habits.form
        if form in ("pdf", "scan") or form.endswith("-pdf"):
            return f".{form}.pdf" if form != "pdf" else ".pdf"
        if form == "picture":
            return ".png"
        return ".xlsx" if form in ("xlsx", "cells") else ".docx"

    def file(self) -> bytes:
        """Its bytes. Forms that LibreOffice prints need it."""
        form = self.habits.form
        if form == "scan":
            return as_picture.scan(as_pdf.write(self.pages, self.habits), self.seed, self.seed % 2 == 0)
        if form == "picture":
            return as_picture.picture(as_pdf.write(self.pages, self.habits))
        if form == "pdf":
            return as_pdf.write(self.pages, self.habits)
        if form == "smartart":
            return smartart.write(self.roots, self.habits, self.office)
        name = form.removesuffix("-pdf")
        if name.startswith("docx"):
            data, suffix = (
                as_docx.write(self.pages, self.habits, name.removeprefix("docx-") if "-" in name else "anchored"),
                ".docx",
            )
        elif name == "cells":
            data, suffix = as_cells.write(self.pages, self.habits), ".xlsx"
        else:
            data, suffix = as_sheet.write(self.pages, self.habits), ".xlsx"
        return printed(data, suffix) if form.endswith("-pdf") else data

    def gold(self, name: str) -> dict[str, object]:
        """In the form of the gold of real documents; `label`, `jenjang` and `links` are beyond it."""
        tree = bool(self.nodes)
        return {
            "doc_id": name,
            "kind": "CASCADE" if tree else "NONE",
            "metadata": dict.fromkeys(
                ("instansi", "wilayah", "nomor", "tahun", "tentang", "tanggal", "tempat", "penandatangan")
            ),
            "pages": list(range(1, len(self.pages) + 1)) or None,
            "sections": [],
            "cascade": [_node(goal, parent, self.habits) for goal, parent in self.nodes],
            "links": [asdict(link) for link in self.links],
            "notes": [f"seed {self.seed}", _told(asdict(self.habits))],
        }


def _node(goal: Goal, parent: str | None, habits: Habits) -> dict[str, object]:
    labelled = habits.labels != "none" and habits.chart == "tree"
    return {
        "id": goal.id,
        "parent_id": parent,
        "level": goal.level.tingkat,
        "label": goal.level.label if labelled else None,
        "jenjang": goal.level.jenjang if labelled else None,
        "kinerja": goal.text,
        "indikator": list(goal.indicators),
    }


def _told(habits: Mapping[str, object]) -> str:
    return ", ".join(f"{key}={value}" for key, value in habits.items() if key != "levels")


def make(seed: int) -> DrawnCase:
    """The document of a seed."""
    habits = sample(seed)
    rng = random.Random(f"content {seed}")
    where = office(rng)
    if habits.chart != "tree":
        drawn = chart(habits, rng, where)
        return DrawnCase(seed, habits, where, (drawn.scene,), (), drawn.goals, drawn.links)
    roots = forest(habits, rng)
    title = (rng.choice(TITLES).upper(), where[0].upper(), f"{where[1]} TAHUN {where[2]}".upper())
    closing = ("Kepala Dinas,", "", "", rng.choice(SIGNERS), "NIP. 19700101 199903 1 001")
    signature = tuple(line or " " for line in closing) if habits.signature else ()
    pages: Sequence[Scene] = ()
    if habits.form != "smartart":
        pages = pages_of(roots, habits, title if habits.title else (), signature)
    nodes = tuple(pair for root in roots for pair in _with_parents(root, None))
    return DrawnCase(seed, habits, where, tuple(pages), tuple(roots), nodes)


def _with_parents(goal: Goal, parent: str | None) -> list[tuple[Goal, str | None]]:
    return [(goal, parent), *(pair for child in goal.children for pair in _with_parents(child, goal.id))]
