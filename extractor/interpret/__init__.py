"""From a Transcript to what it says: sections, tables, rows and the decree preamble, in the words as printed."""
