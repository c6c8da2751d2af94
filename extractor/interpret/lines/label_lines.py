"""Lines around tables -> labels with their values ("Jabatan : ...") and headings that name a kind of document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.lines.label_vocabulary import kind_patterns, label_kind, label_words, title_patterns
from extractor.interpret.lines.text_matching import squash
from schemas.document import Jenis
from schemas.patterns import pattern
from schemas.transcript import Line

HEADING_LENGTH = 130  # characters; longer lines are prose
VALUE_OUTDENT = 4.0  # points that a value's next line may begin left of the value's first

VALUE_LINE_GAP = 1.8  # line heights between a value's lines; agreements are typed with double spacing

_MARKER = pattern("marker-before-label").pattern
_LABEL = re.compile(_MARKER + r"(?P<label>[^\s:\d][^:\t]{1,45}?)\s*\t?\s*(?::|;(?=\s*\S))\s*(?P<rest>.*)$", re.DOTALL)
_TABBED_LABEL = re.compile(_MARKER + r"(?P<label>[^\s:\d][^:\t]{1,45}?)\s*\t\s*(?P<rest>\S.*)$", re.DOTALL)
_BARE_LABEL = re.compile(_MARKER + r"(?P<label>[^\s:\d][^:\t]{1,45}?)\s*$")
_BARE_KINDS = ("tugas", "fungsi")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and the lines of its value."""

    kind: str  # of labels.toml
    value: tuple[Line, ...]
    position: int  # of the label's line among the lines that were read, 0-based


def flat(text: str) -> str:
    """The text on one line: white space collapsed to single spaces."""
    return re.sub(r"\s+", " ", text).strip()


def heading_kind(line: Line) -> Jenis | None:
    """The kind that a heading names; None for prose and for headings that name none."""
    text = flat(line.text)
    if not is_heading(line):
        return None
    lower = text.casefold()
    return next((jenis for jenis, pattern in kind_patterns() if pattern.search(lower)), None)


def usual_kind(title: str) -> Jenis | None:
    """The kind whose tables usually have such a title ("Rencana Program ... dan Pendanaan Indikatif")."""
    lower = flat(title).casefold()
    return next((jenis for jenis, pattern in title_patterns() if pattern.search(lower)), None)


def is_heading(line: Line) -> bool:
    """Short and not a sentence: in capitals, bold, or each long word with a capital."""
    text = flat(line.text)
    if not 3 <= len(text) <= HEADING_LENGTH or text[-1] in ";,":
        return False
    letters = [ch for ch in text if ch.isalpha()]
    if not letters:
        return False
    if line.bold or sum(ch.isupper() for ch in letters) > 0.7 * len(letters):
        return True
    words = [w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 3]
    return 0 < len(words) <= 12 and all(w[0].isupper() for w in words) and text[-1] != "."


def split_label(line: Line) -> tuple[str, str] | None:
    """(kind, rest) of a line that begins with a known label: "1. Jabatan : Camat" -> ("jabatan", "Camat")."""
    text = line.text
    if m := _LABEL.match(text):
        kind = label_kind(m["label"])
        if kind:
            return kind, m["rest"].strip()
    if m := _TABBED_LABEL.match(text):
        kind = label_kind(m["label"])
        if kind and kind not in ("lain", "tahun", "nip", "pangkat") and len(m["label"].split()) <= 3:
            return kind, m["rest"].lstrip(" \t:.·;")  # a colon that a scan shows as a point
    if (m := _BARE_LABEL.match(text)) and label_kind(m["label"]) in _BARE_KINDS and len(m["label"].split()) <= 2:
        return str(label_kind(m["label"])), ""
    return None


_ENDS_VALUE = re.compile(
    r"^\s*(?:selanjutnya|selaku|dalam hal ini|bertindak|yang bertanda|pihak (?:pertama|kesatu|kedua)|berjanji|demikian|"
    r"lampiran|menimbang|mengingat|memutuskan|ditetapkan (?:di|pada)|tembusan|indikator kinerja)\b",
    re.IGNORECASE,
)
_LIST_START = pattern("marker-starts-line")
_SHORT_VALUES = ("jabatan", "instansi", "nama", "nomor", "tanggal", "perihal", "tahun")


