"""Phrases as a reader would mark them: whole words, no loose ends, balanced quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from summarizer.types import Span

T = TypeVar("T")
PROSE = frozenset({"body", "headline", "caption"})  # lines in which phrases are looked for
MAX_WORDS = 8  # in a phrase that is shown

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_JOINERS = "'’-"
_POSSESSIVE = re.compile(r"['’]s\b")
_CLOSING = {'"': '"', "“": "”", "‘": "’", "'": "'", "(": ")"}
_OPENING = {close: opening for opening, close in _CLOSING.items()}
# Words that say nothing at the edge of a phrase; a few more may end one than begin one.
_LOOSE = frozenset(
    "a an and are as at be but by for had has have her his in is its of on or that the their "
    "this to was were which who with".split()
)
_LOOSE_FIRST = _LOOSE | {"been", "these", "despite", "amid"}
_LOOSE_LAST = _LOOSE | {"from"}


def count_words(words: str) -> int:
    """Return the number of words; "war-torn" and "don't" are one each."""
    return sum(1 for _ in _WORD.finditer(words))


def disjoint(items: Iterable[T], span: Callable[[T], Span]) -> list[T]:
    """Return those of `items`, which come best first, that overlap none before them."""
    kept: list[T] = []
    for item in items:
        if not any(span(item).overlaps(span(other)) for other in kept):
            kept.append(item)
    return kept


def tidy(text: str, start: int, end: int) -> Span | None:
    """Return `[start, end)` in whole words, without loose words at its edges.

    Articles, conjunctions and prepositions at an edge go; quotation marks stay when both
    are there, as around scare quotes, and are taken in when they stand just outside.
    Nothing is left of a range without a letter, or of a loose word: then it is `None`.
    """
    while is_inside_word(text, start):
        start -= 1
    while is_inside_word(text, end) and not _POSSESSIVE.match(text, end):
        end += 1
    before = None
    while before != (start, end) and start < end:
        before = start, end
        start = _tidy_start(text, start, end)
        end = _tidy_end(text, start, end)
    words = text[start:end]
    if not any(c.isalpha() for c in words) or words.lower() in _LOOSE:
        return None
    opening, closing = text[start - 1 : start], text[end : end + 1]
    if start and opening != "(" and _CLOSING.get(opening) == closing:
        return Span(start - 1, end + 1)
    return Span(start, end)


def without_names(text: str, phrase: Span, sentence: Span) -> Span:
    """Return `phrase` without capitalised words at its edges: who is meant is no framing.

    The first word of the sentence or of a quotation stays, and so does all of a phrase in a
    title, in capitals or without a small word.
    """
    around = [m for m in _WORD.finditer(text, sentence.start, sentence.end) if len(m.group()) > 3]
    n_capital = sum(m.group()[0].isupper() for m in around)
    words = list(_WORD.finditer(text, phrase.start, phrase.end))
    kept = [
        i
        for i, m in enumerate(words)
        if m.start() == sentence.start or _is_small(m.group()) or text[m.start() - 1] in _CLOSING
    ]
    if 2 * n_capital > len(around) or not kept or len(kept) == len(words):
        return phrase
    first, last = words[kept[0]].start(), words[kept[-1]].end()
    start = phrase.start if kept[0] == 0 else first
    end = phrase.end if kept[-1] == len(words) - 1 else last
    return tidy(text, start, end) or phrase


def _is_small(word: str) -> bool:
    return not word[0].isupper() or word == "I"


def is_inside_word(text: str, at: int) -> bool:
    """Return whether the characters on both sides of `at` belong to one word."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if left.isalnum() and right.isalnum():
        return True
    if right in _JOINERS and left.isalnum():
        return text[at + 1 : at + 2].isalnum()
    return left in _JOINERS and right.isalnum() and at > 1 and text[at - 2].isalnum()


def _tidy_start(text: str, start: int, end: int) -> int:
    """Return where the range begins once loose characters and words before it are gone."""
    while start < end:
        first = text[start]
        if first in _CLOSING:
            if _CLOSING[first] in text[start + 1 : end]:
                break
            start += 1
        elif not _is_word_character(first):
            start += 1
        else:
            word = _first_word(text, start, end)
            if word.lower() not in _LOOSE_FIRST or not text[start + len(word) : end][:1].isspace():
                break
            start += len(word)
    return start


def _tidy_end(text: str, start: int, end: int) -> int:
    """Return where the range ends once loose characters and words behind it are gone."""
    while start < end:
        last = text[end - 1]
        if last in _OPENING:
            if _OPENING[last] in text[start : end - 1]:
                break
            end -= 1
        elif not _is_word_character(last):
            end -= 1
        else:
            word = _last_word(text, start, end)
            if word.lower() not in _LOOSE_LAST or not text[start : end - len(word)][-1:].isspace():
                break
            end -= len(word)
    return end


def _is_word_character(c: str) -> bool:
    return c.isalnum() or c == "_"


def _first_word(text: str, start: int, end: int) -> str:
    at = start
    while at < end and not text[at].isspace():
        at += 1
    return text[start:at]


def _last_word(text: str, start: int, end: int) -> str:
    at = end
    while at > start and not text[at - 1].isspace():
        at -= 1
    return text[at:end]


def lies_in(span: Span, ranges: Sequence[Span]) -> bool:
    """Return whether `span` lies in one of `ranges`, which are in order and do not overlap."""
    at = bisect_right(ranges, span.start, key=lambda r: r.start) - 1
    return at >= 0 and ranges[at].contains(span)
