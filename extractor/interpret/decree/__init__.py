"""The decree preamble: number, subject, date, office, region, and who signed."""
