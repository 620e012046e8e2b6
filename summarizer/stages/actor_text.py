"""The parse seen as actor finding needs it: what each token stands in, and words found in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.quotations import find_quotations
from summarizer.stages.agency import clauses
from summarizer.types import LineKind, MentionKind, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CREDIT = re.compile(
    r"[\[(][^\])\n]*\b(?:images?|photos?|photograph|picture|credits?|getty|reuters|afp)\b[^\])\n]*[\])]"
    r"|\b(?:photo|image|picture|photograph|credit)s?(?: by\b|: ?|, courtesy)[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_DASHES = frozenset("-–—")
# "WEST PALM BEACH, Fla. (Reuters) — ": where and by whom, not who acts.
_DATELINE = re.compile(
    r"^[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w. ]{1,15})?(?: ?\([A-Z][\w ]{1,12}\))?,? ?"
    r"(?:[—–―]|--|- ) ?",
    re.MULTILINE,
)
_LOOSE_SHARE = 0.7
# Shorter names are too often part of another word: "Ana", "Anan".
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Found:
    """Words that may name an actor: tokens `[start, end)` and the head word among them.

    `words` is the name alone, from token `core` on, without title; `sort` is a first
    guess, one of the actor kinds or "" if nothing tells; `jobs` are lemmas of what a title or
    a noun before the name calls a person, `fields` what that person is in charge of.
    """

    start: int
    end: int
    head: int
    words: tuple[str, ...]
    sort: str = ""
    kind: MentionKind = "name"
    title: str = ""
    core: int = -1
    jobs: tuple[str, ...] = ()
    fields: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """Return the name as it is compared: lower case, no full stops, plain apostrophes."""
        return " ".join(self.words).lower().replace(".", "").replace("’", "'")


@dataclass(frozen=True, slots=True)
class Layout:
    """A parsed text with, per token, the sentence it stands in.

    `sentence` is -1 where no actor can be named: credits, boilerplate, datelines. A `loose`
    sentence is written in title case or capitals, so that its capitals tell nothing, and the
    names in it must be known from others. Only `shouted` ones may be all there is.
    `doers` and `undergoers` are tokens that are agent or patient of some clause, `adjectives`
    words made from the name of a place in the text: "Kandoran", where it names Kandora.
    """

    doc: Doc
    sentence: tuple[int, ...]
    kinds: tuple[LineKind, ...]
    loose: tuple[bool, ...]
    shouted: tuple[bool, ...]
    quoted: tuple[bool, ...]
    doers: frozenset[int]
    undergoers: frozenset[int]
    adjectives: frozenset[str] = frozenset()

    def is_usable(self, token: int) -> bool:
        """Return whether token number `token` stands where actors are named."""
        return self.sentence[token] >= 0

    def is_shouted(self, token: int) -> bool:
        """Return whether token number `token` stands in a sentence in capitals."""
        return self.shouted[self.sentence[token]]

    def is_loose(self, token: int) -> bool:
        """Return whether token number `token` stands where capitals tell nothing."""
        return self.loose[self.sentence[token]]

    def span(self, start: int, end: int) -> Span:
        """Return the characters of tokens `[start, end)`, without dashes of a dateline before."""
        while end - start > 1 and self.doc[start].text in _DASHES:
            start += 1
        last = self.doc[end - 1]
        return Span(self.doc[start].idx, last.idx + len(last.text))


def datelines(text: str) -> list[Span]:
    """Return where lines begin with the place they are sent from: "PORT ADA, Nov 4 - "."""
    return [Span(*match.span()) for match in _DATELINE.finditer(text)]


def lay_out(doc: Doc, sentences: Sequence[Sentence]) -> Layout:
    """Return what each token of `doc` stands in; empty texts give empty layouts."""
    kinds = tuple(s.kind for s in sentences)
    text = doc.text
    caps = [_is_loose(s.span.of(text), s.kind) for s in sentences]
    has_plain = any(not c for c, k in zip(caps, kinds, strict=True) if k == "body")
    number = _sentence_of_token(doc, sentences)
    for match in (*_CREDIT.finditer(text), *_DATELINE.finditer(text)):
        _erase(doc, number, match.start(), match.end())
    every = [c for c in clauses(doc) if not c.negated]
    at = {token.idx: token.i for token in doc}
    return Layout(
        doc=doc,
        sentence=tuple(number),
        kinds=kinds,
        # subtle: with no plain sentence to learn names from, capitals are all there is.
        loose=tuple(c and has_plain for c in caps),
        shouted=tuple(
            c and s.span.of(text).isupper() for c, s in zip(caps, sentences, strict=True)
        ),
        quoted=_quoted(doc),
        doers=frozenset(at[s.start] for c in every for s in c.agents),
        undergoers=frozenset(at[s.start] for c in every for s in c.patients),
        adjectives=_adjectives(doc),
    )


def _adjectives(doc: Doc) -> frozenset[str]:
    """Return the words, plural ones too, made from another name of the text: "Velian", "Velia"."""
    names = {t.text for t in doc if t.pos_ == "PROPN" and t.text.istitle()}
    made = {word for name in names for word in adjectives_of(name)}
    return frozenset(made & {t.text for t in doc})


def adjectives_of(name: str) -> set[str]:
    """Return the words for the people of a place with that name, as English makes most of them."""
    if len(name) < _SHORTEST:
        return set()
    if name.endswith("a"):
        return {f"{name}n", f"{name}ns"}
    if name[-1] not in "aeiouy":
        return {f"{name}{end}" for end in ("ian", "ians", "ese")}
    return set()


def _sentence_of_token(doc: Doc, sentences: Sequence[Sentence]) -> list[int]:
    starts = [s.span.start for s in sentences]
    number = []
    for token in doc:
        i = bisect_right(starts, token.idx) - 1
        inside = i >= 0 and token.idx < sentences[i].span.end
        usable = inside and sentences[i].kind not in {"credit", "boilerplate"}
        number.append(i if usable and not token.is_space else -1)
    return number


def _erase(doc: Doc, number: list[int], start: int, end: int) -> None:
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is not None:
        number[span.start : span.end] = [-1] * len(span)


def _is_loose(text: str, kind: LineKind) -> bool:
    words = [w for w in re.findall(r"[^\W\d_][\w'’-]+", text) if len(w) > 3]
    if len(words) < 3:
        return False
    upper = sum(w.isupper() for w in words) / len(words)
    title = sum(w[0].isupper() for w in words) / len(words)
    return upper >= _LOOSE_SHARE or (kind != "body" and title >= _LOOSE_SHARE)


def _quoted(doc: Doc) -> tuple[bool, ...]:
    inside = [False] * len(doc)
    for quotation in find_quotations(doc.text):
        span = doc.char_span(quotation.span.start, quotation.span.end, alignment_mode="expand")
        if span is not None:
            inside[span.start : span.end] = [True] * len(span)
    return tuple(inside)


def is_nickname(stretch: Span, doc: Doc) -> bool:
    """Return whether a quotation stands inside a person's name, as in Jo "The Fox" Roe."""
    words = doc.char_span(stretch.start, stretch.end, alignment_mode="expand")
    if words is None or words.start == 0 or words.end >= len(doc):
        return False
    around = (doc[words.start - 1], doc[words.end])
    inner = [t for t in words if t.is_alpha]
    are_names = around[1].pos_ == "PROPN" and all(t.is_alpha and t.is_title for t in around)
    return are_names and bool(inner) and all(t.text[0].isupper() for t in inner)


def head_of(doc: Doc, start: int, end: int) -> int:
    """Return the number of the token in `[start, end)` that governs the others."""
    root: Token = doc[start:end].root
    return root.i


def words_of(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    """Return the words of tokens `[start, end)` as parted by white space."""
    return tuple(doc[start:end].text.split())
