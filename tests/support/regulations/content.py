"""The content of an invented regulation by its seed: sentences full of what leads a reader astray.

References to articles, clauses and items stand anywhere in sentences, so that some of them begin a printed line.
"""

from __future__ import annotations

import random

from tests.support.regulations.model import Part, Regulation

PLACES = ("Melati Raya", "Tanjung Kenari", "Lembah Sawo", "Muara Jambu", "Bukit Asam Manis")
OFFICES = ("Arsip dan Pustaka", "Perikanan Darat", "Taman Kota", "Pengairan", "Pasar Rakyat")
THINGS = ("perpustakaan desa", "kolam ikan", "taman bermain", "saluran irigasi", "pasar rakyat", "jalan setapak")
VERBS = ("menyelenggarakan", "mengelola", "memelihara", "membina", "mengawasi", "mencatat")
ACTORS = ("Bupati", "Kepala Dinas", "Pengelola", "Perangkat Daerah", "Pemerintah Daerah", "Masyarakat")
ENDS = (
    "sesuai dengan ketentuan peraturan perundang-undangan",
    "paling lambat 14 (empat belas) hari kerja sejak permohonan diterima",
    "dengan memperhatikan kemampuan keuangan daerah",
    "secara terbuka, tertib, dan bertanggung jawab",
    "paling sedikit 2 (dua) kali dalam 1 (satu) tahun",
)
LAWS = (
    ("undang-undang", "Undang-Undang", "tentang Perpustakaan Desa"),
    ("peraturan_pemerintah", "Peraturan Pemerintah", "tentang Pengelolaan Kolam"),
    ("peraturan_presiden", "Peraturan Presiden", "tentang Taman Bermain"),
    ("peraturan_menteri", "Peraturan Menteri Dalam Negeri", "tentang Pedoman Pasar Rakyat"),
    ("peraturan_menteri", "Peraturan Menteri Pekerjaan Umum dan Perumahan Rakyat", "tentang Jalan Setapak"),
)
TITLES = ("KETENTUAN UMUM", "PENYELENGGARAAN", "HAK DAN KEWAJIBAN", "PEMBIAYAAN", "PENGAWASAN", "KETENTUAN PENUTUP")
ORDINALS = ("Kesatu", "Kedua", "Ketiga", "Keempat", "Kelima", "Keenam", "Ketujuh", "Kedelapan", "Kesembilan")
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
MONTHS = ("Januari", "Maret", "April", "Juni", "September", "November")
MONTH_NUMBERS = {"Januari": 1, "Maret": 3, "April": 4, "Juni": 6, "September": 9, "November": 11}


