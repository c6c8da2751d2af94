"""The tables in a database, by SQLAlchemy: PostgreSQL, MySQL, SQL Server, SQLite and others.

database_schema.py   the tables with their types and keys, as databases have them
database_load.py     documents into them, one transaction for each
"""
