"""Scanned pages: from the picture of a page to words and rulings.

The seam to other readers:

- `recognise(image, dpi, page_number, engine)` gives the RawPage of one page picture.
- `load_engine(name)` gives the engine once per document; `available_engines()` says what is installed.
- `recognise_page(picture, options)` does the same for a page that the PDF reader hands over.
- `read_image(path, options)` reads picture files.
"""

from parsers.scan.engine import EngineState, OcrEngine, available_engines, load_engine
from parsers.scan.image_file import read_image
from parsers.scan.page import recognise
from parsers.scan.pdf_page import recognise_page

__all__ = ["EngineState", "OcrEngine", "available_engines", "load_engine", "read_image", "recognise", "recognise_page"]
