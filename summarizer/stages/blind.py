"""Read each article once more, with names and words for identities hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from summarizer.stages import require
from summarizer.types import Analysis

if TYPE_CHECKING:
    from summarizer.neural.blind import BlindReader


@dataclass(frozen=True)
class Blind:
    """Add the states on which framing is judged: who does something doesn't change them."""

    reader: BlindReader
    needs: ClassVar[frozenset[str]] = frozenset({"sentences"})
    adds: ClassVar[frozenset[str]] = frozenset({"blind"})

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        """Return the batch with the layer `blind`."""
        texts = [a.article.text for a in batch]
        sentences = [require(a.sentences, "sentences") for a in batch]
        found = self.reader.encode(texts, sentences)
        return [replace(a, blind=e) for a, e in zip(batch, found, strict=True)]
