"""How much each sentence matters, and how alike sentences are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from summarizer.stages import require
from summarizer.types import Analysis, Sentence

if TYPE_CHECKING:
    from summarizer.neural.judges import SalienceJudge


@dataclass(frozen=True)
class Salience:
    """Add the probability that each sentence belongs in a summary; 0 for what is no body text."""

    judge: SalienceJudge
    needs: ClassVar[frozenset[str]] = frozenset({"sentences", "encoding"})
    adds: ClassVar[frozenset[str]] = frozenset({"salience"})

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        """Return the batch with the layer `salience`, aligned with `sentences`."""
        return [replace(a, salience=self._scores(a)) for a in batch]

    def _scores(self, analysis: Analysis) -> tuple[float, ...]:
        encoding = require(analysis.encoding, "encoding")
        sentences = require(analysis.sentences, "sentences")
        body = [s for s in sentences if s.kind == "body"]
        opens = opens_paragraph(body, analysis.article.text)
        scores = iter(self.judge.score(encoding, [s.span for s in body], opens))
        return tuple(next(scores) if s.kind == "body" else 0.0 for s in sentences)


def opens_paragraph(sentences: Sequence[Sentence], text: str) -> list[bool]:
    """Return for each sentence whether a line break stands between it and the one before."""
    ends = [0, *(s.span.end for s in sentences)]
    return [
        i == 0 or "\n" in text[end : s.span.start]
        for i, (s, end) in enumerate(zip(sentences, ends, strict=False))
    ]
