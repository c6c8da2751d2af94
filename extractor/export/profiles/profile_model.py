"""A profile file (TOML) -> Profile: which table, which fields under which names and types, into which kind of file."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from extractor.export.tables.document_tables import own_tables
from extractor.export.tables.table_model import all_tables
from schemas.errors import NothingToRead, UsageError, system_code

SHIPPED = ("indikator", "jdihn")
"""Names of the profiles that come with Cermat (data/profile_jdihn.toml)."""
OF_DOCUMENT = "dokumen."
"""In front of a column of the table `dokumen`, which every row may take values from."""
DATA_MARK = "@data"
"""In a JSON template, the place of the list of records."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ProfileField(_Model):
    """One field of a record: `tetap`, or the first of the columns `dari` that is filled."""

    nama: str
    tetap: str | int | float | None = Field(default=None, description="A constant.")
    dari: tuple[str, ...] = Field(default=(), description='Columns of the table, or "dokumen.nomor".')
    jenis: Literal["teks", "bulat", "bilangan", "tanggal", "tahun"] = "teks"
    format: str | None = Field(default=None, description='How a date is written: "%d/%m/%Y"; ISO 8601 if left out.')
    peta: dict[str, str] = Field(default_factory=dict, description="Values as they are -> as they are wanted.")
    hanya_peta: bool = Field(default=False, description="Values that `peta` has not stay empty.")
    awalan: str = Field(default="", description="Text in front of a value, such as an address.")
    akhiran: str = Field(default="", description="Text behind a value.")


class Profile(_Model):
    """What another system wants."""

    tabel: str = Field(default="dokumen", description="Each of its rows becomes a record.")
    berkas: str = Field(description="Name of the file.")
    bentuk: Literal["json", "csv", "xlsx"]
    kosong: str | None = Field(default=None, description="What stands for an empty value in JSON; null if left out.")
    templat: str | None = Field(
        default=None, description='JSON with "@data" for the records; for XLSX a workbook beside the profile.'
    )
    lembar: str | None = Field(default=None, description="Sheet of the workbook; the first one if left out.")
    baris_mulai: int = Field(default=2, ge=1, description="Row of the template where the records begin.")
    pemisah: Literal[",", ";", "\t"] = Field(default=",", description="Between the cells of a CSV file.")
    desimal: Literal[",", "."] = Field(default=".", description="Mark of decimals in a CSV file.")
    kolom: tuple[ProfileField, ...] = Field(min_length=1)
    keterangan: str = Field(default="", description="For people; not read.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        names = {one.name for one in own_tables()}
        if self.tabel not in names:
            raise ValueError(f"tabel: {self.tabel!r}; {', '.join(sorted(names))}")
        if PurePosixPath(self.berkas).name != self.berkas or self.berkas.startswith("."):
            raise ValueError(f"berkas: {self.berkas!r}")
        if self.bentuk == "json" and self.templat is not None and f'"{DATA_MARK}"' not in self.templat:
            raise ValueError(f'templat: "{DATA_MARK}"')
        known = {*all_tables()[self.tabel].names, *(OF_DOCUMENT + name for name in all_tables()["dokumen"].names)}
        for field in self.kolom:
            for column in field.dari:
                if column not in known:
                    raise ValueError(f"kolom {field.nama}: dari {column!r}; {', '.join(sorted(known))}")
        return self


def load_profile(name: str) -> tuple[Profile, Path | None]:
    """A profile that comes with Cermat by its name, any other by its path; and the folder that it lies in.

    Raises NothingToRead where there is no such file, UsageError where it is no profile; the error names the place.
    """
    try:
        if name in SHIPPED:
            text, folder = files("extractor").joinpath(f"data/profile_{name}.toml").read_text("utf-8"), None
        else:
            text, folder = Path(name).read_text(encoding="utf-8"), Path(name).parent
    except OSError as error:
        raise NothingToRead("no_profile", name, remedy="profile", system=system_code(error)) from error
    except UnicodeDecodeError as error:
        raise UsageError("profile_wrong", name, remedy="profile", place="UTF-8", detail=error) from error
    try:
        return Profile.model_validate(tomllib.loads(text)), folder
    except ValidationError as error:
        place, detail = _first(error)
        raise UsageError("profile_wrong", name, remedy="profile", place=place, detail=detail) from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError("profile_wrong", name, remedy="profile", place="TOML", detail=error) from error


def _first(error: ValidationError) -> tuple[str, str]:
    """The place of the first mistake, in words that are the same in both languages, and what pydantic says of it."""
    first = error.errors(include_url=False)[0]
    steps = ".".join(str(step + 1) if isinstance(step, int) else step for step in first["loc"])
    own = first.get("ctx", {}).get("error")
    return f"{steps} {own}".strip() if own is not None else steps, first["msg"]
