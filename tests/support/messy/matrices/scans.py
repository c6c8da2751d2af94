"""Pages of a PDF as a scanner gives them: a little skewed, gray with noise or black and white, without text."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
from PIL import Image

from tests.support.messy.matrices.habits import Look

DPI = 200
NOISE = 6.0  # standard deviation of gray levels
THRESHOLD = 150  # gray level below which a pixel is black


def scan(pdf: bytes, look: Look, seed: int) -> bytes:
    """The pages as pictures in a PDF; the same seed gives the same noise."""
    rng = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(pdf)
    pages = [_page(document[i].render(scale=DPI / 72).to_pil(), look, rng) for i in range(len(document))]
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", resolution=DPI, save_all=True, append_images=pages[1:])
    return buffer.getvalue()


def _page(page: Image.Image, look: Look, rng: np.random.Generator) -> Image.Image:
    gray = page.convert("L")
    if look.skew:
        gray = gray.rotate(look.skew, Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.asarray(gray, dtype=np.float32)
    pixels = np.clip(pixels * 0.94 + rng.normal(6, NOISE, pixels.shape), 0, 255).astype(np.uint8)
    noisy = Image.fromarray(pixels)
    return noisy.point(lambda level: 255 if level > THRESHOLD else 0).convert("1") if look.black else noisy
