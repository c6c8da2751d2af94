"""Office file with a password in, the file without it out: ECMA-376 and the older encryptions, by msoffcrypto."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from schemas.errors import DamagedInput, EncryptedInput, UnsupportedInput

WITHOUT_PASSWORD = "VelvetSweatshop"
"""What Excel encrypts with where an author only forbids changes: such files open without a question."""


def is_encrypted(path: Path) -> bool:
    """Whether an OLE file is encrypted: one that holds an encrypted package, or an old DOC or XLS with a password."""
    with path.open("rb") as file:
        try:
            return bool(msoffcrypto.OfficeFile(file).is_encrypted())
        except (FileFormatError, ParseError, OSError, ValueError, IndexError, KeyError, AttributeError):
            return False  # no office file that it knows; its reader says what is wrong with it


@contextmanager
def decrypted(path: Path, password: str | None) -> Iterator[Path]:
    """The file at `path` without its password, under the same name, there as long as the block runs.

    Raises EncryptedInput where there is no password or a wrong one, DamagedInput or UnsupportedInput.
    """
    with TemporaryDirectory(prefix="cermat-") as folder:
        plain = Path(folder) / path.name
        with path.open("rb") as source, plain.open("wb") as target:
            try:
                file = msoffcrypto.OfficeFile(source)
                file.load_key(password=WITHOUT_PASSWORD if password is None else password)
                file.decrypt(target)
            except InvalidKeyError as error:
                if password is None:
                    raise EncryptedInput("encrypted_office", path.name) from error
                raise EncryptedInput("office_wrong_password", path.name) from error
            except (DecryptionError, FileFormatError, ParseError) as error:
                raise UnsupportedInput("unknown_encryption", path.name, remedy="save_without_password") from error
            except (OSError, ValueError, IndexError, KeyError, TypeError) as error:
                raise DamagedInput("package_damaged", path.name, detail=error) from error
        yield plain
