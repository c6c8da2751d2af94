"""Scanned pages: rasters in, words and rulings out.

- `read_image(path, options)` reads picture files, `read_pictures` those that are the pages of one document.
- `recognise_page(picture, options)` reads one page that the PDF reader hands over.

Both come down to `scan_page.recognise`, which is the way of one page through this package:

raster -> background, stamps, streak_removal, filled_areas -> binarisation (components) -> orientation
       -> ruling_detection (ruling_tracing, cell_borders) -> text_lines (noise), underlines -> line_crops
       -> reading_depth, ocr_engine (engine_registry, cascade_engine, ppocr_engine, tesseract_engine), second_reading
       -> bullet_detection -> recognised_words (alphabet)
"""

from parsers.scan.image_reader import read_image, read_pictures
from parsers.scan.pdf_page_ocr import recognise_page

__all__ = ["read_image", "read_pictures", "recognise_page"]
