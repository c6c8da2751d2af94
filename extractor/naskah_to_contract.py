"""The fields of a regulation -> `naskah` of the output contract."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.to_contract import evidence_of
from schemas.fields import Fields, text_of
from schemas.naskah_contract import (
    Butir,
    Lampiran,
    Naskah,
    Pembukaan,
    Penutup,
    Rujukan,
    TempatRujukan,
    Unit,
)
from schemas.naskah_fields import TEXT, TITLE, CitedRegulation, NaskahAnnex, NaskahFields, NaskahItem, NaskahUnit


def naskah_from(naskah: NaskahFields) -> Naskah:
    """The regulation as it is written down. Raises ValueError where a field was not scored."""
    own = {TITLE: naskah.title, "menetapkan": naskah.enacting}
    copies = {f"tembusan[{place}]": item.field for place, item in enumerate(naskah.copies, start=1)}
    fields: Fields = {name: field for name, field in {**own, **copies}.items() if field is not None}
    return Naskah(
        bentuk=naskah.bentuk,
        judul=naskah.title.text,
        pembukaan=Pembukaan(**{name: _items(items) for name, items in naskah.lists.items()}),
        menetapkan=text_of(fields, "menetapkan"),
        isi=[_unit(unit) for unit in naskah.body],
        penutup=Penutup(
            **{name: field.text for name, field in naskah.closing.items()}, bukti=evidence_of(naskah.closing)
        ),
        tembusan=[item.field.text for item in naskah.copies],
        lampiran=[_annex(annex) for annex in naskah.annexes],
        penjelasan=[_unit(unit) for unit in naskah.elucidation],
        rujukan=[_cited(one) for one in naskah.cited],
        bukti=evidence_of(fields),
    )


def _items(items: Sequence[NaskahItem]) -> list[Butir]:
    return [Butir(nomor=item.number, teks=item.field.text, bukti=evidence_of({TEXT: item.field})) for item in items]


def _unit(unit: NaskahUnit) -> Unit:
    return Unit(
        jenis=unit.kind,
        nomor=unit.number,
        judul=text_of(unit.fields, TITLE),
        teks=text_of(unit.fields, TEXT),
        anak=[_unit(child) for child in unit.children],
        halaman=unit.page,
        kotak=unit.box,
        alamat=unit.address,
        bukti=evidence_of(unit.fields),
    )


def _annex(annex: NaskahAnnex) -> Lampiran:
    fields: Fields = {TITLE: annex.title} if annex.title is not None else {}
    return Lampiran(nomor=annex.number, judul=text_of(fields, TITLE), halaman=annex.pages, bukti=evidence_of(fields))


def _cited(one: CitedRegulation) -> Rujukan:
    return Rujukan(
        teks=one.text,
        bentuk=one.bentuk,
        nomor=one.number,
        tahun=one.year,
        pasal=one.article,
        halaman=one.places[0].page,
        tempat=[TempatRujukan(alamat=place.address, halaman=place.page) for place in one.places],
    )
