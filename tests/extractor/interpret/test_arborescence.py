"""The best arborescence among weighted links, against all that there are."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from extractor.interpret.cascade.arborescence import ROOT, best_arborescence

Links = dict[int, dict[int, float]]


@st.composite
def links(draw: st.DrawFn) -> Links:
    count = draw(st.integers(1, 5))
    weight = st.integers(-20, 20).map(float)
    others = {child: [ROOT, *(p for p in range(count) if p != child)] for child in range(count)}
    return {
        child: {p: draw(weight) for p in options if p == ROOT or draw(st.booleans())}
        for child, options in others.items()
    }


def is_tree(parents: dict[int, int]) -> bool:
    for child in parents:
        here, steps = child, 0
        while here != ROOT and steps <= len(parents):
            here, steps = parents[here], steps + 1
        if here != ROOT:
            return False
    return True


def weight_of(parents: dict[int, int], weights: Links) -> float:
    return sum(weights[child][parent] for child, parent in parents.items())


@given(links())
def test_no_other_tree_weighs_more(weights: Links) -> None:
    found = {child: choice.parent for child, choice in best_arborescence(weights).items()}
    assert is_tree(found)
    every = (dict(zip(weights, chosen, strict=True)) for chosen in product(*weights.values()))
    assert weight_of(found, weights) == max(weight_of(p, weights) for p in every if is_tree(p))


def test_the_margin_is_the_lead_over_the_next_best_parent_that_makes_no_loop() -> None:
    weights = {0: {ROOT: 0.0, 1: 9.0}, 1: {ROOT: -1.0, 0: 5.0}, 2: {ROOT: -4.0, 0: 3.0, 1: 2.5}}
    choices = best_arborescence(weights)
    assert {child: choice.parent for child, choice in choices.items()} == {0: 1, 1: ROOT, 2: 0}
    assert choices[2].margin == 0.5
    assert choices[2].rival == 1
    assert choices[1].rival is None
