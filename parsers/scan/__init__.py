"""Scanned pages: rasters in, words and rulings out.

What other readers use:

- `recognise(image, dpi, page_number, engine)` gives words and rulings of one page raster.
- `load_engine(name)` gives the engine once per document; `available_engines()` says what is installed.
- `recognise_page(picture, options)` does the same for a page that the PDF reader hands over.
- `read_image(path, options)` reads picture files.
"""

from parsers.scan.engine_registry import EngineState, available_engines, load_engine
from parsers.scan.image_reader import read_image
from parsers.scan.ocr_engine import OcrEngine
from parsers.scan.pdf_page_ocr import recognise_page
from parsers.scan.scan_page import recognise

__all__ = ["EngineState", "OcrEngine", "available_engines", "load_engine", "read_image", "recognise", "recognise_page"]
