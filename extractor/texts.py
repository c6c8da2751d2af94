"""The texts of a document by the names under which their evidence stands in `bukti`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from extractor.dated import dated
from schemas.document import Bagian, Bukti, Indikator, Metadata, Simpul

Texts = Mapping[str, str | None]


def evidence_of(head: Metadata, nodes: Iterable[Simpul], sections: Iterable[Bagian]) -> Iterator[Mapping[str, Bukti]]:
    """The evidence of everything that a document says, in its order."""
    yield head.bukti
    yield from (node.bukti for node in nodes)
    for section in sections:
        yield section.bukti
        yield from (row.bukti for row in section.indikator)


def texts_of(row: Indikator) -> Texts:
    return {
        "no": row.no,
        "sasaran_induk": row.sasaran_induk,
        "indikator_induk": row.indikator_induk,
        "sasaran": row.sasaran,
        "indikator": row.indikator,
        "target": row.target.teks if row.target else None,
        **{dated(period): text for period, text in (row.target_per_tahun or {}).items()},
        "formulasi": row.formulasi.teks if row.formulasi else None,
        "sumber_data": row.sumber_data,
        "penanggung_jawab": row.penanggung_jawab,
    }


def texts_of_head(head: Metadata) -> Texts:
    signatory = head.penandatangan.model_dump() if head.penandatangan is not None else {}
    return head.model_dump(exclude={"bukti", "penandatangan"}) | {f"penandatangan.{k}": v for k, v in signatory.items()}


def texts_of_section(section: Bagian) -> Texts:
    """Without those of its rows."""
    functions = {f"fungsi[{i}]": text for i, text in enumerate(section.fungsi, start=1)}
    return {"jabatan": section.jabatan, "tugas": section.tugas, **functions}


def texts_of_node(node: Simpul) -> Texts:
    return {"kinerja": node.kinerja} | {f"indikator[{i}]": text for i, text in enumerate(node.indikator, start=1)}
