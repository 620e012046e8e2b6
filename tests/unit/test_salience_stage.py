from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from summarizer.errors import PipelineError
from summarizer.stages.salience import Salience, opens_paragraph
from summarizer.types import Analysis, Sentence, Span
from tests.factories import make_analysis, make_article, span_of


@dataclass(frozen=True)
class Counting:
    """A judge that scores sentences by their number, and shows what it was given."""

    def score(
        self,
        encoding: Any,  # noqa: ARG002
        spans: Sequence[Span],
        opens: Sequence[bool],
    ) -> list[float]:
        assert len(spans) == len(opens)
        return [(i + 1) / 100 for i, _ in enumerate(spans)]


def test_scores_are_aligned_with_all_sentences_and_only_body_counts() -> None:
    analysis = make_analysis(encoding=object())
    (found,) = Salience(Counting())([analysis])  # type: ignore[arg-type]
    sentences = analysis.sentences or ()
    body = [p for s, p in zip(sentences, found.salience or (), strict=True) if s.kind == "body"]
    other = [p for s, p in zip(sentences, found.salience or (), strict=True) if s.kind != "body"]

    assert body == [(i + 1) / 100 for i in range(len(body))]
    assert set(other) == {0.0}


def test_a_missing_layer_is_named() -> None:
    with pytest.raises(PipelineError, match="'encoding' is missing"):
        Salience(Counting())([Analysis(make_article("A."))])  # type: ignore[arg-type]


def test_a_line_break_opens_a_paragraph() -> None:
    text = "One. Two.\nThree.\n\nFour."
    words = ("One.", "Two.", "Three.", "Four.")
    sentences = [Sentence(span_of(w, text), "body") for w in words]

    assert opens_paragraph(sentences, text) == [True, False, True, True]
    assert opens_paragraph([], text) == []
