"""Amounts in a text: digits, number words, fractions, ranges and bounds, with their units."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.comparison import FigureKind
from summarizer.types import Span

# What "nearly" leaves out below and "about" on both sides, as a share of the number.
NEAR = 0.1
# A round number may be short for one this share away from it.
ROUND = 0.05

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
_UNITS += "fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {
    **{word: float(n) for n, word in enumerate(_UNITS.split())},
    **{word: 10.0 * n for n, word in enumerate(_TENS.split(), 2)},
}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "bn": 1e9,
    "tn": 1e12,
}
_SHORT = frozenset({"k", "m", "mn", "bn", "tn"})
_PLURALS = {"dozens": 12.0, "scores": 20.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6}
_PLURALS |= {"billions": 1e9, "trillions": 1e12}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_CURRENCIES = {"$": "dollar", "US$": "dollar", "A$": "A$", "C$": "C$", "€": "euro", "£": "pound"}
_CURRENCIES |= {"¥": "yen", "₹": "rupee", "₽": "ruble"}
_MONEY = "dollar euro pound yen yuan ruble rouble rupee peso franc krona krone zloty lira rand won"
_MONEY_WORDS = frozenset(_MONEY.split())
_SCALE_WORDS = "|".join(sorted((s for s in _SCALES if s not in _SHORT), key=len, reverse=True))

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_SPELLED = rf"(?:(?:{_WORD})(?:[- ](?:{_WORD}))?)"
_CORE = re.compile(
    rf"(?P<sign>US\$|A\$|C\$|[$€£¥₹₽])?\s?"
    rf"(?:(?P<digits>{_DIGITS})|(?P<spelled>\b{_SPELLED})"
    rf"|(?P<a>\b(?:a|an|half a))(?=\s(?:{_SCALE_WORDS})\b))"
    rf"(?P<scales>(?:[- ](?:{_SCALE_WORDS})\b)*)(?P<short>\s?(?:k|m|mn|bn|tn)\b)?"
    rf"(?P<rest>(?:\s(?:and\s)?{_SPELLED}(?:\s(?:{_SCALE_WORDS})\b)?)*)",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    rf"\b(?:(?:tens|hundreds) of )?(?:{'|'.join(_PLURALS)})\b"
    r"(?= (?:of|more|were|are|have|had|gathered|marched|protested|died|fled)\b)",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"\b(?:(?P<half>half)|(?P<top>an?|one|two|three|four)[- ](?P<part>{'|'.join(_PARTS)})s?)"
    r"(?= (?:of|the)\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s?(?:%|-?percent\b(?!age)|-?per cent\b)", re.IGNORECASE)
_POINTS = re.compile(r"\s?(?:-| )?(?:percentage|basis)?[- ]points?\b", re.IGNORECASE)
_AFTER_MONEY = re.compile(
    r"[- ](?:(?:US|Canadian|Australian) )?(?P<name>[a-z]+?)s?\b", re.IGNORECASE
)
# Digits that are part of something else: clock times, dates, scores, telephone numbers, names.
_INSIDE = re.compile(r"[\w#/:@]$|[^\W\d][-–.'’]$|\d[.,]$|[+]$")
_GOES_ON = re.compile(r"[\w/:@]|[.,]\d|[-–]?\s?years?[- ]olds?\b|['’]s\b")
_JOINED_BEFORE = re.compile(r"\d[-–]$")
_JOINED_AFTER = re.compile(r"[-–]\d")
_CLOCK = re.compile(r"\s?(?:[ap]\.?m\b|o['’]clock)", re.IGNORECASE)

_LOWER = (
    r"at least|more than|greater than|over|above|upwards of|in excess of|no fewer than|no less than"
)
_UPPER = r"up to|as many as|as much as|no more than|not more than|at most"
_UPPER += r"|fewer than|less than|under|below"
_ABOUT = r"about|around|roughly|approximately|some|an estimated|estimated|close to|circa|or so|near"
_BELOW = r"nearly|almost|just under|just short of|just below"
_ABOVE = r"just over|just above|slightly more than"
_BEFORE = re.compile(
    rf"\b(?:(?P<above>{_ABOVE})|(?P<below>{_BELOW})|(?P<lower>{_LOWER})|(?P<upper>{_UPPER})"
    rf"|(?P<about>{_ABOUT}))(?: (?:a|an|the|another|around|about))?\s?$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\s(?:or more|plus)\b|\+", re.IGNORECASE)
_OPENED = re.compile(r"\b(?:between|from) $")
_TO = re.compile(r"\s?(?:[-–—]|\bto\b|\band\b|\bor\b)\s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text; `span` holds its words, bounds and unit, `core` the number alone.

    `low` and `high` are the interval that the words give. `slack` is how far either end may
    be off without the words being wrong. `unit` is a currency, "%" or empty. `number` is the
    figure itself, without its bound.
    """

    span: Span
    core: Span
    kind: FigureKind
    number: float
    low: float | None
    high: float | None
    slack: float
    unit: str = ""

    def shifted(self, start: int) -> Amount:
        """Return the amount in a text of which its own text begins at `start`."""
        span = Span(self.span.start + start, self.span.end + start)
        core = Span(self.core.start + start, self.core.end + start)
        return replace(self, span=span, core=core)

    def agrees(self, other: Amount) -> bool:
        """Return whether both can hold at once."""
        slack = max(self.slack, other.slack)
        return _at_most(self.low, other.high, slack) and _at_most(other.low, self.high, slack)


