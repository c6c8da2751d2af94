"""Files of office programs as LibreOffice prints them to PDF."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 240


def printed(data: bytes, suffix: str) -> bytes:
    """The PDF of a file with this suffix. Raises RuntimeError where LibreOffice is missing or fails."""
    program = shutil.which("soffice")
    if program is None:
        raise RuntimeError("LibreOffice is needed to print this form")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"drawn{suffix}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        target = source.with_suffix(".pdf")
        if not target.exists():
            raise RuntimeError("LibreOffice printed nothing")
        return target.read_bytes()
