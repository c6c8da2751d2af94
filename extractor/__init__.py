"""Transcript to Document to files, and what people run."""

import parsers  # noqa: F401 - first of all: it turns off what the OCR runtime would report over the network
