"""Which sentences a summary says: relevant, unlike each other, understood on their own."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from summarizer.errors import PipelineError, SettingsError
from summarizer.fidelity import hedges, numbers, words
from summarizer.guard import Source, find_problems, prepare
from summarizer.length import Words, count_words
from summarizer.summaries.standalone import Wording, word_sentences
from summarizer.summaries.ties import Ties, find_ties
from summarizer.summaries.voices import Voices, hear
from summarizer.types import (
    Analysis,
    Evidence,
    FramingSpan,
    Perspective,
    Span,
    Summary,
    SummarySentence,
)

Floats = NDArray[np.floating]

REDUNDANCY = 0.3
_FACET_BONUS = 0.2
# Two sentences that share this part of their words (Jaccard) say the same.
_SAME_WORDS = 0.8
# A short sentence makes a headline if it is worth this part of the best one.
_WORTH_A_HEADLINE = 0.5


@dataclass(frozen=True, slots=True)
class Material:
    """An article made ready for summaries.

    `salience` is `[sentences]`, divided by the highest of a body sentence, so that the
    best is 1; `similarity` is `[sentences, sentences]`, a cosine. `wordings` has the body
    sentences by their index; `phrases` the framing that the outlet says itself, without
    overlaps.
    """

    source: Source
    wordings: Mapping[int, Wording]
    ties: Ties
    voices: Voices
    salience: Floats
    similarity: Floats
    phrases: Mapping[int, tuple[FramingSpan, ...]]

    @property
    def analysis(self) -> Analysis:
        """Return the analysis."""
        return self.source.analysis


def gather(
    analysis: Analysis, similarity: Floats, *, trim: bool = False, sides: bool = True
) -> Material:
    """Return what every summary of this article needs.

    Args:
        analysis: with sentences and salience; actors and quotes where there are.
        similarity: `[sentences, sentences]`, cosine; rows of other than body are not read.
        trim: whether sentences are said without clauses that they can do without.
        sides: whether it is told how sentences concern actors, which takes a third of the time
            and which a neutral summary does without.

    Raises:
        PipelineError: a layer is missing, or sizes do not fit.
    """
    if analysis.sentences is None or analysis.salience is None:
        raise PipelineError("summaries need the layers sentences and salience; run them first")
    n = len(analysis.sentences)
    if len(analysis.salience) != n or similarity.shape != (n, n):
        raise PipelineError(
            f"{n} sentences need {n} salience scores and a {n} x {n} similarity, not "
            f"{len(analysis.salience)} and {' x '.join(map(str, similarity.shape))}"
        )
    source = prepare(analysis)
    wordings = word_sentences(source, trim=trim)
    salience = np.asarray(analysis.salience, dtype=np.float64)
    top = max((salience[at] for at in wordings), default=0.0)
    scaled = salience / top if top > 0 else np.ones_like(salience)
    voices = hear(source)
    ties = find_ties(source, voices) if sides else {}
    return Material(source, wordings, ties, voices, scaled, similarity, _phrases(analysis))


def _phrases(analysis: Analysis) -> dict[int, tuple[FramingSpan, ...]]:
    """Return the outlet's own framing by sentence; of phrases that overlap, the surest."""
    starts = [sentence.span.start for sentence in analysis.sentences or ()]
    found: dict[int, list[FramingSpan]] = defaultdict(list)
    own = [f for f in analysis.framing or () if f.voice == "outlet"]
    for phrase in sorted(own, key=lambda f: (-f.score, f.span, f.codebook, f.label)):
        kept = found[bisect_right(starts, phrase.span.start) - 1]
        if not any(phrase.span.overlaps(other.span) for other in kept):
            kept.append(phrase)
    return {at: tuple(phrases) for at, phrases in sorted(found.items())}


def keeping(material: Material, needed: Mapping[int, Sequence[Span]]) -> Material:
    """Return `material` with those sentences whole that would be trimmed of a needed range."""
    wordings = dict(material.wordings)
    for at, spans in needed.items():
        short = wordings[at]
        if short.whole is not None and not all(map(short.says, spans)):
            wordings[at] = short.whole
    return replace(material, wordings=wordings)


