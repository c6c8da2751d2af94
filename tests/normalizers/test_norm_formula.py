import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.formula import read_formula
from normalizers.printed_equation import to_latex
from normalizers.text import join_lines
from schemas.equation import Equation, Fraction, MathRow, MathText
from schemas.equation_line import linear

FULL = (
    "Formulasi Pengukuran : Jumlah berkas yang diperiksa dibandingkan jumlah berkas masuk. "
    "x = Jumlah berkas diperiksa / Jumlah berkas masuk × 100% "
    "Tipe Penghitungan : Non kumulatif Sumber data: Bagian Arsip"
)


def test_a_cell_with_labels_is_taken_apart_and_kept_whole() -> None:
    parts = read_formula(FULL)
    assert parts.teks == FULL
    assert parts.tipe_penghitungan == "Non kumulatif"
    assert parts.sumber_data == "Bagian Arsip"
    assert parts.persamaan == r"x = \frac{\text{Jumlah berkas diperiksa}}{\text{Jumlah berkas masuk}} \times 100\%"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tipe Penghitungan : Non kumulatif", "Non kumulatif"),
        ("Tipe perhitungan: kumulatif", "Kumulatif"),
        ("Tipe Pengitungan: Komulatif", "Kumulatif"),
        ("Tipe Perhitungan Non-Kumulatif", "Non kumulatif"),
        ("Jenis Penghitungan : Tidak Kumulatif", "Non kumulatif"),
        ("Tipe Penghitungan : Non kurnulatif", "Non kumulatif"),
        ("Tipe Penghitungan - Non kumulatif", "Non kumulatif"),
        ("Tipe Penghitungan : Kumulatif / Non kumulatif", None),
        ("Tipe Penghitungan :", None),
        ("Kumulatif tahunan peserta pelatihan", None),
        ("Jumlah laporan", None),
    ],
)
def test_kind_of_calculation(text: str, kind: str | None) -> None:
    assert read_formula(text).tipe_penghitungan == kind


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("x = A / B × 100%", r"x = \frac{A}{B} \times 100\%"),
        ("= Jumlah A / Jumlah B × 100%", r"\frac{\text{Jumlah A}}{\text{Jumlah B}} \times 100\%"),
        ("(a / b) × c", r"\left(\frac{a}{b}\right) \times c"),
        ("Nilai = Σ Skor aspek", r"\text{Nilai} = \sum \text{Skor aspek}"),
        ("jumlah unsur yang dinilai oleh para penilai unit kerja Indeks = Σ Skor", r"\text{Indeks} = \sum \text{Skor}"),
        ("NRR = Σ (Skor × f) / Σ f", r"\text{NRR} = \frac{\sum \left(\text{Skor} \times f\right)}{\sum f}"),
        ("Jml hadir/jml undangan*100%", r"\frac{\text{Jml hadir}}{\text{jml undangan}} \times 100\%"),
        (
            "(Realisasi - Target) / Target x 100%",
            r"\frac{\text{Realisasi} - \text{Target}}{\text{Target}} \times 100\%",
        ),
        ("x = (n1 + n2)/2 x 100", r"x = \frac{n1 + n2}{2} \times 100"),
        (
            "Jumlah Kabupaten/Kota lulus / Jumlah Kabupaten/Kota × 100 %",
            r"\frac{\text{Jumlah Kabupaten/Kota lulus}}{\text{Jumlah Kabupaten/Kota}} \times 100\%",
        ),
        ("Bobot × 0,5", r"\text{Bobot} \times 0{,}5"),
        (r"$N = \frac{a}{b}$", r"N = \frac{a}{b}"),
        ("((a-b)/b) x 100%", r"\left(\frac{a - b}{b}\right) \times 100\%"),
        (
            "Skor yang diperoleh / skor maksimal x 100%",
            r"\frac{\text{Skor yang diperoleh}}{\text{skor maksimal}} \times 100\%",
        ),
        ("Jumlah kasus/jumlah penduduk x 1.000", r"\frac{\text{Jumlah kasus}}{\text{jumlah penduduk}} \times 1.000"),
        (
            "Jumlah siswa 7-12 tahun / Jumlah penduduk 7-12 tahun x 100%",
            r"\frac{\text{Jumlah siswa 7-12 tahun}}{\text{Jumlah penduduk 7-12 tahun}} \times 100\%",
        ),
        ("Jumlah hadir/Jumlah pegawaix100%", r"\frac{\text{Jumlah hadir}}{\text{Jumlah pegawai}} \times 100\%"),
        (
            "Jumlah hadir / Jumlah pegawai x 100 persen",
            r"\frac{\text{Jumlah hadir}}{\text{Jumlah pegawai}} \times 100\%",
        ),
        ("100% x Jumlah hadir / Jumlah pegawai", r"\frac{100\% \times \text{Jumlah hadir}}{\text{Jumlah pegawai}}"),
        ("Indeks = 0,4 x A + 0,6 x B", r"\text{Indeks} = 0{,}4 \times A + 0{,}6 \times B"),
        ("jumlah kabupaten / kota × 100%", r"\text{jumlah kabupaten/kota} \times 100\%"),
        ("x = A / B x 100% dimana A = jumlah hadir, B = jumlah pegawai", r"x = \frac{A}{B} \times 100\%"),
        ("x = A / B x 100% y = C / D x 100%", r"x = \frac{A}{B} \times 100\% \\ y = \frac{C}{D} \times 100\%"),
        (
            "1. Jumlah a / Jumlah b x 100% 2. Jumlah c / b x 100%",
            r"\frac{\text{Jumlah a}}{\text{Jumlah b}} \times 100\% \\ \frac{\text{Jumlah c}}{b} \times 100\%",
        ),
        (
            "Jumlah hadir ---------- x 100% Jumlah pegawai",
            r"\frac{\text{Jumlah hadir}}{\text{Jumlah pegawai}} \times 100\%",
        ),
        (
            "Persentase = Jumlah hadir x 100% Jumlah pegawai",
            r"\text{Persentase} = \frac{\text{Jumlah hadir}}{\text{Jumlah pegawai}} \times 100\%",
        ),
    ],
)
def test_written_equations(text: str, latex: str) -> None:
    assert read_formula(text).persamaan == latex


