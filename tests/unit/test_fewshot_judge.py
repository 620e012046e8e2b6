from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from summarizer.codebook import parse_codebook
from summarizer.errors import CodebookError, InputError
from summarizer.fewshot import background
from summarizer.fewshot import judge as judges
from summarizer.fewshot.attempt import attempt
from summarizer.fewshot.judge import (
    CALIBRATION,
    Mark,
    calibration,
    disjoint,
    example_counts,
    few_shot_judge,
)
from summarizer.fewshot.known import marked_rows
from summarizer.fewshot.load import check_names
from summarizer.fewshot.text import attempt_json, attempt_text
from summarizer.neural.few_shot import row_weights
from summarizer.neural.logistic import fit_logistic
from summarizer.stages.framing import Framing
from summarizer.types import Span
from tests.codebooks import STORM, SUN, WEATHER, codebook_of, label_of, weather, write_codebook
from tests.factories import make_article

if TYPE_CHECKING:
    from summarizer.api import Tool

SENTENCE = "A tide of anger rose over the harbour, and boats left."


@pytest.fixture(autouse=True)
def few_plain_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random weights learn nothing from plain sentences, and reading them takes time."""
    monkeypatch.setattr(background, "PLAIN", 4)
    monkeypatch.setattr(background, "PHRASES", 1)


@pytest.fixture
def shows_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random weights find nothing for sure; here everything is sure enough."""
    monkeypatch.setattr(judges, "THRESHOLD", 0.0)


def test_examples_are_read_with_their_phrases(tiny_tool: Tool) -> None:
    examples = tiny_tool.built.reader.read(weather(), most=3)
    own = [(examples.words(i), r.label) for i, r in enumerate(examples.rows) if r.label]

    assert ("tide of anger", "storm") in own
    assert len(own) == 10
    assert examples.vectors.shape == (len(examples.rows), tiny_tool.built.reader.space.width)
    per_line = [sum(r.line == i and not r.label for r in examples.rows) for i in range(12)]
    assert max(per_line) <= 3
    assert np.allclose((examples.vectors**2).sum(1), 4, atol=1e-3)


def test_marked_rows_come_in_the_order_of_reading(tiny_tool: Tool) -> None:
    read = tiny_tool.built.reader.read(weather(), most=0).rows

    assert [(r.line, r.span, r.label) for r in read] == [
        (r.line, r.span, r.label) for r in marked_rows(weather())
    ]


def test_half_of_the_weight_lies_on_the_label(tiny_tool: Tool) -> None:
    examples = tiny_tool.built.reader.read(weather())
    weights = row_weights(examples, np.arange(len(examples.rows)), "storm")
    own = np.array([r.label == "storm" for r in examples.rows])

    assert weights[own].sum() == pytest.approx(weights.sum() / 2)
    assert weights[[r.label == "sun" for r in examples.rows]].min() > 0


def test_regressions_are_those_of_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(60, 5)).astype(np.float32)
    y = (x @ rng.normal(size=(5, 2)) > 0.3).astype(np.float64)
    w = rng.uniform(0.5, 2, size=(60, 2))
    weights, bias = fit_logistic(x, y, w, 0.7)
    for at in range(2):
        other = LogisticRegression(C=0.7, tol=1e-8).fit(x, y[:, at], sample_weight=w[:, at])
        assert weights[at] == pytest.approx(other.coef_[0], abs=0.01)
        assert bias[at] == pytest.approx(other.intercept_[0], abs=0.01)


@pytest.mark.usefixtures("shows_all")
def test_marks_lie_in_the_text_and_do_not_overlap(tiny_tool: Tool) -> None:
    judge = few_shot_judge(weather(), tiny_tool.built.reader)
    stages = tiny_tool.pipeline.stages
    framing = next(s for s in stages if isinstance(s, Framing))
    pipeline = replace(
        tiny_tool.pipeline,
        stages=tuple(replace(s, others=(judge,)) if s is framing else s for s in stages),
    )
    (analysis,) = pipeline.run([make_article()])
    (before,) = tiny_tool.pipeline.run([make_article()])
    own = [m for m in analysis.framing or () if m.codebook == "weather"]

    assert not analysis.failures
    assert own
    assert {m.label for m in own} <= {"storm", "sun"}
    assert all(m.span.end <= len(analysis.article.text) and 0 <= m.score <= 1 for m in own)
    assert not any(a.span.overlaps(b.span) for a in own for b in own if a is not b)
    assert [m for m in analysis.framing or () if m.codebook != "weather"] == list(
        before.framing or ()
    )


def test_the_report_names_the_codebook(
    tiny_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shows_all: None
) -> None:
    from summarizer.api import load

    tool = load(tiny_models, codebooks=[write_codebook(tmp_path)])
    report = tool.analyze(SENTENCE)
    marks = report.articles[0].framing or ()

    assert dict(report.provenance.codebooks)["weather"] == "1.2"
    assert "weather" in {m.codebook for m in marks}
    assert str(tmp_path) not in report.to_json()


