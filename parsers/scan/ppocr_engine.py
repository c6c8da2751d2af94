"""Line crops in, glyphs out: the embedded engine, the PP-OCRv6 recogniser of the rapidocr wheel, run by onnxruntime.

A convolutional network with CTC output; decoding is greedy over the characters that decrees are printed with.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib import metadata, util
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from parsers.scan.alphabet import fold
from parsers.scan.ocr_engine import Glyph, LineReading
from parsers.scan.raster import GrayImage

MODEL_FILE = "PP-OCRv6_rec_small.onnx"
QUICK_MODEL = Path(__file__).parent / "data" / "quick_recogniser.onnx"
"""The PP-OCRv6 tiny recogniser, cut down to the alphabet (quick_recogniser.NOTICE.txt)."""
CHARACTERS = "character"  # property of the models that lists the characters of their classes, one a line
INPUT_HEIGHT = 48  # pixels, fixed by the model
STRIDE = 8  # input pixels per output step, fixed by the model
MIN_WIDTH = 64  # pixels; narrower input makes the model miss lone characters
MAX_WIDTH = 3200  # pixels; a line as long as this would be hundreds of characters
BATCH_WIDTH = 640  # pixels of all lines of one batch together: larger ones take more memory, and more time too
WIDTH_STEP = 32  # pixels; lines are padded to multiples and share a batch with equal ones: much white hides "1"
BLANK = 0  # class of the CTC blank
LOG_ERRORS = 3  # onnxruntime's severity level: errors and worse
UNSURE_BELOW = 0.97  # confidence of a glyph of which other readings are kept
LEAST_OTHER, MOST_OTHERS = 0.01, 4  # score and number of these
MID_GRAY = 127.5  # gray levels 0..255 become -1..1


@cache
def model_path() -> Path:
    """The recogniser's model inside the installed rapidocr package; importing the package itself is not needed."""
    spec = util.find_spec("rapidocr")
    folders = (spec.submodule_search_locations if spec else None) or ["."]
    return Path(folders[0]) / "models" / MODEL_FILE


