"""Line crops in, glyphs out: the optional second engine, Tesseract (LSTM) through tesserocr.

Indonesian and English data are used together: the Indonesian data alone lacks % and other characters of targets.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from parsers.scan.alphabet import fold
from parsers.scan.ocr_engine import Glyph, LineReading
from parsers.scan.raster import GrayImage

LANGUAGES = ("ind", "eng")
USUAL_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    r"C:\Program Files\Tesseract-OCR\tessdata",
)


def data_folder() -> Path | None:
    """The folder with the language data; None where there is none. TESSDATA_PREFIX goes first."""
    named = os.environ.get("TESSDATA_PREFIX")
    places = ([named, os.path.join(named, "tessdata")] if named else []) + list(USUAL_FOLDERS)
    for place in places:
        folder = Path(place)
        if any((folder / f"{language}.traineddata").is_file() for language in LANGUAGES):
            return folder
    return None


def missing_languages() -> list[str]:
    """Those of LANGUAGES whose data is not there."""
    folder = data_folder()
    return [language for language in LANGUAGES if folder is None or not (folder / f"{language}.traineddata").is_file()]


class TesseractEngine:
    """An OcrEngine. Raises ImportError where tesserocr is not installed."""

    def __init__(self) -> None:
        import tesserocr

        self._library = tesserocr
        self._api = tesserocr.PyTessBaseAPI(
            path=str(data_folder()), lang="+".join(LANGUAGES), psm=tesserocr.PSM.SINGLE_LINE
        )

    @property
    def name(self) -> str:
        """See OcrEngine."""
        return "tesseract"

    @property
    def version(self) -> str:
        """Version of the Tesseract library."""
        return str(self._library.tesseract_version()).split()[1]

    def read_lines(self, lines: Sequence[GrayImage]) -> list[LineReading]:
        """See OcrEngine. Each crop is read as one text line (PSM.SINGLE_LINE)."""
        return [self._read(line) for line in lines]

    def _read(self, line: GrayImage) -> LineReading:
        self._api.SetImage(Image.fromarray(line))
        self._api.Recognize()
        glyphs: list[Glyph] = []
        symbol, word = self._library.RIL.SYMBOL, self._library.RIL.WORD
        iterator = self._api.GetIterator()
        if iterator is None:
            return LineReading(())
        for place in self._library.iterate_level(iterator, symbol):
            text = place.GetUTF8Text(symbol)
            box = place.BoundingBox(symbol)
            if not text or box is None:
                continue
            if glyphs and place.IsAtBeginningOf(word):
                glyphs.append(Glyph(" ", (glyphs[-1].x + box[0]) / 2, 1.0))
            confidence = place.Confidence(symbol) / 100.0
            for character in text:
                folded = fold(character)
                if folded is not None:
                    glyphs.append(Glyph(folded, (box[0] + box[2]) / 2, confidence))
        return LineReading(tuple(glyphs))
