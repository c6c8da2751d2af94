"""The OCR engines by name: what is installed (for `cermat doctor`), and loading one.

Engines are imported when they are asked for, so that a missing library of one is no trouble for the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

from parsers.scan.ocr_engine import OcrEngine
from schemas.errors import MissingComponent

DEFAULT_ENGINE = "rapidocr"


@dataclass(frozen=True, slots=True)
class EngineState:
    """What `cermat doctor` says of an engine."""

    name: str
    version: str | None  # None: not installed
    default: bool
    remedy: str | None  # how to get it, where it or its data is missing


def available_engines() -> tuple[EngineState, ...]:
    """Every engine that Cermat knows, installed or not; loads no model."""
    return tuple(entry.state() for entry in _ENGINES.values())


def load_engine(name: str | None = None) -> OcrEngine:
    """The engine `name`, or the embedded default. Raises MissingComponent where it is unknown or not installed."""
    entry = _ENGINES.get(name or DEFAULT_ENGINE)
    if entry is None:
        known = ", ".join(_ENGINES)
        raise MissingComponent(f"There is no OCR engine named {name!r}.", remedy=f"Choose one of: {known}.")
    state = entry.state()
    if state.version is None or state.remedy is not None:
        raise MissingComponent(f"The OCR engine {entry.name} is not ready for use.", remedy=state.remedy)
    return entry.load()


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    packages: tuple[str, ...]  # distribution names; the first one's version is the engine's
    remedy: str
    load: Callable[[], OcrEngine]
    data_remedy: Callable[[], str | None]  # what to do about missing models or languages; None: all there

    def state(self) -> EngineState:
        versions = [_version(package) for package in self.packages]
        ready = all(version is not None for version in versions)
        return EngineState(
            name=self.name,
            version=versions[0],
            default=self.name == DEFAULT_ENGINE,
            remedy=self.data_remedy() if ready else self.remedy,
        )


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _load_ppocr() -> OcrEngine:
    from parsers.scan.ppocr_engine import PpOcrEngine

    return PpOcrEngine()


def _load_tesseract() -> OcrEngine:
    from parsers.scan.tesseract_engine import TesseractEngine

    return TesseractEngine()


def _ppocr_data() -> str | None:
    from parsers.scan.ppocr_engine import model_path

    if not model_path().is_file():
        return "Install the package again, its model file is gone: pip install --force-reinstall rapidocr"
    return None


def _tesseract_data() -> str | None:
    from parsers.scan.tesseract_engine import missing_languages

    missing = missing_languages()
    if not missing:
        return None
    return f"Install the language data {', '.join(missing)} (Debian: tesseract-ocr-ind) or set TESSDATA_PREFIX."


_ENGINES: dict[str, _Entry] = {
    "rapidocr": _Entry(
        name="rapidocr",
        packages=("rapidocr", "onnxruntime"),
        remedy="pip install rapidocr onnxruntime",
        load=_load_ppocr,
        data_remedy=_ppocr_data,
    ),
    "tesseract": _Entry(
        name="tesseract",
        packages=("tesserocr",),
        remedy="pip install tesserocr, and install the system's language data for Indonesian.",
        load=_load_tesseract,
        data_remedy=_tesseract_data,
    ),
}
