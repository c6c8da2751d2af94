"""Label lines ("Jabatan : ...") and the headings around tables."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import cast

from extractor.interpret.vocab import label_kind, label_words, squash
from schemas.document import Jenis
from schemas.patterns import look_alikes, pattern
from schemas.printed import Passage
from schemas.transcript import Line

HEADING_LENGTH = 130  # characters; longer lines are prose
VALUE_OUTDENT = 4.0  # points that a value's next line may stand left of the value's first

VALUE_LINE_GAP = 1.8  # line heights between a value's lines; agreements are typed with double spacing

_MARKER = pattern("marker-before-label").pattern
_LABEL = re.compile(_MARKER + r"(?P<label>[^\s:\d][^:\t]{1,45}?)\s*\t?\s*(?::|;(?=\s*\S))\s*(?P<rest>.*)$", re.DOTALL)
_TABBED_LABEL = re.compile(_MARKER + r"(?P<label>[^\s:\d][^:\t]{1,45}?)\s*\t\s*(?P<rest>\S.*)$", re.DOTALL)
_BARE_LABEL = re.compile(_MARKER + r"(?P<label>[^\s:\d][^:\t]{1,45}?)\s*$")
_BARE_KINDS = ("tugas", "fungsi")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and the lines of its value; `kind` is from labels.toml, `position` the label line's place in the flow."""

    kind: str
    value: tuple[Line, ...]
    position: int


@cache
def kind_patterns() -> tuple[tuple[Jenis, re.Pattern[str]], ...]:
    data = tomllib.loads(files("extractor").joinpath("data", "kinds.toml").read_text(encoding="utf-8"))
    return tuple((cast(Jenis, entry["jenis"]), re.compile("|".join(entry["patterns"]))) for entry in data["kind"])


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def heading_kind(line: Line) -> Jenis | None:
    """The kind that a heading names; None for prose and for headings that name none."""
    text = flat(line.text)
    if not is_heading(line):
        return None
    lower = text.casefold()
    return next((jenis for jenis, pattern in kind_patterns() if pattern.search(lower)), None)


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
    """(kind, rest of the line) where the line begins with a known label."""
    text = line.text
    if m := _LABEL.match(text):
        kind = label_kind(m["label"])
        if kind:
            return kind, m["rest"].strip()
    if m := _TABBED_LABEL.match(text):
        kind = label_kind(m["label"])
        if kind and kind != "lain" and len(m["label"].split()) <= 3:
            return kind, m["rest"].lstrip(" \t:.·;")  # a colon that a scan shows as a point
    if (m := _BARE_LABEL.match(text)) and label_kind(m["label"]) in _BARE_KINDS and len(m["label"].split()) <= 2:
        return str(label_kind(m["label"])), ""
    return None


_GOAL_LABEL = re.compile(
    r"^\s*(?:sasaran|tujuan|kinerja)(?:\s+(?:strategis|program|kegiatan|utama|renstra))?"
    r"\s*(?:[\d.]{1,5}|[ivx]{1,4})?\s*:\s*(?=\S)",
    re.IGNORECASE,
)


