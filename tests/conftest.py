"""What tests of several parts share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from schemas.document import (
    Bagian,
    Berkas,
    Bukti,
    Document,
    Formulasi,
    Indikator,
    Metadata,
    Proses,
    Target,
    Temuan,
)

ROOT = Path(__file__).parent.parent

# Properties are about what comes out, never about how long it took: a busy machine must not fail them. The same
# examples each time: what fails once, fails again.
settings.register_profile("cermat", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("cermat"), max_examples=15)
settings.load_profile("cermat")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever is tried on samples that are scans is slow."""
    for item in items:
        if "pindaian" in item.name:
            item.add_marker(pytest.mark.slow)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--messy-seeds",
        type=int,
        default=40,
        help="how many messy decrees the property test draws, each as DOCX and PDF",
    )


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples"


@pytest.fixture
def indicator() -> Callable[..., Indikator]:
    """Makes an indicator; every field can be given."""

    def make(**fields: object) -> Indikator:
        values: dict[str, object] = {
            "no": "1",
            "sasaran_induk": None,
            "indikator_induk": None,
            "sasaran": "Meningkatnya layanan",
            "indikator": "Jumlah layanan",
            "target": Target(teks="4 dokumen", nilai=4, satuan="dokumen"),
            "target_per_tahun": None,
            "formulasi": Formulasi(teks="Jumlah semua", tipe_penghitungan="Kumulatif"),
            "sumber_data": "Laporan",
            "penanggung_jawab": None,
            "bukti": {
                "indikator": Bukti(halaman=3, kotak=(1, 2, 3.25, 4), teks_asli="Jumlah\nlayanan", keyakinan=0.9),
                "target": Bukti(halaman=3, kotak=None, teks_asli="4 dokumen", keyakinan=0.75),
            },
        }
        return Indikator.model_validate(values | fields)

    return make


@pytest.fixture
def document(indicator: Callable[..., Indikator]) -> Callable[..., Document]:
    """Makes a document with one section that holds the given indicators."""

    def make(*indicators: Indikator, name: str = "keputusan.pdf", findings: tuple[Temuan, ...] = ()) -> Document:
        section = Bagian(
            jenis="IKI",
            jabatan="Kepala Bidang",
            tugas=None,
            fungsi=["penyusunan rencana"],
            halaman=(2, 3),
            indikator=list(indicators) or [indicator()],
        )
        return Document(
            berkas=Berkas(nama=name, sha256="0" * 64, tipe="application/pdf", ukuran=1, halaman=3),
            jenis="IKI",
            metadata=Metadata(instansi="Dinas Contoh", tahun="2024"),
            bagian=[section],
            temuan=list(findings),
            proses=Proses(versi="0", parser="uji"),
        )

    return make
