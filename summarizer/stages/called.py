"""What an article calls each actor, and where it mentions it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from summarizer.phrases import lies_in
from summarizer.portrait import Called, CalledKind, Places
from summarizer.quotations import quoted_stretches
from summarizer.stages.voice import voice_of
from summarizer.types import Actor, Quote, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_N_LEAD: Final = 3
# Words before a noun that do not belong to what somebody is called.
_UNTOLD: Final = frozenset({"DET", "NUM", "PRON"})
_CALLING: Final = frozenset("call brand label dub name term describe denounce hail declare".split())
_PREDICATES: Final = frozenset({"oprd", "attr", "xcomp"})
_OBJECTS: Final = frozenset({"dobj", "nsubj", "nsubjpass"})


def called(
    actor: Actor, doc: Doc, quotes: Sequence[Quote], sentences: Sequence[Sentence]
) -> tuple[Called, ...]:
    """Return the words that `actor` is called by, each once, in order of appearance.

    Articles and possessives before them are left out, case does not count; pronouns are no
    label. Words in credits and boilerplate are nobody's, and a name in reported speech is the
    outlet's: a source only chooses it in quotation marks.
    """
    text = doc.text
    told = [s.span for s in sentences if s.kind not in {"credit", "boilerplate"}]
    marked = quoted_stretches(text)
    found: dict[str, tuple[Span, CalledKind, int]] = {}
    for span, kind in sorted([*_mentions(actor, doc), *_predicates(actor, doc)]):
        if not lies_in(span, told):
            continue
        key = " ".join(span.of(text).casefold().split())
        first, of, n = found.get(key, (span, kind, 0))
        found[key] = (first, of, n + 1)
    rows: list[Called] = []
    for first, kind, n in found.values():
        is_plain = kind == "name" and not lies_in(first, marked)
        voice, speaker = ("outlet", None) if is_plain else voice_of(first, quotes, doc, text)
        rows.append(Called(first, kind, n, voice, speaker))
    return tuple(rows)


def places(actor: Actor, sentences: Sequence[Sentence]) -> Places:
    """Return how often each part of the article mentions `actor`; pronouns count."""
    starts = [s.span.start for s in sentences]
    body = [at for at, s in enumerate(sentences) if s.kind == "body"]
    counts = dict.fromkeys(("headline", "lead", "body", "caption"), 0)
    ranks = []
    for mention in actor.mentions:
        at = bisect_right(starts, mention.span.start) - 1
        if at < 0:
            continue
        kind = sentences[at].kind
        if kind == "body":
            rank = bisect_right(body, at)
            ranks.append(rank)
            counts["lead" if rank <= _N_LEAD else "body"] += 1
        elif kind in counts:
            counts[kind] += 1
    return Places(**counts, first=min(ranks, default=None))


def _mentions(actor: Actor, doc: Doc) -> Iterator[tuple[Span, CalledKind]]:
    for mention in actor.mentions:
        if mention.kind == "pronoun":
            continue
        words = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if words is None:
            continue
        tokens = list(words)
        while len(tokens) > 1 and (tokens[0].pos_ in _UNTOLD or tokens[0].tag_ == "POS"):
            if tokens[1].text == "-":
                break  # "58-year-old"
            del tokens[0]
        yield _span(tokens), mention.kind


def _predicates(actor: Actor, doc: Doc) -> Iterator[tuple[Span, CalledKind]]:
    """Yield nouns said of the actor: "they are heroes", "called the fighters terrorists"."""
    for mention in actor.mentions:
        words = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if words is None or words.root.dep_ not in _OBJECTS:
            continue
        verb = words.root.head
        is_calling = verb.lemma_.lower() in _CALLING and words.root.dep_ != "nsubj"
        is_being = verb.lemma_ == "be" and words.root.dep_ == "nsubj"
        if not (is_calling or is_being) or any(t.dep_ == "neg" for t in verb.children):
            continue
        for noun in verb.children:
            if noun.dep_ in _PREDICATES and noun.pos_ in {"NOUN", "PROPN"} and noun.i > verb.i:
                yield _span(_phrase(noun)), "predicate"


def _phrase(noun: Token) -> list[Token]:
    """Return a noun with the words before it that say which: adjectives and other nouns."""
    before = [
        t
        for t in noun.lefts
        if t.dep_ in {"amod", "compound", "nmod", "advmod"} and t.pos_ not in _UNTOLD
    ]
    first = min([t.left_edge.i for t in before], default=noun.i)
    return list(noun.doc[first : noun.i + 1])


def _span(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
