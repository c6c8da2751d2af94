"""`cermat review`: the local page on which a person settles doubtful cells.

review_session.py is what the page works on: documents of an output folder, decisions, progress. review_items.py says
what of a document needs a person, review_cards.py what is shown of one thing, page_views.py and source_tables.py how it
looks on paper, source_files.py where the files are. reread.py has a file read again as a person said of its tables.
review_web.py is the page (templates, style and script are in extractor/data), review_guard.py who may ask for it, and
review_server.py the server.
"""
