"""Spreadsheets (XLSX, XLSM, XLS, XLSB, ODS): a file becomes Sheets of shown texts, a sheet becomes lines and tables.

spreadsheet_reader.py calls the reader of the format (xlsx_sheets.py, calamine_sheets.py, ods_sheets.py), each of which
gives the same Sheets (sheet_model.py); sheet_layout.py finds tables, titles and notes on a sheet.
"""

from parsers.spreadsheet.spreadsheet_reader import read_ods, read_spreadsheet, read_stored_values

__all__ = ["read_ods", "read_spreadsheet", "read_stored_values"]
