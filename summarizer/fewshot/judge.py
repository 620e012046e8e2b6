"""A user's codebook at work on articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from summarizer import phrases
from summarizer.codebook import ENOUGH, Codebook
from summarizer.errors import CodebookError
from summarizer.fewshot.background import read_background, without
from summarizer.fewshot.candidates import propose
from summarizer.fewshot.folds import normal
from summarizer.fewshot.known import Known, marked
from summarizer.fewshot.rows import Examples, join
from summarizer.types import Sentence, Span, Valence

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from summarizer.fewshot.rows import ExampleReader
    from summarizer.neural.encoder import Encoding
    from summarizer.neural.few_shot import LabelHead
    from summarizer.neural.framing import FramingJudge
    from summarizer.neural.phrase_space import PhraseSpace

Floats = npt.NDArray[np.float64]
Vectors = npt.NDArray[np.float32]
THRESHOLD = 0.5
# (examples, slope, offset), fitted by `python -m eval.tune_few_shot` on held-out labels of
# `framing`; in between, by the logarithm of the number of examples.
CALIBRATION = ((5, 1.866, -0.352), (10, 1.734, -1.635), (20, 1.642, -2.486))
_MOST = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase with the likeliest label; `score` is the probability that it carries it."""

    span: Span
    label: str
    score: float
    valence: Valence | None


@dataclass(frozen=True, slots=True, eq=False)
class Proposed:
    """Phrases of an article that may carry a label, with their vectors `[phrases, width]`."""

    spans: tuple[Span, ...]
    vectors: Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A proposed phrase: its vector, and a probability for each label of the codebook."""

    span: Span
    vector: Vectors
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CodebookJudge:
    """Marks phrases with the labels of one codebook; `known` are its marked examples.

    It says nothing of a phrase below `threshold`, and never gives a label in `silent`: those
    have too few examples for a score that was measured.
    """

    book: Codebook
    proposer: FramingJudge
    space: PhraseSpace
    head: LabelHead
    known: Known
    threshold: float = THRESHOLD
    silent: frozenset[str] = frozenset()

    def read(
        self, encoding: Encoding, text: str, *, sentences: Sequence[Sentence], doc: Doc
    ) -> Proposed:
        """Return the phrases that come into question; the same for every codebook of a tool."""
        from summarizer.neural.phrase_space import Place

        if not len(encoding.offsets):
            return Proposed((), self.space.vectors([]))
        found = propose(self.proposer, encoding, text, sentences=sentences, doc=doc)
        spans = tuple(span for span, _ in found)
        place = Place(encoding, text, spans, [around for _, around in found])
        return Proposed(spans, self.space.vectors([place]))

    def find(self, proposed: Proposed) -> list[Mark]:
        """Return the phrases that likely carry a label, in order; none overlap."""
        return self.shown(self.weigh(proposed))

    def shown(self, weighed: Sequence[Weighed]) -> list[Mark]:
        """Return the marks of those phrases that likely carry a label; none overlap."""
        likely = [w for w in weighed if max(w.scores) >= self.threshold]
        marks = map(self.mark, likely)  # each looks for the nearest examples, which takes long
        return disjoint(
            [m for m in marks if m.score >= self.threshold and m.label not in self.silent]
        )

    def weigh(self, proposed: Proposed) -> list[Weighed]:
        """Return every phrase with its scores, in order."""
        scores = self.head.scores(proposed.vectors).tolist()
        rows = zip(proposed.spans, proposed.vectors, scores, strict=True)
        return [Weighed(span, vector, tuple(row)) for span, vector, row in rows]

    def mark(self, weighed: Weighed) -> Mark:
        """Return the likeliest label that may be given, or the likeliest of all if none may."""
        allowed = [i for i, name in enumerate(self.head.labels) if name not in self.silent]
        best = max(allowed or range(len(self.head.labels)), key=lambda i: weighed.scores[i])
        label = self.head.labels[best]
        near = self.known.order(weighed.vector, label)
        valence = self.known.examples.rows[near[0][1]].valence if near else None
        own = valence or self.book.label(label).valence
        return Mark(weighed.span, label, weighed.scores[best], own)


def disjoint(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks that overlap no better one, in order."""
    ranked = sorted(marks, key=lambda m: (-m.score, m.span, m.label))
    return sorted(phrases.disjoint(ranked, lambda m: m.span), key=lambda m: m.span)


def few_shot_judge(
    book: Codebook, reader: ExampleReader, background: Examples | None = None
) -> CodebookJudge:
    """Return the judge that the examples of `book` make; nothing is trained for long.

    Args:
        book: the user's codebook.
        reader: reads its examples.
        background: what `read_background` gave, if it was read before.

    Raises:
        CodebookError: no label has an example.
    """
    from summarizer.neural.few_shot import LabelHead, fit_labels

    counts = example_counts(book)
    labels = tuple(name for name, n in counts.items() if n)
    if not labels:
        raise CodebookError(f"{book.name} has no examples; write {ENOUGH} for each label")
    own = reader.read(book, most=_MOST)
    examples = join(own, without(background or read_background(reader), own))
    weights, bias = fit_labels(examples, range(len(examples.rows)), labels)
    fitted = np.array([calibration(counts[name]) for name in labels])
    head = LabelHead(labels, weights, bias, fitted[:, 0], fitted[:, 1])
    return CodebookJudge(
        book,
        reader.judge,
        reader.space,
        head,
        marked(own),
        threshold=THRESHOLD,
        silent=too_few(counts),
    )


def example_counts(book: Codebook) -> dict[str, int]:
    """Return for each label how many different sentences mark it."""
    texts: dict[str, set[str]] = {label.name: set() for label in book.labels}
    for example in book.examples():
        for phrase in example.phrases:
            texts[phrase.label].add(normal(example.text))
    return {name: len(own) for name, own in texts.items()}


def too_few(counts: Mapping[str, int]) -> frozenset[str]:
    """Return the labels with too few examples to be given, whatever their score."""
    return frozenset(name for name, n in counts.items() if n < ENOUGH)


def calibration(n: int) -> tuple[float, float]:
    """Return the slope and the offset for a label with `n` examples."""
    sizes = np.log([size for size, _, _ in CALIBRATION])
    at = np.log(max(n, 1))
    slope = float(np.interp(at, sizes, [s for _, s, _ in CALIBRATION]))
    return slope, float(np.interp(at, sizes, [o for _, _, o in CALIBRATION]))
