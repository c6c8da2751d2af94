"""DOCX and DOCM files in, a Reading out (python-docx and lxml)."""

from parsers.docx.docx_reader import read_docx

__all__ = ["read_docx"]
