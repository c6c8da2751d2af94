"""HTML pages as web applications print them: one page of lines and tables. Nothing that a page names is fetched."""
