"""OCR text, Markdown and plain text in, a Reading out."""

from parsers.text.text_reader import read_text

__all__ = ["read_text"]
