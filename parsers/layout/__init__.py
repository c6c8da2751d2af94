"""Words and ruling lines to lines, grids and pages; shared by PDF and scans."""

from __future__ import annotations

from parsers.layout.furniture import separate_furniture
from parsers.layout.page_analysis import analyse_page, analyse_pages

__all__ = ["analyse_page", "analyse_pages", "separate_furniture"]
