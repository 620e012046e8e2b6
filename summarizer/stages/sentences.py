"""Sentences of an article, line by line, with exact ranges."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from sentencex import get_sentence_boundaries

from summarizer.credits import credit_start
from summarizer.lines import find_lines, heading_mark
from summarizer.types import Analysis, Article, Line, Sentence, Span

_CLOSING = "\"'”’»)]}"
_HAS_WORD = re.compile(r"\w")
# The library ends a sentence after these, though they only ever stand before a name or number.
_NEVER_LAST = re.compile(
    r"(?:^|[\s(\"“‘'])(?:Atty|Cpl|Pres|Amb|Ald|Supt|Det|Insp|Pfc|Spc|Cmdr|Ft|Mt|St|Ste|Mr|Mrs|Ms|Dr|"
    r"Gen|Sen|Rep|Gov|Lt|Col|Maj|Sgt|Capt|Rev|Prof|Hon|Adm|Sens|Reps|Govs|Gens|Drs|Profs|Pvt|Msgr|Messrs|Approx|approx|incl|"
    r"est|vol|Vol|fig|Fig|pp|ca|cf|e\.g|i\.e|Sec|Asst|Assoc|Dist|Cllr|Brig)\.$"
)
# The library takes this "no" for the short form of "number".
_MISSED = re.compile(r"\b[Nn]o\.\s+(?=[\"“(]?[A-Z][a-z])")
_CLOCK = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d|"
    r"(?:E|C|M|P|B|G|W|I)[SDM]?T\b|UTC\b|(?:Eastern|Central|Mountain|Pacific|Greenwich|Moscow)\b"
)
_LIST_NUMBER = re.compile(r"\(?\w{1,3}[.)]$")
_CONTINUES = re.compile(r"[a-z](?![A-Z])|[,;:]")
# An opening quotation mark at the end of a sentence belongs to the next one.
_LEFT_OPEN = re.compile(r"(?<=\s)[\"“«‘]\s*\Z")
# "Booker, D-N." and "J." are cut where no space is.
_INITIAL = re.compile(r"[A-Z]\.$")
# After a quotation that ends in a call or question its speaker goes on with the sentence.
_CALLED = re.compile(r"[!?…][\"”’»]\s*$")
_SPEAKS = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Maj|Sgt|Capt|Rev|Prof)\.\s)?(?:[A-Z][\w'’.\-]*\s){1,3}"
    r"(?:said|says|asked|asks|wrote|writes|tweeted|posted|added|adds|told|shouted|cried|"
    r"replied|responded|answered|continued|exclaimed|yelled|joked|demanded|wondered|chanted)\b"
)
_ASIDE_END = re.compile(r"[.!?][\"”’]?\)\s+(?=[\"“‘(]?[A-Z0-9])")
_QUOTED = re.compile(r"\"[^\"]+\"|“[^“”]+”|«[^«»]+»")
# A quotation of several sentences is cut where both sides have this many words.
_MIN_QUOTED_WORDS = 4


@dataclass(frozen=True)
class Sentences:
    """Cut the lines of an article into sentences that inherit the kind of their line.

    Only body lines and captions are cut. A picture credit at the end of a line stands
    alone, with kind `credit`. No sentence crosses the end of a line.
    """

    needs: ClassVar[frozenset[str]] = frozenset({"article"})
    adds: ClassVar[frozenset[str]] = frozenset({"sentences"})

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        """Return `batch` with the layer `sentences`."""
        return [replace(a, sentences=split_article(a.article)) for a in batch]


def split_article(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences of `article`, in order; they cover every non-blank line."""
    lines = article.lines or find_lines(article.text, has_title=article.title is not None)
    return tuple(
        sentence for line in lines for sentence in _of_line(article.text, line, article.language)
    )


def split_text(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Return the half-open ranges of the sentences in `text`, which is one line of prose.

    The ranges carry no outer white space. Text without a letter or digit joins the sentence
    before it; the ranges of a blank text are none.
    """
    return [
        piece
        for start, end in _library_cuts(text, language)
        for aside in _split_aside(text, start, end)
        for piece in _split_quotes(text, *aside, language)
    ]


def _of_line(text: str, line: Line, language: str) -> Iterator[Sentence]:
    words = line.span.of(text)
    if line.kind in ("credit", "boilerplate"):
        yield Sentence(line.span, line.kind)
        return
    if line.kind == "headline":
        yield Sentence(Span(line.span.start + heading_mark(words), line.span.end), "headline")
        return
    credit = credit_start(words)
    for start, end in split_text(words[:credit], language):
        yield Sentence(Span(line.span.start + start, line.span.start + end), line.kind)
    if credit is not None:
        yield Sentence(Span(line.span.start + credit, line.span.end), "credit")


def _library_cuts(text: str, language: str) -> list[tuple[int, int]]:
    """Return the ranges that the library finds, trimmed and with its usual slips mended."""
    cuts: list[tuple[int, int]] = []
    begin = 0
    for found in get_sentence_boundaries(language, text):
        end = int(found["end_index"])
        if opened := _LEFT_OPEN.search(text, max(begin, end - 8), end):
            end = opened.start()
        edges = [begin, *(missed.end() for missed in _MISSED.finditer(text, begin, end)), end]
        cuts += [cut for edge in itertools.pairwise(edges) if (cut := _trim(text, *edge))]
        begin = end
    if trimmed := _trim(text, begin, len(text)):
        cuts.append(trimmed)
    return _merged(text, cuts)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    right = len(words.rstrip())
    return (start + left, start + right) if left < right else None


def _merged(text: str, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return `cuts` with those joined that the library should not have made."""
    has_capitals = any(c.isupper() for c in text)
    merged: list[tuple[int, int]] = []
    for start, end in cuts:
        before = text[merged[-1][0] : merged[-1][1]] if merged else ""
        is_inside = bool(merged) and start == merged[-1][1] and bool(_INITIAL.search(before[-3:]))
        if merged and (is_inside or _belongs(before, text[start:end], has_capitals)):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _belongs(before: str, after: str, has_capitals: bool) -> bool:
    """Return whether `after` goes on with the sentence `before`."""
    if not _HAS_WORD.search(after) or not _HAS_WORD.search(before):
        return True
    if after[0] in _CLOSING and after[0] not in "\"'":
        return True
    if has_capitals and _CONTINUES.match(after):
        return True
    if _CLOCK.search(before[-8:]) and _AFTER_CLOCK.match(after):
        return True
    if _CALLED.search(before[-4:]) and _SPEAKS.match(after):
        return True
    return bool(_NEVER_LAST.search(before[-12:]) or _LIST_NUMBER.fullmatch(before))


def _split_aside(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the range, cut after a parenthesis that is a sentence of its own."""
    if text[start] == "(":
        found = _ASIDE_END.search(text, start, end)
        if found and "(" not in text[start + 1 : found.start()]:
            yield start, start + len(text[start : found.end()].rstrip())
            start = found.end()
    yield start, end


def _split_quotes(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """Yield the range, cut between the sentences of a quotation that has several."""
    for quoted in _QUOTED.finditer(text, start, end):
        inner = text[quoted.start() + 1 : quoted.end() - 1]
        if len(inner.split()) < 2 * _MIN_QUOTED_WORDS:
            continue
        for left, right in itertools.pairwise(_library_cuts(inner, language)):
            if min(len(inner[slice(*part)].split()) for part in (left, right)) < _MIN_QUOTED_WORDS:
                continue
            offset = quoted.start() + 1
            yield start, offset + left[1]
            start = offset + right[0]
    yield start, end
