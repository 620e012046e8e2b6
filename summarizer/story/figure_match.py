"""Whether two figures of two articles measure the same quantity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from summarizer.story.figure_numbers import NEAR, Amount
from summarizer.story.figure_readings import Reading
from summarizer.story.figure_words import CASUALTY
from summarizer.types import Span

Floats = npt.NDArray[np.float32]

# Cosines of the words around two figures; set on stories of neus_fulltext train, read by eye.
SAME_VALUE = 0.45
OTHER_VALUE = 0.6
# For casualties the words already say what is counted.
OTHER_CASUALTIES = 0.48
# Two figures that may be one number are taken for it within this share of what rounding allows.
CLOSE = 0.6
# From here on equal figures need no word in common; exact ones need little else.
ALIKE = 0.6
EXACT = 0.35
# Two figures for one quantity are seldom further apart than this.
MAX_RATIO = 100.0
# Further apart than this, both have to say where they come from.
MAX_UNSAID = 3.0
# "More than 90" and "more than 300" can both hold, and are seldom of the same.
MAX_OPEN = 2.0
# Below this a count says little by itself: two articles hold the same one by chance.
TELLING = 13.0


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A reading with its article and the unit vectors of its window and sentence.

    `source` are the words for who gave the figure, empty for nobody.
    """

    article: str
    reading: Reading
    given_by: Span | None
    source: str
    window: Floats
    sentence: Floats


def likeness(one: Placed, other: Placed) -> float:
    """Return how sure two figures measure the same, 0–1; 0 where anything speaks against it."""
    a, b = one.reading, other.reading
    if a.amount.kind != b.amount.kind or a.amount.unit != b.amount.unit:
        return 0.0
    window = float(one.window @ other.window)
    cosine = max(window, (window + float(one.sentence @ other.sentence)) / 2)
    if is_same_number(a.amount, b.amount):
        return cosine if _may_be_same(a, b, cosine) else 0.0
    far = MAX_UNSAID * min(a.amount.number, b.amount.number)
    if max(a.amount.number, b.amount.number) > far and not (one.source and other.source):
        return 0.0
    of_casualties = a.predicate in CASUALTY.values() and a.is_of_people and b.is_of_people
    least = OTHER_CASUALTIES if of_casualties else OTHER_VALUE
    return cosine if cosine >= least and _is_same_quantity(a, b) else 0.0


def is_same_number(one: Amount, other: Amount) -> bool:
    """Return whether the two figures, their bounds aside, are one number or round to it."""
    slack = CLOSE * max(one.slack, other.slack)
    if one.low != one.high or other.low != other.high:
        # "more than 300" is said of 310, not of 400.
        slack = max(slack, NEAR / 2 * min(one.number, other.number))
        return one.agrees(other) and abs(one.number - other.number) <= slack
    return abs(one.number - other.number) <= slack + 1e-9


def _may_be_same(a: Reading, b: Reading, cosine: float) -> bool:
    """Return whether equal figures measure the same: one thing in common, nothing against it."""
    if is_contrary(a, b) or cosine < (EXACT if _is_exact(a.amount) else SAME_VALUE):
        return False
    noun = _has_same_noun(a, b)
    predicate = a.predicate is not None and a.predicate == b.predicate
    if a.amount.kind == "date":
        return noun and predicate
    if a.amount.kind != "count" or a.amount.number >= TELLING:
        is_alike = cosine >= ALIKE and a.amount.number not in _COMMON
        return noun or predicate or is_alike or bool(_words(a) & _words(b))
    return noun and (predicate or bool((a.modifiers & b.modifiers) | (a.targets & b.targets)))


# Halves, quarters and wholes are said of anything.
_COMMON = frozenset({25.0, 50.0, 75.0, 100.0})


def _is_exact(amount: Amount) -> bool:
    """Return whether a number has three or more digits that are not zeros at its end."""
    return len(f"{amount.number:.10g}".replace(".", "").strip("0")) >= 3


def is_contrary(a: Reading, b: Reading) -> bool:
    """Return whether scope, increments or casualties keep two figures apart."""
    if a.increments - {"new"} != b.increments - {"new"}:
        return True
    ours, theirs = a.scope - {"unreal"}, b.scope - {"unreal"}
    if ours and theirs and not ours & theirs:
        return True
    is_small = min(a.amount.number, b.amount.number) < TELLING and a.amount.kind == "count"
    is_other = a.amount.number != b.amount.number
    if (is_small or is_other) and a.days and b.days and not a.days & b.days:
        return True
    return a.predicate != b.predicate and bool({a.predicate, b.predicate} & _APART)


_APART = frozenset(
    {"dead", "hurt", "missing", "arrested", "rescued", "displaced", "doing dead", "doing hurt"}
)


def _has_same_noun(a: Reading, b: Reading) -> bool:
    return (a.noun is not None and a.noun == b.noun) or (a.is_of_people and b.is_of_people)


def _words(reading: Reading) -> frozenset[str]:
    own = {word for word in (reading.noun, reading.predicate) if word}
    return frozenset(own) | reading.modifiers | reading.targets


def _is_same_quantity(a: Reading, b: Reading) -> bool:
    """Return whether figures that differ measure the same: everything that is said agrees."""
    ratio = max(a.amount.number, b.amount.number) / max(min(a.amount.number, b.amount.number), 1e-9)
    if a.amount.kind == "date" and len(a.targets & b.targets) < min(len(a.targets), len(b.targets)):
        return False
    if ratio > (MAX_OPEN if a.amount.agrees(b.amount) else MAX_RATIO):
        return False
    if is_contrary(a, b):
        return False
    if a.scope != b.scope or a.increments != b.increments:
        return False
    if not _has_same_noun(a, b) or a.predicate != b.predicate:
        return False
    if a.modifiers != b.modifiers:
        return False
    if a.targets and b.targets and not a.targets & b.targets:
        return False
    return not (a.names and b.names and not a.names & b.names)