@pytest.mark.parametrize(
    "text",
    [
        "Jumlah A dibagi Jumlah B dikali 100%",
        "Dokumen dan/atau laporan Kabupaten/Kota",
        "Tahun 2019/2020",
        "Baik/buruk",
        "n = jumlah sampel",
        "Jumlah berkas – masuk dan keluar",
        "Z-score <-3 SD (sangat kurus) dan/atau terdapat gejala BB/TB dikali 100%",
        "Data, informasi/dokumen pedoman/petunjuk teknis",
        "Jumlah hadir per jumlah pegawai x 100%",
        "Data Bagian Arsip * angka sementara",
        "Skor = 80 - 90",
        "Nilai persepsi 1,00 - 2,59 = D",
        "Persentase = jumlah bayi/balita yang ditimbang",
        "Kriteria: a = baik, b = cukup, c = kurang",
        "Rapat 4 x setahun",
        "1. Jumlah surat masuk/keluar 2. Jumlah agenda/rapat",
        "",
        "-",
    ],
)
def test_prose_is_no_equation(text: str) -> None:
    assert read_formula(text).persamaan is None


@pytest.mark.parametrize(
    ("lines", "latex"),
    [
        (
            ["Jumlah berkas selesai", "x =          x 100%", "Jumlah seluruh berkas"],
            r"x = \frac{\text{Jumlah berkas selesai}}{\text{Jumlah seluruh berkas}} \times 100\%",
        ),
        (
            ["Jumlah berkas selesai x 100%", "Jumlah seluruh berkas"],
            r"\frac{\text{Jumlah berkas selesai}}{\text{Jumlah seluruh berkas}} \times 100\%",
        ),
        (
            ["Jumlah berkas selesai", "Jumlah seluruh berkas", "x 100%"],
            r"\frac{\text{Jumlah berkas selesai}}{\text{Jumlah seluruh berkas}} \times 100\%",
        ),
        (
            [
                "Jumlah berkas yang",
                "telah selesai",
                "—————— x 100%",
                "Jumlah seluruh berkas",
                "yang masuk",
                "Sumber data : Arsip",
            ],
            r"\frac{\text{Jumlah berkas yang telah selesai}}{\text{Jumlah seluruh berkas yang masuk}} \times 100\%",
        ),
    ],
)
def test_fractions_drawn_over_several_lines(lines: list[str], latex: str) -> None:
    assert read_formula(lines).persamaan == latex


