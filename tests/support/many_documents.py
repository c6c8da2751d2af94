"""As many documents as a test needs: each other than the others, some with texts that formats trip over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from extractor.export.json import render
from schemas.document import (
    AnggaranProgram,
    Angka,
    Bagian,
    Berkas,
    Bukti,
    Document,
    Formulasi,
    Hierarki,
    Indikator,
    Jumlah,
    Koreksi,
    Metadata,
    Penandatangan,
    Pihak,
    Proses,
    Simpul,
    Target,
    Temuan,
)

ODD = (
    "=cmd|' /C calc'!A0",
    "aman;=1+1",
    "768.495",
    "0,997",
    "01",
    'kutip "ganda", koma; titik koma',
    "dua\nbaris",
    "日本 – ≥ 85 % é",
    "'Aisyiyah",
    "<b>&amp;</b> | pipa",
    "2.16.02",
)


def document(number: int, rows: int = 3) -> Document:
    """The `number`th document."""
    odd = ODD[number % len(ODD)]
    name = f"keputusan {number:05}.pdf"
    return Document(
        berkas=Berkas(
            nama=name,
            sha256=hashlib.sha256(str(number).encode()).hexdigest(),
            tipe="application/pdf",
            ukuran=1000 + number,
            halaman=3,
            jalur=f"{2018 + number % 5}/{name}",
        ),
        jenis="RENSTRA+KASKADE" if number % 3 == 0 else "RENSTRA",
        metadata=Metadata(
            instansi=f"Dinas Contoh {number}",
            nomor=f"{number}/KEP/2024",
            tahun="2021-2026",
            tentang=odd,
            tanggal="2024-01",
            penandatangan=Penandatangan(nama="SARI", nip="196903121994032007"),
            bukti={"tahun": proof("2021-2026", number)},
        ),
        bagian=[section(number, rows, odd)],
        kaskade=[node(number, odd)] if number % 3 == 0 else [],
        temuan=[Temuan(kode="sel_kosong", tingkat="peringatan", pesan=odd, lokasi=None, halaman=1, id="b1.i1")],
        proses=Proses(versi="0", parser="uji"),
    )


def section(number: int, rows: int, odd: str) -> Bagian:
    return Bagian(
        jenis="RENSTRA",
        jabatan=None if number % 2 else f"Kepala Bidang {number}",
        tugas=odd,
        fungsi=["penyusunan rencana", odd],
        halaman=(1, 3),
        indikator=[row(number, place, odd) for place in range(rows)],
        pihak=[Pihak(peran="pertama", nama="SARI", nip="196903121994032007")] if number % 4 == 0 else [],
        anggaran=[AnggaranProgram(program=odd, jumlah=Jumlah(teks="Rp 2.000,5", nilai=2000.5))] if number % 4 else [],
    )


def row(number: int, place: int, odd: str) -> Indikator:
    value = number + place / 8
    return Indikator(
        no=f"{place + 1}",
        sasaran_induk=None,
        indikator_induk=None,
        sasaran=f"Meningkatnya layanan {number}",
        indikator=f"{odd} {place}" if place else odd,
        target=Target(teks=f"{value}".replace(".", ","), nilai=value, nilai_maks=None, satuan="%"),
        target_per_tahun={"2021": "70", "TW I": odd},
        formulasi=Formulasi(teks=odd, persamaan=r"\frac{a}{b} \times 100\%"),
        sumber_data=odd,
        penanggung_jawab=None,
        id=f"b1.i{place + 1}",
        jenjang="program",
        kode="2.16.02",
        hierarki=[
            Hierarki(jenjang="tujuan", kode=None, teks=odd),
            Hierarki(jenjang="program", kode="2.16.02", teks="P"),
        ],
        angka=[
            Angka(jenis="target", periode="2021", teks="768.495", nilai=768495),
            Angka(jenis="anggaran", periode=None, teks="1.250.000.000.000,25", nilai=1_250_000_000_000.25, satuan="Rp"),
        ],
        bukti={
            "indikator": proof(odd, number, 0.3 if number % 11 == 0 else 0.999),
            "target": proof("70", number, 0.9876),
        },
    )


def node(number: int, odd: str) -> Simpul:
    read = {"kinerja": proof(odd, number)}
    return Simpul(id="outcome-1", induk=None, tingkat="outcome", kinerja=odd, indikator=[odd, "dua"], bukti=read)


def proof(text: str, number: int, confidence: float = 0.99) -> Bukti:
    return Bukti(
        halaman=1 + number % 3,
        kotak=(10.25, 20.5, 30, 40.125),
        teks_asli=text,
        keyakinan=confidence,
        koreksi=[Koreksi(dari="a", ke=text, aturan="ejaan")] if number % 5 == 0 else [],
    )


def write_folder(folder: Path, count: int, rows: int = 3) -> list[Document]:
    """Writes documents as `cermat extract` would; every seventh has the content of the one before."""
    made: list[Document] = []
    for number in range(count):
        one = document(number, rows)
        if number % 7 == 6:
            file = one.berkas.model_copy(update={"sha256": made[-1].berkas.sha256})
            one = one.model_copy(update={"berkas": file})
        made.append(one)
        path = folder / f"{one.berkas.jalur}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render(one))
    return made


def in_order(documents: list[Document]) -> Iterator[Document]:
    """As tables have them."""
    yield from sorted(documents, key=lambda one: (one.berkas.jalur or "").split("/"))