def one_label_each(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those with two labels in columns taken apart: "Nama : Ani<tab>Jabatan : Camat" -> two lines.

    Habit: heads of forms with two columns of labels.
    """
    for line in lines:
        parts = line.text.split("\t")
        start = 0
        for at in range(1, len(parts)):
            before = replace(line, text="\t".join(parts[start:at]))
            label, after = split_label(before), _LABEL.match(parts[at])
            if label and label[1] and after and label_kind(after["label"]):
                yield before
                start = at
        yield replace(line, text="\t".join(parts[start:])) if start else line


def read_labels(lines: Sequence[Line]) -> Iterator[Labelled]:
    """All label lines with their values, in order; a value ends at the next label, heading or closing words.

    Example: "Jabatan : Kepala", "Dinas Pertanian", "Tugas : ..." -> jabatan with two lines, tugas.
    """
    current: tuple[str, list[Line], int] | None = None
    for position, line in enumerate(lines):
        whole = _rest_of_label(lines[position - 1], line) if current and current[2] == position - 1 else None
        if whole is not None and current is not None:
            current = (whole, *current[1:])
            continue
        found = split_label(line)
        if found is not None and not (
            current and current[0] == "fungsi" and found[0] in ("lain", "tahun", "nip", "pangkat") and _in_list(line)
        ):
            if current:
                yield Labelled(current[0], tuple(current[1]), current[2])
            kind, rest = found
            current = (kind, [text_behind(line, rest)] if rest else [], position)
            continue
        if current is None:
            continue
        if _ends(current[0], current[1], line):
            yield Labelled(current[0], tuple(current[1]), current[2])
            current = None
        elif line.text.strip():
            current[1].append(replace(line, text=line.text.strip()))
    if current:
        yield Labelled(current[0], tuple(current[1]), current[2])


def _rest_of_label(above: Line, line: Line) -> str | None:
    """The kind of a label that is printed on two lines ("Nama" above "Organisasi"); None for anything else."""
    label = above.text.split(":")[0]
    rest = flat(line.text)
    if not rest or len(rest.split()) > 2 or ":" in rest or not label.strip():
        return None
    return label_words().get(squash(f"{label} {rest}"))


def _in_list(line: Line) -> bool:
    return bool(_LIST_START.match(line.text)) and ":" not in line.text


def text_behind(line: Line, rest: str) -> Line:
    """The part of a line behind its label, with the words that make it up."""
    words = line.words
    count = len(rest.split())
    kept = words[-count:] if count and len(words) >= count else words
    box = line.box
    if kept and box is not None and kept[0].box.x0 >= box.x0:
        box = replace(box, x0=min(kept[0].box.x0, box.x1))
    return replace(line, text=rest, words=kept, box=box)


def _ends(kind: str, value: Sequence[Line], line: Line) -> bool:
    text = line.text
    if not text.strip():
        return kind in _SHORT_VALUES and bool(value) and line.box is None
    if _ENDS_VALUE.match(text):
        return True
    if kind in ("lain", "nama", "tanggal", "nomor", "tahun", "nip", "pangkat"):
        return bool(value)
    if kind in ("jabatan", "instansi", "perihal") and value:
        return not _continues_value(value, line)
    return is_heading(line) and heading_kind(line) is not None and not _LIST_START.match(text)


def _continues_value(value: Sequence[Line], line: Line) -> bool:
    """True where a line continues a short value: indented under it, and not a heading of its own."""
    first = value[0]
    if line.text.startswith("\t"):
        return True
    if first.box is None or line.box is None:
        return line.indent > 0 and line.indent >= first.indent + 1 and not line.bold
    last = value[-1].box or first.box
    near = line.box.top - last.bottom < VALUE_LINE_GAP * max(last.height, 1.0)
    return line.box.x0 >= first.box.x0 - VALUE_OUTDENT and near and line.page == first.page
