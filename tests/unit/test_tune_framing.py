"""How the threshold of framing marks is fitted, on numbers written by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from eval import tune_framing
from eval.tune_framing import Plain, Tuned, fit_framing, fit_tones, word_articles
from summarizer import Tool
from summarizer.neural.framing import FEATURES, Candidate, PhraseKind
from summarizer.training.marked import loaded_words
from summarizer.types import Span, Valence

TEXT = "They razed it. "
Told = tuple[PhraseKind, Valence]


def candidate(n: int) -> Candidate:
    start = n * len(TEXT) + 5
    return Candidate(
        Span(start, start + 5), Span(n * len(TEXT), (n + 1) * len(TEXT) - 1), (n, n + 1)
    )


def features(strong: list[bool], noise: float) -> Any:
    """Return rows in which only one feature tells a strong candidate."""
    table = np.zeros((len(strong), len(FEATURES)))
    table[:, FEATURES.index("bias")] = 1.0
    table[:, FEATURES.index("alone")] = np.where(strong, 3.0, -3.0) + noise
    return table


def tuned(story: str) -> Tuned:
    own = [candidate(n) for n in range(20)]
    strong = [n % 2 == 0 for n in range(20)]
    marks = [c.span for c, is_strong in zip(own, strong, strict=True) if is_strong]
    return Tuned(story, TEXT * 20, own, features(strong, 0.1), marks, [])


def plain(share: float) -> Plain:
    own = [candidate(n) for n in range(20)]
    strong = [n < 20 * share for n in range(20)]
    return Plain([c.sentence for c in own], own, features(strong, 0.0))


@pytest.fixture
def tool(tiny_tool: Tool, monkeypatch: pytest.MonkeyPatch) -> Tool:
    stories = [tuned(name) for name in ("one", "two", "three")]
    monkeypatch.setattr(tune_framing, "framing_articles", lambda *_: stories)
    monkeypatch.setattr(tune_framing, "word_articles", lambda *_: [tuned("")])
    return tiny_tool


@pytest.mark.parametrize("share", [0.0, 0.2])
def test_the_least_threshold_that_marks_few_plain_sentences_is_taken(
    tool: Tool, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, share: float
) -> None:
    monkeypatch.setattr(tune_framing, "plain_articles", lambda *_: [plain(share)])

    fitted = fit_framing(tool, tmp_path)

    # Where plain news has nothing strong, the lowest level will do; where it has, none is too high.
    assert fitted["threshold"] == (0.2 if share == 0.0 else 0.74)
    assert fitted["sure_threshold"] == fitted["threshold"]
    assert fitted["weights"][FEATURES.index("alone")] > 0


def test_plain_news_lowers_the_chance_of_a_mark(
    tool: Tool, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    weights = []
    for share in (0.0, 1.0):
        monkeypatch.setattr(tune_framing, "plain_articles", lambda *_, s=share: [plain(s)])
        weights.append(np.array(fit_framing(tool, tmp_path)["weights"]))
    strong = features([True], 0.0)[0]

    assert strong @ weights[1] < strong @ weights[0]


def test_a_valence_is_shown_from_where_most_are_right() -> None:
    def told(label_score: float, valence: Valence, *scores: float) -> list[Told]:
        return [(PhraseKind("one", label_score, "negative", p), valence) for p in scores]

    clear, unclear = told(0.6, "negative", 0.55, 0.9), told(0.3, "negative", 0.77, 0.96)
    wrong = told(0.3, "positive", 0.52, 0.64)

    assert fit_tones([*clear, *unclear, *wrong]) == {"tone_sure": 0.5, "unclear_tone_sure": 0.65}
    assert fit_tones(told(0.3, "positive", 1.0)) == {
        "tone_sure": 0.5,
        "unclear_tone_sure": 1.0,
    }


def test_a_judge_shows_nothing_below_its_threshold(tiny_tool: Tool) -> None:
    judge = replace(tiny_tool.heads.framing, threshold=0.45, sure=1.0, sure_threshold=0.45)

    allowed = judge.allow(features([True, False], 0.0), np.array([0.5, 0.4]))

    assert allowed.tolist() == [True, False]


def test_sentences_with_loaded_words_are_read_between_lines_of_news(
    tiny_tool: Tool, tmp_path: Any
) -> None:
    (tmp_path / "polnear").mkdir()
    record = json.dumps({"id": "1", "text": "Rain fell.\nSnow fell.\n", "attributions": []})
    (tmp_path / "polnear" / "train.jsonl").write_text(f"{record}\n" * 9, encoding="utf-8")

    made = word_articles(tiny_tool, tmp_path)

    assert len(made) == 2
    assert all("Rain fell." in a.text for a in made)
    n_marks = sum(len(a.marks) for a in made)
    assert n_marks == sum(len(row.phrases) for row in loaded_words())
    assert not any(c.sentence.of(a.text) == "Rain fell." for a in made for c in a.candidates)
