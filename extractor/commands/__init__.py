"""The commands of `cermat`, one module each."""