class PpOcrEngine:
    """An OcrEngine. One thread per engine: pages are read side by side by processes, never by threads within a line."""

    def __init__(self, path: Path | None = None) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # an arena keeps the memory of the widest line for ever
        options.log_severity_level = LOG_ERRORS
        self._session = onnxruntime.InferenceSession(
            str(path or model_path()), sess_options=options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name
        listed = self._session.get_modelmeta().custom_metadata_map[CHARACTERS].split("\n")
        characters = ["", *listed, *([] if " " in listed else [" "])]
        folded = {i: "" if i == BLANK else fold(c) for i, c in enumerate(characters)}
        kept = sorted((text, i) for i, text in folded.items() if text is not None)
        self._columns: NDArray[np.intp] = np.array([i for _, i in kept], dtype=np.intp)
        texts = [text for text, _ in kept]
        starts = [n for n, text in enumerate(texts) if n == 0 or text != texts[n - 1]]
        self._starts: NDArray[np.intp] = np.array(starts, dtype=np.intp)
        self._characters = [texts[n] for n in starts]  # the CTC blank is "" and comes first
        self._space = self._characters.index(" ")

    @property
    def name(self) -> str:
        """See OcrEngine."""
        return "rapidocr"

    @property
    def version(self) -> str:
        """Version of the rapidocr package."""
        return metadata.version("rapidocr")

    def read_lines(self, lines: Sequence[GrayImage]) -> list[LineReading]:
        """See OcrEngine. Lines of about the same width go through the model together."""
        widths = [_input_width(line) for line in lines]
        readings: list[LineReading] = [LineReading(())] * len(lines)
        batch: list[int] = []
        for index in sorted(range(len(lines)), key=lambda i: widths[i]):
            width = _padded(widths[index])
            full = (len(batch) + 1) * width > BATCH_WIDTH
            if batch and (full or _padded(widths[batch[0]]) != width):
                self._read_batch(lines, widths, batch, readings)
                batch = []
            batch.append(index)
        if batch:
            self._read_batch(lines, widths, batch, readings)
        return readings

    def _read_batch(
        self,
        lines: Sequence[GrayImage],
        widths: Sequence[int],
        batch: Sequence[int],
        readings: list[LineReading],
    ) -> None:
        width = _padded(max(widths[i] for i in batch))
        tensor = np.ones((len(batch), 3, INPUT_HEIGHT, width), dtype=np.float32)
        for place, index in enumerate(batch):
            tensor[place, :, :, : widths[index]] = _normalised(lines[index], widths[index])
        scores = self._session.run(None, {self._input: tensor})[0]
        for place, index in enumerate(batch):
            scale = lines[index].shape[1] / widths[index]
            readings[index] = self._decode(scores[place], scale)

    def _decode(self, scores: NDArray[np.float32], scale: float) -> LineReading:
        """Greedy CTC over the allowed characters, each with the scores of its look-alikes.

        `scores`: (steps, classes) probabilities; `scale`: pixels of the line crop per pixel of the model's input.
        """
        allowed = np.add.reduceat(scores[:, self._columns], self._starts, axis=1)
        best = allowed.argmax(axis=1)
        sure = allowed.max(axis=1)
        glyphs: list[Glyph] = []
        step = 0
        while step < len(best):
            end = step + 1
            while end < len(best) and best[end] == best[step]:
                end += 1
            if best[step] != BLANK:
                middle = (step + end) / 2 * STRIDE * scale
                peak = float(min(1.0, sure[step:end].max()))
                others = self._others(allowed[step:end], int(best[step])) if peak < UNSURE_BELOW else ()
                glyphs.append(Glyph(self._characters[best[step]], middle, peak, others))
            step = end
        return LineReading(tuple(glyphs), self._omitted(allowed, best))

    def _omitted(self, scores: NDArray[np.float32], best: NDArray[np.intp]) -> float:
        """The highest score of a letter where a blank or a space was read, other than the glyphs on both sides of it.

        `scores`: (steps, characters); `best`: the character that was read in each step.
        """
        steps = np.arange(len(best))
        empty = (best == BLANK) | (best == self._space)
        before = np.maximum.accumulate(np.where(empty, 0, steps))
        behind = np.minimum.accumulate(np.where(empty, len(best) - 1, steps)[::-1])[::-1]
        letters = scores[empty]
        if not len(letters):
            return 0.0
        row = np.arange(len(letters))
        letters[:, [BLANK, self._space]] = 0.0
        letters[row, best[before[empty]]] = 0.0
        letters[row, best[behind[empty]]] = 0.0
        return float(min(1.0, letters.max()))

    def _others(self, scores: NDArray[np.float32], best: int) -> tuple[tuple[str, float], ...]:
        """What a glyph may be instead of `best`, the likeliest first. `scores`: (its steps, characters); the blank's is
        the least of its steps, since it stands on both sides of any glyph."""
        highest = scores.max(axis=0)
        highest[BLANK] = scores[:, BLANK].min()
        order = np.argsort(-highest)[: MOST_OTHERS + 1]
        return tuple(
            (self._characters[i], float(min(1.0, highest[i])))
            for i in order.tolist()
            if i != best and highest[i] >= LEAST_OTHER
        )


def _input_width(line: GrayImage) -> int:
    height, width = int(line.shape[0]), int(line.shape[1])
    return max(1, min(MAX_WIDTH, math.ceil(width * INPUT_HEIGHT / height)))


def _padded(width: int) -> int:
    return max(MIN_WIDTH, math.ceil(width / WIDTH_STEP) * WIDTH_STEP)


def _normalised(line: GrayImage, width: int) -> NDArray[np.float32]:
    shrinks = line.shape[0] > INPUT_HEIGHT
    resized = cv2.resize(line, (width, INPUT_HEIGHT), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
    return np.asarray(resized, dtype=np.float32) / MID_GRAY - 1.0
