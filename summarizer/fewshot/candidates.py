"""Phrases that may carry a label of a user's codebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.phrases import MAX_WORDS, PROSE, count_words, tidy
from summarizer.types import Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from summarizer.neural.encoder import Encoding
    from summarizer.neural.framing import FramingJudge

LEVELS = (0.02, 0.06, 0.2, 0.35, 0.5)  # the lowest asks the token head for very little
_ENDS = frozenset(
    "acomp advcl advmod agent attr ccomp conj dative dobj npadvmod obj oprd pobj prep prt "
    "xcomp".split()
)
_STOPS = frozenset({"acl", "advcl", "appos", "cc", "conj", "prep", "relcl"})
_BEFORE_NOUN = frozenset({"amod", "compound", "nmod", "nummod"})


def propose(
    judge: FramingJudge,
    encoding: Encoding,
    text: str,
    *,
    sentences: Sequence[Sentence],
    doc: Doc,
) -> list[tuple[Span, Span]]:
    """Return phrases of 1 to 8 words, each with its sentence, in order.

    They are what the token head finds at a low level and, where it finds nothing, noun,
    verb and adjective phrases of the parse: labels need not be emotive.
    """
    eager = replace(judge, propose=LEVELS, reader=None)
    found = {c.span: c.sentence for c in eager.candidates(encoding, text, sentences)}
    taken = list(found)
    for sentence in sentences:
        if sentence.kind not in PROSE:
            continue
        own = [s for s in taken if s.overlaps(sentence.span)]
        for chunk in chunks(doc, text, sentence.span):
            if not any(chunk.overlaps(span) for span in own):
                found.setdefault(chunk, sentence.span)
    return [(span, found[span]) for span in sorted(found)]


def chunks(doc: Doc, text: str, sentence: Span) -> list[Span]:
    """Return the noun, verb and adjective phrases of `sentence` that the parse shows."""
    words = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
    found = set()
    for token in words if words is not None else ():
        for start, end in _ranges(token):
            span = tidy(text, max(start, sentence.start), min(end, sentence.end))
            if span is not None and count_words(span.of(text)) <= MAX_WORDS:
                found.add(span)
    return sorted(found)


def _ranges(token: Token) -> Iterator[tuple[int, int]]:
    """Yield the characters of the phrases that `token` heads, whole and in part."""
    start, end = token.idx, token.idx + len(token)
    if token.pos_ in {"NOUN", "PROPN"}:
        first = token.left_edge.idx
        yield first, _end(token.right_edge)
        yield first, end
        yield start, end
        before = [child for child in token.lefts if child.dep_ in _BEFORE_NOUN]
        if before:
            yield before[-1].left_edge.idx, end
        yield from ((first, _end(c.right_edge)) for c in token.rights if c.dep_ in {"prep", "acl"})
    elif token.pos_ in {"VERB", "AUX"}:
        near = [c for c in token.lefts if c.dep_ in {"neg", "advmod"} and c.i == token.i - 1]
        first = near[-1].left_edge.idx if near else start
        yield start, end
        yield first, end
        for child in token.rights:
            if child.dep_ in _ENDS:
                yield first, _end(child.right_edge)
                yield from ((first, c.left_edge.idx) for c in child.rights if c.dep_ in _STOPS)
    elif token.pos_ in {"ADJ", "ADV"}:
        yield token.left_edge.idx, _end(token.right_edge)
        yield start, end


def _end(token: Token) -> int:
    return token.idx + len(token)
