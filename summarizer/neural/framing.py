"""Find phrases that carry framing, and say which label of the codebook they fall under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from summarizer.codebook import Codebook
from summarizer.neural.encoder import Encoding
from summarizer.neural.heads import PhraseHead
from summarizer.neural.judges import (
    LoadedJudge,
    TagJudge,
    chunks_of,
    cropped,
    join_runs,
    logit,
    sigmoid,
)
from summarizer.neural.marks import UNREAD, MarksReader
from summarizer.neural.network import TECHNIQUE_TAGS, VALENCES
from summarizer.neural.stretches import in_prose, split_run
from summarizer.neural.wording import WordsJudge
from summarizer.phrases import (
    MAX_WORDS,
    PROSE,
    count_words,
    disjoint,
    tidy,
    without_names,
)
from summarizer.types import UNCLEAR_LABEL, Sentence, Span, Valence

Floats = npt.NDArray[np.float64]
_FALLBACK = "loaded_other"
# How sure the tone in the sentence is taken to be, and how much the tone counts for the label:
# of settings that do alike on the tuning articles, those that trust a single opinion least.
_TONE_TEMPERATURE, _TONE_WEIGHT = 3.0, 0.3
FEATURES = (
    "framing_mean",
    "framing_max",
    "framing_min",
    "framing_outside",
    "loaded_mean",
    "loaded_max",
    "any_mean",
    "phrase",
    "sentence",
    "alone",
    "alone_one_word",
    "one_word",
    "named",
    "words",
    "read_mean",
    "read_max",
    "read_min",
    "read_outside",
    "bias",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may carry framing: its words, sentence and token range."""

    span: Span
    sentence: Span
    tokens: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PhraseKind:
    """What a phrase does if it carries framing: its likeliest label and valence.

    Both scores are probabilities; the valence's is summed over all labels.
    """

    label: str
    score: float
    valence: Valence
    valence_score: float


@dataclass(frozen=True, slots=True)
class PhraseJudgement:
    """A phrase with its label, and its valence if that is sure; both scores are probabilities."""

    span: Span
    label: str
    score: float
    label_score: float
    valence: Valence | None


