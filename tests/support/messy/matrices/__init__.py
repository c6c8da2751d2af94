"""Planning matrices of invented offices (Renstra, Renja, RKT, LKjIP, Rencana Aksi, RPJMD, DPA, PK) with their gold.

One seed gives one document: its content, its habits, its tables as DOCX, PDF and scan, and the indicators of every
level that a reader would write down (contract 1.1). Run by hand: python -m tests.support.messy.matrices --help.
"""
