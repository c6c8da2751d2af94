"""Documents as tables: the same tables, columns and values in every format.

table_model.py       which tables there are, with their columns, types, keys and descriptions (data/tables.toml)
row_addresses.py     the id of each row of a document, each once
table_rows.py        a document -> rows of documents, sections, rows, findings and evidence
document_tables.py   a document -> the rows of any table
"""
