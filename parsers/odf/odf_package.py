"""Untrusted OpenDocument package in, its XML parts out: within limits, without DTDs, refused with a password."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parsers.zip_package import PackageLimits, PackageMembers
from schemas.errors import DamagedInput, EncryptedInput

LIMITS = PackageLimits(
    members=20_000, part_bytes=192 * 1024 * 1024, total_bytes=256 * 1024 * 1024, tree_bytes=640 * 1000 * 1000
)

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "math": "http://www.w3.org/1998/Math/MathML",
}


def qname(name: str) -> str:
    """ "text:p" as lxml has it."""
    prefix, local = name.split(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


@contextmanager
def opened(path: Path) -> Iterator[PackageMembers]:
    """The members of the package at `path`. Raises DamagedInput, EncryptedInput or LimitExceeded, also inside."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = PackageMembers(archive, path.name, LIMITS)
            if "meta-inf/manifest.xml" in members and "encryption-data" in members.text("META-INF/manifest.xml"):
                raise EncryptedInput("odf_password", path.name, remedy="save_without_password")
            yield members
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise DamagedInput("package_damaged", path.name, detail=error) from error
