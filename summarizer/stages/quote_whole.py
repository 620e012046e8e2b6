"""Reported words as whole phrases, without the place line, and those too weak to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.stages.actor_lexicon import SPEECH
from summarizer.stages.quote_scraps import tokens_in
from summarizer.types import Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

# What stands before a noun and is part of its phrase.
_BEFORE_NOUN = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "case", "quantmod"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NEAR = 4
_LONGEST_REST = 6
# On PolNeAR's development articles, reported words below this score that do not hang on their
# cue share half of their words with what annotators marked in one case of four.
_SURE = 0.6
_BARELY = 0.55
_SHORT = 3
_MARKS = frozenset("\"“”‘’'")
# What leads to a figure, and what no reported words end in.
_LEADING = frozenset({"CC", "IN", "TO"})
_LOOSE = frozenset({"CC", "DT", "WDT", "WP", ","})


def without_dateline(quote: Quote, datelines: Sequence[Span]) -> Quote | None:
    """Return a quote without the place an article is sent from, as content or as source.

    "PORT ADA, Nov 4 - The bridge is safe, engineers said": the bridge is safe, no more. What is
    all place line is no quote.
    """
    lines = [line for line in datelines if line.overlaps(_reach(quote))]
    if not lines or quote.kind != "indirect":
        return quote
    starts = [(_after(piece, lines), piece.end) for piece in quote.content]
    content = tuple(Span(start, end) for start, end in starts if start < end)
    source = quote.source
    if source is not None and any(line.overlaps(source) for line in lines):
        source = None
    return replace(quote, content=content, source=source) if content else None


def _reach(quote: Quote) -> Span:
    parts = (*quote.content, *([quote.source] if quote.source else []))
    return Span(min(p.start for p in parts), max(p.end for p in parts))


def _after(piece: Span, lines: Sequence[Span]) -> int:
    return min(piece.end, max([piece.start, *(s.end for s in lines if s.start <= piece.start)]))


def fronted(quote: Quote, doc: Doc, stretches: Sequence[Span]) -> Quote:
    """Return reported words with all of the clause that stands before its cue.

    "The mill burned, killing two, firemen said": that it burned is said too.
    """
    cue = tokens_in(quote.cue, doc)
    if quote.kind != "indirect" or not cue:
        return quote
    clause = _clause_before(quote, cue)
    if clause is None:
        return quote
    is_inside = any(clause.contains(piece) for piece in quote.content) or _is_between(quote, cue)
    is_mixed = any(part.overlaps(clause) for part in (*stretches, quote.source) if part)
    if not is_inside or is_mixed or quote.content[0].start <= clause.start:
        return quote
    rest = tuple(piece for piece in quote.content if piece.start >= clause.end)
    return replace(quote, content=(clause, *rest))


def _clause_before(quote: Quote, cue: DocSpan) -> Span | None:
    """Return the clause before a cue that it tells, without "But" at its start."""
    clauses = [t for t in cue.root.lefts if t.dep_ == "ccomp"]
    if clauses and clauses[0].right_edge.i < cue.start:
        first, last = clauses[0].left_edge, clauses[0].right_edge
    elif cue.root.dep_ == "parataxis" and _is_between(quote, cue):
        # The parser may take the words around "police said" for one clause.
        subject = next(t for t in cue.root.children if t.dep_ == "nsubj")
        first, last = cue.root.head.left_edge, cue.doc[subject.left_edge.i - 2]
    else:
        return None
    while first.dep_ in {"cc", "punct", "dep"} or first.is_space:
        first = first.nbor()
    return Span(first.idx, _end(last)) if first.i <= last.i else None


def _is_between(quote: Quote, cue: DocSpan) -> bool:
    """Return whether cue and source stand between commas: "It burned, police said, in May"."""
    doc, subjects = cue.doc, [t for t in cue.root.children if t.dep_ == "nsubj"]
    if len(subjects) != 1 or subjects[0].i > cue.start or cue.end >= len(doc):
        return False
    before = subjects[0].left_edge.i - 1
    is_after = all(piece.start >= doc[cue.end].idx for piece in quote.content)
    return before > 0 and doc[before].text == doc[cue.end].text == "," and is_after


def rounded(quote: Quote, doc: Doc) -> Quote:
    """Return reported words with the phrases whole that they begin or end inside of.

    "a strike that lasted many" goes on to "months" if "many" is a part of it.
    """
    if quote.kind == "direct":
        return quote
    grown = [_grown(piece, quote, doc) for piece in quote.content]
    joined: list[Span] = []
    for piece in grown:
        if joined and piece.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(piece.end, joined[-1].end))
        else:
            joined.append(piece)
    return replace(quote, content=tuple(joined))


def _grown(piece: Span, quote: Quote, doc: Doc) -> Span:
    tokens = tokens_in(piece, doc)
    if tokens is None or (quote.kind == "mixed" and tokens[-1].text in _MARKS):
        return piece
    start = _first(tokens) if quote.kind == "indirect" else tokens.start
    end = _last(tokens)
    stop = _end(doc[end - 1])
    grown = Span(
        min(piece.start, doc[start].idx), stop if end < tokens.end else max(piece.end, stop)
    )
    taken = [part for part in (quote.cue, quote.source) if part is not None]
    return piece if any(grown.overlaps(part) for part in taken) else grown


def _first(tokens: DocSpan) -> int:
    """Return the token at which the phrase of a range's first noun begins."""
    first = tokens[0]
    subjects = [t for t in tokens.root.lefts if t.dep_ in _SUBJECTS]
    if subjects and subjects[0].right_edge.i == first.i - 1:
        phrase = list(subjects[0].subtree)  # "was hit by a car" without who was
        if len(phrase) <= _LONGEST_REST and not any(t.is_punct for t in phrase):
            return int(phrase[0].i)
    if first.tag_ == "POS":
        return int(first.head.left_edge.i)  # "'s stance" without whose it is
    if first.lower_ == "as":
        objects = [
            t for t in first.head.rights if t.dep_ == "dobj" and t.right_edge.i == first.i - 1
        ]
        return int(objects[0].left_edge.i) if objects else int(first.i)  # "hailed it as a triumph"
    noun = first.head if first.dep_ in _BEFORE_NOUN else first
    if noun.pos_ not in _NOUNS:
        return int(first.i)
    own = [t.i for t in noun.lefts if t.dep_ in _BEFORE_NOUN and noun.i - t.i <= _NEAR]
    return int(min([first.i, *own]))


