"""Fit the weights that turn the framing head's features into the chance that a phrase is marked.

The tuning articles were written for this project and no head was trained on them; scores are
taken with the article's whole story left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

import summarizer
from eval.metrics import match
from summarizer.neural.framing import FEATURES, Candidate, FramingJudge, best_disjoint
from summarizer.read import read_text
from summarizer.stages.sentences import split_article
from summarizer.types import Span

Floats = npt.NDArray[np.float64]
TUNING = Path(__file__).parent / "data" / "framing_tune.jsonl"
_SURE = (0.7, 1.0)
_FALLBACK = 0.2  # a label less likely than this is not named
_GIVEN_UP = 0.03  # F1 given up for a higher threshold: a wrong mark costs more than a missed one
SAME = 0.5  # intersection over union from which a candidate counts as a marked phrase
LIKE = 0.3  # ... and from which the task `framing` counts it as found


def fit_framing(tool: summarizer.Tool, data: Path) -> dict[str, Any]:  # noqa: ARG001
    """Return the weights of `FEATURES`, and the threshold of a phrase worth showing."""
    articles = [a for a in framing_articles(tool, TUNING) if a.candidates]
    held_out = []
    for article in articles:
        rest = [a for a in articles if a.story != article.story]
        held_out.append(_fit(rest).predict_proba(article.features)[:, 1])
    judge: FramingJudge = tool.heads.framing
    levels = [round(float(t), 2) for t in np.arange(0.2, 0.75, 0.05)]
    choices = [
        replace(judge, threshold=t, sure=s, sure_threshold=0.2) for t in levels for s in _SURE
    ]
    scored = [(_shown_f1(articles, held_out, choice), choice) for choice in choices]
    best = max(f for f, _ in scored)
    for f, choice in scored:
        print(f"framing {f:.3f} at {choice.threshold}, {choice.sure}", file=sys.stderr)
    # Of the settings that are good enough, the one that shows least.
    chosen = max(
        (c for f, c in scored if f >= best - _GIVEN_UP), key=lambda c: (c.threshold, c.sure)
    )
    weights = [round(float(w), 4) for w in _fit(articles).coef_[0]]
    print(dict(zip(FEATURES, weights, strict=True)), file=sys.stderr)
    return {
        "weights": weights,
        "threshold": chosen.threshold,
        "sure": chosen.sure,
        "sure_threshold": chosen.sure_threshold,
        "fallback": _FALLBACK,
    }


@dataclass(frozen=True, slots=True, eq=False)
class Tuned:
    """One tuning article: candidates with their features, and the phrases marked by hand."""

    story: str
    text: str
    candidates: list[Candidate]
    features: Floats
    marks: list[Span]

    @property
    def gold(self) -> list[int]:
        """Whether each candidate is more or less a marked phrase."""
        return [int(any(c.span.iou(m) >= SAME for m in self.marks)) for c in self.candidates]


def framing_articles(tool: summarizer.Tool, path: Path) -> list[Tuned]:
    """Return the tuning articles as the framing head sees them."""
    judge: FramingJudge = tool.heads.framing
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        encoding = tool.encoder.encode([text])[0]
        candidates = judge.candidates(encoding, text, split_article(read_text(text)))
        marks = [Span(s["start"], s["end"]) for s in record["spans"]]
        features = judge.features(encoding, text, candidates)
        found.append(Tuned(record["story"], text, candidates, features, marks))
    return found


def _fit(articles: Sequence[Tuned]) -> LogisticRegression:
    model = LogisticRegression(C=0.3, fit_intercept=False, max_iter=2000)
    gold = [y for a in articles for y in a.gold]
    return model.fit(np.concatenate([a.features for a in articles]), gold)


def _shown_f1(articles: Sequence[Tuned], scores: Sequence[Floats], judge: FramingJudge) -> float:
    """Return the F1 of the phrases that would be shown, matched as in the task `framing`."""
    right = shown = marked = 0
    for article, own in zip(articles, scores, strict=True):
        allowed = judge.allow(article.features, own)
        shown_here = [c for c, ok in zip(article.candidates, allowed, strict=True) if ok]
        kept = best_disjoint(shown_here, own[allowed].tolist())
        pairs = match(article.marks, [c.span for c, _ in kept], _similar)
        right, shown, marked = right + len(pairs), shown + len(kept), marked + len(article.marks)
    return 2 * right / max(shown + marked, 1)


def _similar(one: Span, other: Span) -> float:
    overlap = one.iou(other)
    return overlap if overlap >= LIKE else 0.0