@pytest.mark.usefixtures("shows_all")
def test_a_label_with_too_few_examples_is_never_given(tiny_tool: Tool) -> None:
    text = codebook_of(label_of("storm", STORM), label_of("sun", SUN[:4]))
    judge = few_shot_judge(parse_codebook(text, "weather.toml"), tiny_tool.built.reader)

    assert judge.silent == {"sun"}
    tried = _tried(tiny_tool, judge)
    assert {m.label for m in tried} == {"storm"}


def _tried(tool: Tool, judge: judges.CodebookJudge) -> list[Mark]:
    (analysis,) = tool.pipeline.run([make_article()])
    parse, sentences = analysis.parse, analysis.sentences
    assert analysis.encoding is not None
    assert parse is not None
    text = analysis.article.text
    return judge.find(judge.read(analysis.encoding, text, sentences=sentences or (), doc=parse))


def test_of_overlapping_marks_the_surest_is_kept() -> None:
    marks = [
        Mark(Span(0, 5), "a", 0.6, "mixed"),
        Mark(Span(3, 9), "b", 0.9, "mixed"),
        Mark(Span(9, 12), "a", 0.5, "mixed"),
    ]

    assert [m.span for m in disjoint(marks)] == [Span(3, 9), Span(9, 12)]


def test_calibration_lies_between_its_points() -> None:
    (low, slope, offset), *_, (high, last, end) = CALIBRATION

    assert calibration(1) == calibration(low) == (slope, offset)
    assert calibration(10 * high) == (last, end)
    assert min(o for *_, o in CALIBRATION) <= calibration(7)[1] <= max(o for *_, o in CALIBRATION)


def test_examples_are_counted_by_sentence() -> None:
    assert example_counts(weather()) == {"storm": 5, "sun": 5}


def test_a_codebook_without_examples_is_refused(tiny_tool: Tool) -> None:
    book = parse_codebook(codebook_of(label_of("storm", ())), "weather.toml")

    with pytest.raises(CodebookError, match="weather has no examples; write 5 for each label"):
        few_shot_judge(book, tiny_tool.built.reader)


def test_names_must_differ(tmp_path: Path) -> None:
    path = write_codebook(tmp_path)
    own = write_codebook(tmp_path).rename(tmp_path / "framing.toml")
    own.write_text(WEATHER.replace('"weather"', '"framing"'), "utf-8")
    path = write_codebook(tmp_path)

    check_names([str(path)])
    with pytest.raises(CodebookError, match="another codebook is called 'weather'"):
        check_names([str(path), str(path)])
    with pytest.raises(CodebookError, match="another codebook is called 'framing'"):
        check_names([str(own)])
    with pytest.raises(CodebookError, match="framing comes with the tool"):
        check_names(["framing"])


def test_an_attempt_shows_the_nearest_examples(tiny_tool: Tool, tmp_path: Path) -> None:
    path = str(write_codebook(tmp_path))
    done = attempt(path, SENTENCE, tiny_tool.built.reader)
    tried = [*done.shown, *done.not_shown]

    assert tried
    assert all(t.words == SENTENCE[t.start : t.end] for t in tried)
    assert all(len(t.nearest) == 3 and t.definition for t in tried)
    assert all(t.score < done.threshold for t in done.not_shown)
    [anger] = [t for t in tried if "tide of anger" in t.words] or [tried[0]]
    order = [near.similarity for near in anger.nearest]
    assert order == sorted(order, reverse=True)
    assert json.loads(attempt_json(done))["text"] == SENTENCE


@pytest.mark.usefixtures("shows_all")
def test_what_is_found_is_told_from_what_is_not(tiny_tool: Tool, tmp_path: Path) -> None:
    path = str(write_codebook(tmp_path))
    shown = attempt_text(attempt(path, SENTENCE, tiny_tool.built.reader))
    assert "Nothing was found" not in shown

    judges.THRESHOLD = 1.1  # the fixture puts it back
    hidden = attempt_text(attempt(path, SENTENCE, tiny_tool.built.reader))
    assert re.search(r"Nothing was found; the best candidate is '.+' as (storm|sun), 0\.", hidden)
    assert "\nNot shown, " in hidden


def test_a_built_in_codebook_can_be_tried(tiny_tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    done = attempt("framing", "Rebels seized the town.", tiny_tool.built.reader)

    assert done.codebook == "framing"
    for tried in (*done.shown, *done.not_shown):
        assert tried.nearest
    with pytest.raises(CodebookError, match="techniques is not found phrase by phrase"):
        attempt("techniques", SENTENCE, tiny_tool.built.reader)


def test_an_attempt_needs_text(tiny_tool: Tool, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        attempt(str(write_codebook(tmp_path)), " \n", tiny_tool.built.reader)
