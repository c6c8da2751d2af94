"""Everything that Cermat says no to. Each class carries its exit code and a remedy.

CermatError
+-- InputError                 one input can't be read; a batch goes on
|   +-- NothingToRead          3  no such path, an empty folder, an empty file
|   +-- EncryptedInput         4  a password is needed, or the one given is wrong
|   +-- DamagedInput           5  the file claims a format but breaks its rules
|   +-- UnsupportedInput       6  not a format that Cermat reads
|   +-- LimitExceeded          7  larger than the safety limits allow
+-- MissingComponent           8  an optional engine or its data is not installed
+-- OutputError                9  the output could not be written
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class ExitCode(IntEnum):
    OK = 0
    SOME_FAILED = 1  # of several inputs, at least one failed
    USAGE = 2  # as click has it
    NOTHING_TO_READ = 3
    ENCRYPTED = 4
    DAMAGED = 5
    UNSUPPORTED = 6
    LIMIT = 7
    MISSING_COMPONENT = 8
    OUTPUT = 9
    INTERNAL = 70  # a mistake in Cermat itself, as sysexits.h has it
    INTERRUPTED = 130  # Ctrl-C, as shells have it


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and a remedy of the catalogue of messages that tell an error better than its kind does."""

    sentence: str  # key in [said]
    remedy: str  # key in [said_remedy]
    name: str = ""  # of the file, where the sentence is about one
    values: Mapping[str, object] = field(default_factory=dict)


class CermatError(Exception):
    """One clear sentence (the message) and what to do about it (`remedy`)."""

    exit_code = ExitCode.SOME_FAILED
    remedy = ""

    def __init__(self, message: str, *, remedy: str | None = None, said: Said | None = None) -> None:
        super().__init__(message)
        self.said = said
        if remedy is not None:
            self.remedy = remedy


class InputError(CermatError):
    pass


class NothingToRead(InputError):
    exit_code = ExitCode.NOTHING_TO_READ
    remedy = "Check the path; folders are searched for PDF, DOCX, text and image files."


class EncryptedInput(InputError):
    exit_code = ExitCode.ENCRYPTED
    remedy = "Give the password with --password, or save a copy without one."


class DamagedInput(InputError):
    exit_code = ExitCode.DAMAGED
    remedy = "Open the file in its own program and save it again, or fetch a fresh copy."


class UnsupportedInput(InputError):
    exit_code = ExitCode.UNSUPPORTED
    remedy = "Convert it to PDF or DOCX first."


class LimitExceeded(InputError):
    exit_code = ExitCode.LIMIT
    remedy = "Split the file, or read a part of it with --pages."


class MissingComponent(CermatError):
    exit_code = ExitCode.MISSING_COMPONENT
    remedy = "Run `cermat doctor` to see what is missing and how to get it."


class OutputError(CermatError):
    exit_code = ExitCode.OUTPUT
    remedy = "Check that the output folder is writable and the disk is not full."
