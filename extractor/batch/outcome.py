"""What can become of a file in a run, and the result that the journal keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.errors import (
    Cause,
    CermatError,
    DamagedInput,
    EncryptedInput,
    ExitCode,
    LimitExceeded,
    MissingComponent,
    NothingToRead,
    OutputError,
    SystemTrouble,
    UnsupportedInput,
)

CONFIDENCE_BINS = 10
"""Bars of the histogram of confidences: 0.0 to 0.1, ..., 0.9 to 1.0."""


class Outcome(StrEnum):
    """The values stand in ringkasan.json, gagal.csv and the journal; their names for people are messages."""

    OK = "lengkap"
    PARTIAL = "sebagian"  # read, except for some pages
    NO_INDICATORS = "tanpa_indikator"
    NOT_OPENED = "tidak_terbuka"  # no such file, an empty one, no right to read it
    ENCRYPTED = "terkunci"
    DAMAGED = "rusak"
    UNSUPPORTED = "tidak_didukung"
    LIMIT = "melewati_batas"
    TIMED_OUT = "habis_waktu"
    OUT_OF_MEMORY = "habis_memori"
    CRASHED = "proses_mati"
    MISSING_COMPONENT = "komponen_kurang"
    OUTPUT = "tidak_tertulis"
    INTERNAL = "galat_cermat"

    @property
    def failed(self) -> bool:
        """Whether there is no document."""
        return self not in _READ

    @property
    def exit_code(self) -> ExitCode:
        """What a run over this one file alone ends with."""
        return _EXIT_CODES.get(self, ExitCode.OK)


_READ = frozenset({Outcome.OK, Outcome.PARTIAL, Outcome.NO_INDICATORS})

OF_SURROUNDINGS = frozenset({Outcome.NOT_OPENED, Outcome.MISSING_COMPONENT, Outcome.OUTPUT})
"""Failures that say nothing of the content; the next run tries again."""

OF_LIMITS = frozenset({Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY})
"""Failures that the next run tries again if it has more generous limits, or if pages were kept."""

RESUMABLE = OF_LIMITS | {Outcome.CRASHED}
"""Failures after which a file that is read again goes on behind its last page."""

_EXIT_CODES = {
    Outcome.NOT_OPENED: ExitCode.NOTHING_TO_READ,
    Outcome.ENCRYPTED: ExitCode.ENCRYPTED,
    Outcome.DAMAGED: ExitCode.DAMAGED,
    Outcome.UNSUPPORTED: ExitCode.UNSUPPORTED,
    Outcome.LIMIT: ExitCode.LIMIT,
    Outcome.TIMED_OUT: ExitCode.LIMIT,
    Outcome.OUT_OF_MEMORY: ExitCode.LIMIT,
    Outcome.CRASHED: ExitCode.INTERNAL,
    Outcome.MISSING_COMPONENT: ExitCode.MISSING_COMPONENT,
    Outcome.OUTPUT: ExitCode.OUTPUT,
    Outcome.INTERNAL: ExitCode.INTERNAL,
}

_ERRORS: tuple[tuple[type[CermatError], Outcome], ...] = (
    (NothingToRead, Outcome.NOT_OPENED),
    (EncryptedInput, Outcome.ENCRYPTED),
    (DamagedInput, Outcome.DAMAGED),
    (UnsupportedInput, Outcome.UNSUPPORTED),
    (LimitExceeded, Outcome.LIMIT),
    (MissingComponent, Outcome.MISSING_COMPONENT),
    (OutputError, Outcome.OUTPUT),
    (SystemTrouble, Outcome.OUTPUT),
)


def outcome_of_error(error: CermatError) -> Outcome:
    """The outcome of a file whose reading ended with `error`; INTERNAL for kinds that have none."""
    return next((outcome for kind, outcome in _ERRORS if isinstance(error, kind)), Outcome.INTERNAL)


@dataclass(frozen=True, slots=True)
class Digest:
    """A document in figures, so that reports need not open it again."""

    kind: str = ""  # "IKU+IKI", "TIDAK_ADA"
    pages: int | None = None
    sections: int = 0
    indicators: int = 0
    nodes: int = 0  # of the cascade
    findings: int = 0
    unread_pages: tuple[int, ...] = ()  # 1-based
    lowest: float | None = None  # confidence of any printed cell; None without them
    histogram: tuple[int, ...] = (0,) * CONFIDENCE_BINS  # indicators by their lowest confidence
    left_out: tuple[str, ...] = ()  # tables that may hold indicators: pages of each finding, "" in files without pages
    cells: tuple[tuple[int, int], ...] = ()  # doubt in millionths, printed cells that have it (extractor.workload)
    reviewed: int = 0  # cells that people have looked at
    unsettled: int = 0  # errors and warnings that nobody has settled


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one content, whatever its files are called."""

    outcome: Outcome
    digest: Digest = Digest()
    cause: Cause | None = None  # of what failed
    trace: str = ""  # traceback of the exception that it ended with
    seconds: float = 0.0  # wall clock
    peak_mb: float = 0.0  # resident memory of its process, as far as it was watched
    document: bytes = b""  # the document as compressed JSON; empty where there is none
