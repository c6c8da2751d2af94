"""The way of a document, on one screen: read, interpret, assemble fields, repair spelling, score, check, write down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from extractor.assemble import fields_of, notes_of
from extractor.checks import check
from extractor.checks.decree_checks import check_dicta, check_numbers
from extractor.checks.grouped_rows import grouped
from extractor.checks.legibility_checks import check_print
from extractor.checks.regulation_checks import check_regulation
from extractor.confidence import scored
from extractor.interpret.cascade.drawn_trees import drawn_trees, without_drawn
from extractor.interpret.cascade.level_tables import CascadeTable, table_trees
from extractor.interpret.cascade.trees import select_trees
from extractor.interpret.decree.document_title import document_kind, running_lines
from extractor.interpret.decree.preamble import read_preamble
from extractor.interpret.flow.document_flow import document_flow
from extractor.interpret.flow.duplicate_pages import distinct_pages
from extractor.interpret.naskah.regulation import read_regulation
from extractor.interpret.sections import sections_of, without_lists_of_tree
from extractor.interpret.table_findings import unmatched_instructions
from extractor.naskah_assembly import naskah_of
from extractor.naskah_citations import with_citations
from extractor.naskah_to_contract import naskah_from
from extractor.naskah_values import with_values
from extractor.spelling import DEFAULT_SPELLING, SpellingOptions, repaired
from extractor.to_contract import document_from
from parsers.page_work import UNWATCHED, PageWork
from parsers.read import read
from parsers.reading import ReadOptions
from schemas.document import Document
from schemas.findings import finding
from schemas.naskah_fields import NaskahFields
from schemas.printed import PrintedDocument
from schemas.table_instruction import TableInstruction
from schemas.transcript import Legibility, Page, Transcript


def extract(
    path: Path,
    options: ReadOptions,
    spelling: SpellingOptions = DEFAULT_SPELLING,
    instructions: Sequence[TableInstruction] = (),
    work: PageWork = UNWATCHED,
) -> Document:
    """The document at `path` as the contract has it. Raises one of schemas.errors where it can't be read.

    `instructions`: what people said of its tables; the document names those that it was read with. `work` hears of
    the pages of the file.
    """
    transcript = read(path, options, work)
    document = document_of(transcript, interpret(transcript, instructions), spelling)
    if not instructions:
        return document
    process = document.proses.model_copy(update={"suntingan": [one.id for one in instructions]})
    return document.model_copy(update={"proses": process})


def interpret(transcript: Transcript, instructions: Sequence[TableInstruction] = ()) -> PrintedDocument:
    """What a transcript says, in its own words. `instructions`: what people said of its tables."""
    pages, doubled = distinct_pages(transcript)
    drawn = drawn_trees(pages)
    flow = document_flow(without_drawn(pages, drawn), instructions)
    running = running_lines(pages)
    kind = document_kind(flow, running)
    sections, findings = sections_of(flow, kind)
    nodes, differences = select_trees([*table_trees([item for item in flow if isinstance(item, CascadeTable)]), *drawn])
    if nodes:
        sections, lists = without_lists_of_tree(sections)
        findings = (*findings, *lists)
    noted = (*doubled, *findings, *unmatched_instructions(flow, instructions), *differences)
    left_out = _left_out(transcript.pages, pages)
    head = read_preamble(flow, sections, running, kind)
    return PrintedDocument(head, sections, noted, nodes, left_out, read_regulation(pages))


def document_of(
    transcript: Transcript, printed: PrintedDocument, spelling: SpellingOptions = DEFAULT_SPELLING
) -> Document:
    """The contract's document from what was read and understood."""
    legibility = {
        page.number: page.legibility or Legibility()
        for page in transcript.pages
        if page.source == "ocr" and page.number is not None
    }
    recognised = frozenset(legibility)
    fields, spelling_findings = repaired(fields_of(printed), spelling, recognised)
    fields = scored(fields, legibility, spelling.project)
    naskah = _regulation(printed, spelling, legibility)
    empty = not fields.nodes and not any(section.rows for section in fields.sections) and not (naskah and naskah.body)
    findings = [
        *transcript.findings,
        *printed.findings,
        *grouped(notes_of(printed)),
        *spelling_findings,
        *check_dicta(transcript, left_out=printed.skipped_pages),
        *check_numbers(transcript),
        *([finding("tanpa_indikator")] if empty else []),
        *check_print(transcript, fields),
        *check(fields, recognised),
        *(check_regulation(naskah) if naskah is not None else ()),
    ]
    document = document_from(transcript, fields, findings, recognised)
    return document.model_copy(update={"naskah": naskah_from(naskah)}) if naskah is not None else document


def _regulation(
    printed: PrintedDocument, spelling: SpellingOptions, legibility: Mapping[int, Legibility]
) -> NaskahFields | None:
    """The regulation itself, repaired, scored, and with what it names."""
    naskah = naskah_of(printed.naskah)
    return with_citations(with_values(naskah, spelling, legibility)) if naskah is not None else None


def _left_out(pages: Sequence[Page], kept: Sequence[Page]) -> frozenset[int]:
    """Numbers of the pages that are not among those kept."""
    numbers = {page.number for page in kept}
    return frozenset(page.number for page in pages if page.number is not None and page.number not in numbers)