def _last(tokens: DocSpan) -> int:
    """Return where the phrase ends that a range breaks off in."""
    doc, end = tokens.doc, tokens.end
    while (longer := _goes_on(doc[end - 1])) > end:
        end = longer
    while end - tokens.start > 1 and _is_loose(doc[end - 1]):
        end -= 1
    return end


def _is_loose(last: Token) -> bool:
    """Return whether no reported words end so: "the deal, which", but "to change that"."""
    return last.tag_ in _LOOSE and (last.tag_ != "DT" or last.dep_ == "det")


def _goes_on(last: Token) -> int:
    head = last.head
    following = last.nbor() if last.i + 1 < len(last.doc) else last
    if last.tag_ in _LEADING and following.like_num:
        return int(following.i) + 1  # "between 15 and 60", "as late as 2014"
    if last.text == "-" and last.i > 0 and not last.nbor(-1).whitespace_:
        return int(following.i) + 1
    if last.dep_ in _BEFORE_NOUN and last.i < head.i < last.i + _NEAR:
        return int(head.i) + 1
    objects = [t for t in last.rights if t.dep_ in {"pobj", "pcomp"}]
    if objects and objects[-1].right_edge.i - last.i <= _LONGEST_REST:
        return int(objects[-1].right_edge.i) + 1
    return 0


def is_weak(quote: Quote, doc: Doc) -> bool:
    """Return whether reported words are more likely none than some.

    So where the tagger is not sure, and they do not hang on their cue, are a word or three,
    have no source, or are bits of several phrases under a verb that is none of speech.
    """
    if quote.kind != "indirect" or quote.score >= _SURE:
        return False
    tokens = [t for piece in quote.content for t in tokens_in(piece, doc) or ()]
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    if quote.source is None or sum(t.is_alpha or t.like_num for t in tokens) <= _SHORT:
        return True
    cue = tokens_in(quote.cue, doc) or ()
    hangs = {t.head.i for t in tops} & {t.i for t in cue}
    # "It burned, his father told us": the parser may hang the cue on what is told.
    if not hangs and not any(t.head in tops and t.lemma_ in SPEECH for t in cue):
        return True
    is_broken = len(tops) > len(quote.content) and not any(t.lemma_ in SPEECH for t in cue)
    return is_broken and quote.score < _BARELY


def _end(token: Token) -> int:
    return int(token.idx) + len(token.text)
