"""The OCR engines by name: what is installed (for `cermat doctor`), and loading one.

Engines are imported when they are asked for, so that a missing library of one is no trouble for the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

from parsers.scan.ocr_engine import OcrEngine
from schemas.errors import Cause, MissingComponent, cause

DEFAULT_ENGINE = "rapidocr"


@dataclass(frozen=True, slots=True)
class EngineState:
    """What `cermat doctor` says of an engine."""

    name: str
    version: str | None  # None: not installed
    default: bool
    trouble: Cause | None  # what is missing of it or its data, and how to get that


def available_engines() -> tuple[EngineState, ...]:
    """Every engine that Cermat knows, installed or not; loads no model."""
    return tuple(entry.state() for entry in _ENGINES.values())


def load_engine(name: str | None = None) -> OcrEngine:
    """The engine `name`, or the embedded default. Raises MissingComponent where it is unknown or not installed."""
    entry = _ENGINES.get(name or DEFAULT_ENGINE)
    if entry is None:
        known = ", ".join(_ENGINES)
        raise MissingComponent("no_such_engine", remedy="choose_engine", engine=name, known=known)
    state = entry.state()
    if state.trouble is not None:
        raise MissingComponent.of(state.trouble)
    return entry.load()


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    packages: tuple[str, ...]  # distribution names; the first one's version is the engine's
    remedy: str  # key in [remedy] of schemas/data/errors.toml: how to install it
    load: Callable[[], OcrEngine]
    data_trouble: Callable[[], Cause | None]  # missing models or languages; None: all there

    def state(self) -> EngineState:
        versions = [_version(package) for package in self.packages]
        ready = all(version is not None for version in versions)
        return EngineState(
            name=self.name,
            version=versions[0],
            default=self.name == DEFAULT_ENGINE,
            trouble=self.data_trouble() if ready else cause("engine_not_ready", self.remedy, engine=self.name),
        )


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _load_ppocr() -> OcrEngine:
    from parsers.scan.cascade_engine import CascadeEngine
    from parsers.scan.ppocr_engine import QUICK_MODEL, PpOcrEngine

    return CascadeEngine(PpOcrEngine(QUICK_MODEL), PpOcrEngine())


def _load_tesseract() -> OcrEngine:
    from parsers.scan.tesseract_engine import TesseractEngine

    return TesseractEngine()


def _ppocr_data() -> Cause | None:
    from parsers.scan.ppocr_engine import model_path

    if not model_path().is_file():
        return cause("engine_not_ready", "reinstall_ppocr", engine="rapidocr")
    return None


def _tesseract_data() -> Cause | None:
    from parsers.scan.tesseract_engine import missing_languages

    missing = missing_languages()
    if not missing:
        return None
    return cause("engine_not_ready", "install_languages", engine="tesseract", languages=", ".join(missing))


_ENGINES: dict[str, _Entry] = {
    "rapidocr": _Entry(
        name="rapidocr",
        packages=("rapidocr", "onnxruntime"),
        remedy="install_ppocr",
        load=_load_ppocr,
        data_trouble=_ppocr_data,
    ),
    "tesseract": _Entry(
        name="tesseract",
        packages=("tesserocr",),
        remedy="install_tesseract",
        load=_load_tesseract,
        data_trouble=_tesseract_data,
    ),
}
