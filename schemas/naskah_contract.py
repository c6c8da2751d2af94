"""The regulation itself in the output contract (1.2): pydantic models of `naskah`."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from schemas.contract_base import Bukti, Kotak, Model
from schemas.naskah import Bentuk, UnitKind


class Butir(Model):
    """One item of a list in front of the body."""

    nomor: str | None = Field(description='As printed, without points and brackets: "a", "1"; null where none is.')
    teks: str
    bukti: dict[str, Bukti] = Field(default_factory=dict)


class Pembukaan(Model):
    """What stands before the body."""

    menimbang: list[Butir] = Field(default_factory=list)
    mengingat: list[Butir] = Field(default_factory=list)
    memperhatikan: list[Butir] = Field(default_factory=list)
    kepada: list[Butir] = Field(default_factory=list, description="To whom an instruction is given.")


class Unit(Model):
    """One unit of a regulation: a chapter, an article, a clause, an item, a dictum."""

    jenis: UnitKind
    nomor: str = Field(description='As printed, without brackets and points: "12A", "IV", "2", "KESATU".')
    judul: str | None = None
    teks: str | None = Field(default=None, description="Own text, without that of its children.")
    anak: list[Unit] = Field(default_factory=list)
    halaman: int | None = Field(description="Page of its beginning, 1-based; null for DOCX and text.")
    kotak: Kotak | None = Field(description="[x0, top, x1, bottom] in PDF points, of what is on that page.")
    alamat: str = Field(
        description='"pasal-5.ayat-1.huruf-a": unique in its regulation; of an article without its chapter.'
    )
    bukti: dict[str, Bukti] = Field(default_factory=dict, description="For judul and teks.")

    def walk(self) -> Iterator[Unit]:
        """The unit and all below it, in print order."""
        yield self
        for child in self.anak:
            yield from child.walk()


class Penutup(Model):
    """What stands below the body. Each date belongs to its own block."""

    perintah: str | None = Field(default=None, description='"Agar setiap orang mengetahuinya ..."')
    ditetapkan_di: str | None = None
    ditetapkan_tanggal: str | None = Field(default=None, description='ISO 8601; month only as "2018-01".')
    diundangkan_di: str | None = None
    diundangkan_tanggal: str | None = None
    lembaran: str | None = Field(default=None, description="Gazette, with its year and number.")
    bukti: dict[str, Bukti] = Field(default_factory=dict)


class Lampiran(Model):
    """One annex; its tables are in `bagian`."""

    nomor: str | None
    judul: str | None
    halaman: tuple[int, int] | None = Field(description="First and last page, 1-based; null for DOCX and text.")
    bukti: dict[str, Bukti] = Field(default_factory=dict)


class TempatRujukan(Model):
    """Where a regulation is named."""

    alamat: str = Field(description='Of the unit that names it, or "menimbang[1]".')
    halaman: int | None


class Rujukan(Model):
    """A regulation that is named."""

    teks: str = Field(description="As printed where it is named first, white space collapsed.")
    bentuk: Bentuk
    nomor: str
    tahun: str | None
    pasal: str | None = Field(description="Article named with it first.")
    halaman: int | None = Field(description="Of the first place.")
    tempat: list[TempatRujukan] = Field(default_factory=list, description="All places, in print order.")


class Naskah(Model):
    """A regulation from its title to its annexes."""

    bentuk: Bentuk
    judul: str
    pembukaan: Pembukaan
    menetapkan: str | None = Field(description='Text behind "Menetapkan :".')
    isi: list[Unit]
    penutup: Penutup
    tembusan: list[str] = Field(default_factory=list)
    lampiran: list[Lampiran] = Field(default_factory=list)
    penjelasan: list[Unit] = Field(default_factory=list)
    rujukan: list[Rujukan] = Field(default_factory=list)
    bukti: dict[str, Bukti] = Field(
        default_factory=dict, description='For judul, menetapkan, "tembusan[1]", "tembusan[2]", ...'
    )
