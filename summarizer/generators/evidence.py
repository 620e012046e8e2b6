"""Which sentences of the articles bear out a sentence that a generator wrote, if any do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from summarizer.fidelity import plain, words
from summarizer.generators.assertions import states
from summarizer.generators.scopes import Passage, Scope
from summarizer.guard import Read, Source, Supports, find_problems
from summarizer.summaries.openings import standing
from summarizer.summaries.select import Floats
from summarizer.types import Evidence, SummarySentence

# So much of a sentence must be said by its evidence, in its words and as a whole.
CLOSE = 0.55
_MOST_EVIDENCE = 3
# Sets of evidence are made of this many passages, the likeliest.
_LIKELIEST = 8
# The support head is asked about this many sets for one sentence.
_MOST_ASKED = 4
# A source sentence is near enough to stand for one that was refused.
_NEAR = 0.4
# Words of up to this length are compared whole, longer ones by their beginnings.
_STEM = 5
# Where one sentence may go on with another statement.
_CLAUSE = re.compile(r";\s+|,?\s+(?:and|but|while|whereas)\s+", re.IGNORECASE)
_CLAUSE_SHARED = 0.7
_EMPTY = frozenset(
    words("""
    a an the this that these those he it she they we you i his her its their our who what which
    when where while how if as at by for from in into of on onto off over under to with within
    upon after before since until during through between among against about and or but so yet
    both there here then than also only even just was were is are be been being has have had do
    does did said says say""")
)


@dataclass(frozen=True, slots=True, eq=False)
class Grounds:
    """What sentences are checked against: passages, prepared articles, and who judges support.

    `stating` has the indices of the passages that state something; `read` parses a sentence.
    """

    scope: Scope
    sources: Mapping[str, Source]
    stating: tuple[int, ...]
    read: Read | None = None
    supports: Supports | None = None

    def refuses(self, sentence: SummarySentence) -> bool:
        """Return whether the guard finds fault with a sentence."""
        return bool(find_problems(sentence, self.sources, read=self.read))


def lay_grounds(
    scope: Scope,
    sources: Mapping[str, Source],
    *,
    read: Read | None = None,
    supports: Supports | None = None,
) -> Grounds:
    """Return what the sentences of a draft of `scope` are checked against."""
    stating = tuple(at for at, p in enumerate(scope.passages) if states(sources[p.article], p.span))
    return Grounds(scope, sources, stating, read, supports)


def bear_out(grounds: Grounds, text: str, vector: Floats) -> SummarySentence | None:
    """Return `text` with the smallest evidence that bears it out; `None` if there is none.

    A sentence of an article, word for word, comes back as it reads on its own. Any other
    must stand alone, be close to its evidence in words and meaning, and pass the guard.

    Args:
        grounds: passages and prepared articles.
        text: one sentence.
        vector: its unit vector.
    """
    if grounds.scope.n_articles == 1 and (same := _verbatim(grounds, text)) is not None:
        return same
    if not standing(text):
        return None
    n_asked = 0
    for picked in _sets(grounds, text, vector):
        evidence = tuple(Evidence(p.article, p.span) for p in picked)
        sentence = SummarySentence(text, evidence, _closeness(text, vector, picked))
        if sentence.support < CLOSE or grounds.refuses(sentence):
            continue
        if grounds.supports is None:
            return sentence
        support = grounds.supports(text, [p.text for p in picked])
        if support >= grounds.supports.least:
            return SummarySentence(text, evidence, support)
        n_asked += 1
        if n_asked == _MOST_ASKED:
            break
    return None


def nearest(
    grounds: Grounds, text: str, vector: Floats, taken: Sequence[Passage]
) -> Passage | None:
    """Return the passage that says most nearly what `text` does, and can be said on its own.

    Passages in `taken` and those that the guard refuses are passed over; `None` if none is
    near.
    """
    passages = [grounds.scope.passages[at] for at in grounds.stating]
    ranked = sorted(
        ((-round(_closeness(text, vector, [p]), 6), i, p) for i, p in enumerate(passages)),
        key=lambda item: item[:2],
    )
    for closeness, _, passage in ranked:
        if -closeness < _NEAR:
            return None
        if passage in taken or passage.said is None:
            continue
        if not grounds.refuses(passage.said):
            return passage
    return None


def _verbatim(grounds: Grounds, text: str) -> SummarySentence | None:
    wanted = plain(text)
    for at in grounds.stating:
        passage = grounds.scope.passages[at]
        if plain(passage.text) == wanted and passage.said is not None:
            return None if grounds.refuses(passage.said) else passage.said
    return None


def _sets(grounds: Grounds, text: str, vector: Floats) -> Iterator[tuple[Passage, ...]]:
    """Yield sets of the likeliest passages: small ones first, of one size the closest first."""
    passages = [grounds.scope.passages[at] for at in grounds.stating]
    alone = [_closeness(text, vector, [p]) for p in passages]
    likeliest = sorted(range(len(passages)), key=lambda i: (-round(alone[i], 6), i))[:_LIKELIEST]
    for size in range(grounds.scope.n_articles, _MOST_EVIDENCE + 1):
        sets = [tuple(sorted(c)) for c in combinations(likeliest, size)]
        places = grounds.stating
        joined = [
            tuple(passages[i] for i in s)
            for s in sets
            if _belong_together(text, [(places[i], passages[i]) for i in s])
        ]
        several = [s for s in joined if _is_enough(grounds, text, vector, s)]
        yield from sorted(several, key=lambda s: -round(_closeness(text, vector, s), 6))


def _belong_together(text: str, picked: Sequence[tuple[int, Passage]]) -> bool:
    """Return whether one sentence may rest on all of the passages, given with their places.

    Those of one article must follow each other, or each say one of its clauses. Otherwise a
    name of one sentence and a figure of another would bear out what no one has said.
    """
    clauses = [_content(c) for c in _CLAUSE.split(text)]
    for article in {p.article for _, p in picked}:
        own = [(at, p) for at, p in picked if p.article == article]
        if own[-1][0] - own[0][0] == len(own) - 1:
            continue
        if not all(_is_said(clause, [p for _, p in own]) for clause in clauses):
            return False
        if len(clauses) < len(own):
            return False
    return True


def _is_said(clause: frozenset[str], passages: Sequence[Passage]) -> bool:
    """Return whether a single one of the passages says most of a clause."""
    shared = max(len(clause & _content(p.text)) for p in passages)
    return shared >= _CLAUSE_SHARED * len(clause)


def _is_enough(grounds: Grounds, text: str, vector: Floats, picked: Sequence[Passage]) -> bool:
    """Return whether enough articles bear out `text`, each for itself."""
    if grounds.scope.n_articles == 1:
        return True
    articles = {p.article for p in picked}
    if len(articles) < grounds.scope.n_articles:
        return False
    for article in articles:
        own = [p for p in picked if p.article == article]
        evidence = tuple(Evidence(p.article, p.span) for p in own)
        alone = SummarySentence(text, evidence, 1.0)
        if _closeness(text, vector, own) < CLOSE or grounds.refuses(alone):
            return False
    return True


def _closeness(text: str, vector: Floats, picked: Sequence[Passage]) -> float:
    """Return how much of `text` the passages say, 0–1: in words, and by the nearest meaning."""
    ours = _content(text)
    theirs = frozenset[str]().union(*(_content(p.text) for p in picked))
    shared = len(ours & theirs) / len(ours) if ours else 0.0
    meaning = max(float(np.dot(vector, p.vector)) for p in picked)
    return min(0.99, max(0.0, 0.5 * shared + 0.5 * meaning))


def _content(text: str) -> frozenset[str]:
    """Return the beginnings of the words of `text` that carry its meaning."""
    return frozenset(word[:_STEM] for word in words(text) if word not in _EMPTY)
