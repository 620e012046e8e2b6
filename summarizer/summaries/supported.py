"""How likely a trimmed sentence still says what the article does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarizer.guard import Supports
from summarizer.types import Analysis, Summary, SummarySentence

_INSERTED = re.compile(r"\[[^\[\]]+\]\s*")


def with_support(
    summaries: Sequence[Summary], articles: Sequence[Analysis], supports: Supports
) -> tuple[Summary, ...]:
    """Return `summaries` with the support of each sentence that words were left out of.

    It is judged by the whole sentence of the article. One that this hardly bears out is
    dropped and counted; sentences in full stay as they are.
    """
    by_id = {analysis.article.id: analysis for analysis in articles}
    known: dict[tuple[str, tuple[str, ...]], float] = {}
    return tuple(_judged(summary, by_id, supports, known) for summary in summaries)


def _judged(
    summary: Summary,
    articles: Mapping[str, Analysis],
    supports: Supports,
    known: dict[tuple[str, tuple[str, ...]], float],
) -> Summary:
    kept: list[SummarySentence] = []
    for sentence in summary.sentences:
        if not sentence.is_trimmed:
            kept.append(sentence)
            continue
        case = _INSERTED.sub("", sentence.text), _sources(sentence, articles)
        if case not in known:
            known[case] = supports(*case)
        if known[case] >= supports.least:
            kept.append(replace(sentence, support=min(sentence.support, known[case])))
    dropped = summary.dropped + len(summary.sentences) - len(kept)
    return replace(summary, sentences=tuple(kept), dropped=dropped)


def _sources(sentence: SummarySentence, articles: Mapping[str, Analysis]) -> tuple[str, ...]:
    """Return the sentences that the evidence lies in, in full."""
    found: dict[str, None] = {}
    for evidence in sentence.evidence:
        analysis = articles[evidence.article]
        text = analysis.article.text
        for source in analysis.sentences or ():
            if source.span.overlaps(evidence.span):
                found.setdefault(source.span.of(text))
    return tuple(found)
