"""What becomes of a page on its way through printers, copiers, fax machines and scanners, as a PDF of pictures.

A rendering is a resolution and steps, each a function of the picture and a source of chance; the same seed gives the
same bytes. Pictures are rows x columns x 3 (RGB) until a step makes them gray; 0 is black, 255 white.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]
Step = Callable[[Picture, np.random.Generator, float], Picture]
"""Takes the picture, chance and the resolution in dpi."""

STAMP_INK, PEN_INK = (70, 60, 170), (30, 40, 110)  # RGB


def _as_picture(values: NDArray[np.floating]) -> Picture:
    return np.asarray(np.clip(values, 0, 255), dtype=np.uint8)


def gray(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
    return page if page.ndim == 2 else np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def skew(most: float) -> Step:
    """Turned by at most so many degrees."""

    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        height, width = (int(side) for side in page.shape[:2])
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(chance.uniform(-most, most)), 1.0)
        white = (255, 255, 255)
        turned = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=white)
        return np.asarray(turned, dtype=np.uint8)

    return step


def blur(points: float) -> Step:
    """`points`: standard deviation."""

    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        return np.asarray(cv2.GaussianBlur(page, (0, 0), points * dpi / 72), dtype=np.uint8)

    return step


def noise(deviation: float) -> Step:
    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        return _as_picture(page.astype(np.float32) + chance.normal(0, deviation, page.shape))

    return step


def jpeg(quality: int) -> Step:
    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        packed = io.BytesIO()
        Image.fromarray(page).save(packed, "JPEG", quality=quality)
        return np.asarray(Image.open(packed), dtype=np.uint8)

    return step


def shadow(darkest: float) -> Step:
    """Light that falls off to one side and to one end, down to `darkest` of the paper's white."""

    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        height, width = page.shape[:2]
        across = np.linspace(0, 1, width, dtype=np.float32)[:: 1 if chance.random() < 0.5 else -1]
        down = np.linspace(0, 1, height, dtype=np.float32)[:: 1 if chance.random() < 0.5 else -1]
        light = 1 - (1 - darkest) * (0.6 * across[None, :] ** 2 + 0.4 * down[:, None])
        return _as_picture(page.astype(np.float32) * (light if page.ndim == 2 else light[..., None]))

    return step


def faint(least: int) -> Step:
    """Ink that is no darker than `least`."""

    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        return _as_picture(least + page.astype(np.float32) * (255 - least) / 255)

    return step


def bilevel(threshold: int) -> Step:
    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        return np.where(page < threshold, 0, 255).astype(np.uint8)

    return step


def strokes(grown: int) -> Step:
    """Ink that spreads (positive) or is eaten away (negative), by so many pixels at the edges that chance picks."""

    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        kernel = np.ones((2, 2), np.uint8)
        other = cv2.erode(page, kernel, iterations=grown) if grown > 0 else cv2.dilate(page, kernel, iterations=-grown)
        patches = cv2.GaussianBlur(chance.normal(0, 1, page.shape).astype(np.float32), (0, 0), dpi / 100)
        return np.where(patches > 0, other, page).astype(np.uint8)

    return step


