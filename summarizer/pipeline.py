"""Run the stages over a batch of articles; an article that fails does so alone."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from summarizer.errors import SummarizerError
from summarizer.stages import Stage, check_order
from summarizer.types import Analysis, Article, Failure

Progress = Callable[[str], None]

# What a stage may meet in an article that nobody thought of. Others are mistakes in the code.
RECOVERABLE = (SummarizerError, ValueError, RuntimeError, LookupError, ArithmeticError)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pipeline:
    """Stages in an order in which each finds the layers that it needs."""

    stages: tuple[Stage, ...]

    def __post_init__(self) -> None:
        check_order(self.stages)

    def run(self, articles: Sequence[Article], progress: Progress | None = None) -> list[Analysis]:
        """Return an analysis of each article.

        An analysis whose stage failed keeps the layers before it and says so in `failures`.

        Args:
            articles: what `read` gave.
            progress: called with the name of each stage before it runs.
        """
        batch = [Analysis(article) for article in articles]
        for stage in self.stages:
            name = type(stage).__name__.lower()
            if progress:
                progress(name)
            began = time.monotonic()
            batch = [self._one(stage, name, a) for a in batch]
            _log.debug("%s: %d articles, %.3f s", name, len(batch), time.monotonic() - began)
        return batch

    def _one(self, stage: Stage, name: str, analysis: Analysis) -> Analysis:
        if analysis.failures:
            return analysis
        try:
            return stage([analysis])[0]
        except RECOVERABLE as exc:
            return with_failure(analysis, name, exc)


def with_failure(analysis: Analysis, stage: str, exc: Exception) -> Analysis:
    """Return `analysis` with the failure of `stage` in it."""
    # Without its traceback, which logging prints to a user's terminal when nobody set it up.
    _log.warning("%s failed on %s: %s", stage, analysis.article.id, type(exc).__name__)
    _log.debug("where %s failed", stage, exc_info=exc)
    message = str(exc) if isinstance(exc, SummarizerError) else f"{type(exc).__name__}: {exc}"
    failure = Failure(analysis.article.id, stage, message)
    return replace(analysis, failures=(*analysis.failures, failure))
