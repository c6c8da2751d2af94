"""Options and version of a run -> one digest (SHA-256): a result is good as long as content and digest are the same."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from extractor.batch.read_task import Job
from schemas.table_instruction import TableInstruction

PACKAGES = ("extractor", "parsers", "normalizers", "schemas")
PASSWORD_COST = 2**14
"""Of scrypt: about 50 ms for one guess at a password by somebody who has the journal."""
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def digest_of_job(job: Job, salt: bytes) -> str:
    """Everything that changes outputs in one hex digest: options, spelling, version. Formats are not part of it.

    `salt` (of the journal) keeps a password from being looked up in a table of digests.
    """
    options = {field.name: getattr(job.options, field.name) for field in fields(job.options)}
    password = options.pop("password")
    if password is not None:
        options["password"] = hashlib.scrypt(password.encode(), salt=salt, n=PASSWORD_COST, r=8, p=1).hex()
    meant = {"options": options, "spelling": job.spelling, "version": fingerprint()}
    return hashlib.sha256(json.dumps(_plain(meant), sort_keys=True).encode()).hexdigest()


def with_instructions(options: str, told: Sequence[TableInstruction]) -> str:
    """The digest `options` where people said something of the tables of a file: it is read by that."""
    if not told:
        return options
    return hashlib.sha256(json.dumps([options, _plain(tuple(told))], sort_keys=True).encode()).hexdigest()


@cache
def fingerprint() -> str:
    """Version, source and libraries of this Cermat: a checkout that was edited is another version."""
    digest = hashlib.sha256(version("cermat").encode())
    root = Path(__file__).parents[2]
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    for name in sorted(_libraries()):
        digest.update(f"{name} {_installed(name)}\n".encode())
    return digest.hexdigest()


def _libraries() -> set[str]:
    """The libraries that Cermat names, the optional ones too: an engine that was installed changes what is read."""
    names = {match.group() for line in requires("cermat") or () if (match := _NAME.match(line))}
    return names | {"tesserocr"}


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _plain(value: object) -> object:
    """`value` as JSON with one spelling only."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value)}
    if isinstance(value, Set):
        return sorted(str(one) for one in value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} has no digest")
