"""Damaged files of every format, through the real reading process: each has an outcome that is no mistake of Cermat.

The examples are the same in every run; CERMAT_FUZZ_EXAMPLES=5000 tries that many new ones of each kind.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.batch.isolated_reader import IsolatedReader
from extractor.batch.outcome import Outcome
from extractor.batch.read_limits import Limits
from extractor.batch.read_task import Job, Task
from parsers.reading import ReadOptions
from samples.generator import spreadsheet, webpage
from samples.generator.decrees import pertanian
from tests.support.package_build import odf_members, write_package

MORE = int(os.environ.get("CERMAT_FUZZ_EXAMPLES", "0"))
EXAMPLES = settings(
    max_examples=MORE or 25,
    derandomize=not MORE,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SECONDS = 60.0
ALLOWED = set(Outcome) - {Outcome.INTERNAL, Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY, Outcome.OUTPUT}


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    made = IsolatedReader(Limits(seconds=SECONDS, memory_mb=1500))
    yield made
    made.stop()


@st.composite
def damages(draw: st.DrawFn) -> list[tuple[str, float, bytes]]:
    """What happens to a file: where (0 to 1), what is cut, overwritten, doubled or put in."""
    kinds = st.sampled_from(["overwrite", "cut", "insert", "double", "truncate"])
    payload = st.one_of(
        st.binary(min_size=1, max_size=8),
        st.sampled_from(
            [b"\x00" * 64, b"\xff" * 8, b"-1", b"99999999999", b"<<", b">>", b"[", b"(", b"endobj", b"</w:tbl>"]
        ),
        st.sampled_from(
            [b"<w:tbl>", b"<w:tc>", b'w:val="-5"', b"\t\t\t", b"| |", b"\xe2\x80\xae", b"=cmd", b"\x1b[2J"]
        ),
    )
    return draw(st.lists(st.tuples(kinds, st.floats(0, 1), payload), min_size=1, max_size=6))


def damaged(data: bytes, damage: list[tuple[str, float, bytes]]) -> bytes:
    for kind, where, payload in damage:
        place = int(where * len(data))
        match kind:
            case "overwrite":
                data = data[:place] + payload + data[place + len(payload) :]
            case "cut":
                data = data[:place] + data[place + 16 * len(payload) :]
            case "insert":
                data = data[:place] + payload + data[place:]
            case "double":
                data = data[:place] + data[place : place + 200] * 3 + data[place + 200 :]
            case "truncate":
                data = data[: max(place, 1)]
    return data


def check(reader: IsolatedReader, folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    path.write_bytes(data)
    result = reader.run(Task(str(path), name, Job(ReadOptions(ocr="never"), formats=("json",)))).result
    assert result.outcome in ALLOWED, f"{result.outcome}: {result.cause}\n{result.trace}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "sample", ["06-perjanjian-kinerja.pdf", "02-iku-tanpa-garis.pdf", "14-pohon-kinerja-kotak.pdf"]
)
@EXAMPLES
@given(damage=damages())
def test_damaged_pdf(
    reader: IsolatedReader, samples: Path, tmp_path: Path, sample: str, damage: list[tuple[str, float, bytes]]
) -> None:
    check(reader, tmp_path, "a.pdf", damaged((samples / sample).read_bytes(), damage))


@EXAMPLES
@given(damage=damages())
def test_damaged_docx_package(
    reader: IsolatedReader, samples: Path, tmp_path: Path, damage: list[tuple[str, float, bytes]]
) -> None:
    check(reader, tmp_path, "a.docx", damaged((samples / "08-rencana-aksi.docx").read_bytes(), damage))


@pytest.mark.slow
@pytest.mark.parametrize("sample", ["08-rencana-aksi.docx", "13-pohon-kinerja-tabel.docx"])
@EXAMPLES
@given(damage=damages(), part=st.sampled_from(["word/document.xml", "word/styles.xml", "[Content_Types].xml"]))
def test_damage_inside_a_docx(
    reader: IsolatedReader,
    samples: Path,
    tmp_path: Path,
    sample: str,
    damage: list[tuple[str, float, bytes]],
    part: str,
) -> None:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(samples / sample) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, damaged(content, damage) if name == part else content)
    check(reader, tmp_path, "a.docx", made.getvalue())


@EXAMPLES
@given(damage=damages())
def test_damaged_text(
    reader: IsolatedReader, samples: Path, tmp_path: Path, damage: list[tuple[str, float, bytes]]
) -> None:
    check(reader, tmp_path, "a.txt", damaged((samples / "10-iku-iki-hasil-ocr.txt").read_bytes(), damage))


@EXAMPLES
@given(text=st.text(st.sampled_from("0123456789.,- %Rp()\t|\n:SASARANIKUTarget\x00\u202e=+@"), max_size=400))
def test_any_text_as_a_table(reader: IsolatedReader, tmp_path: Path, text: str) -> None:
    head = "INDIKATOR KINERJA UTAMA\nNo\tSasaran\tIndikator\tTarget\n"
    check(reader, tmp_path, "a.txt", (head + text).encode())


@pytest.mark.slow
@EXAMPLES
@given(
    data=st.binary(min_size=1, max_size=300),
    mark=st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"II*\x00", b""]),
)
def test_anything_at_all(reader: IsolatedReader, tmp_path: Path, data: bytes, mark: bytes) -> None:
    check(reader, tmp_path, "a.pdf", mark + data)


@pytest.mark.slow
@EXAMPLES
@given(
    damage=damages(),
    part=st.sampled_from(
        ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml"]
    ),
)
def test_damage_inside_an_xlsx(
    reader: IsolatedReader, tmp_path: Path, damage: list[tuple[str, float, bytes]], part: str
) -> None:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(spreadsheet.write(pertanian.decree("a")))) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, damaged(content, damage) if name == part else content)
    check(reader, tmp_path, "a.xlsx", made.getvalue())


ODF_TABLE = (
    '<table:table table:name="a"><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Sasaran'
    "</text:p></table:table-cell><table:table-cell><text:p>Indikator</text:p></table:table-cell></table:table-row>"
    '<table:table-row table:number-rows-repeated="3"><table:covered-table-cell/><table:table-cell '
    'office:value-type="float" office:value="1240.5" table:number-columns-repeated="2"><text:p>1,240.5</text:p>'
    "</table:table-cell></table:table-row></table:table>"
)


@pytest.mark.slow
@EXAMPLES
@given(damage=damages(), kind=st.sampled_from(["text", "spreadsheet"]))
def test_damage_inside_an_opendocument(
    reader: IsolatedReader, tmp_path: Path, damage: list[tuple[str, float, bytes]], kind: str
) -> None:
    members = odf_members(kind, ODF_TABLE)
    content = damaged(members["content.xml"].encode(), damage)
    path = write_package(tmp_path / "b", {**members, "content.xml": content.decode("utf-8", "replace")})
    check(reader, tmp_path, "a.odt", path.read_bytes())


@EXAMPLES
@given(damage=damages())
def test_damaged_html(reader: IsolatedReader, tmp_path: Path, damage: list[tuple[str, float, bytes]]) -> None:
    check(reader, tmp_path, "a.html", damaged(webpage.write(pertanian.decree("a")), damage))
