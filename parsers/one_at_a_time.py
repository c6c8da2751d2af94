"""One lock around what can't be used by two threads: PDFium, and the OCR engines with the models that they hold."""

from __future__ import annotations

import threading

ONE_AT_A_TIME = threading.RLock()
"""Whoever opens a PDF with PDFium holds it until the document is closed; whoever recognises text, while it does."""
