"""The habits of offices that make a table messy, as switches; a table is drawn with any set of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True)
class Knobs:
    """All off: one ruled row per indicator, one number and one merged sasaran cell per sasaran."""

    kind: Literal["IKU", "IKI", "PK"] = "IKU"
    goals: int = 3
    # --- several things in one ruled row ---
    stacked_goals: bool = False  # several sasaran in one ruled row, kept apart by white space
    stacked_items: bool = False  # all indicators of a sasaran in one ruled row
    tight: bool = False  # no white space between the indicators of one row; each begins with its marker
    sublist: Literal["", "a.", "-", "•", "1)"] = ""  # a lead over sub-items with values of their own
    ruled_sublist: bool = False  # each sub-item in a ruled row of its own, below the row of its lead
    nested: bool = False  # a sub-item leads a list of its own
    lead_value: bool = False  # the lead has a value of its own
    bullets: bool = False  # bullets that have no values, one target beside them all
    target_at: Literal["first", "last", "half up", "half down", "centre"] = "first"
    # --- numbers and filling down ---
    fill: Literal["merged", "blank"] = "merged"  # the sasaran's cell reaches over its rows, or is empty below
    numbering: Literal["goals", "indicators", "jump", "restart", "none", "in text", "blank"] = "goals"
    item_numbers: Literal["", "1.", "1.1.", "a.", "bare"] = ""  # printed before each indicator
    # --- columns ---
    extras: tuple[str, ...] = ()  # further columns in the order in which they stand
    target_early: bool = False  # the target stands before the further columns
    number_under_goal: bool = False  # one header cell "Sasaran" over a number column and a text column
    number_under_item: bool = False  # the same for the indicator
    unit: Literal["target", "after", "before", "header", "brackets"] = "target"
    periods: Literal["", "years", "quarters"] = ""
    period_group: bool = True  # a header cell over the periods
    baseline: bool = False
    realisasi: bool = False
    column_numbers: Literal["", "plain", "brackets", "slip", "gaps"] = ""
    blank_row: bool = False  # an empty ruled row under the header
    blank_header: bool = False  # the number column's header cell is empty
    no_goal_column: bool = False
    bands: bool = False  # rows over the whole width that name a group
    # --- pages and typing ---
    breaks: Literal["", "between", "inside"] = ""
    repeat_header: bool = True
    broken_words: bool = False  # words go on in the next line without a hyphen
    justified: bool = False
    rupiah: bool = False  # "Rp." and its amount on two lines
    odd_values: bool = False  # "B (80)", "-", "90-95%"
    # --- around the table ---
    budget: Literal["", "ruled", "unruled", "no header"] = ""
    twice: bool = False  # the same agreement stands twice in the file
    labels: Literal["tabs", "borderless", "ruled", "bare"] = "tabs"

    def settled(self) -> Knobs:
        """The same without combinations that no reader could tell apart or nobody types."""
        knobs = self
        if knobs.twice or knobs.budget:
            knobs = replace(knobs, kind="PK")
        if knobs.no_goal_column:
            knobs = replace(knobs, stacked_goals=False, number_under_goal=False)
            if knobs.numbering not in ("indicators", "none"):
                knobs = replace(knobs, numbering="indicators")
        if knobs.number_under_goal and knobs.numbering not in ("goals", "jump", "restart"):
            knobs = replace(knobs, numbering="goals")
        if knobs.number_under_item:
            knobs = replace(knobs, item_numbers="", stacked_goals=False, stacked_items=False, ruled_sublist=False)
        if knobs.numbering == "indicators":
            knobs = replace(knobs, stacked_goals=False, stacked_items=False, ruled_sublist=False)
        if knobs.stacked_goals:
            knobs = replace(knobs, stacked_items=True)
        if knobs.stacked_items:
            # Who stacks indicators in a row keeps them apart by white space or by markers.
            knobs = replace(knobs, blank_row=False, odd_values=False)
            if knobs.tight and not knobs.item_numbers:
                knobs = replace(knobs, item_numbers="a.")
        else:
            knobs = replace(knobs, tight=False)
        if knobs.sublist == knobs.item_numbers:
            knobs = replace(knobs, item_numbers="")
        if not knobs.sublist:
            knobs = replace(knobs, nested=False, lead_value=False, ruled_sublist=False)
        if knobs.ruled_sublist:
            knobs = replace(knobs, stacked_goals=False, stacked_items=False, nested=False, tight=False)
        if knobs.nested:
            knobs = replace(knobs, lead_value=False)
        if knobs.periods or knobs.unit == "header":
            knobs = replace(knobs, rupiah=False, odd_values=False)
        if knobs.target_at == "centre" and (knobs.stacked_items or knobs.sublist):
            knobs = replace(knobs, target_at="first")
        if knobs.target_at in ("half up", "half down") and knobs.tight:
            knobs = replace(knobs, target_at="first")
        if knobs.item_numbers == "1.1." and knobs.numbering not in ("goals", "jump"):
            knobs = replace(knobs, item_numbers="1.")
        if knobs.numbering in ("none", "in text") or knobs.number_under_goal:
            knobs = replace(knobs, blank_header=False)
        return knobs


def sample(rng: random.Random) -> Knobs:
    """Any set of habits; each is rare enough that most tables show three to six of them."""

    def sometimes(chance: float = 0.2) -> bool:
        return rng.random() < chance

    def one_of(first: str, *others: str, chance: float = 0.4) -> str:
        return rng.choice(others) if sometimes(chance) else first

    extras = rng.sample(["formulasi", "sumber_data", "penanggung_jawab"], rng.choice((0, 0, 1, 2, 3)))
    drawn: dict[str, object] = {
        "kind": rng.choice(("IKU", "IKI", "PK")),
        "goals": rng.randint(2, 5),
        "stacked_goals": sometimes(),
        "stacked_items": sometimes(),
        "tight": sometimes(),
        "sublist": one_of("", "a.", "-", "•", "1)"),
        "ruled_sublist": sometimes(),
        "nested": sometimes(),
        "lead_value": sometimes(),
        "bullets": sometimes(),
        "target_at": one_of("first", "last", "half up", "half down", "centre"),
        "fill": rng.choice(("merged", "blank")),
        "numbering": one_of("goals", "indicators", "jump", "restart", "none", "in text", "blank"),
        "item_numbers": one_of("", "1.", "1.1.", "a.", "bare", chance=0.3),
        "extras": tuple(extras),
        "target_early": sometimes(0.5),
        "number_under_goal": sometimes(0.1),
        "number_under_item": sometimes(0.1),
        "unit": one_of("target", "after", "before", "header", "brackets", chance=0.5),
        "periods": one_of("", "years", "quarters", chance=0.25),
        "period_group": sometimes(0.6),
        "baseline": sometimes(0.15),
        "realisasi": sometimes(0.15),
        "column_numbers": one_of("", "plain", "brackets", "slip", "gaps"),
        "blank_row": sometimes(0.1),
        "blank_header": sometimes(0.1),
        "no_goal_column": sometimes(0.12),
        "bands": sometimes(0.15),
        "breaks": one_of("", "between", "inside", chance=0.5),
        "repeat_header": sometimes(0.5),
        "broken_words": sometimes(0.15),
        "justified": sometimes(0.25),
        "rupiah": sometimes(0.15),
        "odd_values": sometimes(0.2),
        "budget": one_of("", "ruled", "unruled", "no header", chance=0.3),
        "twice": sometimes(0.1),
        "labels": rng.choice(("tabs", "borderless", "ruled", "bare")),
    }
    return Knobs(**drawn).settled()  # type: ignore[arg-type]
