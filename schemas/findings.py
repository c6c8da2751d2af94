"""Every finding that Cermat can report: one stable code, its severity, and its sentence in two languages.

Sentences are templates; the same names occur in both languages. Codes never change their meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.evidence import Finding, Severity


@dataclass(frozen=True, slots=True)
class FindingKind:
    severity: Severity
    indonesian: str
    english: str


KINDS: dict[str, FindingKind] = {
    "tanpa_indikator": FindingKind(
        "info",
        "Dokumen ini tidak memuat tabel indikator kinerja.",
        "This document holds no table of performance indicators.",
    ),
    "tabel_dilewati": FindingKind(
        "info",
        "Tabel ini bukan tabel indikator ({alasan}) dan tidak diambil: {awal}",
        "This table is not an indicator table ({alasan}) and was left out: {awal}",
    ),
    "tabel_mungkin_indikator": FindingKind(
        "peringatan",
        "Tabel ini tidak diambil ({alasan}), tetapi isinya menyerupai indikator dengan target; mohon diperiksa: {awal}",
        "This table was left out ({alasan}), but seems to hold indicators with targets; please check: {awal}",
    ),
    "baris_dipecah": FindingKind(
        "info",
        "Satu baris bergaris memuat {jumlah} indikator dengan target masing-masing; baris itu dipecah.",
        "One ruled row holds {jumlah} indicators with a target each; it was taken apart.",
    ),
    "target_ganda": FindingKind(
        "peringatan",
        'Baris ini mempunyai target di dua kolom: "{dipakai}" yang dipakai, dan "{lain}".',
        'This row has targets in two columns: "{dipakai}", which was taken, and "{lain}".',
    ),
    "periode_menurut_urutan": FindingKind(
        "peringatan",
        'Kepala kolom target terbaca "{dibaca}", tetapi menurut urutan kolomnya dipakai "{menjadi}"; mohon diperiksa.',
        'The header of a target column reads "{dibaca}", but by the order of the columns "{menjadi}" was taken; '
        "please check.",
    ),
    "pembacaan_lain": FindingKind(
        "peringatan",
        "Satu baris bergaris dibaca sebagai {jumlah} indikator; dapat juga dibaca sebagai {lain} indikator "
        "dengan pembagian lain.",
        "One ruled row was read as {jumlah} indicators; it can also be read as {lain} indicators divided "
        "in another way.",
    ),
    "halaman_tanpa_teks": FindingKind(
        "peringatan",
        "Halaman {halaman} tidak memiliki teks yang dapat dibaca.",
        "Page {halaman} has no text that could be read.",
    ),
    "kaskade_beda": FindingKind(
        "peringatan",
        "Kinerja ini ada pada langkah sebelumnya, tetapi tidak pada pohon kinerja yang terlengkap: {kinerja}",
        "This goal stands in an earlier step, but not in the fullest tree: {kinerja}",
    ),
    "kaskade_gambar_beda": FindingKind(
        "peringatan",
        "Kinerja ini ada pada gambar pohon kinerja, tetapi tidak pada pohon kinerja yang terlengkap: {kinerja}",
        "This goal stands in the drawn tree, but not in the fullest tree: {kinerja}",
    ),
    "halaman_ganda": FindingKind(
        "info",
        "Halaman {halaman} sama dengan halaman {kembar} dan tidak dibaca dua kali.",
        "Page {halaman} is the same as page {kembar} and was not read twice.",
    ),
    "halaman_rusak": FindingKind(
        "galat",
        "Halaman {halaman} rusak dan tidak dapat dibaca: {sebab}",
        "Page {halaman} is damaged and could not be read: {sebab}",
    ),
    "objek_tidak_dibaca": FindingKind(
        "peringatan",
        "Dokumen memuat {jumlah} objek tersemat ({jenis}) yang isinya tidak dibaca.",
        "The document holds {jumlah} embedded objects ({jenis}) whose content was not read.",
    ),
    "hanya_gambar": FindingKind(
        "peringatan",
        "Dokumen hampir tanpa teks dan memuat {jumlah} gambar; teks di dalam gambar tidak dibaca. "
        "Simpan sebagai PDF agar dapat dibaca sebagai hasil pindai.",
        "The document has hardly any text but {jumlah} pictures; text inside pictures was not read. "
        "Save it as PDF so that it can be read like a scan.",
    ),
    "batas_tercapai": FindingKind(
        "galat",
        "Batas aman tercapai ({batas}); selebihnya tidak dibaca.",
        "A safety limit was reached ({batas}); the rest was not read.",
    ),
    "ejaan_meragukan": FindingKind(
        "info",
        'Kata "{kata}" mungkin salah ketik, mungkin yang dimaksud "{usul}"; tidak diubah.',
        'The word "{kata}" may be mistyped, perhaps "{usul}" is meant; it was left as it is.',
    ),
    "koreksi_meragukan": FindingKind(
        "info",
        'Kata "{dari}" diubah menjadi "{ke}" tanpa bukti yang kuat; mohon diperiksa.',
        'The word "{dari}" was changed to "{ke}" without strong evidence; please check.',
    ),
    "kata_ganda": FindingKind(
        "info",
        'Kata "{kata}" tertulis dua kali berturut-turut.',
        'The word "{kata}" stands twice in a row.',
    ),
    "nomor_lompat": FindingKind(
        "info",
        "Nomor melompat dari {sebelum} ke {sesudah}.",
        "The numbers jump from {sebelum} to {sesudah}.",
    ),
    "nomor_ganda": FindingKind(
        "info",
        "Nomor {nomor} dipakai untuk lebih dari satu sasaran atau indikator.",
        "The number {nomor} is used for more than one objective or indicator.",
    ),
    "indikator_ganda": FindingKind(
        "peringatan",
        'Indikator "{indikator}" tertulis {jumlah} kali di bagian yang sama.',
        'The indicator "{indikator}" stands {jumlah} times in the same section.',
    ),
    "sel_kosong": FindingKind(
        "peringatan",
        "{kolom} kosong, padahal baris lain memilikinya.",
        "{kolom} is empty, although other rows have it.",
    ),
    "satuan_bukan_persen": FindingKind(
        "peringatan",
        'Indikator berbunyi "Persentase", tetapi satuan targetnya "{satuan}".',
        'The indicator says "Persentase", but the unit of its target is "{satuan}".',
    ),
    "persen_lebih_100": FindingKind(
        "info",
        "Target {target} lebih dari 100 persen.",
        "The target {target} is more than 100 percent.",
    ),
    "satuan_tidak_cocok": FindingKind(
        "peringatan",
        'Satuan target "{satuan}" tidak cocok dengan bunyi indikator "{bunyi}".',
        'The unit of the target, "{satuan}", does not agree with the indicator, "{bunyi}".',
    ),
    "satuan_beda_rumus": FindingKind(
        "peringatan",
        'Satuan target "{satuan}" tidak cocok dengan rumusnya, yang menghasilkan persen.',
        'The unit of the target, "{satuan}", does not agree with its formula, which gives a percentage.',
    ),
    "satuan_beda_kolom": FindingKind(
        "peringatan",
        'Satuan target adalah "{satuan}", tetapi kolom satuannya berbunyi "{kolom}".',
        'The unit of the target is "{satuan}", but its column of units says "{kolom}".',
    ),
    "nilai_beda_teks": FindingKind(
        "galat",
        'Nilai {nilai} tidak sesuai dengan bunyi target "{target}".',
        'The value {nilai} is not what the target says, "{target}".',
    ),
    "predikat_tidak_cocok": FindingKind(
        "peringatan",
        "Predikat {predikat} tidak cocok dengan nilai {nilai}: menurut {sumber} nilai itu berpredikat {benar}.",
        "The grade {predikat} does not agree with the value {nilai}: by {sumber} that value has the grade {benar}.",
    ),
    "bilangan_berbeda": FindingKind(
        "peringatan",
        'Angka dan kata pada target "{target}" berbeda.',
        'Digits and words of the target "{target}" disagree.',
    ),
    "target_tidak_terbaca": FindingKind(
        "peringatan",
        'Target "{target}" tidak dapat dibaca sebagai satu bilangan.',
        'The target "{target}" could not be read as one number.',
    ),
    "tahun_di_luar_periode": FindingKind(
        "peringatan",
        "Tahun {tahun} pada kolom target berada di luar periode {periode}.",
        "The year {tahun} of a target column lies outside the period {periode}.",
    ),
    "nip_tidak_cocok": FindingKind(
        "peringatan",
        "NIP {nip} tidak sesuai aturannya ({sebab}).",
        "The NIP {nip} does not follow its rule ({sebab}).",
    ),
    "nip_salah_panjang": FindingKind(
        "peringatan",
        "NIP {nip} terdiri atas {jumlah} angka; seharusnya 18.",
        "The NIP {nip} has {jumlah} digits; it should have 18.",
    ),
    "diktum_salah_nomor": FindingKind(
        "info",
        "Diktum {diktum} menyusul diktum {sebelum}; seharusnya {seharusnya}.",
        "Diktum {diktum} follows diktum {sebelum}; it should be {seharusnya}.",
    ),
    "halaman_kabur": FindingKind(
        "peringatan",
        "Tulisan halaman {halaman} sukar dikenali (keyakinan tengah {keyakinan}) dan tidak ada nilai yang diambil "
        "darinya; mohon diperiksa.",
        "The print of page {halaman} can hardly be recognised (middle confidence {keyakinan}) and no value was taken "
        "from it; please check.",
    ),
    "halaman_terbaca_buruk": FindingKind(
        "peringatan",
        "Halaman {halaman} terbaca kurang baik (keyakinan rata-rata {keyakinan}); mohon diperiksa.",
        "Page {halaman} was read badly (mean confidence {keyakinan}); please check.",
    ),
}


def finding(code: str, *, page: int | None = None, place: str | None = None, **values: object) -> Finding:
    """The finding `code` with its sentence filled in. Raises KeyError for an unknown code or a missing value."""
    kind = KINDS[code]
    return Finding(code, kind.severity, kind.indonesian.format(**values), place, page)


def in_english(code: str, message: str) -> str:
    """The English sentence of a finding, from its Indonesian one; `message` itself where it isn't of this version."""
    kind = KINDS.get(code)
    found = _pattern(kind.indonesian).fullmatch(message) if kind is not None else None
    if kind is None or found is None:
        return message
    return kind.english.format(**{name: _value_in_english(value) for name, value in found.groupdict().items()})


