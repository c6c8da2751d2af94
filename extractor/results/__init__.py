"""An output folder as a set of documents: the one place from which tables, reports and comparisons read them.

document_set.py      all documents of a folder, in order, one at a time: JSON files, and what only the journal has
decided_results.py   the decisions of people about them, and what the machine read
result_files.py      which files of a folder are documents, and one of them loaded
"""