def _at_most(low: float | None, high: float | None, slack: float) -> bool:
    return low is None or high is None or low <= high + slack + 1e-9


def find_amounts(text: str) -> list[Amount]:
    """Return the amounts in `text`, in order; parts of names, dates and scores may be among them.

    Clock times, ordinals, ages of the form "29-year-old", points and runs of digits that are
    joined to other characters are left out.
    """
    plain = [a for m in _CORE.finditer(text) if (a := _plain(text, m))]
    amounts = sorted([*plain, *_vague(text), *_parts(text)], key=lambda a: (a.span, -a.number))
    apart = [
        a for a in amounts if not any(b.core != a.core and b.core.contains(a.core) for b in amounts)
    ]
    return [
        _bounded(text, amount)
        for amount in _ranges(text, apart)
        # What stays joined to another number is a score, a date or a telephone number.
        if not _JOINED_BEFORE.search(text[: amount.core.start][-2:])
        and not _JOINED_AFTER.match(text, amount.core.end)
    ]


def _plain(text: str, match: re.Match[str]) -> Amount | None:
    start, end = match.span()
    start += len(match[0]) - len(match[0].lstrip())
    if match["digits"] and _INSIDE.search(text[max(0, start - 2) : start]):
        return None
    value = _value(match)
    if _GOES_ON.match(text, end) or _CLOCK.match(text, end) or _POINTS.match(text, end):
        return None
    kind, unit, end = _unit(text, match["sign"], end)
    if match["short"] and kind != "money":
        return None
    core = Span(start, end)
    return Amount(core, core, kind, value, value, value, _slack(match, value, unit), unit)


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
    elif match["spelled"]:
        value = _spelled(match["spelled"])
    else:
        value = 0.5 if match["a"].lower().startswith("half") else 1.0
    for scale in re.findall(r"[a-z]+", f"{match['scales']}{match['short'] or ''}".lower()):
        value *= _SCALES[scale]
    return value + _rest(match["rest"].lower())


def _spelled(words: str) -> float:
    return sum(_WORDS[word] for word in re.split(r"[- ]", words.lower()))


def _rest(words: str) -> float:
    """Return what "two thousand three hundred and five" has after its thousand."""
    total = current = 0.0
    for word in re.findall(r"[a-z]+", words):
        if word in _WORDS:
            current += _WORDS[word]
        elif word in _SCALES:
            total, current = total + current * _SCALES[word], 0.0
    return total + current


def _unit(text: str, sign: str | None, end: int) -> tuple[FigureKind, str, int]:
    name = _AFTER_MONEY.match(text, end)
    is_named = name is not None and name["name"].lower() in _MONEY_WORDS
    if sign:
        # "a $20 billion dollar wall"
        return "money", _CURRENCIES.get(sign, sign), name.end() if name and is_named else end
    if percent := _PERCENT.match(text, end):
        return "percent", "%", percent.end()
    if name and is_named:
        return "money", name["name"].lower(), name.end()
    return "count", "", end


