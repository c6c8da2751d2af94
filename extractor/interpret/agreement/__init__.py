"""Performance agreements (PK): who the two parties are, and the list of programmes with their money."""
