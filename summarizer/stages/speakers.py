"""Which of the actors that a source names is the one who speaks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from summarizer.stages.actor_lexicon import SPEAKERS
from summarizer.types import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

_RANK = {"name": 0, "nominal": 1, "pronoun": 2}


def speaker_of(
    source: Span,
    mentions: Sequence[Mention],
    doc: Doc | None = None,
    people: Collection[str] = (),
) -> str | None:
    """Return the actor who speaks by the words of `source`; `None` if it is none of `mentions`.

    By the parse that is who its head word names, or a name beside it: of "Roe's mother, Ana Roe"
    the mother. Without a parse, and where the head names nobody, it is a name before a nominal,
    the longest, and the first: of "a spokesman for the union" the union. A person by whom
    somebody else is told ("Roe's lawyer") does not speak.

    Args:
        source: the words that say who speaks.
        mentions: of the actors of the article.
        doc: the parse of the article.
        people: ids of the actors that are persons.
    """
    inside = [m for m in mentions if m.span.overlaps(source)]
    words = doc and doc.char_span(source.start, source.end, alignment_mode="expand")
    if words and doc is not None and doc.has_annotation("DEP"):
        spoken = list(_speaking(words))
        for kinds in ({"name"}, {"nominal", "pronoun"}):
            named = [(t, m) for t in spoken for m in inside if m.kind in kinds and _covers(m, t)]
            if named:
                return named[0][1].actor
        if words.root.pos_ == "NOUN":
            # Of "Roe's lawyer" and "a source close to Roe" it is not Roe who speaks.
            inside = [m for m in inside if m.actor not in people]

    def key(m: Mention) -> tuple[int, int, int]:
        return (max(m.span.start, source.start), _RANK[m.kind], -(m.span.end - m.span.start))

    return min(inside, key=key).actor if inside else None


def _speaking(words: Words) -> Iterator[Token]:
    """Yield the head of a source, and the names that stand beside it between commas."""
    head = words.root
    yield head
    for token in words:
        if token.dep_ != "appos" or token.pos_ != "PROPN":
            continue
        above = token.head
        # In "head of mission, Ana Roe" the parser gives the name to the mission.
        inner = above.dep_ == "pobj" and above.head.head == head and above.pos_ == "NOUN"
        if inner and (not _is_told(above) or head.lemma_.lower() in SPEAKERS):
            above = head
        if above == head:
            yield token


def _is_told(noun: Token) -> bool:
    """Return whether a noun is some certain thing, which may have a name of its own."""
    return any(t.dep_ in {"det", "poss"} for t in noun.children)


def _covers(mention: Mention, token: Token) -> bool:
    return mention.span.start <= token.idx < mention.span.end
