"""Which sides of an issue an article tells, and the sentences that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads.frames import FrameHead
from summarizer.neural.judges import SentenceSpace
from summarizer.types import FrameScore, Span


@dataclass(frozen=True, slots=True, eq=False)
class FrameJudge:
    """Scores the frames `labels`; `slope` and `bias` turn logits into probabilities.

    A frame is told of an article from `threshold` on, and of a sentence by itself from
    `sentence_threshold` on. Where no sentence reaches that, the one that shows the frame most must
    reach `evidence_threshold`.
    """

    head: FrameHead
    space: SentenceSpace
    labels: tuple[str, ...]
    slope: float = 1.0
    bias: float = 0.0
    threshold: float = 0.5
    sentence_threshold: float = 0.5
    evidence_threshold: float = 0.5
    most: int = 3

    def score(self, encoding: Encoding, sentences: Sequence[Span]) -> dict[str, float]:
        """Return the probability of each frame; all 0 for an article without sentences."""
        if not sentences:
            return dict.fromkeys(self.labels, 0.0)
        return self._article(encoding, torch.from_numpy(self.space.vectors(encoding, sentences)))

    def _article(self, encoding: Encoding, vectors: Tensor) -> dict[str, float]:
        ids = None if encoding.ids is None else torch.from_numpy(encoding.ids)
        with torch.inference_mode():
            logits = self.head.article(vectors, ids)
            scores = torch.sigmoid(self.slope * logits + self.bias).tolist()
        return dict(zip(self.labels, scores, strict=True))

    def score_sentences(
        self, encoding: Encoding, sentences: Sequence[Span]
    ) -> list[dict[str, float]]:
        """Return for each sentence a score in 0–1 of each frame, by which they are ranked."""
        if not sentences:
            return []
        return self._sentences(torch.from_numpy(self.space.vectors(encoding, sentences)))

    def _sentences(self, vectors: Tensor) -> list[dict[str, float]]:
        with torch.inference_mode():
            rows = torch.sigmoid(self.head.sentences(vectors)).tolist()
        return [dict(zip(self.labels, row, strict=True)) for row in rows]

    def shown(self, encoding: Encoding, sentences: Sequence[Span]) -> list[frozenset[str]]:
        """Return for each sentence which frames it shows, whatever the article as a whole does."""
        return [
            frozenset(label for label, score in row.items() if score >= self.sentence_threshold)
            for row in self.score_sentences(encoding, sentences)
        ]

    def find(self, encoding: Encoding, sentences: Sequence[Span]) -> list[FrameScore]:
        """Return the frames of an article, likeliest first, each with sentences that show it.

        A frame that no sentence shows is left out.
        """
        if not sentences:
            return []
        vectors = torch.from_numpy(self.space.vectors(encoding, sentences))
        article, rows = self._article(encoding, vectors), self._sentences(vectors)
        found = []
        for label, score in sorted(article.items(), key=lambda item: (-item[1], item[0])):
            if score < self.threshold:
                continue
            ranked = sorted(zip(rows, sentences, strict=True), key=lambda p: (-p[0][label], p[1]))
            shown = [s for row, s in ranked if row[label] >= self.sentence_threshold]
            if not shown and ranked[0][0][label] >= self.evidence_threshold:
                shown = [ranked[0][1]]
            if shown:
                found.append(FrameScore(label, score, tuple(sorted(shown[: self.most]))))
        return found
