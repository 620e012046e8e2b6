"""Which persuasion technique a stretch of an article uses, or that it cannot be said."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from summarizer.neural.encoder import Encoder, Encoding
from summarizer.neural.framing import FramingJudge
from summarizer.neural.heads.technique import TechniqueHead, technique_vectors
from summarizer.neural.judges import TagJudge, cropped
from summarizer.neural.stretches import in_prose
from summarizer.neural.wording import phrase_vectors
from summarizer.phrases import count_words, tidy
from summarizer.stages.framing import UNCLEAR
from summarizer.types import Sentence, Span

FACTS = (
    "words",
    "share_of_sentence",
    "opens_sentence",
    "quotation_marks",
    "question",
    "exclamation",
    "capital_words",
    "shouted_words",
)
_SAME = 0.3  # intersection over union from which two stretches are one
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_MARKS = re.compile(r"[\"“”‘’«»]")


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch, the chance that annotators mark it, its technique and the chance of that.

    `label` is `UNCLEAR` where the likeliest technique, with the chance `label_score` given
    that there is one, is not likely enough to be named.
    """

    span: Span
    score: float
    label: str
    label_score: float


@dataclass(frozen=True, slots=True, eq=False)
class TechniqueJudge:
    """Names the techniques `labels`; `temperature` turns logits into probabilities.

    A technique is named from the probability `sure` on. Stretches of loaded language are marked
    from `shown` on, named or not; others whose tags are at least `any_shown` only if named.
    """

    encoder: Encoder
    head: TechniqueHead
    labels: tuple[str, ...]
    temperature: float = 1.0
    sure: float = 0.6
    shown: float = 0.5
    any_shown: float = 0.6

    def probabilities(
        self, encoding: Encoding, text: str, spans: Sequence[Span], sentences: Sequence[Span]
    ) -> Tensor:
        """Return how likely each technique is, given that there is one: `[spans, labels]`."""
        if not spans:
            return torch.zeros(0, len(self.labels))
        vectors = read_stretches(self.encoder, encoding, text, (spans, sentences))
        with torch.inference_mode():
            logits: Tensor = self.head(vectors)
            return (logits / self.temperature).softmax(-1)

    def name(
        self, encoding: Encoding, text: str, spans: Sequence[Span], sentences: Sequence[Span]
    ) -> list[tuple[str, float]]:
        """Return the technique of each stretch and its probability, or `UNCLEAR` with that."""
        best = self.probabilities(encoding, text, spans, sentences).max(-1)
        return [
            (self.labels[i] if p >= self.sure else UNCLEAR, p)
            for p, i in zip(best.values.tolist(), best.indices.tolist(), strict=True)
        ]

    def find(
        self,
        encodings: tuple[Encoding, Encoding],
        text: str,
        sentences: Sequence[Sentence],
        framing: FramingJudge,
    ) -> list[Named]:
        """Return the stretches to be marked, in order; they may overlap.

        They are found in the second of `encodings`, which hides names, and named by the first,
        since some techniques need them: there is no flag-waving without a flag.
        """
        encoding, blind = encodings
        loaded = {
            span: score
            for span, score in framing.find_loaded(blind, text, sentences)
            if score >= self.shown
        }
        others = any_stretches(framing.tags, blind, text, sentences)
        wanted = loaded | {
            s: p
            for s, p in others
            if p >= self.any_shown and all(s.iou(own) < _SAME for own in loaded)
        }
        spans = sorted(wanted)
        around = [sentence_of(span, sentences) for span in spans]
        found = [
            Named(span, wanted[span], label, p)
            for span, (label, p) in zip(
                spans, self.name(encoding, text, spans, around), strict=True
            )
        ]
        return [n for n in found if n.span in loaded or n.label != UNCLEAR]


def any_stretches(
    tags: TagJudge, encoding: Encoding, text: str, sentences: Sequence[Sentence]
) -> list[tuple[Span, float]]:
    """Return stretches of prose that may use a technique, in whole words and inside sentences."""
    found: dict[Span, float] = {}
    for span, score in tags.find(encoding, text):
        for _, part in in_prose(span, sentences):
            if (words := tidy(text, part.start, part.end)) is not None:
                found.setdefault(words, score)
    return sorted(found.items())


def sentence_of(span: Span, sentences: Sequence[Sentence]) -> Span:
    """Return the sentences that `span` touches as one range, or itself where there is none."""
    own = [s.span for s in sentences if s.span.overlaps(span)]
    if not own:
        return span
    return Span(min(span.start, own[0].start), max(span.end, own[-1].end))


def read_stretches(
    encoder: Encoder,
    encoding: Encoding,
    text: str,
    stretches: tuple[Sequence[Span], Sequence[Span]],
) -> Tensor:
    """Return what the head reads of stretches, given with their sentences; the same words once."""
    spans, sentences = stretches
    words = [span.of(text) for span in spans]
    place = {each: i for i, each in enumerate(dict.fromkeys(words))}
    rows = torch.tensor([place[each] for each in words], dtype=torch.long)
    tokens = encoding.ranges(spans)
    around = cropped(encoding.ranges(sentences), tokens)
    with torch.inference_mode():
        alone = phrase_vectors(encoder, list(place))[rows]
        facts = facts_of(text, spans, sentences)
        return technique_vectors(encoding.states, tokens, around, (alone, facts))


def facts_of(text: str, spans: Sequence[Span], sentences: Sequence[Span]) -> Tensor:
    """Return facts about the form of each stretch in the order of `FACTS`: `[spans, facts]`."""
    rows = []
    for span, sentence in zip(spans, sentences, strict=True):
        own, around = span.of(text), text[max(span.start - 1, 0) : span.end + 1]
        words = _WORD.findall(own)
        n = max(len(words), 1)
        rows.append(
            [
                math.log1p(count_words(own)),
                min((span.end - span.start) / (sentence.end - sentence.start), 1.0),
                float(span.start - sentence.start <= 1),
                float(_MARKS.search(around) is not None),
                float("?" in around),
                float("!" in around),
                sum(w[0].isupper() for w in words) / n,
                sum(len(w) > 1 and w.isupper() for w in words) / n,
            ]
        )
    return torch.tensor(rows, dtype=torch.float32).reshape(-1, len(FACTS))
