"""How a task reaches into the tool for several articles on one event; `adapters` is for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from eval.adapters import Tool
from summarizer.errors import DataError
from summarizer.settings import Settings
from summarizer.types import Analysis, Summary

# No summary is chosen by these; `ground_of` and `neutral_summary` never look at them.
_NOT_READ = frozenset({"portrayals", "relations", "frames"})


def event_summaries(
    tool: Tool, texts: Sequence[str], n: int
) -> tuple[list[Analysis], Summary, list[Summary]]:
    """Return the articles, their common ground and the neutral summary of each, in `n` sentences.

    They are those of the report on the articles; what else is in it is left out, which takes
    two thirds of the time.

    Raises:
        DataError: a stage failed on an article.
    """
    from summarizer.compare.articles import check_number, numbered, with_own_actor_ids
    from summarizer.compare.whole import ground_of
    from summarizer.read import read_text
    from summarizer.summaries.neutral import neutral_summary

    check_number(len(texts))
    stages = tuple(s for s in tool.pipeline.stages if not s.adds & _NOT_READ)
    run = type(tool.pipeline)(stages).run(numbered([read_text(text) for text in texts]))
    analyses = [with_own_actor_ids(analysis) for analysis in run]
    for failure in (f for analysis in analyses for f in analysis.failures):
        raise DataError(f"{failure.article_id}: {failure.message}")
    ground = ground_of(analyses, tool.heads, Settings(sentences=n, actors=0))
    neutral = [neutral_summary(a, _likeness(tool, a), n) for a in analyses]
    return [replace(a, encoding=None) for a in analyses], ground, neutral


def _likeness(tool: Tool, analysis: Analysis) -> Any:
    spans = [sentence.span for sentence in analysis.sentences or ()]
    vectors = tool.heads.space.vectors(analysis.encoding, spans)
    return vectors @ vectors.T
