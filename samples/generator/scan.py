"""A page of a PDF as an office scanner would deliver it: a little skewed, a little uneven, a little noisy."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

POINTS_PER_INCH = 72
PAPER = 247  # gray of the paper, 0 black to 255 white


@dataclass(frozen=True)
class Damage:
    """What the scanner did. The same seed gives the same specks."""

    seed: int
    skew_degrees: float = 0.4
    noise: float = 5.0  # standard deviation in gray levels
    specks_per_megapixel: int = 12
    blur_pixels: float = 0.5
    shadow: float = 0.06  # how much darker the left edge is, as a share


def render_scan(pdf: bytes, page: int, dpi: int, damage: Damage) -> Image.Image:
    """Page `page` (0-based) of `pdf` as an 8-bit gray picture with `damage`."""
    document = pdfium.PdfDocument(pdf)
    try:
        clean = document[page].render(scale=dpi / POINTS_PER_INCH, grayscale=True).to_pil().convert("L")
    finally:
        document.close()
    turned = clean.rotate(damage.skew_degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(damage.blur_pixels))
    ink = np.asarray(soft, dtype=np.float32) * (PAPER / 255)
    height, width = ink.shape
    random = np.random.default_rng(damage.seed)
    ink *= np.linspace(1 - damage.shadow, 1, width, dtype=np.float32)[np.newaxis, :]
    ink += random.normal(0, damage.noise, ink.shape).astype(np.float32)
    for _ in range(int(damage.specks_per_megapixel * height * width / 1e6)):
        y, x = int(random.integers(2, height - 2)), int(random.integers(2, width - 2))
        ink[y : y + 2, x : x + 2] = random.integers(60, 160)
    return Image.fromarray(np.clip(ink, 0, 255).astype(np.uint8), mode="L")


def as_pdf(picture: Image.Image, dpi: int, quality: int = 55) -> bytes:
    """The picture as the only thing on a PDF page of its size, compressed as JPEG."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=quality, dpi=(dpi, dpi))
    jpeg.seek(0)
    width, height = (pixels * POINTS_PER_INCH / dpi for pixels in picture.size)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1)
    canvas.drawImage(ImageReader(jpeg), 0, 0, width, height)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def as_png(picture: Image.Image, dpi: int, levels: int = 8) -> bytes:
    """The picture with `levels` grays, which keeps it small."""
    buffer = io.BytesIO()
    picture.quantize(levels).save(buffer, "PNG", optimize=True, dpi=(dpi, dpi))
    return buffer.getvalue()
