"""Runs of tokens as stretches of prose that may become phrases."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from summarizer.neural.encoder import Encoding
from summarizer.neural.tokens import Ints
from summarizer.phrases import MAX_WORDS, PROSE, count_words, is_inside_word
from summarizer.types import Sentence, Span

Floats = npt.NDArray[np.float64]


def in_prose(span: Span, sentences: Sequence[Sentence]) -> Iterator[tuple[Span, Span]]:
    """Yield each prose sentence that `span` shares characters with, and the shared range."""
    at = max(bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1, 0)
    for sentence in sentences[at:]:
        if sentence.span.start >= span.end:
            return
        if sentence.kind in PROSE and sentence.span.overlaps(span):
            start, end = max(span.start, sentence.span.start), min(span.end, sentence.span.end)
            yield sentence.span, Span(start, end)


def split_run(
    run: Sequence[int], best: Floats, encoding: Encoding, text: str
) -> Iterator[tuple[int, int]]:
    """Cut a run of more than `MAX_WORDS` words at its weakest inner word, again and again.

    Args:
        run: a half-open range of tokens.
        best: `[tokens]`, how likely each carries framing.
        encoding: the tokens; a name that it hides is one word, however long.
        text: the article.
    """
    offsets = encoding.offsets
    waiting = [(run[0], run[1])]
    while waiting:
        first, last = waiting.pop()
        words = _word_starts(first, last, offsets, text)
        read = encoding.words(text, Span(int(offsets[first, 0]), int(offsets[last - 1, 1])))
        if len(words) < 3 or count_words(read) <= MAX_WORDS:
            yield first, last
            continue
        edges = [*words[1:], last]
        strength = [best[a:b].max() for a, b in zip(words[1:-1], edges[1:-1], strict=True)]
        weakest = 1 + int(np.argmin(strength))
        waiting += [(edges[weakest], last), (first, words[weakest])]


def _word_starts(first: int, last: int, offsets: Ints, text: str) -> list[int]:
    """Return the tokens of `[first, last)` that do not go on with the word before them."""
    return [
        i
        for i in range(first, last)
        if i == first
        or offsets[i, 0] > offsets[i - 1, 1]
        or not is_inside_word(text, int(offsets[i, 0]))
    ]
