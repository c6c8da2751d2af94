"""Limits of what is read of a PDF: hostile or broken files have no end. What is beyond a limit is left out, with a
finding."""

from __future__ import annotations

MAX_PAGES = 5_000  # decrees and their annexes have some hundred pages; whole-year compilations have 2,000
MAX_CHARS_PER_PAGE = 100_000  # a poster of 6,000 points holds 30,000
MAX_TEXT_OBJECTS_PER_PAGE = 20_000  # PDFium's time grows with their square: 7 seconds for as many on one line
MAX_OBJECTS_PER_PAGE = 150_000  # lines, areas, pictures and forms, nested ones included
MAX_SEGMENTS_PER_PAGE = 400_000  # of paths and clipping paths
MAX_FORM_DEPTH = 12  # forms drawn by forms
MAX_PAGE_POINTS = 20_000.0  # side of a page, 7 m; PDF itself allows 14,400
