"""PDF files: characters, rulings and figures from PDFium, page by page, laid out by parsers.layout."""

from __future__ import annotations

from parsers.pdf.pdf_reader import read_pdf

__all__ = ["read_pdf"]