def without_goal_label(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a goal without "Sasaran 1 :" in front, as bands over tables have it."""
    m = _GOAL_LABEL.match(lines[0].text) if lines else None
    return lines if m is None else (_tail(lines[0], lines[0].text[m.end() :]), *lines[1:])


def is_goal_label(text: str) -> bool:
    """True for text that says of itself that it is a goal ("Sasaran Strategis 1 : ...")."""
    return _GOAL_LABEL.match(text) is not None


_ENDS_VALUE = re.compile(
    r"^\s*(?:selanjutnya|selaku|dalam hal ini|bertindak|yang bertanda|pihak (?:pertama|kesatu|kedua)|berjanji|demikian|"
    r"lampiran|menimbang|mengingat|memutuskan|ditetapkan (?:di|pada)|tembusan|indikator kinerja)\b",
    re.IGNORECASE,
)
_LIST_START = pattern("marker-starts-line")
_SHORT_VALUES = ("jabatan", "instansi", "nama", "nomor", "tanggal", "perihal")


def read_labels(lines: Sequence[Line]) -> Iterator[Labelled]:
    """All label lines with their values, in order; a value goes on until the next label, heading or closing words."""
    current: tuple[str, list[Line], int] | None = None
    for position, line in enumerate(lines):
        whole = _rest_of_label(lines[position - 1], line) if current and current[2] == position - 1 else None
        if whole is not None and current is not None:
            current = (whole, *current[1:])
            continue
        found = split_label(line)
        if found is not None and not (current and current[0] == "fungsi" and found[0] == "lain" and _in_list(line)):
            if current:
                yield Labelled(current[0], tuple(current[1]), current[2])
            kind, rest = found
            current = (kind, [_tail(line, rest)] if rest else [], position)
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


def _tail(line: Line, rest: str) -> Line:
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
    if kind in ("lain", "nama", "tanggal", "nomor"):
        return bool(value)
    if kind in ("jabatan", "instansi", "perihal") and value:
        return not _belongs(value, line)
    return is_heading(line) and heading_kind(line) is not None and not _LIST_START.match(text)


def _belongs(value: Sequence[Line], line: Line) -> bool:
    """True where a line goes on with a short value: indented under it, and not a heading of its own."""
    first = value[0]
    if line.text.startswith("\t"):
        return True
    if first.box is None or line.box is None:
        return line.indent > 0 and line.indent >= first.indent + 1 and not line.bold
    last = value[-1].box or first.box
    near = line.box.top - last.bottom < VALUE_LINE_GAP * max(last.height, 1.0)
    return line.box.x0 >= first.box.x0 - VALUE_OUTDENT and near and line.page == first.page


# Lists

_ITEM = pattern("marker-item")


def list_marker(text: str) -> tuple[str, int, str] | None:
    """(style, ordinal, rest) of a list item's first line; bullets have ordinal 0. None for other lines."""
    m = _ITEM.match(text)
    if m is None or not m["rest"].strip():
        return None
    if m["dotted"]:
        return "dotted", int(m["dotted"].split(".")[-1]), m["rest"]
    for style in ("number", "tight"):
        if m[style]:
            return "number", int(m[style]), m["rest"]
    if m["inner"]:
        inner = m["inner"]
        return ("inner", int(inner), m["rest"]) if inner.isdigit() else ("inner-letter", ord(inner) - 96, m["rest"])
    if m["letter"]:
        return "letter", ord(m["letter"].casefold()) - 96, m["rest"]
    return "bullet", 0, m["rest"]


_LETTERS_LIKE = look_alikes("letters-of-markers")


def list_items(lines: Sequence[Line]) -> tuple[Passage, ...]:
    """The items of a printed list, markers removed; lines without a marker go on with the item above.

    A list without any marker has one item per line (DOCX, text) or per full stop or semicolon (PDF, scan).
    "-" alone stands for no item.
    """
    texts = list(_run_on(line for line in lines if line.text.strip()))
    if len(texts) == 1 and texts[0].text.strip() in ("-", "–", "—"):
        return ()
    style: str | None = None
    last = 0
    items: list[list[Line]] = []
    for place, line in enumerate(texts):
        marker = list_marker(line.text)
        if marker and items and marker[0] != style:
            marker = _mistaken(marker, style, last, items[-1][-1], texts[place + 1 :])
        if marker and style is None:
            style, last = marker[0], marker[1] - 1
        if marker and marker[0] == style and _follows(style, last, marker[1]):
            last = marker[1]
            items.append([_tail(line, marker[2].strip())])
        elif (items and style is not None) or (
            items and line.box is not None and not items[-1][-1].text.rstrip().endswith((";", "."))
        ):
            items[-1].append(line)
        else:
            items.append([line])
    return tuple(Passage(tuple(item)) for item in items)


def _mistaken(
    marker: tuple[str, int, str], style: str | None, last: int, before: Line, after: Sequence[Line]
) -> tuple[str, int, str]:
    """The marker of a list of letters that was read as a digit ("1." for "i." or "l."), or as it was read.

    It is the very letter that the list goes on with, the item above has ended, and no list of numbers begins.
    """
    kind, ordinal, rest = marker
    if style != "letter" or kind != "number" or ordinal > 9:
        return marker
    if chr(last + ord("a")) not in _LETTERS_LIKE.one_of(str(ordinal)):
        return marker
    ended = before.text.rstrip().endswith((";", ".", ","))
    second = any((m := list_marker(line.text)) and m[:2] == ("number", ordinal + 1) for line in after)
    return ("letter", last + 1, rest) if ended and not second else marker


def _run_on(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines in which several numbered items stand without a line break are taken apart: OCR loses line ends.

    Only the very next number counts, straight behind a letter or a mark ("...ditetapkan4. Menyusun", "...;5. ...").
    """
    for line in lines:
        marker = list_marker(line.text)
        rest = line.text
        if marker and marker[0] == "number":
            number = marker[1] + 1
            while m := re.search(rf"(?<=[a-z;.)]){number}\.\s+(?=[A-Z])", rest):
                yield replace(line, text=rest[: m.start()])
                rest = rest[m.start() :]
                number += 1
        yield replace(line, text=rest) if rest is not line.text else line


def _follows(style: str, last: int, ordinal: int) -> bool:
    """Numbers rise by one; typists repeat or skip one, and a list may start over."""
    return style == "bullet" or last <= ordinal <= last + 2 or ordinal == 1
