"""Numbers and dates in other words: the same figure, of the same thing."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.fidelity import numbers
from summarizer.meaning.said import Said, content_of, lemma
from summarizer.meaning.worked_out import is_worked_out, points_between
from summarizer.stages.actor_lexicon import SPEECH
from summarizer.story.figure_numbers import Amount, find_amounts
from summarizer.types import Span

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
_SAYS_LITTLE = SPEECH | frozenset("have take make go come get give put reach start end".split())
_SLACK = 1e-6
_ROUND = 0.1
_ABOUT = re.compile(
    r"(?:about|around|roughly|approximately|some|close to|an? estimated)\b", re.IGNORECASE
)
# What these count is counted as well by a word for what it is.
_STAFF = frozenset({"person", "people", "job", "worker", "employee", "staff"})
_ANYTHING = frozenset({"case", "instance", "occasion", "time"})
# "one in five", "three homes out of ten"
_CHANCE = re.compile(
    r"\b(?P<top>one|two|three|four|six|seven|nine)(?: [^\W\d]+){0,2}? (?:in|out of)(?: every)? "
    r"(?P<all>three|four|five|six|eight|ten|twenty)\b",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\s[^\W\d]+ or (?:more|longer)\b", re.IGNORECASE)
_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth".split()
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
        *((float(n), "", word) for n, word in enumerate(_ORDINALS, 3)),
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
    theirs = _bounded(evidence)
    joined = _joined_figures(evidence, theirs)
    shares = [*(a.number for a in theirs if a.unit == "%"), *(n for _, n in _chances(evidence))]
    unknown = [
        amount.span.of(output).strip()
        for amount in ours
        if not any(_is_same(amount, other) or _is_implied(amount, other) for other in theirs)
        and not (_is_about(amount, output) and any(_is_rounded(amount, other) for other in theirs))
        and not any(_is_near(share, other) for share in _shares(amount, output) for other in shares)
        and not _is_worded(amount, evidence)
        and not is_worked_out(amount, output, theirs, evidence)
        and not (_is_plain(amount) and amount.number in joined)
    ]
    # What is no amount, as a clock time, must stand as it is.
    spelled = {n for amount in ours for n in numbers(amount.span.of(output))}
    left = {n for n in missing - spelled if not (n in _DOUBLE and _TWICE.search(evidence))}
    left -= points_between(output, theirs)
    left -= {"twice"} if numbers(evidence) & {"two", "2"} else set()
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
    return [a for a in _bounded(text) if a.core.of(text).casefold() not in {"one", "a", "an"}]


def _bounded(text: str) -> list[Amount]:
    """Return the amounts of `text`, those with "or more" after their noun as the least."""
    return [
        replace(a, high=None) if a.low == a.high and _OR_MORE.match(text, a.core.end) else a
        for a in find_amounts(text)
    ]


def _is_same(one: Amount, other: Amount) -> bool:
    """Return whether two amounts are one number of one unit, bounded alike."""
    ends = ((one.number, other.number), (one.low, other.low), (one.high, other.high))
    return one.unit == other.unit and all(_is_near(a, b) for a, b in ends)


def _is_implied(one: Amount, other: Amount) -> bool:
    """Return whether a bounded number is true of an exact one near it, or ends a range."""
    is_range = other.low is not None and other.high is not None and other.low < other.high
    if one.unit == other.unit and is_range:
        is_top = one.low is None and _is_near(one.high, other.high)
        return is_top or (one.high is None and _is_near(one.low, other.low))
    exact = other.low == other.high == other.number
    if one.unit != other.unit or not exact or one.low == one.high:
        return False
    low = one.low if one.low is not None else -math.inf
    high = one.high if one.high is not None else math.inf
    return low <= other.number <= high and abs(other.number - one.number) <= _ROUND * one.number


def _is_about(amount: Amount, text: str) -> bool:
    """Return whether an amount says of itself that it is not exact."""
    return _ABOUT.match(amount.span.of(text)) is not None


def _is_rounded(one: Amount, other: Amount) -> bool:
    """Return whether `one` is a rounder number near an exact one of the same unit."""
    exact = other.low == other.high == other.number
    is_near = abs(other.number - one.number) <= _ROUND * one.number
    return one.unit == other.unit and exact and is_near and _digits(one) < _digits(other)


def _digits(amount: Amount) -> int:
    """Return how many digits of a number are not zeros at its end."""
    return len(f"{amount.number:.6f}".replace(".", "").strip("0"))


def _shares(amount: Amount, text: str) -> list[float]:
    """Return the share of a whole, in percent, that an amount is or belongs to."""
    own = [amount.number] if amount.unit == "%" else []
    return own + [n for span, n in _chances(text) if span.contains(amount.core)]


def _chances(text: str) -> list[tuple[Span, float]]:
    """Return the shares of the form "one in five", in percent."""
    found = []
    for match in _CHANCE.finditer(text):
        top, whole = (find_amounts(match[part])[0].number for part in ("top", "all"))
        if top < whole:
            found.append((Span(*match.span()), 100 * top / whole))
    return found


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
        if not same or token.lower_ == "one":
            continue
        if _is_said_of_other(token, same, others) or _is_turned_round(token, same, others):
            problems.append(f"{token.text!r} belongs to something else in the evidence")
            continue
        if _is_same_thing(token, same):
            continue
        if _is_other_thing(token, same, evidence) or _fits_better(token, same, others):
            problems.append(f"{token.text!r} belongs to something else in the evidence")
    return problems


def _is_figure(token: Token) -> bool:
    return bool(token.pos_ == "NUM" or _WHEN.fullmatch(token.lower_))


def is_when(word: str) -> bool:
    """Return whether a word is a month, a day of the week or a year."""
    return _WHEN.fullmatch(word) is not None


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
    if mine is None or None in theirs or mine in theirs or ({mine} | theirs) & _ANYTHING:
        return False
    if mine in _STAFF and theirs <= _STAFF:
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


def _is_said_of_other(token: Token, same: list[Token], others: list[Token]) -> bool:
    """Return whether the verb of a figure has others of its kind in the evidence, not this one."""
    verb = _verb_of(token)
    if verb is None or verb in _SAYS_LITTLE:
        return False
    known = [_verb_of(t) for t in same]
    rivals = {_verb_of(t) for t in others if _counted(t) == _counted(token)}
    return None not in known and verb not in known and verb in rivals


def _is_turned_round(token: Token, same: list[Token], others: list[Token]) -> bool:
    """Return whether a change starts "from" a figure that it ends at in the evidence, or back."""
    starts = {_is_start(t) for t in same}
    is_other = _is_start(token) not in starts and any(_is_start(t) not in starts for t in others)
    return is_other and token.ent_type_ != "DATE"


def _is_start(token: Token) -> bool:
    """Return whether a figure stands after "from"."""
    before = token.doc[: token.i]
    words = [t.lower_ for t in before if t.pos_ != "SYM"]
    return words[-1:] == ["from"]


def _verb_of(token: Token) -> str | None:
    """Return the lemma of the verb that a figure belongs to."""
    head = token.head
    for _ in range(4):
        if head.pos_ == "VERB":
            return lemma(head)
        head = head.head
    return None


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
