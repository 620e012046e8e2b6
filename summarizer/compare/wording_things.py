"""Things and events that articles speak of under one noun, with the words they put before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.stages.actor_lexicon import HUMAN, PLACE_NOUNS, VAGUE
from summarizer.types import Analysis, Evidence, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_MAX_THINGS = 12
_MODIFIER = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
_WEIGHTY = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
# With these before it a noun is not the thing that an article has spoken of.
_OTHERS = frozenset(
    """another any each either every many neither no other several similar some such different
    future next past possible potential previous own first last""".split()
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
# Nouns that measure, place or refer to anything, and so name nothing that lasts in a story.
_LIGHT = frozenset(
    """amount aspect case day detail example fact half hand hour idea issue kind level line lot
    matter minute moment month name number one part piece place point problem question range rate
    reason rest result share side situation sort stage step task term thing time top total type
    view way week word year""".split()
)
# Endings of nouns made from verbs ("election", "shooting", "withdrawal").
_DEVERBAL = ("tion", "sion", "ment", "ance", "ence", "ing", "al", "ure")


@dataclass(frozen=True, slots=True)
class Thing:
    """A noun that several articles use for one thing, and where; `is_event` by its form."""

    noun: str
    is_event: bool
    places: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun with the words before it; `owners` are the names among these."""

    place: Evidence
    noun: str
    is_plural: bool
    is_definite: bool
    owners: frozenset[str]
    words: frozenset[str]


def things(analyses: Sequence[Analysis]) -> tuple[Thing, ...]:
    """Return what the articles speak of most under one noun, but with different words before it.

    Nouns for people, bodies and places are left to the actors. Of a noun in singular and
    plural, and with several names before it, the use that is most frequent is taken to be the
    thing that the story is about.
    """
    verbs: set[str] = set()
    by_noun: dict[str, list[_Phrase]] = {}
    for analysis in analyses:
        verbs.update(t.lemma_.lower() for t in analysis.parse or () if t.pos_ == "VERB")
        for phrase in _phrases(analysis):
            by_noun.setdefault(phrase.noun, []).append(phrase)
    kept = {noun: _one_referent(phrases) for noun, phrases in by_noun.items()}
    told = [noun for noun, phrases in kept.items() if _is_told_of(phrases)]
    ranked = sorted(told, key=lambda n: (-_spread(kept[n]), -len(kept[n]), n))[:_MAX_THINGS]
    return tuple(
        Thing(
            noun,
            noun in verbs or (len(noun) > 6 and noun.endswith(_DEVERBAL)),
            tuple(sorted((p.place for p in kept[noun]), key=lambda e: (e.article, e.span))),
        )
        for noun in ranked
    )


def _phrases(analysis: Analysis) -> list[_Phrase]:
    taken = [m.span for a in analysis.actors or () for m in a.mentions]
    heads = {
        word.i
        for span in taken
        if analysis.parse is not None
        and (words := analysis.parse.char_span(span.start, span.end, alignment_mode="expand"))
        for word in (words.root,)
    }
    found = []
    for token in analysis.parse or ():
        if token.pos_ != "NOUN" or token.dep_ == "compound" or token.i in heads:
            continue
        if phrase := _phrase(analysis.article.id, token):
            found.append(phrase)
    return found


def _phrase(article: str, noun: Token) -> _Phrase | None:
    """Return the phrase that `noun` heads, or `None` if it tells of nothing in particular."""
    lemma = noun.lemma_.lower()
    if lemma in HUMAN or lemma in PLACE_NOUNS or lemma in VAGUE | _LIGHT or len(lemma) < 3:
        return None
    before = [c for c in noun.lefts if c.dep_ in _MODIFIER or c.dep_ == "det"]
    if noun.ent_type_ in _MEASURES or any(c.ent_type_ in _MEASURES for c in before):
        return None
    if any(c.lower_ in _OTHERS for c in before):
        return None
    words = [c for c in before if c.dep_ in _MODIFIER and c.pos_ in _WEIGHTY]
    inner = [t for c in words for t in c.subtree if t.i < noun.i and t.dep_ != "det"]
    start = min((t.idx for t in inner), default=noun.idx)
    return _Phrase(
        place=Evidence(article, Span(start, noun.idx + len(noun))),
        noun=lemma,
        is_plural=noun.tag_ == "NNS",
        is_definite=any(c.dep_ == "poss" or c.lower_ in _DEFINITE for c in before),
        owners=frozenset(t.lemma_.lower() for t in inner if t.pos_ == "PROPN"),
        words=frozenset(t.lemma_.lower() for t in inner),
    )


def _one_referent(phrases: Sequence[_Phrase]) -> list[_Phrase]:
    """Return the phrases of the more frequent number that have no name but the commonest."""
    n_plural = sum(p.is_plural for p in phrases)
    same = [p for p in phrases if p.is_plural == (2 * n_plural > len(phrases))]
    counts = Counter(owner for p in same for owner in p.owners)
    if not counts:
        return same
    main = max(counts, key=lambda owner: (counts[owner], owner))
    return [p for p in same if not p.owners or main in p.owners]


def _is_told_of(phrases: Sequence[_Phrase]) -> bool:
    """Return whether two articles tell of it as known to the reader, and not in the same words."""
    as_known = {p.place.article for p in phrases if p.is_definite}
    return len(as_known) > 1 and len({p.words for p in phrases}) > 1


def _spread(phrases: Sequence[_Phrase]) -> int:
    return len({p.place.article for p in phrases})
