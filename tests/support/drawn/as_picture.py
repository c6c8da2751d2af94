"""Pages of a PDF as a scanner gives them (a PDF of pictures), or as a picture that someone sends around (PNG)."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
from PIL import Image

SCAN_DPI, PICTURE_DPI = 200, 170
NOISE = 6.0  # standard deviation of gray levels
MOST_SKEW = 0.8  # degrees


def scan(pdf: bytes, seed: int, colour: bool) -> bytes:
    """The pages as noisy pictures in a PDF without text; the same seed gives the same noise."""
    rng = np.random.default_rng(seed)
    pages = [_noisy(page, rng, colour) for page in _pages(pdf, SCAN_DPI)]
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", resolution=SCAN_DPI, save_all=True, append_images=pages[1:], quality=70)
    return buffer.getvalue()


def picture(pdf: bytes) -> bytes:
    """The first page as PNG."""
    buffer = io.BytesIO()
    _pages(pdf, PICTURE_DPI)[0].save(buffer, "PNG", dpi=(PICTURE_DPI, PICTURE_DPI))
    return buffer.getvalue()


def _pages(pdf: bytes, dpi: int) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    return [document[i].render(scale=dpi / 72).to_pil().convert("RGB") for i in range(len(document))]


def _noisy(page: Image.Image, rng: np.random.Generator, colour: bool) -> Image.Image:
    skewed = page.rotate(rng.uniform(-MOST_SKEW, MOST_SKEW), Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    pixels = np.asarray(skewed if colour else skewed.convert("L"), dtype=np.float32)
    pixels = np.clip(pixels * 0.95 + rng.normal(5, NOISE, pixels.shape), 0, 255)
    return Image.fromarray(pixels.astype(np.uint8))
