"""ringkasan.json, the summary of a run over an output folder, as pydantic models; its JSON Schema is made from them."""

from __future__ import annotations

from pydantic import Field

from schemas.contract_base import Model


class SummaryCounts(Model):
    """All files together."""

    berkas: int = Field(description="Inputs, finished or not.")
    selesai: int = Field(description="Of them finished.")
    dilewati: int = Field(description="Files in folders that are no documents.")
    kembar: int = Field(description="Files with the content of another one.")
    indikator: int
    simpul: int = Field(description="Of performance cascades.")
    sel: int = Field(description="Printed cells that were read.")
    sel_dilihat: int = Field(description="Of them those that a person should look at.")
    sel_ditinjau: int = Field(description="Of them those that a person has decided about.")
    tinjauan_selesai: int = Field(description="Documents whose cells were all decided about.")
    hasil: dict[str, int] = Field(description="Files by outcome, see docs/batch.md.")


class SummaryTimes(Model):
    """When the run was; differs from run to run."""

    mulai: str = Field(description="ISO 8601.")
    selesai: str = Field(description="ISO 8601.")
    detik: float


class UnsearchedFolder(Model):
    """A folder that could not be searched."""

    folder: str
    sebab: str


class FileRun(Model):
    """How a file was read; differs from run to run."""

    detik: float
    memori_mb: float
    percobaan: int
    dari_sebelumnya: bool = Field(description="Known from an earlier run.")


class SummaryFile(Model):
    """What became of one file."""

    berkas: str = Field(description="Its path below the folder that was named.")
    sha256: str | None
    hasil: str = Field(description="Outcome, see docs/batch.md.")
    jenis: str | None
    halaman: int | None = Field(description="Number of pages.")
    halaman_tidak_terbaca: list[int]
    bagian: int
    indikator: int
    simpul: int
    temuan: int
    tabel_mungkin_indikator: list[str] = Field(
        description="For each finding about tables that were left out and may be of indicators, their pages."
    )
    keyakinan_terendah: float | None = Field(description="Of its most doubtful cell.")
    sel: int
    sel_dilihat: int
    sel_ditinjau: int
    tinjauan_selesai: bool
    sebab: str | None = Field(description="Why it failed, in English.")
    kembar_dari: str | None = Field(description="The file whose content it has.")
    luaran: list[str] = Field(description="What was written for it, below the output folder.")
    jalan: FileRun


class Ringkasan(Model):
    """The whole of ringkasan.json."""

    kontrak_ringkasan: str
    versi: str
    selesai: bool = Field(description="Whether the run came to its end.")
    jumlah: SummaryCounts
    waktu: SummaryTimes
    folder_gagal: list[UnsearchedFolder]
    berkas: list[SummaryFile]
