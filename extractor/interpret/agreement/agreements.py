"""A section of an agreement and what is printed around its table -> the section with its parties and its money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.interpret.agreement.budget_list import budget_of
from extractor.interpret.agreement.parties import parties_of
from extractor.interpret.flow.flow_items import FlowItem
from schemas.printed import PrintedSection
from schemas.transcript import Line


def with_agreement(section: PrintedSection, above: Sequence[Line], below: Sequence[FlowItem]) -> PrintedSection:
    """The section of a PK with the parties and the list of money around its table; any other section as it is.

    `above`: the lines since the table before it; `below`: what follows down to the next table that gives rows.
    """
    if section.jenis != "PK":
        return section
    signed = [item for item in below if isinstance(item, Line)]
    return replace(section, parties=parties_of(above, signed), budget=budget_of(below))
