"""Layout analysis: words and rulings of a page to lines, grids and drawn shapes in reading order; for PDF and scans."""

from __future__ import annotations

from parsers.layout.page_analysis import analyse_page, analyse_pages

__all__ = ["analyse_page", "analyse_pages"]
