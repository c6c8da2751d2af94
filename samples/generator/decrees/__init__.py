"""The decrees, one module each; every office, place and person in them is invented."""
