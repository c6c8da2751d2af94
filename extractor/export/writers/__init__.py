"""The tables in one format each; every module has a Collector (extractor.export.collecting).

per_table.py         what formats with one file per table have in common
jsonl_files.py       JSON Lines: jsonl/indikator.jsonl and so on
parquet_files.py     Parquet: parquet/indikator.parquet and so on
package_files.py     a Frictionless Data Package: datapackage/
sqlite_file.py       a SQLite database: cermat.sqlite
workbook.py          a workbook for people: cermat.xlsx (workbook_sheet.py: one of its sheets, row_links.py: where
                     the links of a row lead)
markdown_file.py     a page to read: cermat.md
"""
