"""OpenDocument: texts (ODT) as one page of lines and tables, and what the spreadsheets (ODS) share with them.

odf_package.py opens the package within limits, odf_text.py reads what a paragraph shows, odt_reader.py walks through a
text, odf_lists.py counts its lists, mathml.py reads its formulas.
"""

from parsers.odf.odt_reader import read_odt

__all__ = ["read_odt"]
