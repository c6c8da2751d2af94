"""From a Transcript to what it says: sections, rows, cascades and the decree preamble, in the words as printed.

Each package imports only from those to its right:
sections, table_context, table_findings | decree -> rows -> flow -> cascade -> tables -> lines.
"""
