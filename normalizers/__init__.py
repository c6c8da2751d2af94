"""Text to text, and what was changed by which rule."""
