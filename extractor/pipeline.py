"""The story in one screen: read, interpret, assemble, repair, check."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from extractor.assemble import metadata_of, nodes_of, section_of
from extractor.check import checked, reported
from extractor.checks.head import check_dicta, check_numbers
from extractor.checks.reading import check_print
from extractor.file_names import printable
from extractor.interpret.cascade import CascadeTable, trees_of
from extractor.interpret.cascade_drawn import drawn_trees, without_drawn
from extractor.interpret.cascade_trees import settled
from extractor.interpret.flow import flow_of
from extractor.interpret.head import head_of
from extractor.interpret.pages import distinct_pages
from extractor.interpret.sections import beside_a_tree, sections_of
from extractor.parts import Parts
from extractor.spelling import DEFAULT_SPELLING, SpellingOptions, repaired
from extractor.trust import weighed
from parsers.read import read
from parsers.reading import ReadOptions
from schemas.document import Berkas, Document, Proses
from schemas.findings import finding
from schemas.printed import PrintedDocument
from schemas.transcript import Legibility, Transcript


def extract(path: Path, options: ReadOptions, spelling: SpellingOptions = DEFAULT_SPELLING) -> Document:
    """The document at `path` as the contract has it. Raises one of schemas.errors where it can't be read."""
    transcript = read(path, options)
    return document_of(transcript, interpret(transcript), spelling)


def interpret(transcript: Transcript) -> PrintedDocument:
    """What a transcript says, in its own words."""
    pages, doubled = distinct_pages(transcript)
    drawn = drawn_trees(pages)
    flow = flow_of(without_drawn(pages, drawn))
    sections, findings = sections_of(flow)
    nodes, differences = settled([*trees_of([item for item in flow if isinstance(item, CascadeTable)]), *drawn])
    if nodes:
        sections, lists = beside_a_tree(sections)
        findings = (*findings, *lists)
    return PrintedDocument(head_of(flow, sections), sections, (*doubled, *findings, *differences), nodes)


def document_of(
    transcript: Transcript, printed: PrintedDocument, spelling: SpellingOptions = DEFAULT_SPELLING
) -> Document:
    """The contract's document from what was read and understood."""
    recognised = {
        page.number: page.legibility or Legibility()
        for page in transcript.pages
        if page.source == "ocr" and page.number is not None
    }
    as_printed = Parts(
        [section_of(section) for section in printed.sections], nodes_of(printed.nodes), metadata_of(printed.head)
    )
    spelled, spelling_findings = repaired(as_printed, spelling, frozenset(recognised))
    parts = weighed(spelled, recognised, spelling.project)
    doubled = {f.page for f in printed.findings if f.code == "halaman_ganda"}
    findings = [
        *transcript.findings,
        *printed.findings,
        *spelling_findings,
        *check_dicta(transcript, left_out=doubled),
        *check_numbers(transcript),
    ]
    if not parts.nodes and not any(section.indikator for section in parts.sections):
        findings.append(finding("tanpa_indikator"))
    document = Document(
        berkas=Berkas(
            nama=printable(transcript.name),
            sha256=transcript.sha256,
            tipe=transcript.media_type,
            ukuran=transcript.size,
            halaman=transcript.page_count,
        ),
        jenis=_kinds(parts),
        metadata=parts.head,
        bagian=list(parts.sections),
        kaskade=list(parts.nodes),
        temuan=[reported(f) for f in findings],
        proses=Proses(
            versi=version("cermat"),
            parser=transcript.parser,
            mesin_ocr=transcript.ocr_engine,
            halaman_ocr=sorted(recognised) if transcript.page_count is not None else None,
        ),
    )
    unclear = [reported(f) for f in check_print(transcript, document)]
    return checked(document.model_copy(update={"temuan": [*document.temuan, *unclear]}))


def _kinds(parts: Parts) -> str:
    """The kinds of the sections, each once, in the order in which they occur."""
    kinds = list(dict.fromkeys(section.jenis for section in parts.sections if section.indikator))
    return "+".join([*kinds, *(["KASKADE"] if parts.nodes else [])]) or "TIDAK_ADA"
