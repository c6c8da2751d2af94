"""DOCX and DOCM files, read with python-docx and lxml."""

from parsers.docx.reader import read_docx

__all__ = ["read_docx"]
