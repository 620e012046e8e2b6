"""Read each article once with the shared encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from summarizer.errors import InputError
from summarizer.types import Analysis

if TYPE_CHECKING:
    from summarizer.neural.encoder import Encoder


@dataclass(frozen=True)
class Encode:
    """Add the token states that every head reads."""

    encoder: Encoder
    needs: ClassVar[frozenset[str]] = frozenset({"article"})
    adds: ClassVar[frozenset[str]] = frozenset({"encoding"})

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        """Return the batch with the layer `encoding`.

        Raises:
            InputError: a text has no character that the encoder can read.
        """
        found = self.encoder.encode([a.article.text for a in batch])
        for analysis, encoding in zip(batch, found, strict=True):
            if not len(encoding.offsets):
                raise InputError(f"{analysis.article.id}: the text has no readable character")
        return [replace(a, encoding=e) for a, e in zip(batch, found, strict=True)]
