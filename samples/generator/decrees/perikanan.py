"""An agreement typed by somebody in a hurry: several sasaran in one ruled row, sub-items with targets of their own."""

from __future__ import annotations

from reportlab.pdfbase import pdfmetrics

from samples.generator.model import (
    Decree,
    Gap,
    Group,
    Labelled,
    Letterhead,
    NewPage,
    Party,
    Row,
    Section,
    Signature,
    Table,
    TableCell,
    Target,
    Text,
)

OFFICE = "Dinas Kelautan dan Perikanan"
REGION = "Kabupaten Bumi Wangi"
WIDTHS = (30.0, 150.0, 190.0, 100.0)
HEADER = ("NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA", "TARGET")
FONT, SIZE, PADDING = "Helvetica", 9.0, 4.0  # as the tables are drawn

PRODUCTION = "Jumlah produksi perikanan budi daya:"

AGREEMENT = Section(
    jenis="PK",
    jabatan="Kepala Dinas Kelautan dan Perikanan Kabupaten Bumi Wangi",
    tugas=None,
    fungsi=(),
    groups=(
        Group(
            "1",
            "Meningkatnya produksi perikanan",
            (
                Row("Nila", Target("1.240 ton", 1240, "ton"), indikator_induk="Jumlah produksi perikanan budi daya"),
                Row("Lele", Target("865 ton", 865, "ton"), indikator_induk="Jumlah produksi perikanan budi daya"),
                Row(
                    "Bandeng", Target("412,5 ton", 412.5, "ton"), indikator_induk="Jumlah produksi perikanan budi daya"
                ),
            ),
        ),
        Group(
            "2",
            "Meningkatnya pendapatan nelayan dan pembudi daya ikan",
            (
                Row("Nilai Tukar Nelayan", Target("104,8", 104.8)),
                Row("Persentase kelompok yang memperoleh pendampingan usaha", Target("70 %", 70, "%")),
            ),
        ),
        Group(
            "3",
            "Terjaganya kelestarian sumber daya ikan",
            (Row("Jumlah lokasi penebaran benih", Target("9 lokasi", 9, "lokasi")),),
        ),
        Group(
            "4",
            "Meningkatnya mutu hasil perikanan",
            (
                Row(
                    "Jumlah unit pengolah yang dibina dalam hal: - kebersihan - pengemasan - pemasaran",
                    Target("26 unit", 26, "unit"),
                ),
            ),
        ),
    ),
    pihak=(
        Party("pertama", "Ir. TIRTO SAMUDRO", "Kepala Dinas Kelautan dan Perikanan Kabupaten Bumi Wangi"),
        Party("kedua", "Dr. H. WIRA BUANA", "Bupati Bumi Wangi"),
    ),
)


def _height(text: str, col: int) -> int:
    """Lines that `text` takes in column `col`."""
    room, lines, current = WIDTHS[col] - 2 * PADDING, 1, ""
    for word in text.split(" "):
        longer = f"{current} {word}" if current else word
        if current and pdfmetrics.stringWidth(longer, FONT, SIZE) > room:
            lines, current = lines + 1, word
        else:
            current = longer
    return lines


def _one_ruled_row(row: int, entries: list[tuple[str, str, str, str]]) -> list[TableCell]:
    """Entries below each other in the same four cells; empty lines keep their parts at one height."""
    texts: list[list[str]] = [[], [], [], []]
    for index, entry in enumerate(entries):
        tallest = max(_height(text, col) for col, text in enumerate(entry))
        if index + 1 < len(entries) and entries[index + 1][0]:
            tallest += 1  # white space before the next sasaran
        for col, text in enumerate(entry):
            texts[col] += [text] + [""] * (tallest - _height(text, col))
    return [
        TableCell(row, col, tuple(parts), align="center" if col == 0 else "left") for col, parts in enumerate(texts)
    ]


def _table() -> Table:
    production, income, stock, quality = AGREEMENT.groups
    cells = [TableCell(0, col, (text,), align="center", bold=True) for col, text in enumerate(HEADER)]
    cells += [TableCell(1, col, (str(col + 1),), align="center") for col in range(4)]
    lettered = [
        ("", "", f"{letter}. {row.indikator}", row.target.teks if row.target else "")
        for letter, row in zip("abc", production.rows, strict=True)
    ]
    first = [("1.", production.sasaran or "", PRODUCTION, ""), *lettered]
    for group in (income, stock):
        for index, row in enumerate(group.rows):
            lead = (f"{group.no}.", group.sasaran or "") if index == 0 else ("", "")
            first.append((*lead, row.indikator, row.target.teks if row.target else ""))
    cells += _one_ruled_row(2, first)
    bullets = ("Jumlah unit pengolah yang dibina dalam hal:", "- kebersihan", "- pengemasan", "- pemasaran")
    target = quality.rows[0].target
    cells += [
        TableCell(3, 0, ("4.",), align="center"),
        TableCell(3, 1, (quality.sasaran or "",)),
        TableCell(3, 2, bullets),
        TableCell(3, 3, ("", target.teks if target else "")),
    ]
    return Table(WIDTHS, tuple(cells), header_rows=1)


def decree(name: str) -> Decree:
    title = (
        Text("PERJANJIAN KINERJA TAHUN 2023", "center", bold=True, size=12),
        Text("DINAS KELAUTAN DAN PERIKANAN", "center", bold=True, size=12),
        Text("KABUPATEN BUMI WANGI", "center", bold=True, size=12),
        Gap(),
    )
    return Decree(
        name=name,
        jenis="PK",
        metadata={
            "instansi": OFFICE,
            "wilayah": REGION,
            "tahun": "2023",
            "nomor": None,
            "tanggal": "2023-02",
            "tempat": "Bumi Wangi",
        },
        sections=(AGREEMENT,),
        blocks=(
            Letterhead(
                ("PEMERINTAH KABUPATEN BUMI WANGI", "DINAS KELAUTAN DAN PERIKANAN"),
                "Jalan Pelabuhan Nomor 40, Bumi Wangi 00000",
            ),
            *title,
            Text("Yang bertanda tangan di bawah ini:"),
            Gap(),
            Labelled("Nama", "Ir. TIRTO SAMUDRO"),
            Labelled("Jabatan", AGREEMENT.jabatan or ""),
            Text("Selanjutnya disebut PIHAK PERTAMA"),
            Gap(),
            Labelled("Nama", "Dr. H. WIRA BUANA"),
            Labelled("Jabatan", "Bupati Bumi Wangi"),
            Text("Selanjutnya disebut PIHAK KEDUA"),
            Gap(),
            Text("PIHAK PERTAMA berjanji akan mewujudkan target kinerja sebagaimana tercantum dalam lampiran."),
            NewPage(),
            *title,
            _table(),
            Signature(
                (
                    ("PIHAK KEDUA,", "", "", "Dr. H. WIRA BUANA"),
                    ("Bumi Wangi,       Februari 2023", "PIHAK PERTAMA,", "", "Ir. TIRTO SAMUDRO"),
                )
            ),
        ),
        page_numbers=False,
        about="Beberapa sasaran dalam satu baris bergaris, rincian berhuruf, target sejajar tinggi.",
    )
