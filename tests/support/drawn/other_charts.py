"""Charts that are no trees of goals: who is whose superior, who does what step, whose goals help whose, and budgets."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.support.drawn.forest import Author, Goal
from tests.support.drawn.habits import Habits, Level
from tests.support.drawn.placing import MARGIN
from tests.support.drawn.scene import Box, Para, Point, Scene, Wire, height_of

NAMES = (
    "ARYA SENO",
    "DEWI LARAS",
    "BIMA PRASETYA",
    "RATNA WULAN",
    "GALIH PUTRA",
    "SEKAR AYU",
    "WIRA YUDHA",
    "INTAN SARI",
    "PANJI ASMORO",
)
UNITS = ("Bidang Pembinaan", "Bidang Sarana", "Bidang Pengawasan", "Bidang Data dan Informasi")
SECTIONS = (
    "Seksi Perencanaan",
    "Seksi Pelayanan",
    "Seksi Pemeliharaan",
    "Seksi Penyuluhan",
    "Seksi Pelaporan",
    "Seksi Registrasi",
)
LANES = ("Pemohon", "Petugas Loket", "Kepala Seksi", "Kepala Bidang", "Kepala Dinas")
STEPS = (
    "Menyerahkan berkas permohonan", "Memeriksa kelengkapan berkas", "Menugaskan tim peninjau", "Meninjau lokasi",
    "Membuat berita acara", "Menyetujui rancangan izin", "Menandatangani izin", "Menerima surat izin",
)  # fmt: skip
LEVEL = Level(None, "ultimate_outcome", None, "goal")
BELOW = Level(None, "intermediate_outcome", None, "goal")


@dataclass(frozen=True, slots=True)
class Link:
    """Of a cross-cutting chart: an arrow between two goals."""

    source: str  # id of a goal
    target: str
    both: bool  # arrow heads at both ends


@dataclass(frozen=True, slots=True)
class Chart:
    """A page, and what of it is in the gold."""

    scene: Scene
    goals: tuple[tuple[Goal, str | None], ...] = ()  # with the id of its parent
    links: tuple[Link, ...] = ()


def chart(habits: Habits, rng: random.Random, office: tuple[str, str, str]) -> Chart:
    """The chart of this kind."""
    makers = {"organisation": _organisation, "procedure": _procedure, "budget": _budget}
    if habits.chart == "cross cutting":
        return _cross_cutting(habits, rng, office)
    return Chart(makers[habits.chart](habits, rng, office))


def _titled(scene: Scene, *lines: str) -> None:
    paras = tuple(Para(line.upper(), bold=True) for line in lines)
    scene.add(Box(0, scene.width / 2 - 260, 20, 520, 18.0 * len(paras) + 8, paras, size=12.0, line=None, form="text"))


def _organisation(habits: Habits, rng: random.Random, office: tuple[str, str, str]) -> Scene:
    """Officials with their names below their posts."""
    scene = Scene(900, 560)
    _titled(scene, "Struktur Organisasi", f"{office[0]} {office[1]}")
    names = iter(rng.sample(NAMES, len(NAMES)) + list(NAMES))

    def post(x: float, y: float, text: str, width: float = 130.0) -> Box:
        number = f"NIP. 19{rng.randint(60, 89)}0{rng.randint(1, 9)}12 200{rng.randint(0, 9)}01 1 00{rng.randint(1, 9)}"
        paras = (Para(text.upper(), bold=True), Para(next(names)), Para(number))
        fill = "ffffff" if habits.colours == "white" else rng.choice(("bdd7ee", "ffe699"))
        return scene.add(Box(0, x, y, width, height_of(paras, width) + 4, paras, fill=fill))

    head = post(385, 90, f"Kepala {office[0]}")
    secretary = post(600, 160, "Sekretaris")
    units = [post(40 + at * 210, 260, unit) for at, unit in enumerate(UNITS)]
    x, bar = head.middle[0], 235.0
    scene.wires.append(Wire(((x, head.y + head.height), (x, bar))))
    scene.wires.append(Wire(((x, secretary.middle[1]), (secretary.x, secretary.middle[1]))))
    scene.wires.append(Wire(((units[0].middle[0], bar), (units[-1].middle[0], bar))))
    for unit in units:
        scene.wires.append(Wire(((unit.middle[0], bar), (unit.middle[0], unit.y))))
        sections = rng.sample(SECTIONS, 2)
        for row, section in enumerate(sections):
            box = post(unit.x + 20, 350 + row * 75, section, 125)
            scene.wires.append(
                Wire(((unit.x + 8, unit.y + unit.height), (unit.x + 8, box.middle[1]), (box.x, box.middle[1])))
            )
    return scene


def _procedure(habits: Habits, rng: random.Random, office: tuple[str, str, str]) -> Scene:
    """Steps in the lanes of those who do them, one arrow to the next."""
    scene = Scene(842, 640)
    _titled(scene, "Standar Operasional Prosedur", "Pelayanan Izin Pemanfaatan Kios")
    left, top, wide, tall = 40.0, 80.0, 150.0, 520.0
    lanes = LANES[: rng.randint(4, 5)]
    for at, lane in enumerate(lanes):
        x = left + at * wide
        scene.add(Box(0, x, top, wide, 22, (Para(lane.upper(), bold=True),), fill="d9d9d9"))
        scene.add(Box(0, x, top + 22, wide, tall - 22))
    before: Box | None = None
    for at, step in enumerate(STEPS):
        lane = at % len(lanes) if at < 3 else rng.randrange(len(lanes))
        paras = (Para(f"{at + 1}. {step}"),)
        box = scene.add(Box(0, left + lane * wide + 20, top + 40 + at * 57, wide - 40, 36, paras, fill="ffffff"))
        if before is not None:
            down = before.middle[0] == box.middle[0]
            a = (before.middle[0], before.y + before.height)
            points: tuple[Point, ...] = (a, (box.middle[0], box.y))
            if not down:
                middle = (a[1] + box.y) / 2
                points = (a, (a[0], middle), (box.middle[0], middle), (box.middle[0], box.y))
            scene.wires.append(Wire(points, before.id, box.id, (False, True)))
        before = box
    return scene


def _cross_cutting(habits: Habits, rng: random.Random, office: tuple[str, str, str]) -> Chart:
    """A goal in the middle, goals of other offices around it with arrows to it, some of them also among each other."""
    scene = Scene(900, 620)
    _titled(scene, "Cross Cutting Kinerja", f"{office[1]} Tahun {office[2]}")
    author = Author(rng)
    middle = author.goal(LEVEL, 0, most=1)
    around = [author.goal(BELOW, 1, most=1) for _ in range(rng.randint(5, 8))]
    offices = [
        "Dinas Pertanian",
        "Dinas Perhubungan",
        "Bappeda",
        "Dinas Sosial",
        "Dinas Kesehatan",
        "Dinas Pangan",
        "Dinas Kominfo",
        "DPMD",
    ]
    places = ((40, 110), (360, 105), (680, 110), (700, 290), (680, 480), (360, 490), (40, 480), (20, 290))
    half = rng.sample(places, len(around))
    half.sort(key=places.index)

    def shown(x: float, y: float, head: str, goal: Goal, width: float, fill: str) -> Box:
        paras = (
            Para(head.upper(), bold=True), Para(goal.text), *(Para(f"IK: {item}") for item in goal.indicators),
        )  # fmt: skip
        return scene.add(Box(0, x, y, width, height_of(paras, width) + 6, paras, fill=fill))

    centre = shown(345, 270, office[0], middle, 210, "ffe699")
    boxes = [
        shown(x, y, offices[at], goal, 180, "ffffff" if habits.colours == "white" else "c5e0b4")
        for at, ((x, y), goal) in enumerate(zip(half, around, strict=True))
    ]
    links = []
    for box, goal in zip(boxes, around, strict=True):
        both = rng.random() < 0.3
        scene.wires.append(Wire(_between(box, centre), box.id, centre.id, (both, True)))
        links.append(Link(goal.id, middle.id, both))
    for at in rng.sample(range(len(boxes) - 1), 2):
        a, b = boxes[at], boxes[at + 1]
        scene.wires.append(Wire(_between(a, b), a.id, b.id, (True, True), dashed=True))
        links.append(Link(around[at].id, around[at + 1].id, True))
    goals = ((middle, None), *((goal, middle.id) for goal in around))
    return Chart(scene, goals, tuple(links))


def _between(a: Box, b: Box) -> tuple[Point, Point]:
    """A straight line from side to side."""
    (ax, ay), (bx, by) = a.middle, b.middle

    def edge(box: Box, dx: float, dy: float) -> Point:
        reach = min(
            box.width / 2 / abs(dx) if dx else 1e9,
            box.height / 2 / abs(dy) if dy else 1e9,
        )
        return box.middle[0] + dx * reach, box.middle[1] + dy * reach

    return edge(a, bx - ax, by - ay), edge(b, ax - bx, ay - by)


def _budget(habits: Habits, rng: random.Random, office: tuple[str, str, str]) -> Scene:
    """A table of money whose every other row is coloured, without any indicator."""
    scene = Scene(760, 560)
    _titled(scene, "Rekapitulasi Anggaran dan Realisasi", f"{office[0]} Tahun {office[2]}")
    xs = (MARGIN, MARGIN + 30, MARGIN + 340, MARGIN + 460, MARGIN + 580)
    rows: list[Sequence[str]] = [("No", "Program / Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%")]
    author = Author(rng)
    for number in range(1, rng.randint(12, 18)):
        money = rng.randint(20, 900) * 1_000_000
        used = int(money * rng.uniform(0.7, 1))
        text = author.statement(rng.choice(("program", "activity")), author.subject())
        rows.append(
            (
                str(number),
                text,
                f"{money:,}".replace(",", "."),
                f"{used:,}".replace(",", "."),
                f"{used * 100 / money:.2f}".replace(".", ","),
            )
        )
    for at, row in enumerate(rows):
        fill = "bfbfbf" if at == 0 else ("deebf7" if at % 2 else "ffffff")
        for col, text in enumerate(row):
            width = (xs[col + 1] if col + 1 < len(xs) else MARGIN + 640) - xs[col]
            scene.add(Box(0, xs[col], 80 + at * 24, width, 24, (Para(text, bold=at == 0, left=col == 1),), fill=fill))
    return scene
