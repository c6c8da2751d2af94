"""Drawn performance trees (pohon kinerja, cascading) of invented offices with their gold, and charts that are no trees.

habits.py draws the habits of a document from its seed, forest.py writes its goals, node_boxes.py and placing.py lay
them out as a Scene (boxes and lines in points), wiring.py joins them, other_charts.py draws what is no tree. as_pdf.py,
as_docx.py, as_sheet.py and as_cells.py write a Scene as the programs of offices do; documents.py puts them together.
"""
