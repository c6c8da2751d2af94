"""The goals of a document: trees of invented statements with their indicators, no two of them alike."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.support.drawn.habits import Habits, Level
from tests.support.messy.matrices import words

SUBJECTS = (
    "Lumbung Pangan Nagari", "Taman Bacaan Kampung", "Perahu Penyeberangan", "Kios Pasar Subuh", "Arsip Foto Lama",
    "Embung Desa", "Kelompok Tenun", "Bank Sampah", "Penyuluh Kebun", "Balai Pelatihan Kerja", "Koperasi Wanita Tani",
    "Posyandu Lansia", "Jalur Hijau Kota", "Sanggar Tari", "Pos Ronda", "Rambu Sungai", "Kolam Benih Ikan",
    "Pintu Air", "Naskah Kuno", "Pedagang Keliling", "Terminal Angkutan Desa", "Hutan Bambu Rakyat", "Sumur Resapan",
    "Peternak Itik", "Dermaga Rakyat", "Rumah Kemas Kopi", "Juru Pelihara Situs", "Layanan Adminduk Keliling",
    "Sekolah Lapang Petani", "Kampung Iklim", "Gudang Beku Nelayan", "Pamong Budaya", "Lampu Jalan Lingkungan",
    "Irigasi Tetes", "Sentra Gula Aren", "Kader Jumantik", "Pusat Oleh-oleh", "Laboratorium Tanah",
    "Tenaga Kerja Magang", "Wisata Mangrove", "Usaha Mikro Perempuan", "Jembatan Gantung",
)  # fmt: skip
QUALITIES = (
    "kualitas", "daya saing", "tata kelola", "kemandirian", "cakupan layanan", "produktivitas", "kapasitas",
    "keterpaduan pengelolaan", "pemanfaatan", "ketersediaan", "kinerja", "mutu", "keamanan", "akses warga terhadap",
)  # fmt: skip
GOALS = ("Meningkatnya", "Meningkatnya", "Terwujudnya", "Optimalnya", "Terkelolanya", "Menguatnya", "Terjaganya")
TAILS = ("", "", "", "di wilayah pesisir", "yang berkelanjutan", "berbasis data desa", "bagi keluarga rentan")
PROGRAMS = (
    "Program Pengembangan",
    "Program Pengelolaan",
    "Program Pembinaan",
    "Program Pemberdayaan",
    "Program Penataan",
)
ACTIVITIES = (
    "Pembinaan",
    "Pengawasan",
    "Fasilitasi",
    "Penyediaan",
    "Pengendalian",
    "Penyuluhan",
    "Rehabilitasi",
    "Pengadaan sarana",
)
ACTIVITY_TAILS = ("", "", "tingkat kecamatan", "tepat guna", "di kawasan perbatasan", "bersama kelompok warga")
TASKS = (
    "Penyusunan pedoman",
    "Sosialisasi",
    "Bimbingan teknis",
    "Pemeliharaan",
    "Pendataan",
    "Monitoring dan evaluasi",
    "Koordinasi",
    "Pelaporan",
)
MEASURES = (
    "Persentase {s} yang {v}", "Jumlah {s} yang {v}", "Indeks kepuasan pengguna {s}", "Rasio {s} per kecamatan",
    "Cakupan {s} yang {v}", "Nilai evaluasi {s}", "Tingkat pertumbuhan {s}",
)  # fmt: skip
COUNTS = (
    "Jumlah {s} yang {v}",
    "Jumlah dokumen {s} yang disusun",
    "Jumlah peserta pelatihan {s}",
    "Jumlah laporan {s} tepat waktu",
)
DONE = ("dibina", "terlayani", "memenuhi standar", "berfungsi", "dilatih", "terdata", "direhabilitasi", "bersertifikat")


@dataclass(slots=True)
class Goal:
    """A node of a tree."""

    id: str
    text: str
    indicators: tuple[str, ...]
    level: Level
    depth: int  # 0 for roots
    children: list[Goal] = field(default_factory=list)
    branch: int = 0  # which child of the root it is below, 0-based
    number: str = ""  # printed behind its level: "2", "2.1"

    def all(self) -> Iterator[Goal]:
        """Itself and all below it, in preorder."""
        yield self
        for child in self.children:
            yield from child.all()


class Author:
    """Writes goals and indicators, never the same twice."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._subjects: list[str] = []
        self._told: set[str] = set()
        self.count = 0

    def subject(self) -> str:
        if not self._subjects:
            self._subjects = self.rng.sample(SUBJECTS, len(SUBJECTS))
        return self._subjects.pop()

    def statement(self, wording: str, subject: str) -> str:
        """A goal, programme, activity or task about the subject."""
        rng = self.rng
        for _ in range(50):
            text = {
                "goal": lambda: f"{rng.choice(GOALS)} {rng.choice(QUALITIES)} {subject} {rng.choice(TAILS)}",
                "program": lambda: f"{rng.choice(PROGRAMS)} {subject}",
                "activity": lambda: f"{rng.choice(ACTIVITIES)} {subject} {rng.choice(ACTIVITY_TAILS)}",
                "task": lambda: f"{rng.choice(TASKS)} {subject} {rng.choice(ACTIVITY_TAILS)}",
            }[wording]().strip()
            if text not in self._told:
                break
        self._told.add(text)
        return text

    def indicators(self, wording: str, subject: str, count: int) -> tuple[str, ...]:
        """Different measures of the subject."""
        forms = self.rng.sample(MEASURES if wording in ("goal", "program") else COUNTS, count)
        return tuple(form.format(s=subject.lower(), v=self.rng.choice(DONE)) for form in forms)

    def goal(self, level: Level, depth: int, most: int = 3) -> Goal:
        """A goal without children."""
        self.count += 1
        subject = self.subject()
        count = self.rng.choice((0, 1, 1, 1, 2, 3)) if most > 1 else 1
        return Goal(
            f"n{self.count}",
            self.statement(level.wording, subject),
            self.indicators(level.wording, subject, count),
            level,
            depth,
        )


WIDTHS = {3: ((2, 4), (1, 4)), 4: ((2, 3), (1, 3), (1, 3)), 5: ((2, 2), (1, 2), (1, 2), (1, 3))}
"""Fewest and most children of each row, by the count of rows."""


def forest(habits: Habits, rng: random.Random) -> list[Goal]:
    """The trees of a document."""
    author = Author(rng)
    roots = [author.goal(habits.levels[0], 0) for _ in range(habits.roots)]
    for root in roots:
        _grow(root, habits, author, rng)
        for at, child in enumerate(root.children):
            for goal in child.all():
                goal.branch = at
    if habits.capitals:
        for root in roots:
            root.text = root.text.upper()
    counts: dict[int, int] = {}
    for root in roots:
        for goal in root.all():
            counts[goal.depth] = counts.get(goal.depth, 0) + 1
            goal.number = str(counts[goal.depth])
    return roots


def _grow(goal: Goal, habits: Habits, author: Author, rng: random.Random) -> None:
    rows = len(habits.levels)
    if goal.depth == rows - 1:
        return
    fewest, most = WIDTHS[rows][goal.depth]
    if habits.shape == "stacked" and goal.depth == rows - 2:
        most += 3
    for _ in range(rng.randint(fewest, most)):
        child = author.goal(habits.levels[goal.depth + 1], goal.depth + 1)
        goal.children.append(child)
        _grow(child, habits, author, rng)


def office(rng: random.Random) -> tuple[str, str, str]:
    """Name of an office, its region, and a year."""
    return rng.choice(words.THEMES).office, rng.choice(words.REGIONS), str(rng.randint(2017, 2026))