IN_ENGLISH = {
    "daftar anggaran": "a list of budgets",
    "tanpa kolom indikator": "no column of indicators",
    "hanya capaian, tanpa target": "achievements without targets",
    "kolomnya tidak menerangkan indikator": "its columns say nothing of the indicators",
    "kepala kolom tidak dikenal": "unknown heads of columns",
    "daftar di dalam pohon kinerja": "a list inside a performance tree",
    "bukan 18 angka": "not 18 digits",
    "tanggal lahir tidak mungkin": "impossible date of birth",
    "bulan pengangkatan tidak mungkin": "impossible month of appointment",
    "angka jenis kelamin bukan 1 atau 2": "digit of the sex neither 1 nor 2",
    "umur tidak sesuai pengangkatan": "age does not fit the appointment",
    "kosong": "(empty)",
    "nomor urut 000": "serial number 000",
    "tidak dapat dimuat": "it can't be loaded",
}
"""What Cermat itself fills into sentences, in Indonesian; other values are words of the document."""
_PARTS = "; "


def _value_in_english(value: str) -> str:
    return _PARTS.join(IN_ENGLISH.get(part, part) for part in value.split(_PARTS))


def _pattern(template: str) -> re.Pattern[str]:
    """What matches the sentences of a template, with a group for each name in it."""
    parts = re.split(r"\{(\w+)\}", template)
    seen: set[str] = set()
    made = ""
    for i, part in enumerate(parts):
        if i % 2 == 0:
            made += re.escape(part)
        else:
            made += rf"(?P={part})" if part in seen else rf"(?P<{part}>.*?)"
            seen.add(part)
    return re.compile(made, re.DOTALL)
