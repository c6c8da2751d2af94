"""HTML pages as web applications print them: one page of lines and tables. Nothing that a page names is fetched."""

from parsers.html.html_reader import read_html

__all__ = ["read_html"]
