"""Pages to one flow of lines, indicator tables over their pages, cascades, and tables that are excluded."""
