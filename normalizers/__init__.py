"""One printed text -> its value, and what was changed by which rule: one module for each kind of value."""
