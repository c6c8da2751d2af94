"""What changed between two documents.

    from extractor.diff import diff
    changes = diff(old, new)          # two schemas.document.Document

Every `Change` has a kind and a reason for it: "tulisan" (case, white space, punctuation, number format), "ejaan"
(spelling of the same words), "salah_baca" (looks like a slip of reading, and was read with doubt), "nilai" and
"satuan" (of a target), "teks" (other words), "isi" (empty on one side), "nomor" (a printed number that nothing else
explains), "bagian", "sasaran" and "urutan" (moved), "pecah" and "gabung" (a row that was split, rows that were merged).
"""

from extractor.diff.compare import Alignment, DiffOptions, align, diff
from schemas.diff import Change

__all__ = ["Alignment", "Change", "DiffOptions", "align", "diff"]
