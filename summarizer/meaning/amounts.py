"""Numbers and dates in other words: the same figure, of the same thing."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.fidelity import numbers
from summarizer.meaning.said import Said, content_of, lemma
from summarizer.story.figure_numbers import Amount, find_amounts

if TYPE_CHECKING:
    from spacy.tokens import Token

_UNITS = frozenset(
    """kilometre kilometer km mile metre meter foot yard hectare acre tonne ton kilogram kilo
    pound ounce litre liter gallon barrel degree percent second minute hour day week month year
    decade century dollar euro yen franc yuan rupee peso crown krona megawatt gigawatt kilowatt
    point goal vote seat person people man woman child job home house vehicle""".split()
)
_WHEN = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?:1[89]|20)\d\d)\b",
    re.IGNORECASE,
)
_FEWEST = 2
_SLACK = 1e-6
_ROUND = 0.1
_WORDED = tuple(
    (number, unit, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for number, unit, words in (
        (2.0, "", "both|pair|couple|twice|twins?|double|fortnight"),
        (10.0, "", "decade"),
        (100.0, "", "century"),
        (12.0, "", "dozen"),
        (10.0, "%", "tenth"),
        (20.0, "%", "fifth"),
        (25.0, "%", "quarter"),
        (50.0, "%", "half"),
        (75.0, "%", "three[- ]quarters"),
    )
)
_DOUBLE = frozenset({"twice", "double", "doubled", "two"})
_TWICE = re.compile(r"\b(?:twice|doubled?|doubling|two[- ]fold|two times)\b", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![\d.,])\d+(?![\d,])(?:\.\d+)?")


def find_unknown(output: str, evidence: str) -> list[str]:
    """Return the numbers of `output` that `evidence` gives neither in figures nor in words."""
    missing = numbers(output) - numbers(evidence)
    ours = _amounts(output)
    if not missing and not ours:
        return []
    theirs = find_amounts(evidence)
    joined = _joined_figures(evidence, theirs)
    unknown = [
        amount.span.of(output).strip()
        for amount in ours
        if not any(_is_same(amount, other) or _is_implied(amount, other) for other in theirs)
        and not _is_worded(amount, evidence)
        and not (_is_plain(amount) and amount.number in joined)
    ]
    # What is no amount, as a clock time, must stand as it is.
    spelled = {n for amount in ours for n in numbers(amount.span.of(output))}
    left = {n for n in missing - spelled if not (n in _DOUBLE and _TWICE.search(evidence))}
    return list(dict.fromkeys([*unknown, *sorted(left)]))


def _is_worded(amount: Amount, evidence: str) -> bool:
    """Return whether the evidence has a word for the number, as "both" or "a decade"."""
    return any(
        amount.number == number and amount.unit == unit and pattern.search(evidence)
        for number, unit, pattern in _WORDED
    )


def _joined_figures(text: str, amounts: Sequence[Amount]) -> set[float]:
    """Return the numbers that stand in an age, a score or another figure that is no amount."""
    return {float(m) for m in _FIGURE.findall(text)} - {a.number for a in amounts}


def _is_plain(amount: Amount) -> bool:
    """Return whether an amount is a number without a unit and without a bound."""
    return not amount.unit and amount.low == amount.high == amount.number


def _amounts(text: str) -> list[Amount]:
    """Return the amounts of `text` but for "one", which is mostly no number."""
    return [a for a in find_amounts(text) if a.core.of(text).casefold() not in {"one", "a", "an"}]


def _is_same(one: Amount, other: Amount) -> bool:
    """Return whether two amounts are one number of one unit, bounded alike."""
    ends = ((one.number, other.number), (one.low, other.low), (one.high, other.high))
    return one.unit == other.unit and all(_is_near(a, b) for a, b in ends)


def _is_implied(one: Amount, other: Amount) -> bool:
    """Return whether a bounded number is true of an exact one that is near it."""
    exact = other.low == other.high == other.number
    if one.unit != other.unit or not exact or one.low == one.high:
        return False
    low = one.low if one.low is not None else -math.inf
    high = one.high if one.high is not None else math.inf
    return low <= other.number <= high and abs(other.number - one.number) <= _ROUND * one.number


def is_number(words: str) -> bool:
    """Return whether `words` are a number and nothing else."""
    found = find_amounts(words)
    return len(found) == 1 and found[0].core.of(words) == words


def _is_near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _SLACK * max(abs(one), abs(other), _SLACK)


def find_misplaced(output: Said, evidence: Said) -> list[str]:
    """Return numbers and dates of `output` that count or date something else in `evidence`."""
    theirs = [t for t in evidence.tokens if _is_figure(t)]
    problems = []
    for token in output.tokens:
        if not _is_figure(token):
            continue
        same = [t for t in theirs if _form(t) == _form(token)]
        others = [t for t in theirs if _form(t) != _form(token) and _kind(t) == _kind(token)]
        if not same or token.lower_ == "one" or _is_same_thing(token, same):
            continue
        if _is_other_thing(token, same, evidence) or _fits_better(token, same, others):
            problems.append(f"{token.text!r} belongs to something else in the evidence")
    return problems


def _is_figure(token: Token) -> bool:
    return bool(token.pos_ == "NUM" or _WHEN.fullmatch(token.lower_))


def _form(token: Token) -> str:
    return token.lower_.replace(",", "")


def _kind(token: Token) -> str:
    return "when" if _WHEN.fullmatch(token.lower_) else "number"


def _counted(token: Token) -> str | None:
    """Return the lemma of the noun that a number counts."""
    before = token.doc[token.i - 1] if token.i else token
    if before.text in {"$", "€", "£", "¥"} or token.lower_ == "one":
        return None
    head = token.head
    while head.pos_ == "NUM" and head.head.i != head.i:
        head = head.head
    return lemma(head) if head.pos_ == "NOUN" else None


def _is_other_thing(token: Token, same: list[Token], evidence: Said) -> bool:
    """Return whether a number counts what it does not count in the evidence, but could."""
    mine, theirs = _counted(token), {_counted(t) for t in same}
    if mine is None or None in theirs or mine in theirs:
        return False
    return mine in evidence.lemmas or (mine in _UNITS and bool(theirs & _UNITS))


def _is_same_thing(token: Token, same: list[Token]) -> bool:
    mine = _counted(token)
    return mine is not None and any(mine == _counted(t) for t in same)


def _fits_better(token: Token, same: list[Token], others: list[Token]) -> bool:
    """Return whether what is said around a figure is said around another one instead."""
    mine = _around(token)
    own = max(len(mine & _around(t)) for t in same)
    best = max((len(mine & _around(t)) for t in others), default=0)
    return own == 0 and best >= _FEWEST


def _around(token: Token) -> frozenset[str]:
    """Return what the clause around a figure says, without other figures."""
    head = token
    for _ in range(4):
        if head.pos_ in {"VERB", "AUX"} or head.head.i == head.i:
            break
        head = head.head
    words = [t for t in head.children if t.dep_ not in {"conj", "advcl", "ccomp", "parataxis"}]
    inside = [u for w in words for u in w.subtree if not _is_figure(u)]
    return content_of([head, *inside])
