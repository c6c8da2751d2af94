"""Transcript to Document to files, and what people run."""
