"""All summaries of a report, written by the generator that the user chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from summarizer.generators.rewrite import Desk, Limit, read, rewrite
from summarizer.generators.writer import Tell, Writer
from summarizer.guard import Supports
from summarizer.pipeline import with_failure
from summarizer.types import Analysis, Generator, Summary

if TYPE_CHECKING:
    from summarizer.comparison import Comparison
    from summarizer.fewshot.rows import ExampleReader


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """Summaries in their groups, the articles with what failed, and who wrote."""

    groups: tuple[tuple[Summary, ...], ...]
    analyses: tuple[Analysis, ...]
    generator: Generator


def write_all(
    writer: Writer,
    groups: Sequence[Sequence[Summary]],
    analyses: Sequence[Analysis],
    reader: ExampleReader,
    *,
    limit: Limit,
    comparison: Comparison | None = None,
    supports: Supports | None = None,
    tell: Tell | None = None,
) -> Writing:
    """Return the summaries of each group as `writer` writes them, each sentence checked.

    Args:
        writer: a generator that is ready.
        groups: extracted summaries.
        analyses: the articles, encoded and parsed; one that failed is not written from.
        reader: reads sentences as it reads those of the articles.
        limit: how long a summary may be.
        comparison: of the articles, if there are several.
        supports: gives the probability that evidence bears a sentence out.
        tell: called with what is being written.
    """
    space = reader.space
    readings = {
        a.article.id: read(a, space.space.vectors(a.encoding, [s.span for s in a.sentences or ()]))
        for a in analyses
        if a.encoding is not None and not a.failures
    }
    # Each sentence is compared with many sets of evidence, and parsed once.
    desk = Desk(writer, space.meanings, cache(reader.nlp), supports)
    flat = [summary for group in groups for summary in group]
    done = rewrite(desk, flat, readings, limit=limit, comparison=comparison, tell=tell)
    rest = iter(done.summaries)
    said = Generator(writer.name, writer.revision, writer.prompts, done.n_requests)
    return Writing(
        tuple(tuple(next(rest) for _ in group) for group in groups),
        _with_failure(analyses, done.failure),
        said,
    )


def _with_failure(analyses: Sequence[Analysis], failure: Exception | None) -> tuple[Analysis, ...]:
    """Return the analyses; the first that went well takes a failure, which is of none alone."""
    if failure is None:
        return tuple(analyses)
    at = next((i for i, a in enumerate(analyses) if not a.failures), 0)
    failed = with_failure(analyses[at], "generator", failure)
    return (*analyses[:at], failed, *analyses[at + 1 :])
