"""One file -> its document, in the calling process."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Unpack

from cermat.options import AnyPath, ReadingOptions, read_options, spelling_options
from extractor import pipeline
from schemas.document import Document

LOG = logging.getLogger("cermat")


def extract(path: AnyPath, **options: Unpack[ReadingOptions]) -> Document:
    """The document that `path` holds, whatever its format.

    Reads in the calling process and thread, without limits of time and memory: what comes from strangers is better read
    by `extract_many`. Raises CermatError where the file can't be read; what is wrong with a part of it is in `temuan`.

    `options`: pages, password, ocr, ocr_engine, spelling, project, as in `cermat.options.ReadingOptions`.

    >>> from cermat import extract
    >>> document = extract("samples/06-perjanjian-kinerja.pdf")
    >>> document.jenis, document.bagian[0].indikator[0].target.nilai
    ('PK', 318400)
    >>> document.bagian[0].indikator[0].bukti["target"].halaman
    2
    """
    file = Path(path)
    document = pipeline.extract(file, read_options(options), spelling_options(options))
    count = sum(len(section.indikator) for section in document.bagian)
    LOG.info("%s: %s, indicators: %d, findings: %d", file.name, document.jenis, count, len(document.temuan))
    return document
