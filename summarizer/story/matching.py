"""What the story asks of a head that finds facts: does this article state that claim?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from summarizer.types import Analysis, Span

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Claim:
    """Who did what to whom: a clause of an article, with the word that names the event.

    `span` is the clause, `head` its predicate or event noun (inside `span`), `sentence` the
    sentence around them.
    """

    span: Span
    head: Span
    sentence: Span


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """How claims stand in one article.

    `sentences` [claims, sentences of the article] and `article` [claims] are probabilities
    that a sentence, or anything in the article, states the claim.
    """

    sentences: FloatArray
    article: FloatArray


class FactMatcher(Protocol):
    """Finds claims of one article in another."""

    def matches(self, source: Analysis, claims: Sequence[Claim], article: Analysis) -> Matches:
        """Return how the `claims` of `source` stand in `article`; both are encoded, parsed."""
        ...
