"""Checks of a finished document, one module per thing that is looked at. Each yields findings and changes nothing."""
