"""Decisions of people about documents: kept apart from what the machine read, and applied to it.

decision_log.py is the file (suntingan.jsonl), decision_history.py says which decisions are in force and which document
they are about. anchors.py writes down what was at a place, place_search.py finds it again in another reading.
field_edits.py and row_edits.py change a document, decided_document.py applies all decisions to one;
table_instructions.py hands what people said of tables to the interpretation. decided_results.py keeps what the machine
read beside what was made of it.
"""