def select(
    candidates: Sequence[int],
    relevance: Mapping[int, float],
    similarity: Floats,
    n: int,
    *,
    redundancy: float = REDUNDANCY,
    facets: Mapping[int, Collection[str]] | None = None,
    given: Sequence[int] = (),
) -> list[int]:
    """Return up to `n` of `candidates`, in text order, relevant and unlike each other.

    Args:
        candidates: sentence indices, without repeats.
        relevance: at least 0, for each candidate.
        similarity: `[sentences, sentences]`, cosine.
        n: how many to choose; fewer come back only if there are fewer candidates.
        redundancy: weight of unlikeness against relevance, in 0–1.
        facets: sides of the matter that a candidate shows; the first to show one is
            preferred.
        given: sentences that are chosen already, which the others should not repeat.

    Raises:
        SettingsError: `n` is below 1 or `redundancy` outside 0–1.

    Source: Carbonell and Goldstein (1998), The Use of MMR. Ours differs in that cosines are
    measured from the median pair of candidates, since those of an encoder crowd near 1.
    """
    check_length(n)
    if not 0 <= redundancy <= 1:
        raise SettingsError(f"redundancy {redundancy} is outside 0–1")
    pool = sorted(candidates)
    if not pool:
        return []
    best = max(relevance[at] for at in pool)
    scaled = np.array([relevance[at] / best if best > 0 else 1.0 for at in pool])
    alike = _spread(similarity, [*pool, *given])
    sides = [frozenset((facets or {}).get(at, ())) for at in [*pool, *given]]
    chosen = list(range(len(pool), len(sides)))
    while len(chosen) < min(n, len(pool)) + len(given):
        seen = frozenset[str]().union(*(sides[at] for at in chosen))
        fresh = np.array([bool(side - seen) for side in sides[: len(pool)]])
        nearest = np.max(alike[: len(pool), chosen], axis=1, initial=0.0)
        worth = (1 - redundancy) * scaled - redundancy * nearest + _FACET_BONUS * fresh
        worth[[at for at in chosen if at < len(pool)]] = -np.inf
        # Rounded, so that equal candidates go by text order and not by the last bit.
        chosen.append(int(np.argmax(np.round(worth, 9))))
    return sorted(pool[at] for at in chosen[len(given) :])


def check_length(n: int) -> None:
    """Raise `SettingsError` unless `n` is a number of sentences."""
    if n < 1:
        raise SettingsError(f"{n} sentences cannot be chosen; ask for 1 or more")


def _spread(similarity: Floats, indices: Sequence[int]) -> Floats:
    """Return the cosines of `indices`, moved so that the median pair is 0 and the same is 1."""
    part = np.asarray(similarity[np.ix_(indices, indices)], dtype=np.float64)
    if len(indices) < 3:
        return np.clip(part, 0.0, 1.0)
    middle = float(np.median(part[np.triu_indices(len(indices), k=1)]))
    if middle >= 1 - 1e-6:
        return np.zeros_like(part)
    spread: Floats = np.clip((part - middle) / (1 - middle), 0.0, 1.0)
    return spread


def compose(
    material: Material,
    relevance: Mapping[int, float],
    n: int,
    perspective: Perspective,
    *,
    facets: Mapping[int, Collection[str]] | None = None,
    note: str | None = None,
    words: Words | None = None,
) -> Summary:
    """Return a summary of `n` sentences of `relevance`, or of all that can be said.

    A sentence that does not stand alone comes only when the others are used up, and only
    after the sentence that stands before it in the article. Where none stands alone, the
    best of them come all the same. What the guard refuses or what repeats a chosen sentence
    makes room for the next best.

    Args:
        material: the article.
        relevance: above 0, for each sentence that may be chosen, by index.
        n: number of sentences.
        perspective: whose view it is.
        facets: as in `select`.
        note: what the reader should know about this summary as a whole.
        words: the most; then only what stands alone is said, and all of it that still fits.

    Raises:
        SettingsError: `n` is below 1.
    """
    check_length(n)
    standing = {at: material.wordings[at].standing for at in relevance}
    worth = {at: score * (standing[at] or 1.0) for at, score in relevance.items()}
    if words is not None:
        said, n_refused = _fill(material, worth, n, words, facets=facets)
        if said or words.is_strict:
            note = note or (None if said else words.none_fits())
            return Summary(perspective, said, n_refused, note)
    choice = _Choice(material, worth, facets)
    choice.take([at for at in worth if standing[at]], n)
    is_led = bool(choice.chosen)
    while len(choice.chosen) < n and (after := choice.followers()):
        choice.take(after, len(choice.chosen) + 1)
    if not choice.chosen:
        choice.take([at for at in worth if material.wordings[at].is_statement], n)
    chosen = sorted(choice.chosen)
    if is_led and len(chosen) < n and choice.passed_over():
        note = note or _only(len(chosen))
    said = tuple(_say(material, at) for at in chosen)
    return Summary(perspective, said, len(choice.refused), note)


def _only(n: int) -> str:
    number = "one sentence" if n == 1 else f"{n} sentences"
    return f"Only {number} can be understood without the rest of the article."


