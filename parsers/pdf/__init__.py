"""PDF files: characters and lines from PDFium, page by page."""

from __future__ import annotations

from parsers.pdf.pdf_reader import read_pdf

__all__ = ["read_pdf"]
