"""Numbers that nobody wrote but anybody can work out: lengths of time, differences, multiples."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.story.figure_numbers import Amount

# Lengths of time in days or in months: a month has no fixed number of days.
_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0}
_MONTHS = {"month": 1.0, "year": 12.0, "decade": 120.0, "century": 1200.0}
_TIME = re.compile(
    rf"[\s-](?P<unit>{'|'.join((*_DAYS, *_MONTHS))})s?\b",
    re.IGNORECASE,
)
# After these a number says by how much one thing exceeds another.
_THAN = re.compile(
    r"(?:\s(?:percentage|per ?cent))?(?:\s[^\W\d]+)?\s(?:more|fewer|less|higher|lower|points?)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(?<![\d.,])(?P<number>\d+(?:\.\d+)?)\s(?:percentage )?points?\b", re.I)
_TIMES = re.compile(r"[\s-](?:times|fold)\b", re.IGNORECASE)
_SLACK = 1e-6
_ABOUT = 0.06  # how far a multiple may be off


def is_worked_out(amount: Amount, output: str, theirs: Sequence[Amount], evidence: str) -> bool:
    """Return whether an amount of `output` follows from those of `evidence`.

    Either it is the same length of time in another unit, or it says of itself that it is the
    difference or the ratio of two amounts, and is.
    """
    if (length := _length(amount, output)) is not None:
        known = [_length(other, evidence) for other in theirs]
        if any(each is not None and _is_same_length(length, each) for each in known):
            return True
    pairs = [(a, b) for a in theirs for b in theirs if a.number > b.number > 0]
    if any(_is_more_of(other, amount, evidence) for other in theirs):
        return amount.unit in {each.unit for each in theirs}
    if _THAN.match(output, amount.core.end):
        return any(
            _is_near(a.number - b.number, amount.number)
            for a, b in pairs
            if _is_one_unit(a, b) and amount.unit in {a.unit, b.unit, ""}
        )
    if _TIMES.match(output, amount.core.end) and not amount.unit:
        return any(
            abs(a.number / b.number - amount.number) <= _ABOUT * amount.number
            for a, b in pairs
            if _is_one_unit(a, b)
        )
    return False


def points_between(output: str, theirs: Sequence[Amount]) -> frozenset[str]:
    """Return the numbers of points in `output` by which two amounts of the evidence differ."""
    apart = [a.number - b.number for a in theirs for b in theirs if _is_one_unit(a, b)]
    found = (m["number"] for m in _POINTS.finditer(output))
    return frozenset(n for n in found if any(_is_near(float(n), each) for each in apart))


def _is_more_of(one: Amount, other: Amount, text: str) -> bool:
    """Return whether `one` is the number of `other` that something is more, without its unit."""
    is_bare = not one.unit and bool(other.unit) and _THAN.match(text, one.core.end) is not None
    return is_bare and _is_near(one.number, other.number)


Length = tuple[bool, float, bool]


def _length(amount: Amount, text: str) -> Length | None:
    """Return whether an amount of time is in months, how many days or months, and if at least."""
    match = _TIME.match(text, amount.core.end)
    if match is None or amount.unit or not _is_plain_before(amount):
        return None
    name = match["unit"].lower()
    is_open = amount.high is None
    if name in _DAYS:
        return False, amount.number * _DAYS[name], is_open
    return True, amount.number * _MONTHS[name], is_open


def _is_plain_before(amount: Amount) -> bool:
    """Return whether an amount is exact, or has a lower end and no upper one."""
    return amount.low is not None and (amount.high is None or amount.low == amount.high)


def _is_same_length(one: Length, other: Length) -> bool:
    return one[0] == other[0] and _is_near(one[1], other[1]) and one[2] == other[2]


def _is_one_unit(one: Amount, other: Amount) -> bool:
    """Return whether two amounts can be compared; the second of a pair may leave its unit out."""
    return one.unit == other.unit or not (one.unit and other.unit)


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= _SLACK * max(abs(one), abs(other), _SLACK)
