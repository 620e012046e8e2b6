"""The sentences of a codebook, read once: phrases to learn from, and others to tell them from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from summarizer.codebook import Codebook, CodebookExample
from summarizer.fewshot.candidates import propose
from summarizer.types import Sentence, Span, Valence

if TYPE_CHECKING:
    from spacy.language import Language

    from summarizer.neural.encoder import Encoder, Encoding
    from summarizer.neural.framing import FramingJudge
    from summarizer.neural.phrase_space import PhraseSpace

Vectors = npt.NDArray[np.float32]
T = TypeVar("T")
PARTS = 4  # unit vectors in one vector of `summarizer.neural.phrase_space`
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a codebook, and the label it stands under; `None` for a plain sentence."""

    text: str
    owner: str | None
    subject: str | None
    is_lookalike: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A phrase of a line: marked with a label, or only proposed by the tool."""

    line: int
    span: Span
    label: str | None
    valence: Valence | None
    is_candidate: bool


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Lines with their phrases; `vectors` is `[rows, width]`."""

    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    vectors: Vectors

    def words(self, row: int) -> str:
        """Return the words of one row."""
        found = self.rows[row]
        return found.span.of(self.lines[found.line].text)


@dataclass(frozen=True, slots=True, eq=False)
class ExampleReader:
    """Reads sentences as the tool reads an article, each by itself."""

    encoder: Encoder
    judge: FramingJudge
    space: PhraseSpace
    nlp: Language

    def read(self, book: Codebook, *, most: int | None = None) -> Examples:
        """Return the lines of `book` with marked and proposed phrases.

        Args:
            book: the codebook.
            most: how many of the phrases proposed in a line are kept, evenly chosen.
        """
        return self._read(lines_of(book), book.examples(), most)

    def read_plain(self, texts: Sequence[str], *, most: int | None = None) -> Examples:
        """Return `texts` as lines that hold no label."""
        lines = [Line(text, None, None, is_lookalike=True) for text in texts]
        return self._read(lines, [CodebookExample(text, ()) for text in texts], most)

    def _read(
        self, lines: Sequence[Line], examples: Sequence[CodebookExample], most: int | None
    ) -> Examples:
        from summarizer.neural.phrase_space import Place

        rows: list[Row] = []
        vectors: list[Vectors] = []
        for first in range(0, len(lines), _AT_ONCE):
            part = examples[first : first + _AT_ONCE]
            places = []
            for at, encoding in enumerate(self.encoder.encode([e.text for e in part]), first):
                own = self._rows(at, examples[at], encoding, most)
                whole = Span(0, max(len(examples[at].text), 1))
                places.append(
                    Place(encoding, examples[at].text, [r.span for r in own], [whole] * len(own))
                )
                rows += own
            vectors.append(self.space.vectors(places))
        width = self.space.width
        joined = np.concatenate(vectors) if vectors else np.zeros((0, width), dtype=np.float32)
        return Examples(tuple(lines), tuple(rows), joined)

    def _rows(
        self, line: int, example: CodebookExample, encoding: Encoding, most: int | None
    ) -> list[Row]:
        from summarizer.stages.parse import parse_text

        text = example.text
        if not len(encoding.offsets):
            return []
        sentences = [Sentence(Span(0, len(text)), "body")]
        doc = parse_text(self.nlp, text, sentences)
        proposed = {s for s, _ in propose(self.judge, encoding, text, sentences=sentences, doc=doc)}
        marked = {p.span: p for p in example.phrases}
        rest = sorted(proposed - marked.keys())
        if most is not None:
            rest = list(evenly(rest, most))
        found = [
            Row(line, span, p.label, p.valence, span in proposed) for span, p in marked.items()
        ]
        return found + [Row(line, span, None, None, is_candidate=True) for span in rest]


def lines_of(book: Codebook) -> tuple[Line, ...]:
    """Return the sentences of `book`, label by label, look-alikes after examples."""
    return tuple(
        Line(e.text, label.name, e.subject, is_lookalike)
        for label in book.labels
        for is_lookalike, own in ((False, label.examples), (True, label.lookalikes))
        for e in own
    )


def evenly(items: Sequence[T], n: int) -> tuple[T, ...]:
    """Return `n` of `items`, or all if there are fewer, evenly spread."""
    n = min(n, len(items))
    return tuple(items[i * len(items) // n] for i in range(n))


def unit_mean(vectors: Vectors) -> Vectors:
    """Return the mean of `vectors` `[rows, width]`, one row or more, at length 1."""
    mean = vectors.mean(0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9))


def join(first: Examples, second: Examples) -> Examples:
    """Return the lines of both, those of `first` before those of `second`."""
    shift = len(first.lines)
    moved = tuple(replace(row, line=row.line + shift) for row in second.rows)
    vectors = np.concatenate([first.vectors, second.vectors])
    return Examples(first.lines + second.lines, first.rows + moved, vectors)