class Author:
    """Writes one regulation."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.articles = 0
        self.cited: list[tuple[str, str, str]] = []
        self.place = self.rng.choice(PLACES)

    def regulation(self) -> Regulation:
        kind = self.rng.choice(("decree", "decree", "regulation", "regulation", "amendment"))
        made = {"decree": self.decree, "regulation": self.ordinance, "amendment": self.amendment}[kind]()
        made.cited = list(dict.fromkeys(self.cited))
        return made

    # ---- sentences

    def reference(self) -> str:
        rng = self.rng
        article, clause, item = rng.randint(1, 4), rng.randint(1, 4), rng.choice("abcd")
        return rng.choice(
            (
                f"sebagaimana dimaksud dalam Pasal {article}",
                f"sebagaimana dimaksud pada ayat ({clause})",
                f"sebagaimana dimaksud dalam Pasal {article} ayat ({clause}) huruf {item}",
                f"sebagaimana dimaksud pada ayat ({clause}) huruf {item} angka {rng.randint(1, 3)}",
                f"sebagaimana dimaksud dalam BAB {rng.choice(ROMANS[:4])}",
            )
        )

    def sentence(self, end: str = ".", lower: bool = False) -> str:
        rng = self.rng
        words = [rng.choice(ACTORS), rng.choice(("wajib", "dapat", "berwenang", "harus")), rng.choice(VERBS)]
        words += [rng.choice(THINGS), "dan", rng.choice(THINGS)]
        if rng.random() < 0.6:
            words.append(self.reference())
        if rng.random() < 0.5:
            words += ["serta", rng.choice(THINGS)]
        words.append(rng.choice(ENDS))
        text = " ".join(words)
        return (text[0].lower() + text[1:] if lower else text) + end

    def law(self, long: bool = True) -> str:
        rng = self.rng
        bentuk, name, about = rng.choice(LAWS)
        number, year = str(rng.randint(1, 99)), str(rng.randint(1999, 2022))
        self.cited.append((bentuk, number, year))
        text = f"{name} Nomor {number} Tahun {year} {about}"
        if long and bentuk in ("undang-undang", "peraturan_pemerintah"):
            text += f" (Lembaran Negara Republik Indonesia Tahun {year} Nomor {rng.randint(1, 300)}, "
            text += f"Tambahan Lembaran Negara Republik Indonesia Nomor {rng.randint(3000, 6800)})"
        if long and rng.random() < 0.4:
            number, later = str(rng.randint(1, 99)), str(rng.randint(2010, 2023))
            self.cited.append((bentuk, number, later))
            text += f" sebagaimana telah diubah beberapa kali, terakhir dengan {name} Nomor {number} Tahun {later}"
        return text

    # ---- units

    def items(self, kind: str, depth: int = 0) -> list[Part]:
        rng = self.rng
        count = rng.randint(2, 5 if rng.random() < 0.9 else 14)
        made = []
        for place in range(count):
            last = place == count - 1
            end = "." if last and depth == 0 else "; dan" if place == count - 2 and depth == 0 else ";"
            number = "abcdefghijklmnop"[place] if kind == "huruf" else str(place + 1)
            part = Part(kind, number, text=self.sentence(end, lower=True))
            if depth < 2 and rng.random() < 0.15:
                part.text = f"{rng.choice(THINGS)} yang meliputi:"
                part.children = self.items("angka" if kind == "huruf" else "huruf", depth + 1)
            made.append(part)
        return made

    def filled(self, part: Part) -> Part:
        """A clause or an article: a sentence, or a list, with text behind it now and then."""
        rng = self.rng
        if rng.random() < 0.35:
            part.text = self.sentence(" terdiri atas:")
            part.children = self.items("huruf")
            if rng.random() < 0.2:
                part.children[-1].text = (part.children[-1].text or "").rstrip(".") + ","
                part.tail = "diatur lebih lanjut oleh Kepala Dinas."
                if part.children[-1].children:
                    part.children[-1].children = []
                    part.children[-1].text = "hal lain yang dianggap perlu,"
        else:
            part.text = self.sentence()
            if rng.random() < 0.3:
                part.text += " " + self.sentence()
        return part

    def article(self, number: str | None = None) -> Part:
        rng = self.rng
        if number is None:
            self.articles += 1
            number = str(self.articles)
        part = Part("pasal", number)
        if rng.random() < 0.6:
            part.children = [self.filled(Part("ayat", str(n))) for n in range(1, rng.randint(2, 6) + 1)]
            return part
        return self.filled(part)

    def definitions(self) -> Part:
        self.articles += 1
        rng = self.rng
        count = rng.randint(3, 13)
        children = [
            Part("angka", str(n), text=f"{rng.choice(OFFICES)} adalah {self.sentence(lower=True)}")
            for n in range(1, count + 1)
        ]
        return Part("pasal", str(self.articles), text="Dalam Peraturan ini yang dimaksud dengan:", children=children)

    def chapters(self) -> list[Part]:
        rng = self.rng
        made = []
        for place in range(rng.randint(2, 6)):
            chapter = Part("bab", ROMANS[place], title=TITLES[place] if place < len(TITLES) else "LAIN-LAIN")
            if place and rng.random() < 0.4:
                chapter.children = [self.division(n) for n in range(rng.randint(2, 3))]
            else:
                chapter.children = [self.definitions()] if not place else []
                chapter.children += [self.article() for _ in range(rng.randint(1, 4))]
            made.append(chapter)
        return made

    def division(self, place: int) -> Part:
        rng = self.rng
        title = rng.choice(("Umum", "Tata Cara", "Pelaporan", "Pembinaan dan Pengawasan"))
        part = Part("bagian", ORDINALS[place], title=title)
        if rng.random() < 0.3:
            part.children = [
                Part("paragraf", str(n), title="Persyaratan", children=[self.article()]) for n in range(1, 3)
            ]
        else:
            part.children = [self.article() for _ in range(rng.randint(1, 3))]
        return part

    # ---- documents

    def _date(self) -> tuple[str, str, int]:
        rng = self.rng
        day, month, year = rng.randint(1, 28), rng.choice(MONTHS), rng.randint(2015, 2023)
        return f"{day} {month} {year}", f"{year}-{MONTH_NUMBERS[month]:02d}-{day:02d}", year

    def _opening(self, subject: str, kind: str) -> tuple[list[tuple[str | None, str]], list[tuple[str | None, str]]]:
        rng = self.rng
        reason = f"bahwa untuk melaksanakan {self.law(long=False)}, perlu menetapkan {kind} tentang {subject};"
        if rng.random() < 0.25:
            considering: list[tuple[str | None, str]] = [(None, reason)]
        else:
            considering = [("a", f"bahwa {self.sentence(';', lower=True)}"), ("b", reason)]
            considering.append(("c", f"bahwa berdasarkan pertimbangan huruf a dan huruf b, perlu {kind};"))
        count = rng.randint(2, 12)
        recalling: list[tuple[str | None, str]] = [(str(n), f"{self.law()};") for n in range(1, count + 1)]
        return considering, recalling

    def ordinance(self) -> Regulation:
        rng = self.rng
        subject = f"Pengelolaan {rng.choice(THINGS).title()} di Kabupaten {self.place}"
        day, iso, year = self._date()
        number = rng.randint(1, 90)
        considering, recalling = self._opening(subject, "Peraturan Bupati")
        body = self.chapters() if rng.random() < 0.75 else [self.article() for _ in range(rng.randint(3, 8))]
        made = Regulation(
            "peraturan_kepala_daerah",
            [f"PERATURAN BUPATI {self.place.upper()}", f"NOMOR {number} TAHUN {year}", "TENTANG", subject.upper()],
            f"BUPATI {self.place.upper()},",
            considering,
            recalling,
            f"PERATURAN BUPATI TENTANG {subject.upper()}.",
            body,
            self.place,
            day,
            iso,
            f"BERITA DAERAH KABUPATEN {self.place.upper()} TAHUN {year} NOMOR {number}",
            "SURYA DHARMAWAN",
        )
        if rng.random() < 0.3:
            made.annex = f"DAFTAR {rng.choice(THINGS).upper()}"
        if rng.random() < 0.3:
            made.elucidation = self.elucidation(body)
        return made

    def elucidation(self, body: list[Part]) -> list[Part]:
        general = Part("angka", "I", title="UMUM", text=" ".join(self.sentence() for _ in range(4)))
        articles = [each for part in body for each in _articles(part)]
        remarks = []
        for article in articles:
            remark = Part("pasal", article.number)
            if article.children and article.children[0].kind == "ayat":
                remark.children = [Part("ayat", c.number, text="Cukup jelas.") for c in article.children]
            else:
                remark.text = "Cukup jelas." if self.rng.random() < 0.7 else self.sentence()
            remarks.append(remark)
        return [general, Part("angka", "II", title="PASAL DEMI PASAL", children=remarks)]

    def amendment(self) -> Regulation:
        rng = self.rng
        base = self.ordinance()
        base.elucidation, base.annex = [], None
        base.title[3] = f"PERUBAHAN ATAS {base.title[0]} NOMOR 5 TAHUN 2014 TENTANG {base.title[3]}"
        base.enacting = f"PERATURAN BUPATI TENTANG {base.title[3]}."
        self.cited.append(("peraturan_kepala_daerah", "5", "2014"))
        changes = []
        article = 1
        for place in range(1, rng.randint(2, 5) + 1):
            article += rng.randint(1, 5)
            if rng.random() < 0.25:
                changes.append(Part("angka", str(place), text=f"Ketentuan Pasal {article} dihapus."))
                continue
            inserted = rng.random() < 0.3
            number = f"{article}A" if inserted else str(article)
            lead = (
                f"Di antara Pasal {article} dan Pasal {article + 1} disisipkan 1 (satu) pasal, yakni Pasal {number} "
                "yang berbunyi sebagai berikut:"
                if inserted
                else f"Ketentuan Pasal {article} diubah, sehingga berbunyi sebagai berikut:"
            )
            changes.append(Part("angka", str(place), text=lead, children=[self.article(number)]))
        lead = f"Beberapa ketentuan dalam Peraturan Bupati {self.place} Nomor 5 Tahun 2014 diubah sebagai berikut:"
        base.body = [
            Part("pasal", "I", text=lead, children=changes),
            Part("pasal", "II", text="Peraturan Bupati ini mulai berlaku pada tanggal diundangkan."),
        ]
        return base

    def decree(self) -> Regulation:
        rng = self.rng
        office = rng.choice(OFFICES)
        subject = f"Penetapan Pengelola {rng.choice(THINGS).title()}"
        day, iso, year = self._date()
        considering, recalling = self._opening(subject, "Keputusan Kepala Dinas")
        first = "PERTAMA" if rng.random() < 0.2 else "KESATU"
        count = rng.randint(3, 8)
        numbers = [first, *(word.upper() for word in ORDINALS[1:count])]
        body = [self.filled(Part("diktum", number)) for number in numbers]
        title = [f"KEPUTUSAN KEPALA DINAS {office.upper()}", f"KABUPATEN {self.place.upper()}"]
        title += [f"NOMOR 188.{rng.randint(1, 9)}/{rng.randint(1, 900)}/{year}", "TENTANG", subject.upper()]
        made = Regulation(
            "keputusan",
            title,
            f"KEPALA DINAS {office.upper()} KABUPATEN {self.place.upper()},",
            considering,
            recalling,
            None if rng.random() < 0.6 else f"KEPUTUSAN KEPALA DINAS TENTANG {subject.upper()}.",
            body,
            self.place,
            day,
            iso,
            None,
            "RATNA KUSUMADEWI",
        )
        if rng.random() < 0.4:
            made.copies = [f"Bupati {self.place};", "Inspektur Daerah;", "Kepala Bagian Hukum."]
        if rng.random() < 0.4:
            made.noting = [("1", "Surat Edaran Bupati perihal penataan pasar;"), ("2", "Hasil rapat koordinasi.")]
        return made


def _articles(part: Part) -> list[Part]:
    if part.kind == "pasal":
        return [part]
    return [each for child in part.children for each in _articles(child)]


def write(seed: int) -> Regulation:
    """The regulation of a seed: always the same."""
    return Author(seed).regulation()
