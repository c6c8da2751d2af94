"""From a Transcript to what it says: sections, tables, rows and the decree's head, in the words as printed."""
