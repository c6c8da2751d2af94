"""Words and ruling lines to lines, grids and pages; shared by PDF and scans."""

from __future__ import annotations

from parsers.layout.compose import compose, compose_page
from parsers.layout.furniture import lift_furniture

__all__ = ["compose", "compose_page", "lift_furniture"]
