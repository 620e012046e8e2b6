"""ROUGE F1 of the package `rouge-score`, with stemming.

Source: Lin (2004), ROUGE: A Package for Automatic Evaluation of Summaries.
"""

from __future__ import annotations

from functools import lru_cache

from rouge_score.rouge_scorer import RougeScorer


def rouge(reference: str, text: str, names: tuple[str, ...]) -> list[float]:
    """Return the F1 of each kind of ROUGE in `names`."""
    scores = _scorer(names).score(reference, text)
    return [scores[name].fmeasure for name in names]


@lru_cache
def _scorer(names: tuple[str, ...]) -> RougeScorer:
    return RougeScorer(list(names), use_stemmer=True)
