"""Printed rows of an unruled table -> evidence at the boundaries between them: rulings, gaps, full lines. No decisions.

Lengths in PDF points.
"""

from __future__ import annotations

from dataclasses import dataclass

from parsers.layout.column_fragments import Fragment, TableColumns
from parsers.layout.row_raster import RowRaster
from parsers.layout.ruling_lines import HorizontalRulings

FragmentRow = tuple[Fragment, ...]  # left to right

# In parts of the text height, unless said otherwise.
WRAP_SLACK = 0.3  # a line that leaves less room than the next line's first word was wrapped
RULING_MARGIN = 0.15  # how far inside the middles of two rows a ruling between them is looked for
RULING_SHARE = 0.5  # of the table's width that it must cover


@dataclass(frozen=True, slots=True)
class RowBoundaries:
    """Evidence at the boundaries between the printed rows of an unruled table."""

    raster: RowRaster
    columns: TableColumns
    rulings: HorizontalRulings

    @property
    def rows(self) -> tuple[FragmentRow, ...]:
        """The fragments of each printed row."""
        return self.columns.fragments

    @property
    def height(self) -> float:
        """Usual text height, points."""
        return self.raster.height

    def is_ruled(self, i: int) -> bool:
        """True where a ruling over much of the table is drawn between printed rows i-1 and i."""
        above, below = self.raster.rows[i - 1], self.raster.rows[i]
        width = float(self.columns.right[-1] - self.columns.left[0])
        margin = RULING_MARGIN * self.height
        lines = self.rulings.between(above.middle + margin, below.middle - margin)
        return any(x1 - x0 >= RULING_SHARE * width for _, x0, x1 in lines)

    def gap(self, i: int) -> float:
        """White space between printed rows i-1 and i in points; negative where they overlap."""
        return self.raster.rows[i].top - self.raster.rows[i - 1].bottom

    def gaps(self, start: int) -> list[float]:
        """The gaps above the rows after row `start`."""
        return [self.gap(i) for i in range(start + 1, len(self.rows))]

    def is_wrapped(self, over: Fragment, under: Fragment) -> bool:
        """True where the upper line is so full that the first word of the lower one had no room in it."""
        if over.first != under.first:
            return False
        slack = WRAP_SLACK * self.height
        limit = float(self.columns.right[over.last])
        return over.x1 + slack + under.words[0].box.width > limit - slack
