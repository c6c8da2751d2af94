"""Tables in the form that another system wants, as a profile (TOML) says: fields, types, constants, a template.

profile_model.py     a profile file, checked
profile_values.py    a row of a table -> the values of the profile's fields
profile_files.py     documents -> the file that the profile names, as JSON, CSV or XLSX
"""
