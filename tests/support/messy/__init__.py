"""Messy tables of invented offices, with the rows that a reader would write down, for property tests."""