@dataclass(frozen=True, slots=True)
class _Choice:
    """The sentences of a summary while they are chosen, and those that the guard refused."""

    material: Material
    worth: Mapping[int, float]
    facets: Mapping[int, Collection[str]] | None
    chosen: list[int] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    repeated: set[int] = field(default_factory=set)
    prints: dict[int, _Print] = field(default_factory=dict)

    def take(self, left: Sequence[int], n: int) -> None:
        """Choose from `left` until there are `n`, or nothing more of it can be said."""
        similarity = self.material.similarity
        while left and len(self.chosen) < n:
            wanted, given = n - len(self.chosen), self.chosen
            picked = select(left, self.worth, similarity, wanted, facets=self.facets, given=given)
            unfit = {at for at in picked if not _is_grounded(self.material, at)}
            self.refused.update(unfit)
            leaders = [*given, *sorted({*picked} - unfit)]
            repeated = _repeats(self._prints({*left, *leaders}), self.worth, left, leaders)
            self.repeated.update(repeated)
            unfit |= repeated
            if unfit.isdisjoint(picked):
                self.chosen.extend(picked)
                break
            left = [at for at in left if at not in unfit]

    def followers(self) -> list[int]:
        """Return what could be said only because the sentence before it is."""
        body = sorted(self.material.wordings)
        after = {body[i + 1] for i in range(len(body) - 1) if body[i] in self.chosen}
        return [at for at in self._left() if at in after]

    def _prints(self, wanted: Collection[int]) -> Mapping[int, _Print]:
        text, wordings = self.material.source.text, self.material.wordings
        for at in wanted:
            if at not in self.prints:
                self.prints[at] = _Print.of(wordings[at].sentence.of(text))
        return self.prints

    def passed_over(self) -> bool:
        """Return whether a sentence is left out because it does not stand alone."""
        return bool(self._left())

    def _left(self) -> list[int]:
        out = {*self.chosen, *self.refused, *self.repeated}
        is_statement = {at: self.material.wordings[at].is_statement for at in self.worth}
        return [at for at in self.worth if at not in out and is_statement[at]]


def _fill(
    material: Material,
    worth: Mapping[int, float],
    n: int,
    words: Words,
    *,
    facets: Mapping[int, Collection[str]] | None,
) -> tuple[tuple[SummarySentence, ...], int]:
    """Return up to `n` sentences of at most so many words together, and how many were refused.

    One is chosen at a time among those that still fit, until none does.
    """
    least = 0.0 if words.is_strict else _WORTH_A_HEADLINE * max(worth.values(), default=0.0)
    left = {
        at: count_words(material.wordings[at].text)
        for at, score in worth.items()
        if material.wordings[at].standing and score >= least
    }
    text, room, n_refused = material.source.text, words.most, 0
    prints = {at: _Print.of(material.wordings[at].sentence.of(text)) for at in left}
    chosen: list[int] = []
    while len(chosen) < n and (fitting := [at for at in left if left[at] <= room]):
        at = select(fitting, worth, material.similarity, 1, facets=facets, given=chosen)[0]
        length = left.pop(at)
        if not _is_grounded(material, at):
            n_refused += 1
        elif not any(prints[at].repeats(prints[other]) for other in chosen):
            chosen.append(at)
            room -= length
    return tuple(_say(material, at) for at in sorted(chosen)), n_refused


def _repeats(
    prints: Mapping[int, _Print],
    worth: Mapping[int, float],
    left: Sequence[int],
    leaders: Sequence[int],
) -> set[int]:
    """Return which of `left` say the same as one of `leaders` that is worth more."""
    return {
        at
        for at in left
        for leader in leaders
        if (leader not in left or (-worth[leader], leader) < (-worth[at], at))
        and prints[at].repeats(prints[leader])
    }


@dataclass(frozen=True, slots=True)
class _Print:
    """What two sentences must share to say the same."""

    words: frozenset[str]
    exact: frozenset[object]

    @classmethod
    def of(cls, text: str) -> _Print:
        """Return the print of `text`; figures and hedges must agree exactly."""
        return cls(frozenset(words(text)), frozenset({*numbers(text), *hedges(text).items()}))

    def repeats(self, other: _Print) -> bool:
        """Return whether the two sentences differ in few words, and in no figure or hedge."""
        if self.exact != other.exact:
            return False
        shared = len(self.words & other.words)
        return shared >= _SAME_WORDS * len(self.words | other.words)


def _say(material: Material, at: int) -> SummarySentence:
    wording = material.wordings[at]
    article = material.analysis.article.id
    evidence = tuple(Evidence(article, span) for span in wording.evidence)
    return SummarySentence(wording.text, evidence, 1.0, is_trimmed=wording.is_trimmed)


def _is_grounded(material: Material, at: int) -> bool:
    sources = {material.analysis.article.id: material.source}
    return not find_problems(_say(material, at), sources)
