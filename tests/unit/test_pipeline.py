from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import pytest

from summarizer.errors import InputError, PipelineError
from summarizer.pipeline import Pipeline
from summarizer.stages import Stage, check_order, require
from summarizer.types import Analysis, Sentence, Span
from tests.factories import make_article

ARTICLES = [make_article(f"Text number {i}.", id=f"article-{i}") for i in range(3)]


@dataclass(frozen=True)
class Whole:
    """Makes each text one sentence."""

    needs: ClassVar[frozenset[str]] = frozenset({"article"})
    adds: ClassVar[frozenset[str]] = frozenset({"sentences"})

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        found = [Sentence(Span(0, len(a.article.text)), "body") for a in batch]
        return [replace(a, sentences=(s,)) for a, s in zip(batch, found, strict=True)]


@dataclass(frozen=True)
class Weigh:
    """Finds all sentences alike, but cannot stand some articles."""

    refused: dict[str, Exception]
    needs: ClassVar[frozenset[str]] = frozenset({"sentences"})
    adds: ClassVar[frozenset[str]] = frozenset({"salience"})

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        for analysis in batch:
            if analysis.article.id in self.refused:
                raise self.refused[analysis.article.id]
        return [replace(a, salience=(1.0,) * len(a.sentences or ())) for a in batch]


def stages(**refused: Exception) -> tuple[Stage, ...]:
    return Whole(), Weigh({name.replace("_", "-"): exc for name, exc in refused.items()})


def test_articles_keep_their_order_and_get_all_layers() -> None:
    found = Pipeline(stages()).run(ARTICLES)

    assert [a.article for a in found] == ARTICLES
    assert all(a.sentences and a.salience == (1.0,) and not a.failures for a in found)


def test_progress_names_each_stage_before_it_runs() -> None:
    seen: list[str] = []
    Pipeline(stages()).run(ARTICLES, seen.append)

    assert seen == ["whole", "weigh"]


def test_no_articles_give_no_analyses() -> None:
    assert Pipeline(stages()).run([]) == []


def test_an_article_fails_alone_and_keeps_what_it_has() -> None:
    first, second, third = Pipeline(stages(article_1=InputError("too odd"))).run(ARTICLES)

    assert first.salience == third.salience == (1.0,)
    assert second.salience is None
    assert second.sentences is not None
    assert [(f.article_id, f.stage, f.message) for f in second.failures] == [
        ("article-1", "weigh", "too odd")
    ]


def test_after_a_failure_no_later_stage_is_tried() -> None:
    both = (*stages(article_1=InputError("too odd")), Weigh({"article-1": InputError("again")}))

    assert len(Pipeline(both).run(ARTICLES)[1].failures) == 1


@pytest.mark.parametrize(
    "exc", [ValueError("x"), ZeroDivisionError("x"), IndexError("x"), RuntimeError("x")]
)
def test_what_nobody_thought_of_is_named_by_its_kind(exc: Exception) -> None:
    second = Pipeline(stages(article_1=exc)).run(ARTICLES)[1]

    assert second.failures[0].message == f"{type(exc).__name__}: x"


def test_mistakes_in_the_code_are_not_hidden() -> None:
    with pytest.raises(TypeError):
        Pipeline(stages(article_1=TypeError("wrong call"))).run(ARTICLES)


def test_the_log_has_neither_traceback_nor_words_of_the_article(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO):
        Pipeline(stages(article_1=ValueError(ARTICLES[1].text))).run(ARTICLES)

    assert [r.getMessage() for r in caplog.records] == ["weigh failed on article-1: ValueError"]
    assert caplog.records[0].exc_info is None


def test_stages_in_the_wrong_order_are_refused_when_built() -> None:
    whole, weigh = stages()

    with pytest.raises(PipelineError, match=r"Weigh needs \['sentences'\]; first add a stage"):
        Pipeline((weigh, whole))
    check_order((whole, weigh))


def test_a_layer_that_is_required_must_be_there() -> None:
    assert require((), "quotes") == ()
    with pytest.raises(PipelineError, match="the layer 'quotes' is missing"):
        require(None, "quotes")
