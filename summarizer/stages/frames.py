"""Generic frames of the article, with the sentences that show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from summarizer.stages import require
from summarizer.types import Analysis, Sentence, Span

if TYPE_CHECKING:
    from summarizer.neural.frames import FrameJudge

FRAMES = "frames"  # the codebook of the labels


@dataclass(frozen=True)
class Frames:
    """Add the frames that an article as a whole likely uses, likeliest first."""

    judge: FrameJudge
    needs: ClassVar[frozenset[str]] = frozenset({"sentences", "encoding"})
    adds: ClassVar[frozenset[str]] = frozenset({"frames"})

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        """Return the batch with the layer `frames`."""
        return [
            replace(
                a,
                frames=tuple(
                    self.judge.find(
                        require(a.encoding, "encoding"), told(require(a.sentences, "sentences"))
                    )
                ),
            )
            for a in batch
        ]


def told(sentences: Sequence[Sentence]) -> list[Span]:
    """Return the sentences that tell the story: headline and body."""
    return [s.span for s in sentences if s.kind in {"headline", "body"}]
