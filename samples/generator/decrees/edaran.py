"""A circular with a schedule: a table, but none of indicators."""

from __future__ import annotations

from samples.generator.model import Decree, Gap, Labelled, Letterhead, Signature, Table, TableCell, Text

SCHEDULE = (
    ("No", "Hari dan Tanggal", "Kegiatan", "Tempat"),
    ("1", "Senin, 6 Mei 2024", "Pengarahan penyusunan laporan semester", "Aula Kantor"),
    ("2", "Rabu, 8 Mei 2024", "Pendampingan pengisian formulir", "Ruang Rapat II"),
    ("3", "Senin, 13 Mei 2024", "Penyerahan berkas", "Subbagian Umum"),
)


def decree(name: str) -> Decree:
    cells = [
        TableCell(row, col, (text,), bold=row == 0)
        for row, texts in enumerate(SCHEDULE)
        for col, text in enumerate(texts)
    ]
    return Decree(
        name=name,
        jenis="TIDAK_ADA",
        metadata={
            "instansi": "Sekretariat Daerah",
            "wilayah": "Kota Langit Biru",
            "tanggal": "2024-04-29",
            "tempat": "Langit Biru",
        },
        sections=(),
        blocks=(
            Letterhead(
                ("PEMERINTAH KOTA LANGIT BIRU", "SEKRETARIAT DAERAH"), "Jalan Angkasa Nomor 1, Langit Biru 00000"
            ),
            Text("SURAT EDARAN", "center", bold=True),
            Text("NOMOR 100.3.4/118/SETDA", "center"),
            Text("TENTANG", "center"),
            Text("JADWAL PENYUSUNAN LAPORAN SEMESTER PERTAMA", "center", bold=True),
            Gap(),
            Labelled("Kepada", "Para Kepala Perangkat Daerah"),
            Gap(),
            Text(
                "Dengan hormat disampaikan bahwa penyusunan laporan semester pertama dilaksanakan menurut jadwal "
                "berikut. Setiap perangkat daerah agar menugaskan paling sedikit dua orang petugas.",
                "justify",
            ),
            Gap(),
            Table((30, 130, 220, 100), tuple(cells), header_rows=1),
            Text("Demikian untuk dilaksanakan dengan sebaik-baiknya."),
            Signature(
                (
                    (
                        "Langit Biru, 29 April 2024",
                        "SEKRETARIS DAERAH,",
                        "",
                        "",
                        "Drs. GALIH WICAKSANA, M.M.",
                        "Pembina Utama Madya",
                        "NIP. 196611051991031008",
                    ),
                ),
                named="Drs. GALIH WICAKSANA, M.M.",
            ),
        ),
        about="Surat edaran: ada tabel, tetapi bukan tabel indikator.",
    )
