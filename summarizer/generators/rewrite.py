"""Every summary of a report, written anew by a generator and checked against the articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from summarizer.comparison import Comparison
from summarizer.generators.draft import write_draft
from summarizer.generators.evidence import lay_grounds
from summarizer.generators.ground import ground, unwritten
from summarizer.generators.scopes import Reading, Scope, scope_of
from summarizer.generators.writer import Tell, Writer
from summarizer.guard import Read, Supports
from summarizer.pipeline import RECOVERABLE
from summarizer.summaries.select import Floats, gather
from summarizer.types import Analysis, Summary

_WORDS_A_SENTENCE = 22

Meanings = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """What a generator needs around it.

    `meanings` gives `[texts, width]`, unit vectors in the space of the articles' sentences;
    `read` parses a sentence.
    """

    writer: Writer
    meanings: Meanings
    read: Read | None = None
    supports: Supports | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """The most sentences of a summary, and the most words if these are limited."""

    sentences: int
    words: int | None = None

    def n_asked(self) -> int:
        """Return how many sentences to ask for."""
        if self.words is None:
            return self.sentences
        return max(1, min(self.sentences, round(self.words / _WORDS_A_SENTENCE)))


@dataclass(frozen=True, slots=True, eq=False)
class Rewritten:
    """The summaries in their order, how many requests they took, and what went wrong."""

    summaries: tuple[Summary, ...]
    n_requests: int
    failure: Exception | None = None


def rewrite(
    desk: Desk,
    summaries: Sequence[Summary],
    readings: Mapping[str, Reading],
    *,
    limit: Limit,
    comparison: Comparison | None = None,
    tell: Tell | None = None,
) -> Rewritten:
    """Return `summaries` as the generator writes them, from the passages of each perspective.

    After the first failure of the generator it is asked no more: what is left stays as it
    was extracted, and says so.

    Args:
        desk: the generator and what judges its sentences.
        summaries: those of a report, extracted.
        readings: the articles by id, in the order of their columns.
        limit: how long each may be.
        comparison: of the articles, if there are several.
        tell: called with what is being written.
    """
    done: list[Summary] = []
    n_requests = 0
    failure: Exception | None = None
    for summary in summaries:
        scope = scope_of(summary, readings, comparison, n=limit.n_asked())
        if scope is None or failure is not None:
            done.append(summary if scope is None else unwritten(summary))
            continue
        try:
            written, requests = _written(desk, summary, scope, readings, limit=limit, tell=tell)
        except RECOVERABLE as exc:
            failure = exc
            written, requests = unwritten(summary), 0
        done.append(written)
        n_requests += requests
    return Rewritten(tuple(done), n_requests, failure)


def read(analysis: Analysis, vectors: Floats) -> Reading:
    """Return an analysed article ready for `rewrite`.

    Args:
        analysis: with sentences and salience; actors, framing and the parse where there are.
        vectors: `[sentences, width]`, unit vectors.
    """
    return Reading(gather(analysis, vectors @ vectors.T), vectors)


def _written(
    desk: Desk,
    summary: Summary,
    scope: Scope,
    readings: Mapping[str, Reading],
    *,
    limit: Limit,
    tell: Tell | None,
) -> tuple[Summary, int]:
    kind = scope.task.kind.replace("_", " ")
    what = f"writing {kind}" + (f" ({scope.task.about})" if scope.task.about else "")

    def said(words: str) -> None:
        if tell is not None:
            tell(f"{what}: {words}")

    if tell is not None:
        tell(what)
    draft = write_draft(desk.writer, scope.task, scope.sentences(), said)
    sources = {article: reading.material.source for article, reading in readings.items()}
    vectors = desk.meanings(draft.sentences) if draft.sentences else np.zeros((0, 1))
    grounds = lay_grounds(scope, sources, read=desk.read, supports=desk.supports)
    n = scope.task.n_sentences if limit.words is None else limit.sentences
    done = ground(summary, draft.sentences, vectors, grounds, n=n, n_words=limit.words)
    return done, draft.n_requests