def specks(per_square_inch: float) -> Step:
    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        height, width = page.shape[:2]
        page, black = page.copy(), _is_bilevel(page)
        for _ in range(int(per_square_inch * height * width / dpi**2)):
            size = int(chance.integers(1, max(2, int(dpi) // 70) + 1))
            y, x = int(chance.integers(0, height)), int(chance.integers(0, width))
            page[y : y + size, x : x + size] = 0 if black else int(chance.integers(0, 120))
        return page

    return step


def black_edges(inches: float) -> Step:
    """Where the copier's lid was open."""

    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        page = page.copy()
        wide = [int(inches * dpi * chance.uniform(0.2, 1)) for _ in range(2)]
        page[:, : wide[0]] = 0
        page[page.shape[0] - wide[1] :, :] = 0
        return page

    return step


def broken_lines(share: float) -> Step:
    """Streaks without ink that run down and across the page and break rulings; `share`: of a line, about."""

    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        page = page.copy()
        thin = max(1, round(dpi / 150))
        long = np.ones((1, round(dpi / 2)), np.uint8)
        for kernel in (long, long.T):
            lines = cv2.morphologyEx(np.where(page < 128, 255, 0).astype(np.uint8), cv2.MORPH_OPEN, kernel)
            gaps = cv2.GaussianBlur(chance.normal(0, 1, page.shape[:2]).astype(np.float32), (0, 0), dpi / 25)
            gone = (lines > 0) & (gaps > np.quantile(gaps, 1 - share))
            page[cv2.dilate(gone.astype(np.uint8), np.ones((thin + 1, thin + 1), np.uint8)) > 0] = 255
        return page

    return step


def stamped(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
    """A round office stamp and a signature, somewhere over the text, in inks that let the print through."""
    height, width = page.shape[:2]
    layer = np.full_like(page, 255)
    x, y = int(chance.uniform(0.2, 0.8) * width), int(chance.uniform(0.2, 0.8) * height)
    thick = max(1, round(dpi / 60))
    for radius in (0.62, 0.5):
        cv2.circle(layer, (x, y), round(radius * dpi), STAMP_INK, thick)
    cv2.putText(layer, "DINAS", (x - round(0.35 * dpi), y), cv2.FONT_HERSHEY_DUPLEX, dpi / 110, STAMP_INK, thick)
    steps = np.cumsum(chance.normal((0.06, 0), (0.05, 0.12), (24, 2)), axis=0) * dpi
    path = (steps + np.array((x - 0.9 * dpi, y))).astype(np.int32)
    cv2.polylines(layer, [path.reshape(-1, 1, 2)], False, PEN_INK, thick)
    return _as_picture(page.astype(np.float32) * layer / 255)


def sideways(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
    return np.ascontiguousarray(np.rot90(page, int(chance.choice((1, 3)))))


def low_lines(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
    """Half the lines, as a fax machine sends in its coarse mode, stretched to full height again."""
    half = cv2.resize(page, None, fx=1, fy=0.6, interpolation=cv2.INTER_AREA)
    back = cv2.resize(half, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(back, dtype=np.uint8)


def bent(inches: float) -> Step:
    """A page that does not lie flat: its lines rise and fall by so much."""

    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        height, width = page.shape[:2]
        xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        wave = np.sin(xs / width * np.pi * chance.uniform(0.7, 1.3) + chance.uniform(0, np.pi))
        lifted = (ys + inches * dpi * wave).astype(np.float32)
        flat = cv2.remap(page, xs, lifted, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,) * 3)
        return np.asarray(flat, dtype=np.uint8)

    return step


def shine_through(darkest: int) -> Step:
    """The back of thin paper, mirrored: here the page itself upside down."""

    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        back = cv2.GaussianBlur(np.asarray(page[::-1]), (0, 0), dpi / 90)
        back = np.asarray(np.roll(back, int(chance.integers(5, 40)), axis=0), dtype=np.uint8)
        return np.minimum(page, faint(darkest)(back, chance, dpi))

    return step


def dithered(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
    """Gray as patterns of black dots, as scanners made for text and pictures send it."""
    return np.asarray(Image.fromarray(page).convert("1").convert("L"), dtype=np.uint8)


def streaks(count: int, darkness: int) -> Step:
    """Dark hairs that run down the whole page, from dirt on a copier's glass."""

    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        page = page.copy()
        for _ in range(count):
            x, wide = int(chance.integers(0, page.shape[1])), max(1, round(dpi / 150))
            page[:, x : x + wide] = np.minimum(page[:, x : x + wide], darkness)
        return page

    return step


def low_toner(most: int) -> Step:
    """Bands across the page in which ink is up to `most` gray levels lighter."""

    def step(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
        rows = cv2.GaussianBlur(chance.normal(0, 1, (page.shape[0], 1)).astype(np.float32), (0, 0), dpi / 2)
        lighter = most * np.clip(rows / max(1e-6, float(np.abs(rows).max())), 0, 1)
        return _as_picture(page.astype(np.float32) + lighter * (255 - page.astype(np.float32)) / 255)

    return step


def yellowed(page: Picture, chance: np.random.Generator, dpi: float) -> Picture:
    """Old paper; the page must still be in colour."""
    return _as_picture(page.astype(np.float32) * np.array([0.97, 0.9, 0.72], dtype=np.float32))


@dataclass(frozen=True)
class Rendering:
    name: str
    dpi: int
    steps: tuple[Step, ...]

    def pdf(self, digital: bytes, seed: int) -> bytes:
        """The pages of the PDF `digital` as pictures in a PDF without text."""
        chance = np.random.default_rng(seed)
        source = pypdfium2.PdfDocument(digital)
        pages = []
        for page in source:
            picture = np.asarray(page.render(scale=self.dpi / 72).to_pil().convert("RGB"), dtype=np.uint8)
            for step in self.steps:
                picture = step(picture, chance, self.dpi)
            image = Image.fromarray(picture)
            pages.append(image.convert("1", dither=Image.Dither.NONE) if _is_bilevel(picture) else image)
        source.close()
        packed = io.BytesIO()
        # Pillow packs 1-bit pages as CCITT and others as JPEG; the damage that counts is done by the steps.
        kept = {} if pages[0].mode == "1" else {"quality": 90}
        pages[0].save(packed, "PDF", resolution=self.dpi, save_all=True, append_images=pages[1:], **kept)
        return packed.getvalue()


def _is_bilevel(picture: Picture) -> bool:
    return picture.ndim == 2 and bool(np.isin(picture, (0, 255)).all())


DEVELOPMENT = (
    Rendering("scan300", 300, (skew(0.5), gray, blur(0.1), noise(4), jpeg(60))),
    Rendering("scan200", 200, (skew(1.0), gray, blur(0.15), noise(5), jpeg(50))),
    Rendering("scan150", 150, (skew(0.7), gray, blur(0.3), noise(5), jpeg(45))),
    Rendering("uneven200", 200, (skew(1.0), gray, faint(60), shadow(0.6), noise(6), jpeg(50))),
    Rendering("stamped200", 200, (stamped, skew(0.8), blur(0.15), noise(4), jpeg(55))),
    Rendering("sideways200", 200, (gray, blur(0.15), noise(4), jpeg(55), sideways, skew(0.8))),
    Rendering("fax200", 200, (skew(0.8), gray, blur(0.2), noise(12), bilevel(150), broken_lines(0.12), specks(2))),
    Rendering("copy300", 300, (skew(0.6), gray, blur(0.25), noise(8), bilevel(170), strokes(1), black_edges(0.3))),
    Rendering("scan240", 240, (skew(1.4), gray, blur(0.2), noise(8), jpeg(40))),
    Rendering("faint150", 150, (skew(0.5), gray, faint(110), blur(0.22), noise(6), jpeg(60))),
    Rendering("dirty200", 200, (stamped, gray, skew(1.2), shadow(0.5), specks(4), noise(9), jpeg(35))),
    Rendering("fax-coarse", 200, (skew(0.5), gray, low_lines, bilevel(160), broken_lines(0.2), specks(3))),
    Rendering("copy-thin", 240, (skew(1.0), gray, blur(0.15), bilevel(140), strokes(-1), specks(2), sideways)),
    Rendering("copy-of-copy", 200, (gray, blur(0.3), bilevel(165), skew(0.6), blur(0.2), noise(10), bilevel(150))),
)
"""For looking at, and for fitting."""

HELD_APART = (
    Rendering("bent200", 200, (bent(0.04), gray, skew(0.6), shadow(0.55), blur(0.2), noise(7), jpeg(45))),
    Rendering("thin-paper200", 200, (gray, shine_through(200), skew(0.9), blur(0.15), noise(5), jpeg(50))),
    Rendering("dithered200", 200, (gray, faint(40), blur(0.15), skew(0.5), dithered)),
    Rendering("streaks250", 250, (skew(0.7), gray, blur(0.2), streaks(4, 90), noise(9), jpeg(40), sideways)),
    Rendering("low-toner200", 200, (skew(0.8), gray, blur(0.2), low_toner(150), noise(10), bilevel(175), specks(1))),
    Rendering("yellowed180", 180, (yellowed, stamped, skew(1.2), blur(0.2), noise(6), jpeg(35))),
)
"""Only for judging: nothing is made to fit these."""
