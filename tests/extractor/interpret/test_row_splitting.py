"""One ruled row, several indicators: the heights of the targets decide."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from extractor.interpret.rows.row_splitting import RuledRow, Split, split_row
from schemas.geometry import Box
from schemas.printed import Role
from schemas.transcript import Line

LEADING = 12.0  # points from line to line
LETTER = 10.0  # points, height of a line


def column(*texts: str, half: float = 0.0, page: int = 1) -> tuple[Line, ...]:
    """Lines one below the other; "" leaves a line free; `half` shifts all by so many lines."""
    tops = [100.0 + (i + half) * LEADING for i in range(len(texts))]
    return tuple(
        Line(text, page, Box(50.0, top, 60.0 + 5 * len(text), top + LETTER))
        for text, top in zip(texts, tops, strict=True)
        if text
    )


def paragraphs(*texts: str) -> tuple[Line, ...]:
    """A DOCX cell: empty paragraphs are kept."""
    return tuple(Line(text) for text in texts)


def read(indicator: Sequence[Line], target: Sequence[Line], sasaran: Sequence[Line] = ()) -> Split:
    return split_row(RuledRow({Role.INDIKATOR: tuple(indicator), Role.TARGET: tuple(target)}, {}, tuple(sasaran)))


def joined(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def pairs(split: Split) -> list[tuple[str, str]]:
    return [(joined(i.fields[Role.INDIKATOR]), joined(i.fields.get(Role.TARGET, ()))) for i in split.items]


def test_white_space_parts_two_indicators() -> None:
    split = read(
        column("Jumlah kios yang tertata", "rapi", "", "Tingkat hunian kios"), column("12 kios", "", "", "80 %")
    )
    assert pairs(split) == [("Jumlah kios yang tertata rapi", "12 kios"), ("Tingkat hunian kios", "80 %")]


def test_one_value_leaves_one_row_whatever_lists_it_holds() -> None:
    split = read(column("Jumlah kesepakatan:", "- Pasar", "- Kebun", "- Arsip"), column("2 naskah", half=1.5))
    assert len(split.items) == 1


def test_wrapped_value_is_one_value() -> None:
    split = read(column("Jumlah dokumen", "- rencana", "- laporan"), column("12", "dokumen", "(dua belas)"))
    assert len(split.items) == 1


def test_sub_items_hang_on_their_lead() -> None:
    split = read(column("Jumlah panen:", "a. Kopi", "b. Pala"), column("", "10 ton", "5 ton"))
    assert pairs(split) == [("a. Kopi", "10 ton"), ("b. Pala", "5 ton")]
    assert [joined(item.parent) for item in split.items] == ["Jumlah panen:"] * 2


def test_lead_with_a_value_of_its_own_is_a_row() -> None:
    split = read(column("Jumlah panen:", "a. Kopi", "b. Pala"), column("15 ton", "10 ton", "5 ton"))
    assert [joined(item.parent) for item in split.items] == ["", "Jumlah panen:", "Jumlah panen:"]


def test_list_without_values_stays_text_beside_indicators_with_values() -> None:
    split = read(
        column("Tingkat hunian kios", "", "Jumlah naskah:", "- Pasar", "- Kebun", "- Arsip", "", "Luas kebun"),
        column("80 %", "", "", "", "3 naskah", "", "", "9 Ha", half=0.0),
    )
    assert [target for _, target in pairs(split)] == ["80 %", "3 naskah", "9 Ha"]
    assert pairs(split)[1][0] == "Jumlah naskah: - Pasar - Kebun - Arsip"


def test_each_sasaran_holds_until_the_next_one_begins() -> None:
    split = read(
        column("Tingkat hunian", "", "Jumlah kios", "", "Luas kebun"),
        column("80 %", "", "4 kios", "", "9 Ha"),
        column("Tertatanya pasar", "", "", "", "Terawatnya kebun"),
    )
    assert [joined(item.sasaran) for item in split.items] == [
        "Tertatanya pasar",
        "Tertatanya pasar",
        "Terawatnya kebun",
    ]


def test_indicators_without_white_space_are_parted_by_their_values() -> None:
    split = read(
        column("Pengunjung museum yang ikut", "tur terpandu", "Panjang saluran yang", "dikeruk"),
        column("80 orang", "", "4 km", ""),
    )
    assert [indicator for indicator, _ in pairs(split)] == [
        "Pengunjung museum yang ikut tur terpandu",
        "Panjang saluran yang dikeruk",
    ]


def test_rp_and_its_amount_are_one_value() -> None:
    split = read(
        column("Jumlah retribusi", "kios", "", "Jumlah denda", "kios"), column("Rp.", "5.000", "", "Rp.", "7.000")
    )
    assert [target for _, target in pairs(split)] == ["Rp. 5.000", "Rp. 7.000"]


def test_row_over_two_pages_is_one_strip() -> None:
    indicator = (*column("Tingkat hunian", "", "Jumlah kios"), *column("yang tertata", "", "Luas kebun", page=2))
    target = (*column("80 %", "", "4 kios"), *column("", "", "9 Ha", page=2))
    assert pairs(read(indicator, target))[1] == ("Jumlah kios yang tertata", "4 kios")


def test_empty_paragraphs_align_in_files_without_pages() -> None:
    split = read(
        paragraphs("Jumlah panen:", "a. Kopi", "b. Pala", "", "Luas kebun"),
        paragraphs("", "10 ton", "5 ton", "", "9 Ha"),
    )
    assert [target for _, target in pairs(split)] == ["10 ton", "5 ton", "9 Ha"]
    assert [joined(item.parent) for item in split.items] == ["Jumlah panen:", "Jumlah panen:", ""]


def test_equal_values_are_two_values() -> None:
    split = read(paragraphs("Luas kebun", "", "Luas sawah"), paragraphs("5", "", "5"))
    assert [target for _, target in pairs(split)] == ["5", "5"]


def test_another_reading_that_fits_is_told() -> None:
    """The first value may be the lead's own with the list as one indicator, or each sub-item has one."""
    split = read(column("Jumlah panen:", "- Kopi", "- Pala"), column("", "10 ton", "5 ton", half=-0.5))
    assert len(split.items) == 2
    assert split.other == 2


@given(
    st.lists(st.integers(min_value=1, max_value=4), min_size=2, max_size=6),
    st.sampled_from([0.0, -0.5, 0.5]),
    st.booleans(),
)
def test_white_space_always_parts(sizes: list[int], half: float, last: bool) -> None:
    """However long the indicators are and wherever beside them the targets stand, every one is found."""
    indicator: list[str] = []
    target: list[str] = []
    for number, size in enumerate(sizes):
        indicator.extend([f"Uraian {number}", *["lanjutan kata"] * (size - 1), ""])
        own = [""] * size
        own[-1 if last else 0] = f"{number + 1} unit"
        target.extend([*own, ""])
    split = read(column(*indicator), column(*target, half=half))
    assert [value for _, value in pairs(split)] == [f"{number + 1} unit" for number in range(len(sizes))]
    assert [text.split()[1] for text, _ in pairs(split)] == [str(number) for number in range(len(sizes))]