def _slack(match: re.Match[str], value: float, unit: str) -> float:
    """Return how far a number so written may be from the exact one that it stands for.

    Half a unit of the last digit that is written, where the number is round or scaled.
    """
    digits = (match["digits"] or "").replace(",", "")
    whole, _, fraction = digits.partition(".")
    scale = value / float(digits) if digits and float(digits) else 1.0
    if unit == "%" or fraction:
        return min(0.5 * scale * 10.0 ** -len(fraction), max(ROUND * value, 0.5))
    if not digits:
        return min(0.5 * 10.0 ** (len(f"{value:.0f}") - 1), ROUND * value) if value >= 1e3 else 0.0
    zeros = len(whole) - len(whole.rstrip("0"))
    if scale == 1.0:
        return min(0.5 * 10.0**zeros, ROUND * value) if zeros >= 2 else 0.0
    return min(0.5 * scale, ROUND * value)


def _vague(text: str) -> Iterator[Amount]:
    for match in _PLURAL.finditer(text):
        words = match[0].lower().split()
        value = 2 * _PLURALS[words[-1]]
        value *= {"tens": 10, "hundreds": 100}.get(words[0], 1) if len(words) > 1 else 1
        span = Span(*match.span())
        yield Amount(span, span, "count", value, value, None, 0.0)


def _parts(text: str) -> Iterator[Amount]:
    """Yield fractions of a whole, as percentages."""
    tops = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
    for match in _PART.finditer(text):
        top = 1 if match["half"] else tops[match["top"].lower()]
        value = 100.0 * top / _PARTS["half" if match["half"] else match["part"].lower()]
        if value < 100:
            span = Span(*match.span())
            yield Amount(span, span, "percent", value, value, value, 2.0, "%")


def _ranges(text: str, amounts: Sequence[Amount]) -> Iterator[Amount]:
    """Yield `amounts` with "between 10 and 12" and "10 to 12" joined."""
    skip = False
    for one, two in itertools.pairwise([*amounts, None]):
        if one is None or skip:
            skip = False
            continue
        joined = _joined(text, one, two) if two else None
        skip = joined is not None
        yield joined or one


def _joined(text: str, one: Amount, two: Amount) -> Amount | None:
    between = text[one.core.end : two.core.start] if one.core.end < two.core.start else ""
    link = _TO.fullmatch(between)
    if not link or two.high is None or not _is_one_kind(one, two):
        return None
    opened = _OPENED.search(text[max(0, one.core.start - 8) : one.core.start].lower())
    if between.strip().lower() == "and" and not (opened and opened[0].startswith("between")):
        return None
    if between.strip().lower() == "to" and opened:
        return None
    low = one.number
    if two.number >= 1e3 and low < 1e3 and low < two.number / 100:
        low *= 10.0 ** (3 * ((len(f"{two.number:.0f}") - 1) // 3))
    if low >= two.number:
        return None
    core = Span(one.core.start, two.core.end)
    start = one.core.start - len(opened[0]) if opened else one.core.start
    span = Span(start, core.end)
    named = one if two.kind == "count" else two
    return replace(
        named, span=span, core=core, low=low, high=two.number, slack=0.0, number=two.number
    )


def _is_one_kind(one: Amount, two: Amount) -> bool:
    """Return whether both ends of a range are of one kind, which either may leave out."""
    return one.kind == two.kind or (one.kind == "count") != (two.kind == "count")


def _bounded(text: str, amount: Amount) -> Amount:
    """Return `amount` with the bound before or after it read into its interval."""
    if amount.low != amount.high or amount.low is None:
        return amount
    end = amount.span.end
    if after := _OR_MORE.match(text, end):
        return replace(amount, span=Span(amount.span.start, after.end()), high=None)
    begin = max(0, amount.span.start - 24)
    before = _BEFORE.search(text[begin : amount.span.start])
    if not before:
        return amount
    amount = replace(amount, span=Span(begin + before.start(), end))
    near = NEAR * amount.number
    if before["above"]:
        return replace(amount, high=amount.number + near, slack=0.0)
    if before["below"]:
        return replace(amount, low=amount.number - near, slack=0.0)
    if before["lower"]:
        return replace(amount, high=None)
    if before["upper"]:
        return replace(amount, low=None)
    return replace(amount, slack=max(near, amount.slack))
