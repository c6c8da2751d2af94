"""Office files that no library reads directly: DOC, RTF and old spreadsheets by LibreOffice, encrypted ones decrypted.

libreoffice.py runs the conversion within limits, converted.py reads what comes of it, decryption.py opens files with a
password.
"""
