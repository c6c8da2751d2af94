"""What readers of repaired texts rely on: mistakes go, everything else stays, and nothing is changed twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.spelling import ProjectWords, Repaired, Speller, doubled_words

RULES = {
    "ejaan_proyek",
    "ejaan_umum",
    "ejaan_aksara",
    "ejaan_angka",
    "ejaan_spasi",
    "ejaan_titik",
    "ejaan_huruf",
    "ejaan_kapital",
}
"""Ids of all corrections."""

OFFICE = (
    "Tersusunnya laporan keuangan perangkat daerah",
    "Jumlah dokumen laporan keuangan yang tersusun tepat waktu",
    "Tersedianya peralatan dan perlengkapan kantor",
    "Jumlah peralatan dan perlengkapan kantor yang tersedia",
    "Sub Bagian Umum dan Kepegawaian",
    "Jumlah pegawai yang mengikuti pendidikan dan pelatihan",
    "Laporan Barang Milik Daerah",
    "Terlaksananya pengembangan dan mutasi pegawai",
    "Penyediaan jasa komunikasi, sumber daya air dan listrik",
)
"""Texts of an invented office, whose words are the evidence."""


def repair(text: str, others: Sequence[str] = OFFICE, *, recognised: bool = False) -> Repaired:
    return Speller([*others, text]).repair(text, recognised=recognised)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Jumlah dokumen laporan keungan", "Jumlah dokumen laporan keuangan"),
        ("Tersedianya peralatan dan perlengakpan kantor", "Tersedianya peralatan dan perlengkapan kantor"),
        ("Jumlah pegawia yang dilatih", "Jumlah pegawai yang dilatih"),
        ("Sub Bagian Umum dan Kepegawaiam", "Sub Bagian Umum dan Kepegawaian"),
        ("SUB BAGIAN UMUM DAN KEPEGAWAAIAN", "SUB BAGIAN UMUM DAN KEPEGAWAIAN"),
        ("Tersedianya bahan dna penggandaan", "Tersedianya bahan dan penggandaan"),
        ("Jumlah anggaran dalma satu tahun", "Jumlah anggaran dalam satu tahun"),
        ("penandatanganan Fakta Integritas", "penandatanganan Pakta Integritas"),
        ("JUmlah dokumen", "Jumlah dokumen"),
        ("Ketersedian pangan yang cukup", "Ketersediaan pangan yang cukup"),
        ("Usul kenaikkan pangkat", "Usul kenaikan pangkat"),
        ("Menurunya angka kemiskinan", "Menurunnya angka kemiskinan"),
        ("TARGET KINEJRA TAHUNAN", "TARGET KINERJA TAHUNAN"),
    ],
)
def test_typing_mistakes_are_repaired(printed: str, meant: str) -> None:
    assert repair(printed).text == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Penyediaan jas akomunikasi", "Penyediaan jasa komunikasi"),
        ("tanda terima dankelembagaan", "tanda terima dan kelembagaan"),
        ("tersedianya laporankeuangan", "tersedianya laporan keuangan"),
        ("Jumlah kesepakata n yang tersusun", "Jumlah kesepakatan yang tersusun"),
        ("Jumlah peg awai yang dilatih", "Jumlah pegawai yang dilatih"),
        ("Jumlah kegiat an yang terlaksana", "Jumlah kegiatan yang terlaksana"),
        ("Jumlah d okumen", "Jumlah dokumen"),
        ("LAPORAN KEUANGA N DAERAH", "LAPORAN KEUANGAN DAERAH"),
        ("Jumlah pe raturan yang tersusun", "Jumlah peraturan yang tersusun"),
        ("Jumlah pegawai yan gterlatih", "Jumlah pegawai yang terlatih"),
        ("Sekretaris DinasK esehatan", "Sekretaris Dinas Kesehatan"),
        ("Jumla hPegawai", "Jumlah Pegawai"),
        ("Pengelola Sarana danPrasarana", "Pengelola Sarana dan Prasarana"),
        ("PersentasePegawai yang dilatih", "Persentase Pegawai yang dilatih"),
        ("bantuan kepadamasyarakat", "bantuan kepada masyarakat"),
        ("hasil pelanggarandisiplin", "hasil pelanggaran disiplin"),
    ],
)
def test_lost_added_and_moved_blanks_are_repaired(printed: str, meant: str) -> None:
    assert repair(printed).text == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Jumlah dokurnen yang tersusun", "Jumlah dokumen yang tersusun"),
        ("Kesesualan lndikator", "Kesesuaian Indikator"),
        ("Jum1ah lap0ran", "Jumlah laporan"),
        ("Jumlahdokumen", "Jumlah dokumen"),
        ("JumIah peIatihan", "Jumlah pelatihan"),
        ("da1am ba9ian lceuangan", "dalam bagian keuangan"),
    ],
)
def test_misread_shapes_are_repaired_in_recognised_text(printed: str, meant: str) -> None:
    assert repair(printed, recognised=True).text.lower() == meant.lower()


def test_digits_inside_words_stay_in_typed_text() -> None:
    assert repair("Formulir lap0ran kode B2B dan KP4").corrections == ()


def test_letters_of_other_scripts_become_latin() -> None:
    assert repair("Jumlah \u043ergani\u0455asi").text == "Jumlah organisasi"
    assert repair("\u041aepegawaian").text == "Kepegawaian"
    assert repair("Привет мир").text == "Привет мир"


MUST_STAY = """
Drs. H. Suprayitna, M.Si | Hj. Nurhayatun | Ir. Ketut Sudarmawan | dr. Marhaenita | Putri Anggraenita, S.Sos., M.AP
NIP. 19700101 199503 1 002 | 050/07/409.205/2018 | Nomor 84 Tahun 2023 | Pasal 12 ayat (3) huruf b | KEP/M.PAN/5/2007
SAKIP | LKjIP | RKA-SKPD | DPA-SKPD | LHKPN | SIMPEG | Karis/Karsu | KP4 | SP2D | e-SAKIP | SiRUP | SIPD-RI | SPBE
BPKSDMD | DP3AP2KB | DPMPTSP | BAPPELITBANGDA | DISDUKCAPIL | Simpatik | SIMANTAP | e-Kinerja | eLapor | PPh Pasal 21
Kabupaten Penajam Paser Utara | Kota Tidore Kepulauan | Kabupaten Sijunjung | Kecamatan Muarakomam | Desa Tanjungaru
gampong | keuchik | nagari | jorong | subak | banjar | huma betang | mukim | lembang | dusun | pekon | tiuh
gotong royong | bhinneka tunggal ika | tut wuri handayani | tri hita karana | silih asih | mapalus | pela gandong | sasi
stock opname | entry data | database | software | reward and punishment | good governance | talent pool | e-government
smart city | whistle blowing system | command center | ad hoc | inter alia | de facto | per capita | mutatis mutandis
analisa jabatan | sistim | resiko | praktek | ijin usaha | obyek | prosentase | aktifitas | efektifitas | kwitansi
standarisasi | jadual | nasehat | himbauan | antri | propinsi | trampil | hakekat | metoda | kwalitas | telpon | apotik
penatausahaan | terinventarisirnya | penindaklanjutan | pemindahtanganan | terentrynya | pemvalidasian
mengoordinasikan | mengkoordinir | diinput | diupdate | terupload | di-upload | pendesainan | penginputan | pentashihan
dibidang kepegawaian | diluar kantor | dimana | dari pada | kerjasama | tanggungjawab | tatausaha
ton/ha | m3/detik | km | kWh | hektare | kwintal | ekor | eksemplar | orang/hari | Rp 1.500.000.000 | 12,5 %
x = a/b * 100% | $\\frac{jumlah}{total}$ | \\sum_{i=1}^{n} x_i | Σ realisasi / Σ target | www.sagara.go.id
sapi perah | kakao | jahe | vanili | rabies | brucellosis | stunting | malaria | filariasis | wasting | HIV/AIDS
laboran | verifikator | fisioterapis | radiografer | penera | pramubakti | kesiapsiagaan | ketenteraman | pramusaji
""".replace("\n", " | ").split(" | ")


@pytest.mark.parametrize("text", [t.strip() for t in MUST_STAY if t.strip()])
def test_what_is_no_mistake_stays(text: str) -> None:
    for recognised in (False, True):
        assert repair(text, recognised=recognised).text == text
        around = f"Jumlah dokumen {text} yang tersedia"
        assert repair(around, recognised=recognised).text == around


@pytest.mark.parametrize(
    "text",
    [
        "Aset yang dilipatgandakan dan mengalihfungsikan lahan",
        "Laporan disatupadukan dengan kerjasamanya",
        "Uji elektrokimia air",
        "Surat de Tjipto dan pendjelasannya",
        "Kecamatan Tanggunharja, Sumberlaporam",
        "Aplikasi SatuPeta, RumahData dan KartuTani",
        "Jumlah laporan9 dan dokumen1",
        "Kelompok a dan kelompok b",
        "Kali Orang dan Pen Dapat",
        "di kelola dan di laksanakan",
        "bagian dari hasil jalanya",
    ],
)
def test_what_only_looks_like_a_mistake_stays(text: str) -> None:
    for recognised in (False, True):
        assert repair(text, recognised=recognised).text == text


def test_words_of_every_decree_need_no_other_evidence() -> None:
    alone = Speller([])
    assert alone.repair("hasil laporann warga").text == "hasil laporan warga"
    assert alone.repair("hasil lelanh").corrections == ()


def test_names_inside_a_sentence_stay() -> None:
    for name in ("Kantar", "Permata Pegawa", "Laporanto", "Sasarin", "Anggarani"):
        assert repair(f"Koordinator: Sdr. {name} dan rekan").corrections == ()


def test_a_rare_word_that_the_document_repeats_stays_unless_it_is_clearly_another() -> None:
    often = ["Jumlah simantu yang aktif", "Jumlah simantu baru", "Pelatihan simantu"]
    assert repair("Jumlah simantu", often).corrections == ()
    wrong = ["Sub Bagian Umum dan Kepegawaiam"] * 5 + list(OFFICE)
    assert repair("Sub Bagian Kepegawaiam", wrong).text == "Sub Bagian Kepegawaian"


def test_an_unsure_word_is_named_and_left_alone() -> None:
    result = Speller(["Terlaksananya diklat parajabatan"]).repair("Terlaksananya diklat parajabatan")
    assert result.text == "Terlaksananya diklat parajabatan"
    assert [d.word for d in result.doubts] == ["parajabatan"]


def test_each_change_is_explained() -> None:
    result = repair("Tersedianya bahan dna laporan keungan")
    assert [(c.before, c.after) for c in result.corrections] == [("dna", "dan"), ("keungan", "keuangan")]
    assert {c.rule for c in result.corrections} <= RULES
    assert all(0.9 <= c.confidence <= 1 for c in result.corrections)


def test_a_project_knows_better() -> None:
    project = ProjectWords(frozenset({"keungan", "dna"}), {"satpel": "satuan pelayanan", "dokumen fisik": "dokumen"})
    speller = Speller(OFFICE, project)
    assert speller.repair("laporan keungan dna").corrections == ()
    result = speller.repair("Kepala Satpel dan dokumen fisik")
    assert result.text == "Kepala Satuan pelayanan dan dokumen"
    assert {c.rule for c in result.corrections} == {"ejaan_proyek"}


def test_corrections_of_a_project_may_be_phrases_and_keep_words_as_they_are() -> None:
    fixed = {
        "ka. upt": "kepala UPT",
        "rapat kerja daerah": "rakerda",
        "simantu": "aplikasi SIMANTU",
        "keungan": "keungan",
        "dna": "DNA",
    }
    speller = Speller(OFFICE, ProjectWords(frozenset(), fixed))
    once = speller.repair("Ka. UPT hadir di rapat  kerja daerah simantu keungan; RAPAT KERJA DAERAH")
    assert once.text == "Kepala UPT hadir di rakerda aplikasi SIMANTU keungan; RAKERDA"
    assert {c.rule for c in once.corrections} == {"ejaan_proyek"}
    assert speller.repair(once.text).corrections == ()
    assert speller.repair("uji dna, Dna dan DNA").text == "uji DNA, DNA dan DNA"
    assert speller.repair("simantuan dan Rapat Kerja").corrections == ()


def test_doubled_small_words_are_noticed_and_other_doubles_are_not() -> None:
    assert doubled_words("surat dan dan dokumen yang yang masuk") == ["dan", "yang"]
    assert doubled_words("rata rata dan masing masing, 5 5") == []


WORDS = st.sampled_from(" ".join(OFFICE).split())


@st.composite
def mistyped(draw: st.DrawFn) -> str:
    """A sentence of the office with one slip in one of its words."""
    words = draw(st.lists(WORDS, min_size=1, max_size=8))
    i = draw(st.integers(0, len(words) - 1))
    word = words[i]
    at = draw(st.integers(0, len(word) - 1))
    kind = draw(st.sampled_from(["swap", "lose", "double", "wrong", "blank"]))
    match kind:
        case "swap":
            word = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
        case "lose":
            word = word[:at] + word[at + 1 :]
        case "double":
            word = word[:at] + word[at] + word[at:]
        case "wrong":
            word = word[:at] + draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz")) + word[at + 1 :]
        case _:
            word = word[:at] + " " + word[at:]
    return " ".join([*words[:i], word, *words[i + 1 :]])


@settings(deadline=None, max_examples=150)
@given(mistyped(), st.booleans())
def test_repairing_twice_is_repairing_once(text: str, recognised: bool) -> None:
    speller = Speller([*OFFICE, text])
    once = speller.repair(text, recognised=recognised).text
    assert speller.repair(once, recognised=recognised).text == once


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80), st.booleans())
def test_any_text_survives_and_its_digits_stay_in_typed_text(text: str, recognised: bool) -> None:
    result = Speller([text]).repair(text, recognised=recognised)
    if not result.corrections:
        assert result.text == text
    if not recognised:
        assert [c for c in result.text if c.isdigit()] == [c for c in text if c.isdigit()]


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=10))
def test_right_words_stay_in_any_order(words: list[str]) -> None:
    text = " ".join(words)
    assert Speller(OFFICE).repair(text).text == text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("laporan keuangan. perangkat daerah", "laporan keuangan perangkat daerah"),
        ("pendidikan dan.Pelatihan pegawai", "pendidikan dan Pelatihan pegawai"),
    ],
)
def test_points_that_dirt_left_between_words_go(read: str, printed: str) -> None:
    found = repair(read, recognised=True)
    assert found.text == printed
    assert [c.rule for c in found.corrections] == ["ejaan_titik"]
    assert repair(read).text == read, "what was typed is not dirt"
    assert repair(found.text, recognised=True).corrections == ()


@pytest.mark.parametrize(
    "text",
    [
        "Laporan yang tersusun. Jumlah pegawai",
        "surat, nota, memo, dll. yang tersusun",
        "Kab. pesisir dan kec. terluar",
        "https://contoh.go.id/laporan.html",
        "1. laporan 2. dokumen",
        "A.n. kepala dinas",
    ],
)
def test_points_of_sentences_and_abbreviations_stay(text: str) -> None:
    assert repair(text, recognised=True).text == text
