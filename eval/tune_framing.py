"""Fit the weights that turn the framing head's features into the chance that a phrase is marked.

The tuning articles were written for this project and no head was trained on them; scores are
taken with the article's whole story left out. Beside them stand the sentences with single loaded
words that the reader of marks learned from, each between the lines of news. Candidates in
mainstream news that no framing head learned from are taken as plain, with a small weight, and the
threshold is the least that marks few sentences there.
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
from eval import adapters
from eval.metrics import match
from eval.sentences import prose_sentences
from summarizer.neural.framing import (
    FEATURES,
    Candidate,
    FramingJudge,
    PhraseKind,
    best_disjoint,
)
from summarizer.quotations import find_quotations
from summarizer.read import read_text
from summarizer.stages.denial import is_denied
from summarizer.stages.sentences import split_article
from summarizer.stages.voice import voice_of
from summarizer.training.data import read_records
from summarizer.training.marked import between_lines, loaded_words
from summarizer.types import UNCLEAR_LABEL, Sentence, Span, Valence

Floats = npt.NDArray[np.float64]
TUNING = Path(__file__).parent / "data" / "framing_tune.jsonl"
_FALLBACK = 0.2  # a label less likely than this is not named
_EVERY = 7  # of PolNeAR's 840 training articles
# The next of every seven stand around sentences with loaded words; so many of their lines do.
_AROUND, _LINES = 1, 12
_SEED = 0
# Some phrases in them are loaded, and nobody marked these; so each counts little.
_PLAIN_WEIGHT = 0.03
# The reader of marks learned from these sentences, so that it is too sure of them.
_WORDS_WEIGHT = 0.2
_MARKED = 0.05  # share of sentences of such news that may be marked
_TONES_RIGHT = 7 / 8  # of the valences that are shown, the share that is to be right
SAME = 0.5  # intersection over union from which a candidate counts as a marked phrase
LIKE = 0.3  # ... and from which the task `framing` counts it as found


def fit_framing(tool: summarizer.Tool, data: Path) -> dict[str, Any]:
    """Return the weights of `FEATURES`, and the threshold of a phrase worth showing."""
    articles = [a for a in framing_articles(tool, TUNING) if a.candidates]
    words = [a for a in word_articles(tool, data) if a.candidates]
    plain = plain_articles(tool, data)
    held_out = []
    for article in articles:
        rest = [a for a in articles if a.story != article.story]
        held_out.append(_fit([*rest, *words], plain).predict_proba(article.features)[:, 1])
    model = _fit([*articles, *words], plain)
    levels = [round(float(t), 2) for t in np.arange(0.2, 0.75, 0.01)]
    judge: FramingJudge = tool.heads.framing
    choices = [replace(judge, threshold=t, sure=1.0, sure_threshold=t) for t in levels]
    rates = [_marked_rate(plain, model, choice) for choice in choices]
    for rate, choice in zip(rates, choices, strict=True):
        f = _shown_f1(articles, held_out, choice)
        print(f"framing {f:.3f}, plain {rate:.3f} at {choice.threshold}", file=sys.stderr)
    # The one that shows most, of those that mark few enough sentences of mainstream news.
    chosen = next((c for r, c in zip(rates, choices, strict=True) if r <= _MARKED), choices[-1])
    weights = [round(float(w), 4) for w in model.coef_[0]]
    print(dict(zip(FEATURES, weights, strict=True)), file=sys.stderr)
    return {
        "weights": weights,
        "threshold": chosen.threshold,
        "sure": chosen.sure,
        "sure_threshold": chosen.sure_threshold,
        "fallback": _FALLBACK,
        **fit_tones([kind for a in articles for kind in a.kinds]),
    }


def fit_tones(kinds: Sequence[tuple[PhraseKind, Valence]]) -> dict[str, float]:
    """Return from which probability on a valence is shown, where the label is clear and where not.

    Args:
        kinds: what the judge takes marked phrases for, each with its true valence.
    """

    def least(chosen: Sequence[tuple[PhraseKind, Valence]]) -> float:
        for level in np.arange(0.5, 1.0, 0.05):
            right = [k.valence == v for k, v in chosen if k.valence_score >= level]
            if not right or np.mean(right) >= _TONES_RIGHT:
                return round(float(level), 2)
        return 1.0

    return {
        "tone_sure": least([k for k in kinds if k[0].score >= UNCLEAR_LABEL]),
        "unclear_tone_sure": least([k for k in kinds if k[0].score < UNCLEAR_LABEL]),
    }


@dataclass(frozen=True, slots=True, eq=False)
class Tuned:
    """One tuning article: candidates with their features, and the phrases marked by hand.

    `kinds` are what the judge takes those phrases for, each with its true valence; `weight` is
    how much a candidate counts.
    """

    story: str
    text: str
    candidates: list[Candidate]
    features: Floats
    marks: list[Span]
    kinds: list[tuple[PhraseKind, Valence]]
    weight: float = 1.0

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
        sentences = split_article(read_text(text))
        (encoding,) = adapters.blind_reader(tool).encode([text], [sentences])
        candidates = judge.candidates(encoding, text, sentences)
        marks = [Span(s["start"], s["end"]) for s in record["spans"]]
        features = judge.features(encoding, text, candidates)
        kinds = judge.classify(encoding, text, marks, [_around(m, sentences) for m in marks])
        true = [(k, s["valence"]) for k, s in zip(kinds, record["spans"], strict=True)]
        found.append(Tuned(record["story"], text, candidates, features, marks, true))
    return found


def word_articles(tool: summarizer.Tool, data: Path) -> list[Tuned]:
    """Return lines of news with sentences that have single loaded words, or their look-alikes.

    Only candidates in these sentences are kept: nobody marked the news.
    """
    judge: FramingJudge = tool.heads.framing
    news = [
        "\n".join(r["text"].splitlines()[:_LINES])
        for r in list(read_records(data, "polnear", "train"))[_AROUND::_EVERY]
    ]
    found = []
    rng = np.random.default_rng(_SEED)
    for text, marks, places in between_lines(news, loaded_words(), rng):
        sentences = split_article(read_text(text))
        (encoding,) = adapters.blind_reader(tool).encode([text], [sentences])
        own = [
            c
            for c in judge.candidates(encoding, text, sentences)
            if any(place.overlaps(c.span) for place in places)
        ]
        features = judge.features(encoding, text, own) if own else np.zeros((0, len(FEATURES)))
        found.append(Tuned("", text, own, features, marks, [], _WORDS_WEIGHT))
    return found


def _around(phrase: Span, sentences: Sequence[Sentence]) -> Span:
    return next((s.span for s in sentences if s.span.overlaps(phrase)), phrase)


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """A news article that nobody marked: sentences, and candidates in the outlet's own voice."""

    sentences: list[Span]
    candidates: list[Candidate]
    features: Floats


