"""Whom a framing phrase is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.stages.actor_lexicon import SPEECH
from summarizer.types import Mention, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MAX_STEPS = 4
_CLAUSES = frozenset({"advcl", "ccomp", "conj", "parataxis", "csubj", "relcl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"WP", "WDT"})


def target_of(span: Span, mentions: Sequence[Mention], doc: Doc) -> str | None:
    """Return the actor that the words at `span` lean on, or `None` when none is near.

    That is the actor mentioned in the same sentence with the fewest steps between it and
    the phrase in the parse; of equals, the one that the phrase governs or modifies. Who acts
    in another clause, or only says so, is not near.
    `mentions` are those of all actors, in text order.
    """
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None:
        return None
    sentence = words.root.sent
    best: tuple[float, int, str] | None = None
    first = bisect_left(mentions, sentence.start_char, key=lambda m: m.span.start)
    for mention in mentions[first:]:
        if mention.span.start >= sentence.end_char:
            break
        steps = _steps(words.root, mention, doc)
        key = (steps, mention.span.start, mention.actor)
        if steps <= _MAX_STEPS and (best is None or key < best):
            best = key
    return best[2] if best else None


def spoken_of(
    mentions: Sequence[Mention], speaker: str | None, quotes: Sequence[Quote]
) -> Sequence[Mention]:
    """Return the mentions that words of `speaker` can be about: its own only in what it says.

    "The lake is dying," fishermen say: that is not about the fishermen.
    """
    if speaker is None:
        return mentions
    said = [piece for q in quotes if q.speaker == speaker for piece in q.content]
    return [m for m in mentions if m.actor != speaker or any(p.contains(m.span) for p in said)]


def _steps(root: Token, mention: Mention, doc: Doc) -> float:
    words = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    if words is None:
        return float("inf")
    up_a, up_b = _path(root), _path(words.root)
    shared = next((t for t in up_a if t in up_b), None)
    if shared is None:
        return float("inf")
    above, below = up_a.index(shared), up_b.index(shared)
    if _is_reporter(words.root) and words.root.i not in up_a:
        return float("inf")
    if root.pos_ == "VERB" and any(_is_source(doc[i], root) for i in up_b[:below]):
        return float("inf")
    if any(_is_clause_of_its_own(doc[i]) for i in (*up_a[:above], *up_b[:below])):
        return float("inf")
    # A subject is a step further than an object: harm leans on the one it is done to.
    subject = 0.5 if words.root.dep_ == "nsubj" and below else 0.0
    return above * 1.1 + below + subject


def _is_reporter(noun: Token) -> bool:
    """Return whether a noun only says what stands there: "officials said, ending a nightmare"."""
    return noun.dep_ == "nsubj" and noun.head.lemma_ in SPEECH


def _is_source(word: Token, verb: Token) -> bool:
    """Return whether a word is "from" behind the verb: "liberated from" praises nobody there."""
    return word.lower_ == "from" and word.dep_ == "prep" and word.head == verb


def _is_clause_of_its_own(verb: Token) -> bool:
    """Return whether a clause that hangs on another has a subject of its own.

    "As the crowds cheered, the success is bittersweet" says nothing bittersweet of the crowds.
    """
    return verb.dep_ in _CLAUSES and any(
        t.dep_ in _SUBJECTS and t.tag_ not in _RELATIVE for t in verb.children
    )


def _path(token: Token) -> list[int]:
    path = [token.i]
    while token.head.i != token.i:
        token = token.head
        path.append(token.i)
    return path
