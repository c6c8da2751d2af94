"""Bytes to Transcript: one reader per format, one waist."""
