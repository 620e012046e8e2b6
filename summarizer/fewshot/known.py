"""The marked examples of a codebook, and which of them a phrase is near to."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.codebook import Codebook
from summarizer.fewshot.rows import PARTS, Examples, Row, Vectors


@dataclass(frozen=True, slots=True)
class Near:
    """A marked phrase of the codebook and how near it is, -1 to 1."""

    words: str
    text: str
    similarity: float


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The marked phrases of a codebook; `examples` has no other rows."""

    examples: Examples

    def nearest(self, vector: Vectors, label: str, n: int = 3) -> list[Near]:
        """Return the `n` phrases of `label` nearest to a phrase."""
        found = []
        for similarity, i in self.order(vector, label)[:n]:
            line = self.examples.lines[self.examples.rows[i].line]
            found.append(Near(self.examples.words(i), line.text, similarity))
        return found

    def order(self, vector: Vectors, label: str) -> list[tuple[float, int]]:
        """Return similarity and row of every phrase of `label`, nearest first."""
        own = [i for i, row in enumerate(self.examples.rows) if row.label == label]
        similarities = self.examples.vectors[own] @ vector / PARTS
        pairs = zip(similarities.tolist(), own, strict=True)
        return sorted(pairs, key=lambda pair: (-pair[0], pair[1]))


def marked(examples: Examples) -> Known:
    """Return only the rows that carry a label."""
    keep = [i for i, row in enumerate(examples.rows) if row.label is not None]
    rows = tuple(examples.rows[i] for i in keep)
    return Known(Examples(examples.lines, rows, examples.vectors[keep]))


def marked_rows(book: Codebook) -> tuple[Row, ...]:
    """Return the marked phrases of `book` in the order in which they are read."""
    return tuple(
        Row(at, p.span, p.label, p.valence, is_candidate=False)
        for at, e in enumerate(book.examples())
        for p in e.phrases
    )
