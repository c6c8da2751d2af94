"""What the flow of a document consists of: lines, indicator tables over their pages, cascades, and excluded tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extractor.interpret.cascade.level_tables import CascadeTable
from extractor.interpret.tables.grid_view import GridView
from extractor.interpret.tables.table_header import TableHeader
from schemas.passage import Continuation
from schemas.printed import PrintedRow
from schemas.transcript import Grid, Line


class ExclusionReason(StrEnum):
    """Why a table gives no indicators: stable codes, from the header row where there is one, else from the cells."""

    BUDGET = "daftar_anggaran"  # programmes with their money
    NO_INDICATOR_COLUMN = "tanpa_kolom_indikator"
    ACHIEVEMENTS_ONLY = "hanya_capaian"  # what was achieved, without targets or formulas
    COLUMNS_SAY_NOTHING = "kolom_tidak_menerangkan"  # no column says anything of the indicators
    UNKNOWN_COLUMNS = "kolom_tidak_dikenal"  # no header row, and the cells look like nothing known
    CONTINUES_EXCLUDED = "lanjutan_tabel_dilewati"  # more of the excluded table right above
    INSIDE_TREE = "daftar_dalam_pohon"  # labels and lists of a drawn tree
    TOLD = "menurut_peninjau"  # a person said so


@dataclass(frozen=True, slots=True)
class TablePart:
    """A stretch of body rows of one grid, and which column of the table each grid column is."""

    view: GridView
    first: int  # body rows, 0-based, half open
    last: int
    columns: tuple[int | None, ...]  # per grid column an index into the table's header.columns; None: not in the table
    continuation: Continuation = Continuation.BEGINS  # by what it is known to continue the part before


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """An indicator table, from its header to its last row on whatever page; at least one part."""

    header: TableHeader
    parts: tuple[TablePart, ...]  # in reading order
    titles: tuple[str, ...]  # rows above the header that span the whole width

    @property
    def page(self) -> int | None:
        """The page on which the table begins, 1-based; None in files without pages."""
        return self.parts[0].view.grid.page


@dataclass(frozen=True, slots=True)
class ExcludedTable:
    """A table that gives no indicators, and why."""

    grid: Grid
    reason: ExclusionReason
    first_words: str  # by which a reader finds it
    told: tuple[str, ...] = ()  # ids of the instructions of people by which it is excluded


@dataclass(frozen=True, slots=True)
class FormIndicators:
    """Indicators that the lines or the box of a budget form hold, below the entries that the form names."""

    rows: tuple[PrintedRow, ...]  # at least one


FlowItem = Line | IndicatorTable | ExcludedTable | CascadeTable | FormIndicators