def test_a_slash_between_two_of_a_kind_divides_nothing() -> None:
    for things in ("siswa SD/MI", "dokter/perawat", "RT/RW aktif", "sarana dan/ atau prasarana"):
        tex = read_formula(f"Jumlah {things} x 100%").persamaan
        assert tex is not None
        assert "frac" not in tex


def test_lines_of_prose_are_no_fraction() -> None:
    assert read_formula(["Jumlah berkas selesai", "Jumlah seluruh berkas"]).persamaan is None
    assert read_formula(["Perhitungan dilakukan", "setiap bulan x 100%", "oleh petugas"]).persamaan is None


_SHARE = Fraction(MathText("Jumlah hadir"), MathText("Jumlah pegawai"))


def _row(*items: Equation | str) -> MathRow:
    return MathRow(tuple(MathText(item) if isinstance(item, str) else item for item in items))


@pytest.mark.parametrize(
    ("lines", "equations", "tex"),
    [
        # a whole equation, wherever it is
        (
            ["Rumus : {0}", "Sumber data : Arsip"],
            [_row("IKM=", _SHARE, "×Nilai Dasar")],
            r"\text{IKM} = F \times \text{Nilai Dasar}",
        ),
        (["Dihitung menurut pedoman {0} setiap tahun"], [_row("x=", _SHARE)], "x = F"),
        (["{0}", "{1}"], [_row("x=", _SHARE), _row("y=a+b")], r"x = F \\ y = a + b"),
        (["{0}", "n = 5 tahun"], [_row("x=", _SHARE)], "x = F"),
        # a part of one that is typed around it
        (["Persentase = {0} x 100%"], [_SHARE], r"\text{Persentase} = F \times 100\%"),
        (["Persentase {0}"], [_row("= ", _SHARE, "×100%")], r"\text{Persentase} = F \times 100\%"),
        (["{0} x 100%"], [_SHARE], r"F \times 100\%"),
        (["Dihitung dengan {0}"], [_SHARE], "F"),
        # scraps of one: the text says more
        (["Jumlah hadir / Jumlah pegawai {0}"], [_row("×100%")], r"F \times 100\%"),
        (["{0} x 100%"], [_row("x=", _SHARE)], r"x = F \times 100\%"),
        (["jumlah anggota {0} yang hadir"], [_row("n")], None),
    ],
)
def test_equations_of_the_file(lines: list[str], equations: list[Equation], tex: str | None) -> None:
    shown = [line.format(*map(linear, equations)) for line in lines]
    wanted = tex.replace("F", r"\frac{\text{Jumlah hadir}}{\text{Jumlah pegawai}}") if tex else None
    assert read_formula(shown, equations).persamaan == wanted


def test_an_equation_of_the_file_that_its_lines_lack_is_left_out() -> None:
    assert read_formula(["Jumlah hadir x 100%"], [_row("y=", _SHARE)]).persamaan == r"\text{Jumlah hadir} \times 100\%"


@given(st.text(max_size=120))
def test_any_cell_is_read_without_harm(text: str) -> None:
    assert read_formula(text).teks == join_lines(text.splitlines())


@given(st.text(alphabet="ab ()/×x=Σ+-1%:", max_size=60))
def test_latex_has_balanced_braces(text: str) -> None:
    tex = to_latex(text)
    if tex is not None:
        assert tex.count("{") == tex.count("}")
        assert tex.count("\\left(") == tex.count("\\right)")


def test_deep_brackets_are_refused() -> None:
    assert to_latex("(" * 500 + "a / b" + ")" * 500) is None
