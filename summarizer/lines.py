"""What each line of an article is for: headline, body, caption, credit or boilerplate.

A block is a run of lines between blank lines. The rules look at the
wording of a line, at its place in its block and at the lines around it. In doubt a line is
body: a caption in a summary is a smaller harm than a paragraph that nobody reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.credits import caption_label, is_boilerplate, is_credit, trailing_credit
from summarizer.types import Line, LineKind, Span

_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"(?:=+|-+|_+|\*+|~+|[*_\-–—~=•·.#\s]+)\s*")
_TERMINAL = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]*_]*\s*$")
_OPEN_END = re.compile(r"[,;:\-–—،؛][\"'”’»)\]]*\s*$")
_BULLET = re.compile(r"(?:[-*+•·–—]\s|\d{1,3}[.)]\s|>|\|)")
_BYLINE = re.compile(
    r"(?i:(?:(?:words|text|written|story)\s+)?by)\s+[A-Z].{0,80}|"
    r"[A-Z][\w.'’\-]+(?:\s+[A-Z][\w.'’\-]+){1,3},\s+"
    r"(?:[\w. ]*\b(?:editor|reporter|correspondent|writer|columnist)\b.*|"
    r"Reuters|Associated Press|AP|AFP|UPI|Bloomberg|Xinhua|[Ss]taff)"
)
_DATELINE = re.compile(
    r".{2,60}\s[-–—―]+|[A-Z][A-Z .'’\-]+(?:,\s*[\w. ]+)?"
    r"(?:\s*\([A-Za-z ]+\)|,\s+[A-Z][a-z]+\.?\s\d{1,2})\W*"
)
_DATE = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?"
    r"(?:\d{1,2}\.?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"(?:\s+\d{1,2})?,?(?:\s+\d{4})?(?:\W.{0,30}\d.*)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.{0,20}",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:[\w'’&-]+\s+){0,4}(?:editor|reporter|correspondent|writer|columnist)"
    r"(?:,?\s+(?:in\s+)?[A-Z]\w+)?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+(?:['’\-]\w+)*")


@dataclass(frozen=True, slots=True)
class _Row:
    """A non-blank line while it is being judged; `block` counts the runs of lines."""

    start: int
    text: str
    block: int

    @property
    def n_words(self) -> int:
        return len(_WORDS.findall(self.text))

    @property
    def is_closed(self) -> bool:
        return bool(_TERMINAL.search(self.text))


def find_lines(
    text: str, *, has_title: bool = False, headings: frozenset[str] = frozenset()
) -> tuple[Line, ...]:
    """Return every non-blank line of `text` with its kind, without the white space around it.

    Args:
        text: an article as read.
        has_title: whether its first line is known to be its title.
        headings: lines that the page it came from marks as headings.
    """
    rows = list(_rows(text))
    kinds: list[LineKind] = [_kind_alone(row.text, headings) for row in rows]
    if has_title and rows:
        kinds[0] = "headline"
    _mark_captions(rows, kinds)
    if not has_title:
        _mark_title(rows, kinds)
    _mark_subheadings(rows, kinds)
    _mark_bylines(rows, kinds)
    return tuple(
        Line(Span(row.start, row.start + len(row.text)), kind)
        for row, kind in zip(rows, kinds, strict=True)
    )


def heading_mark(line: str) -> int:
    """Return how many characters the Markdown mark at the start of `line` takes; often 0."""
    found = _HEADING.match(line)
    return found.end() if found else 0


def is_byline(line: str) -> bool:
    """Return whether `line` only says who wrote the article, where or when."""
    line = line.strip("*_ \t")
    if _DATE.fullmatch(line) or _DATELINE.fullmatch(line):
        return True
    return bool(_BYLINE.fullmatch(line)) and len(_WORDS.findall(line)) <= 14


def _rows(text: str) -> Iterator[_Row]:
    offset = block = 0
    was_blank = True
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            block += was_blank
            yield _Row(offset + raw.index(line), line, block)
        was_blank = not line
        offset += len(raw) + 1


def _kind_alone(line: str, headings: frozenset[str]) -> LineKind:
    """Return the kind of `line` as far as its own words tell it."""
    plain = line.strip("*_ ") or line
    if line in headings or (_HEADING.match(line) and len(line) <= 300):
        return "headline"
    if is_credit(plain):
        return "credit"
    if is_boilerplate(plain) or _UNDERLINE.fullmatch(line):
        return "boilerplate"
    if caption_label(plain) or trailing_credit(plain) is not None:
        return "caption"
    return "body"


def _mark_captions(rows: list[_Row], kinds: list[LineKind]) -> None:
    """Mark lines that are captions for what follows them."""
    sizes: dict[int, int] = {}
    for row in rows:
        sizes[row.block] = sizes.get(row.block, 0) + 1
    for i in range(len(rows) - 2, -1, -1):
        row, after = rows[i], rows[i + 1]
        if kinds[i] != "body" or row.block != after.block or row.n_words > 40:
            continue
        # Above a caption, or a credit, of the same picture stands its alternative text.
        is_fragment = not row.is_closed and not _OPEN_END.search(row.text) and i > 0
        is_pair = kinds[i + 1] == "credit" and sizes[row.block] == 2 and i > 0
        speaks = row.text[0] in "\"“'‘«"
        if kinds[i + 1] in ("caption", "credit") and not speaks and (is_fragment or is_pair):
            kinds[i] = "caption"


def _mark_title(rows: list[_Row], kinds: list[LineKind]) -> None:
    """Mark the first line as a headline if it looks like one."""
    first = next((i for i, kind in enumerate(kinds) if kind not in ("credit", "boilerplate")), None)
    if first is None or kinds[first] != "body" or first + 1 >= len(rows):
        return
    row = rows[first]
    if (
        is_byline(row.text)
        or row.text[0] == "("
        or _BULLET.match(row.text)
        or row.n_words > 25
        or len(row.text) > 200
    ):
        return
    if _OPEN_END.search(row.text) and not row.text.endswith(";"):
        return
    after = rows[first + 1]
    is_apart = after.block != row.block
    leads = any(r.is_closed and r.n_words > row.n_words for r in rows[first + 1 : first + 6])
    if row.is_closed:
        has_mark = row.text.rstrip("\"'”’»)")[-1:] in "?!？！؟"
        if (is_apart and leads) and (_is_title_case(row.text) or (has_mark and row.n_words <= 15)):
            kinds[first] = "headline"
    elif is_apart or leads:
        kinds[first] = "headline"


def _mark_subheadings(rows: list[_Row], kinds: list[LineKind]) -> None:
    """Mark short lines without a full stop that stand above a paragraph."""
    prose = [row for row, kind in zip(rows, kinds, strict=True) if kind == "body"]
    long = [row for row in prose if row.n_words > 12]
    # Where paragraphs carry no full stops, a short line without one says nothing.
    if not long or 2 * sum(row.is_closed for row in long) < len(long):
        return
    joined = [_plain(row.text) for row in rows]
    is_mixed = not all(row.text.isupper() for row in prose)
    for i in range(1, len(rows) - 1):
        if kinds[i] == "body" and is_mixed and _is_banner(rows[i]):
            kinds[i] = "headline"
        if kinds[i] != "body" or not _could_head(rows[i]):
            continue
        before, after = i - 1, i + 1
        if kinds[after] == "caption" and any(
            joined[i] in other for j, other in enumerate(joined) if j != i
        ):
            kinds[i] = "caption"
            continue
        while after < len(rows) and kinds[after] in ("caption", "credit", "boilerplate"):
            after += 1
        if after == len(rows) or not rows[after].is_closed:
            continue
        is_apart = rows[before].block != rows[i].block and rows[i + 1].block != rows[i].block
        is_list = kinds[before] == "body" and _could_head(rows[before])
        ends_before = rows[before].is_closed or kinds[before] != "body"
        longer = rows[after].n_words > rows[i].n_words
        if longer and not is_list and (is_apart or (ends_before and rows[after].n_words > 12)):
            kinds[i] = "headline"


def _could_head(row: _Row) -> bool:
    text = row.text
    return (
        0 < row.n_words <= 12
        and len(text) <= 90
        and not row.is_closed
        and not _OPEN_END.search(text)
        and not _BULLET.match(text)
        and not text[0].islower()
        and (text[0] not in "\"“'‘«([" or (text[-1] in "\"”'’»" and len(text) <= 45))
        and not is_byline(text)
    )


def _mark_bylines(rows: list[_Row], kinds: list[LineKind]) -> None:
    """Mark what is left of lines that name the author, place or date: nobody's account."""
    for i, row in enumerate(rows):
        if kinds[i] != "body" or row.is_closed:
            continue
        # Below a name, what its owner is; elsewhere such words may well be a heading.
        is_role = i > 0 and kinds[i - 1] == "credit" and bool(_ROLE.fullmatch(row.text))
        if is_role or is_byline(row.text):
            kinds[i] = "credit"


def _is_banner(row: _Row) -> bool:
    """Return whether the line is in capitals, as links to other articles often are."""
    is_quote = row.text[0] in "\"“'‘«" and row.n_words < 3
    return row.text.isupper() and not row.is_closed and 3 <= row.n_words <= 25 and not is_quote


def _is_title_case(line: str) -> bool:
    words = [word for word in _WORDS.findall(line) if len(word) > 3]
    return len(words) >= 3 and 5 * sum(not word[0].islower() for word in words) >= 4 * len(words)


def _plain(line: str) -> str:
    return " ".join(_WORDS.findall(line)).lower()
