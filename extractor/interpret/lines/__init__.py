"""What a single text says: labels, headings, list items, the wording of entries; words of extractor/data."""
