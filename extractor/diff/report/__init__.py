"""Comparisons as reports for people and spreadsheets: one module per format, all from the contract's models."""
