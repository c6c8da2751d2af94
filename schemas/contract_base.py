"""What all models of the output contract share: their base, places on a page, and the evidence of a value."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kotak = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points from the page's top left."""


class Model(BaseModel):
    """What all parts of the contract have in common: nothing unknown is accepted, and nothing changes once made."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Koreksi(Model):
    """One change between what was read and what is given out."""

    dari: str
    ke: str
    aturan: str
    keyakinan: float = Field(default=1, ge=0, le=1, description="How sure the rule is of this change.")


class Tinjauan(Model):
    """What a person decided of a value or a finding."""

    tindakan: Literal["benar", "ubah"] = Field(description='"benar": it is right as it was; "ubah": it was set right.')
    oleh: str
    waktu: str = Field(description="ISO 8601 with its offset from UTC.")
    sebelum: str | None = Field(default=None, description="What the machine gave; null where it gave nothing.")


class Bukti(Model):
    """Where a value was read, how, and how sure it is."""

    halaman: int | None
    kotak: Kotak | None = Field(description="[x0, top, x1, bottom] in PDF points from the page's top left.")
    sel: str | None = Field(
        default=None,
        description='Of a spreadsheet: sheet and cells, "IKU!B7:B9"; `halaman` is the sheet. Null for all other files.',
    )
    teks_asli: str = Field(description="The text as read.")
    keyakinan: float = Field(ge=0, le=1)
    koreksi: list[Koreksi] = Field(default_factory=list)
    tinjauan: Tinjauan | None = Field(default=None, description="Null where nobody has looked at it.")

    @property
    def as_read(self) -> str:
        """`teks_asli` on one line."""
        return " ".join(self.teks_asli.split())
