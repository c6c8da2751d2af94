import pytest

from normalizers.unit import bracket_unit, match_unit


@pytest.mark.parametrize(
    ("text", "unit_id"),
    [("Dok.", "dokumen"), ("dok", "dokumen"), ("PERSEN", "%"), ("(%)", "%"), ("Persen / Organisasi", "%"),
     ("Kab. / Kota", "kabupaten/kota"), ("hari kerja", "hari kerja"), ("m²", "m2"), ("kepompong", None), ("", None),
     ("Rp (Juta)", "juta rupiah"), ("Rp. 000", "ribu rupiah")],
)  # fmt: skip
def test_canonical_units(text: str, unit_id: str | None) -> None:
    unit = match_unit(text)
    assert (unit.id if unit is not None else None) == unit_id


def test_the_printed_word_is_kept() -> None:
    unit = match_unit("Dok")
    assert unit is not None
    assert (unit.printed, unit.id, unit.exact, unit.repaired) == ("Dok", "dokumen", True, False)


@pytest.mark.parametrize(
    ("read", "meant"),
    [("dokurnen", "dokumen"), ("d0kumen", "dokumen"), ("Dokuemn", "Dokumen"), ("LAP0RAN", "LAPORAN"),
     ("Iaporan", "laporan"), ("unlt", "unit"), ("kegitan", "kegiatan")],
)  # fmt: skip
def test_slips_in_unit_words_are_repaired(read: str, meant: str) -> None:
    unit = match_unit(read)
    assert unit is not None
    assert unit.repaired
    assert unit.printed == meant


@pytest.mark.parametrize("word", ["pemilik", "pengajuan", "bidan", "petugas", "masjid", "barang", "kolam", "DPA"])
def test_other_words_are_units_as_they_stand(word: str) -> None:
    unit = match_unit(word)
    assert unit is not None
    assert unit.printed == word
    assert not unit.repaired


@pytest.mark.parametrize(
    ("text", "unit"),
    [("Target (%)", "%"), ("Target %", "%"), ("Luas tanam (Ha)", "Ha"), ("Anggaran (Rp.)", "Rp."),
     ("Dinas (OPD)", "OPD"), ("Nilai SAKIP (LHE)", None),
     ("Indeks Kepuasan Masyarakat (IKM)", None), ("Jumlah Pegawai Negeri Sipil (PNS)", None),
     ("Target", None), ("Target (akhir tahun)", None)],
)  # fmt: skip
def test_units_in_headers_and_brackets(text: str, unit: str | None) -> None:
    assert bracket_unit(text) == unit
