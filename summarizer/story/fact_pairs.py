"""Whether a sentence states a claim, from the trained head's opinion and what both have in common.

The head knows which words name one event; names, figures and the sentence as a whole say
whether it is the same occasion. A logistic regression weighs them; `fact_pairs.toml` holds its
weights, and `python -m eval.tune_facts` fits them.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from summarizer.story.claims import is_question
from summarizer.story.figure_numbers import Amount, find_amounts
from summarizer.story.matching import Claim, FactMatcher, FloatArray, Matches
from summarizer.types import Analysis, Span

Vectors = Callable[[Analysis, Sequence[Span]], FloatArray]
Floats = npt.NDArray[np.float64]
FEATURES = (
    "one",
    "sentence",
    "clause",
    "best_of_article",
    "best_of_source",
    "head",
    "covered",
    "covers",
    "names",
    "same_number",
    "other_number",
    "predicate",
)
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_CLIP = 1e-3
_SAME = 0.02
_NEVER = -8.0  # logit of a sentence that is not there, or states nothing


@dataclass(frozen=True, slots=True)
class PairModel:
    """Weights of a sentence and of an article as a whole, and where to speak.

    `sentence` belong to `FEATURES`; `article` to 1, the best and the second-best logit of its
    sentences. From `stated` on a fact is stated, up to `omitted` it is not found.
    """

    sentence: tuple[float, ...]
    article: tuple[float, float, float]
    stated: float
    omitted: float


@cache
def pair_model() -> PairModel:
    """Return the fitted weights."""
    raw = tomllib.loads(files("summarizer.story").joinpath("fact_pairs.toml").read_text("utf-8"))
    a, b, c = raw["article"]
    return PairModel(tuple(raw["sentence"]), (a, b, c), raw["stated"], raw["omitted"])


@dataclass(frozen=True, slots=True, eq=False)
class PairMatcher:
    """A matcher that weighs what a head says by names, figures and likeness."""

    head: FactMatcher
    vectors: Vectors
    model: PairModel

    def matches(self, source: Analysis, claims: Sequence[Claim], article: Analysis) -> Matches:
        """Return how the `claims` of `source` stand in `article`; both are encoded, parsed."""
        table = features(self.head, self.vectors, source, claims, article=article)
        logits = table @ np.asarray(self.model.sentence)
        text = article.article.text
        asks = [is_question(s.span.of(text)) for s in article.sentences or ()]
        logits[:, np.array(asks, dtype=np.bool_)] = _NEVER
        return Matches(
            _sigmoid(logits).astype(np.float32),
            _sigmoid(best_two(logits) @ np.asarray(self.model.article)).astype(np.float32),
        )


def features(
    head: FactMatcher,
    vectors: Vectors,
    source: Analysis,
    claims: Sequence[Claim],
    *,
    article: Analysis,
) -> Floats:
    """Return `[claims, sentences, features]` in the order of `FEATURES`."""
    spans = [s.span for s in article.sentences or ()]
    own = [s.span for s in source.sentences or ()]
    found = np.zeros((len(claims), len(spans), len(FEATURES)))
    if not claims or not spans:
        return found
    theirs = vectors(article, spans)
    whole = (vectors(source, own) @ theirs.T).astype(np.float64)
    rows = [own.index(c.sentence) for c in claims]
    likeness = whole[rows]
    clause = (vectors(source, [c.span for c in claims]) @ theirs.T).astype(np.float64)
    opinion = np.clip(head.matches(source, claims, article).sentences, _CLIP, 1 - _CLIP)
    found[:, :, 0] = 1.0
    found[:, :, 1] = likeness
    found[:, :, 2] = clause
    found[:, :, 3] = likeness - likeness.max(axis=1, keepdims=True)
    found[:, :, 4] = likeness - whole.max(axis=0)[None]
    found[:, :, 5] = np.log(opinion / (1 - opinion))
    found[:, :, 6:] = _overlaps(source, claims, article, spans)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """What a stretch of text holds: lemmas, those of names, its figures."""

    lemmas: frozenset[str]
    names: frozenset[str]
    amounts: tuple[Amount, ...]


def _overlaps(
    source: Analysis, claims: Sequence[Claim], article: Analysis, spans: Sequence[Span]
) -> Floats:
    """Return the last features, `[claims, sentences, 6]`."""
    theirs = [_words(article, span) for span in spans]
    own = [_words(source, s.span) for s in source.sentences or ()]
    rarity = _rarity([*own, *theirs])
    found = np.zeros((len(claims), len(spans), 6))
    for i, claim in enumerate(claims):
        clause, around = _words(source, claim.span), _words(source, claim.sentence)
        predicate = _words(source, claim.head).lemmas
        for j, other in enumerate(theirs):
            found[i, j] = (
                _share(clause.lemmas, other.lemmas, rarity),
                _share(other.lemmas, around.lemmas, rarity),
                min(sum(rarity[n] for n in around.names & other.names), 6.0),
                *_numbers(clause.amounts, other.amounts),
                float(bool(predicate & other.lemmas)),
            )
    return found


def _words(analysis: Analysis, span: Span) -> _Words:
    doc = analysis.parse
    words = None if doc is None else doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None:
        return _Words(frozenset(), frozenset(), ())
    telling = [t for t in words if t.pos_ in _CONTENT and not t.is_stop]
    return _Words(
        frozenset(t.lemma_.lower() for t in telling),
        frozenset(t.lemma_.lower() for t in telling if t.pos_ == "PROPN"),
        tuple(find_amounts(span.of(analysis.article.text))),
    )


def _rarity(sentences: Sequence[_Words]) -> dict[str, float]:
    """Return how rare each lemma is among the sentences of both articles, 0 or more."""
    counts = Counter(lemma for s in sentences for lemma in s.lemmas)
    return {lemma: math.log((len(sentences) + 1) / n) for lemma, n in counts.items()}


def _share(part: frozenset[str], whole: frozenset[str], rarity: dict[str, float]) -> float:
    total = sum(sorted(rarity[lemma] for lemma in part))
    return sum(sorted(rarity[lemma] for lemma in part & whole)) / total if total else 0.0


def _numbers(one: Sequence[Amount], two: Sequence[Amount]) -> tuple[float, float]:
    """Return whether two stretches share a figure, and whether both have one but share none."""
    same = any(
        a.unit == b.unit and abs(a.number - b.number) <= _SAME * max(abs(a.number), abs(b.number))
        for a in one
        for b in two
    )
    return float(same), float(bool(one and two) and not same)


def best_two(logits: Floats) -> Floats:
    """Return `[claims, 3]`: one, the best logit of a row and the second best."""
    padded = np.concatenate([logits, np.full((len(logits), 2), _NEVER)], axis=1)
    ordered = np.sort(padded, axis=1)[:, ::-1]
    return np.stack([np.ones(len(logits)), ordered[:, 0], ordered[:, 1]], axis=1)


def _sigmoid(x: Floats) -> Floats:
    out: Floats = 1 / (1 + np.exp(-np.clip(x, -30, 30)))
    return out