def plain_articles(tool: summarizer.Tool, data: Path) -> list[Plain]:
    """Return every seventh training article of PolNeAR, which taught the framing heads nothing."""
    needed = {"sentences", "parse", "encoding", "blind", "actors", "quotes"}
    early = tuple(stage for stage in tool.pipeline.stages if stage.adds & needed)
    pipeline = type(tool.pipeline)(early)
    found = []
    for record in list(read_records(data, "polnear", "train"))[::_EVERY]:
        analysis = pipeline.run([read_text(record["text"], id=record["id"])])[0]
        found.append(_plain(tool, analysis))
    return [article for article in found if article.candidates]


def _plain(tool: summarizer.Tool, analysis: Any) -> Plain:
    text, encoding, doc = analysis.article.text, analysis.blind, analysis.parse
    judge: FramingJudge = tool.heads.framing
    quoted = [quotation.span for quotation in find_quotations(text)]
    own = [
        c
        for c in judge.candidates(encoding, text, analysis.sentences)
        if voice_of(c.span, analysis.quotes, doc, text)[0] == "outlet"
        and not any(stretch.overlaps(c.span) for stretch in quoted)
        and not is_denied(c.span, doc)
    ]
    features = judge.features(encoding, text, own) if own else np.zeros((0, len(FEATURES)))
    return Plain(prose_sentences(text), own, features)


def _fit(articles: Sequence[Tuned], plain: Sequence[Plain]) -> LogisticRegression:
    model = LogisticRegression(C=0.3, fit_intercept=False, max_iter=3000)
    gold = [y for a in articles for y in a.gold]
    others = sum(len(p.candidates) for p in plain)
    rows = [*(a.features for a in articles), *(p.features for p in plain)]
    weights = [a.weight for a in articles for _ in a.candidates] + [_PLAIN_WEIGHT] * others
    return model.fit(np.concatenate(rows), gold + [0] * others, sample_weight=weights)


def _marked_rate(plain: Sequence[Plain], model: LogisticRegression, judge: FramingJudge) -> float:
    """Return the share of sentences of mainstream news that would have a mark."""
    hits = total = 0
    for article in plain:
        scores = model.predict_proba(article.features)[:, 1]
        allowed = judge.allow(article.features, scores)
        shown = [c for c, ok in zip(article.candidates, allowed, strict=True) if ok]
        kept = best_disjoint(shown, scores[allowed].tolist())
        hits += sum(any(s.overlaps(c.span) for c, _ in kept) for s in article.sentences)
        total += len(article.sentences)
    return hits / max(total, 1)


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