@dataclass(frozen=True, slots=True, eq=False)
class FramingJudge:
    """Proposes phrases from token scores, classifies them, and weighs whether to show them.

    `weights` belong to `FEATURES`: a logistic regression, fitted on articles that no head
    was trained on, turns the heads' opinions into one probability. Phrases below
    `threshold` are not shown, unless their label is at least `sure` and they reach
    `sure_threshold`. A label below `fallback` is called `loaded_other`. `tones` are, for each
    label, how often its examples have each valence; without them all are as likely. A valence
    is given from `tone_sure` on, from `unclear_tone_sure` where the label is unclear. A `reader`
    reads each sentence by itself for loaded words, and proposes phrases too.
    """

    tags: TagJudge
    loaded: LoadedJudge
    head: PhraseHead
    words: WordsJudge
    labels: tuple[str, ...]
    weights: tuple[float, ...]
    propose: tuple[float, ...] = (0.06, 0.2, 0.35, 0.5)
    propose_read: tuple[float, ...] = (0.02, 0.1, 0.4)
    threshold: float = 0.5
    sure: float = 1.0
    sure_threshold: float = 0.5
    fallback: float = 0.0
    label_temperature: float = 1.0
    tones: tuple[tuple[float, ...], ...] = ()
    tone_sure: float = 0.0
    unclear_tone_sure: float = 0.0
    reader: MarksReader | None = None

    def find(
        self, encoding: Encoding, text: str, sentences: Sequence[Sentence]
    ) -> list[PhraseJudgement]:
        """Return the phrases that carry framing, in order; none overlap."""
        read = self.read(encoding, [s.span for s in sentences if s.kind in PROSE])
        candidates = self.candidates(encoding, text, sentences, read=read)
        if not candidates:
            return []
        features = self.features(encoding, text, candidates, read=read)
        scores = self.weigh(features)
        allowed = self.allow(features, scores)
        shown = best_disjoint(
            [c for c, ok in zip(candidates, allowed, strict=True) if ok], scores[allowed].tolist()
        )
        kinds = self.classify(
            encoding, text, [c.span for c, _ in shown], [c.sentence for c, _ in shown]
        )
        return [
            self._judged(c.span, float(score), kind)
            for (c, score), kind in zip(shown, kinds, strict=True)
        ]

    def find_loaded(
        self, encoding: Encoding, text: str, sentences: Sequence[Sentence]
    ) -> list[tuple[Span, float]]:
        """Return stretches of loaded language in prose, in whole words, with a probability.

        Stretches of more than `MAX_WORDS` words are left out: they are no phrases.
        """
        found: dict[Span, float] = {}
        for span, score in self.tags.find_loaded(encoding, text):
            for sentence, part in in_prose(span, sentences):
                words = tidy(text, part.start, part.end)
                if words is not None and count_words(words.of(text)) <= MAX_WORDS:
                    found.setdefault(without_names(text, words, sentence), score)
        return sorted(found.items())

    def judge(
        self, encoding: Encoding, text: str, spans: Sequence[Span], sentences: Sequence[Span]
    ) -> list[PhraseJudgement]:
        """Return what the given phrases are likely to do, whether they may be shown or not.

        Args:
            encoding: the states of the article.
            text: its text.
            spans: the phrases, each with at least one token.
            sentences: the sentence around each.
        """
        if not spans:
            return []
        tokens = encoding.ranges(spans).tolist()
        candidates = [
            Candidate(span, sentence, (a, b))
            for span, sentence, (a, b) in zip(spans, sentences, tokens, strict=True)
        ]
        scores = self.weigh(self.features(encoding, text, candidates))
        kinds = self.classify(encoding, text, spans, sentences)
        return [
            self._judged(span, float(score), kind)
            for span, score, kind in zip(spans, scores, kinds, strict=True)
        ]

    def _judged(self, span: Span, score: float, kind: PhraseKind) -> PhraseJudgement:
        least = self.unclear_tone_sure if kind.score < UNCLEAR_LABEL else self.tone_sure
        valence = kind.valence if kind.valence_score >= least else None
        return PhraseJudgement(span, kind.label, score, kind.score, valence)

    def classify(
        self, encoding: Encoding, text: str, spans: Sequence[Span], sentences: Sequence[Span]
    ) -> list[PhraseKind]:
        """Return what kind each phrase is of, given that it carries framing.

        The phrase in its sentence and its words alone count alike: their probabilities are
        meaned, so that neither can be too sure alone. Label and valence weigh each other by how
        often they go together in the examples of the codebook.
        """
        if not spans:
            return []
        labels, valences = self._logits(encoding, spans, sentences)
        alone, kinds_alone, _ = self.words.judge([encoding.words(text, s) for s in spans])
        kinds = ((valences / _TONE_TEMPERATURE).softmax(-1) + kinds_alone) / 2
        probs = self._named(labels, alone)
        tones = torch.tensor(self.tones or [[1.0] * len(VALENCES)] * len(self.labels))
        likely = probs * (kinds @ (tones**_TONE_WEIGHT).T)
        at = likely.argmax(-1)
        tone = (kinds * tones[at]).argmax(-1)
        # Each label with each valence, summed over labels.
        sums = kinds * (probs @ tones**_TONE_WEIGHT)
        sure = (sums / sums.sum(-1, keepdim=True)).gather(1, tone[:, None])[:, 0]
        return [
            PhraseKind(
                self.labels[i] if row[i] >= self.fallback else _FALLBACK, row[i], VALENCES[v], p
            )
            for row, i, v, p in zip(
                probs.tolist(), at.tolist(), tone.tolist(), sure.tolist(), strict=True
            )
        ]

    def probabilities(
        self, encoding: Encoding, text: str, spans: Sequence[Span], sentences: Sequence[Span]
    ) -> Tensor:
        """Return how likely each label is for the given phrases: `[spans, labels]`."""
        labels, _ = self._logits(encoding, spans, sentences)
        alone, _, _ = self.words.judge([encoding.words(text, span) for span in spans])
        return self._named(labels, alone)

    def weigh(self, features: Floats) -> Floats:
        """Return the probability that each candidate carries framing: `[candidates]`."""
        return sigmoid(features @ np.asarray(self.weights, dtype=np.float64))

    def allow(self, features: Floats, scores: Floats) -> npt.NDArray[np.bool_]:
        """Return which candidates may be shown: `[candidates]`."""
        named = features[:, FEATURES.index("named")] >= logit(self.sure)
        return np.asarray((scores >= self.threshold) | (named & (scores >= self.sure_threshold)))

    def read(self, encoding: Encoding, sentences: Sequence[Span]) -> Floats:
        """Return the reader's logits of the tokens of `sentences`: `[tokens]`."""
        if self.reader is None:
            return np.full(len(encoding.offsets), UNREAD)
        return self.reader.logits(encoding, sentences)

    def candidates(
        self,
        encoding: Encoding,
        text: str,
        sentences: Sequence[Sentence],
        *,
        read: Floats | None = None,
    ) -> list[Candidate]:
        """Return stretches of 1–8 words in prose whose tokens may carry framing.

        Each level of `propose` gives its own; those of a higher level lie inside those of a
        lower one. `read` is what `read` returned for the prose, where it is at hand.
        """
        if not len(encoding.offsets):
            return []
        if read is None:
            read = self.read(encoding, [s.span for s in sentences if s.kind in PROSE])
        logits = self.tags.logits(encoding).astype(np.float64)
        columns = [TECHNIQUE_TAGS.index(name) for name in ("framing", "loaded")]
        by_tags, by_reader = sigmoid(logits[:, columns]).max(-1), sigmoid(read)
        offsets = encoding.offsets
        found: dict[Span, Candidate] = {}
        levels = [(by_tags, level) for level in self.propose]
        levels += [(by_reader, level) for level in self.propose_read]
        for best, level in levels:
            for first, last in join_runs(best >= level, offsets, text):
                run = Span(int(offsets[first, 0]), int(offsets[last - 1, 1]))
                for sentence, part in in_prose(run, sentences):
                    for a, b in split_run(
                        encoding.ranges([part])[0].tolist(), best, encoding, text
                    ):
                        start, end = max(int(offsets[a, 0]), part.start), int(offsets[b - 1, 1])
                        span = tidy(text, start, min(end, part.end))
                        span = span and without_names(text, span, sentence)
                        if span is not None and span not in found:
                            tokens = encoding.ranges([span])[0].tolist()
                            found[span] = Candidate(span, sentence, (tokens[0], tokens[1]))
        return sorted(found.values(), key=lambda c: c.span)

    def features(
        self,
        encoding: Encoding,
        text: str,
        candidates: Sequence[Candidate],
        *,
        read: Floats | None = None,
    ) -> Floats:
        """Return `[candidates, features]` in the order of `FEATURES`.

        `read` is what `read` returned for their sentences, where it is at hand.
        """
        if read is None:
            read = self.read(encoding, sorted({c.sentence for c in candidates}))
        logits = self.tags.logits(encoding).astype(np.float64)
        column = {name: logits[:, i] for i, name in enumerate(TECHNIQUE_TAGS)}
        labels, _ = self._logits(
            encoding, [c.span for c in candidates], [c.sentence for c in candidates]
        )
        phrase = (labels[:, :-1].logsumexp(-1) - labels[:, -1]).tolist()
        loaded = self.loaded.score(encoding, [c.sentence for c in candidates])
        alone, _, carries = self.words.judge([encoding.words(text, c.span) for c in candidates])
        sure = self._named(labels, alone).amax(-1).tolist()
        rows = []
        for c, one, two, bare, name in zip(
            candidates, phrase, loaded, carries.tolist(), sure, strict=True
        ):
            part = {name: values[c.tokens[0] : c.tokens[1]] for name, values in column.items()}
            seen = read[c.tokens[0] : c.tokens[1]]
            n_words = count_words(encoding.words(text, c.span))
            rows.append([
                part["framing"].mean(), part["framing"].max(), part["framing"].min(),
                _outside(column["framing"], c.tokens), part["loaded"].mean(),
                part["loaded"].max(), part["any"].mean(), one, logit(two), bare,
                max(bare, 0.0) if n_words == 1 else 0.0, float(n_words == 1),
                logit(name), float(np.log(max(n_words, 1))), seen.mean(), seen.max(),
                seen.min(), _outside(read, c.tokens), 1.0,
            ])  # fmt: skip
        return np.asarray(rows, dtype=np.float64).reshape(-1, len(FEATURES))

    def _named(self, labels: Tensor, alone: Tensor) -> Tensor:
        """Return the mean of the labels' probabilities in the sentence and by words alone."""
        return ((labels[:, :-1] / self.label_temperature).softmax(-1) + alone) / 2

    def _logits(
        self, encoding: Encoding, spans: Sequence[Span], sentences: Sequence[Span]
    ) -> tuple[Tensor, Tensor]:
        phrases = encoding.ranges(spans)
        around = cropped(encoding.ranges(sentences), phrases)
        with torch.inference_mode():
            rows = [self.head(encoding.states, phrases[s], around[s]) for s in chunks_of(around)]
        return torch.cat([labels for labels, _ in rows]), torch.cat([kinds for _, kinds in rows])


def tones_of(book: Codebook) -> tuple[tuple[float, ...], ...]:
    """Return for each label of `book` the shares of `VALENCES` among its phrases, each above 0."""
    counts = {label.name: [1.0] * len(VALENCES) for label in book.labels}
    for phrase in (p for example in book.examples() for p in example.phrases):
        counts[phrase.label][VALENCES.index(phrase.valence)] += 1
    return tuple(tuple(n / sum(row) for n in row) for row in counts.values())


def best_disjoint(
    candidates: Sequence[Candidate], scores: Sequence[float]
) -> list[tuple[Candidate, float]]:
    """Return the candidates that overlap no better one, in order."""
    ranked = sorted(zip(candidates, scores, strict=True), key=lambda item: (-item[1], item[0].span))
    return sorted(disjoint(ranked, lambda item: item[0].span), key=lambda item: item[0].span)


def _outside(logits: Floats, tokens: tuple[int, int]) -> float:
    """Return the larger logit of the two tokens beside the range; -8 at the text's edges."""
    before = float(logits[tokens[0] - 1]) if tokens[0] > 0 else -8.0
    after = float(logits[tokens[1]]) if tokens[1] < len(logits) else -8.0
    return max(before, after)
