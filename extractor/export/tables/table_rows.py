"""A document -> lines of the tables of documents, sections, rows, findings and evidence (data/tables.toml).

Lines of the other tables are those of indikator.csv, angka.csv, kaskade.csv and periksa.csv, and are made beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractor.export.flat_indicators import page_of_row
from extractor.export.row_addresses import row_addresses, section_address
from schemas.document import Bukti, Document, Indikator, Penandatangan
from schemas.naskah_contract import Penutup

LINE = "\n"
"""Between the entries of a list in one cell."""
_ARROW = "->"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document; fields are those of the table `dokumen`, None where the document says nothing."""

    dokumen: str
    nama: str
    sha256: str
    tipe: str
    ukuran: int  # bytes
    jumlah_halaman: int | None
    kontrak: str
    jenis: str
    instansi: str | None
    wilayah: str | None
    nomor: str | None
    tahun: str | None
    tentang: str | None
    tanggal: str | None
    tempat: str | None
    penandatangan_nama: str | None
    penandatangan_jabatan: str | None
    penandatangan_pangkat: str | None
    penandatangan_nip: str | None
    bentuk: str | None
    judul: str | None
    ditetapkan_di: str | None
    ditetapkan_tanggal: str | None
    diundangkan_di: str | None
    diundangkan_tanggal: str | None
    lembaran: str | None
    versi: str
    parser: str
    mesin_ocr: str | None


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section of a document."""

    dokumen: str
    bagian: str  # "b1"
    jenis: str
    jabatan: str | None
    tugas: str | None
    fungsi: str | None
    halaman_awal: int | None  # 1-based
    halaman_akhir: int | None


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of an indicator table; its box in PDF points from the page's top left."""

    dokumen: str
    id: str
    bagian: str  # "b1"
    jenjang: str | None
    kode: str | None
    hierarki: str | None
    indikator: str
    persamaan: str | None
    halaman: int | None  # 1-based
    kiri: float | None
    atas: float | None
    kanan: float | None
    bawah: float | None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding."""

    dokumen: str
    kode: str
    tingkat: str
    pesan: str
    lokasi: str | None
    halaman: int | None  # 1-based
    id: str | None  # of the row that it is about


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """Where one value was read; its box in PDF points from the page's top left."""

    dokumen: str
    bagian: str | None  # "b1"
    id: str | None  # of the row, or of the node of the cascade
    kolom: str
    halaman: int | None  # 1-based
    kiri: float | None
    atas: float | None
    kanan: float | None
    bawah: float | None
    teks_asli: str
    keyakinan: float  # 0..1
    koreksi: str | None


def document_lines(document: Document, name: str) -> Iterator[DocumentLine]:
    """The one line of a document."""
    file, about, made = document.berkas, document.metadata, document.proses
    signed = about.penandatangan or Penandatangan()
    text = document.naskah
    end = text.penutup if text is not None else Penutup()
    yield DocumentLine(
        dokumen=name,
        nama=file.nama,
        sha256=file.sha256,
        tipe=file.tipe,
        ukuran=file.ukuran,
        jumlah_halaman=file.halaman,
        kontrak=document.kontrak,
        jenis=document.jenis,
        instansi=about.instansi,
        wilayah=about.wilayah,
        nomor=about.nomor,
        tahun=about.tahun,
        tentang=about.tentang,
        tanggal=about.tanggal,
        tempat=about.tempat,
        penandatangan_nama=signed.nama,
        penandatangan_jabatan=signed.jabatan,
        penandatangan_pangkat=signed.pangkat,
        penandatangan_nip=signed.nip,
        bentuk=text.bentuk if text is not None else None,
        judul=text.judul if text is not None else None,
        ditetapkan_di=end.ditetapkan_di,
        ditetapkan_tanggal=end.ditetapkan_tanggal,
        diundangkan_di=end.diundangkan_di,
        diundangkan_tanggal=end.diundangkan_tanggal,
        lembaran=end.lembaran,
        versi=made.versi,
        parser=made.parser,
        mesin_ocr=made.mesin_ocr,
    )


def section_lines(document: Document, name: str) -> Iterator[SectionLine]:
    """The sections in their order."""
    for number, section in enumerate(document.bagian):
        first, last = section.halaman or (None, None)
        duties = LINE.join(section.fungsi) or None
        yield SectionLine(
            name, section_address(number), section.jenis, section.jabatan, section.tugas, duties, first, last
        )


def row_lines(document: Document, name: str) -> Iterator[RowLine]:
    """The rows of all sections in their order."""
    addresses = row_addresses(document)
    for number, section in enumerate(document.bagian):
        for place, row in enumerate(section.indikator):
            proof = row.bukti.get("indikator")
            left, top, right, bottom = _edges(proof)
            yield RowLine(
                dokumen=name,
                id=addresses[number, place],
                bagian=section_address(number),
                jenjang=row.jenjang,
                kode=row.kode,
                hierarki=_ladder(row),
                indikator=row.indikator,
                persamaan=row.formulasi.persamaan if row.formulasi is not None else None,
                halaman=page_of_row(section, row),
                kiri=left,
                atas=top,
                kanan=right,
                bawah=bottom,
            )


def _ladder(row: Indikator) -> str | None:
    entries = (" ".join(filter(None, (entry.jenjang, entry.kode, entry.teks))) for entry in row.hierarki)
    return LINE.join(entries) or None


def finding_lines(document: Document, name: str) -> Iterator[FindingLine]:
    """The findings in the document's order."""
    for found in document.temuan:
        yield FindingLine(name, found.kode, found.tingkat, found.pesan, found.lokasi, found.halaman, found.id)


def evidence_lines(document: Document, name: str) -> Iterator[EvidenceLine]:
    """The evidence of the decree, of sections and their rows, and of the cascade."""
    yield from _evidence(name, None, None, "metadata.", document.metadata.bukti)
    addresses = row_addresses(document)
    for number, section in enumerate(document.bagian):
        here = section_address(number)
        yield from _evidence(name, here, None, "", section.bukti)
        for place, row in enumerate(section.indikator):
            yield from _evidence(name, here, addresses[number, place], "", row.bukti)
    for node in document.kaskade:
        yield from _evidence(name, None, node.id, "kaskade.", node.bukti)


def _evidence(
    name: str, section: str | None, address: str | None, prefix: str, proofs: Mapping[str, Bukti]
) -> Iterator[EvidenceLine]:
    for field, proof in proofs.items():
        repairs = LINE.join(f"{one.dari} {_ARROW} {one.ke} ({one.aturan})" for one in proof.koreksi) or None
        page, text, confidence = proof.halaman, proof.teks_asli, proof.keyakinan
        edges = _edges(proof)
        yield EvidenceLine(name, section, address, prefix + field, page, *edges, text, confidence, repairs)


def _edges(proof: Bukti | None) -> tuple[float | None, float | None, float | None, float | None]:
    """Left, top, right, bottom."""
    return proof.kotak if proof is not None and proof.kotak is not None else (None, None, None, None)
