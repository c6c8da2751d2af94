"""File names as they are shown, and as they are given to outputs: odd ones must do no harm."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from itertools import count

MAX_NAME_BYTES = 240
"""Bytes of UTF-8 in an output's name before its suffix: file systems take 255, and the suffix needs room."""

_SHOWN_AS_CODE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories that a terminal obeys or can't show: controls, direction marks, lone surrogates, line ends."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
"""What Windows refuses in a file name; outputs get the same names on every system."""

_RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|\s|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever their suffix."""


def printable(text: str) -> str:
    r"""`text` on one line, with what can't or must not be shown written as \x1b or \u202e; valid UTF-8.

    Bytes of a file name that are no UTF-8 show as the byte that they are (\xff).
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escape(char) if unicodedata.category(char) in _SHOWN_AS_CODE else char for char in text)


def output_name(name: str) -> str:
    """The name of an input as the stem of its outputs: `name` itself wherever that is safe on every system.

    Otherwise characters that some system refuses become "_", device names get a "_" in front, and long names are
    cut and end in a digest of the whole name. Two names may become one; the caller numbers them.
    """
    safe = _FORBIDDEN.sub("_", printable(name))
    safe = _RESERVED.sub(r"_\g<0>", safe)
    if len(safe.encode()) <= MAX_NAME_BYTES:
        return safe
    digest = "~" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    room = MAX_NAME_BYTES - len(digest)
    return safe.encode()[:room].decode("utf-8", "ignore") + digest


SECOND = "~2"
"""How a name ends that another one has already."""


def numbered(name: str) -> Iterator[str]:
    """`name`, and what it becomes where others have it: "a.pdf", "a.pdf~2", "a.pdf~3" and so on."""
    yield name
    yield name + SECOND
    for number in count(3):
        yield f"{name}~{number}"


def same_name_key(path: str) -> str:
    """Equal for paths that are one file on some system: capitals, and letters with their accents apart."""
    return unicodedata.normalize("NFC", path).casefold()


def _escape(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # how Python carries a byte that is no UTF-8
        code -= 0xDC00
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
