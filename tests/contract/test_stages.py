"""Every stage of the pipeline keeps the contract of `summarizer.stages`."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import PipelineError
from summarizer.pipeline import Pipeline
from summarizer.stages import Stage
from summarizer.types import Analysis
from tests.factories import make_article

if TYPE_CHECKING:
    from summarizer.api import Tool

LAYERS = {f.name for f in fields(Analysis)} - {"failures"}
NAMES = [
    "Sentences",
    "Parse",
    "Encode",
    "Blind",
    "Actors",
    "Attribution",
    "Framing",
    "Frames",
    "Portrayals",
    "Relations",
    "Salience",
]


@pytest.fixture(scope="module")
def stages(tiny_tool: Tool) -> dict[str, Stage]:
    return {type(stage).__name__: stage for stage in tiny_tool.pipeline.stages}


def test_these_are_all_stages_in_their_order(stages: dict[str, Stage]) -> None:
    assert list(stages) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_stage_names_the_layers_it_needs_and_adds(name: str, stages: dict[str, Stage]) -> None:
    stage = stages[name]

    assert is_dataclass(stages[name])
    assert isinstance(stage.needs, frozenset)
    assert isinstance(stage.adds, frozenset)
    assert stage.needs <= LAYERS
    assert stage.adds
    assert stage.adds <= LAYERS - {"article"}
    assert not stage.needs & stage.adds
    with pytest.raises(AttributeError):
        setattr(stage, "added", frozenset())  # noqa: B010 - what a type checker refuses


def test_no_layer_is_added_twice(stages: dict[str, Stage]) -> None:
    added = [layer for stage in stages.values() for layer in stage.adds]

    assert len(added) == len(set(added))


def test_each_stage_adds_its_layers_and_nothing_else(stages: dict[str, Stage]) -> None:
    batch = [Analysis(make_article()), Analysis(make_article("The port closed.", id="article-2"))]
    for stage in stages.values():
        after = stage(batch)
        assert [a.article.id for a in after] == ["article-1", "article-2"]
        for old, new in zip(batch, after, strict=True):
            changed = {name for name in LAYERS if getattr(old, name) is not getattr(new, name)}
            assert changed == stage.adds
            assert all(getattr(new, name) is not None for name in stage.adds)
        batch = after


@pytest.mark.parametrize("name", NAMES)
def test_no_articles_are_no_trouble(name: str, stages: dict[str, Stage]) -> None:
    assert stages[name]([]) == []


@pytest.mark.parametrize("name", ["Sentences", "Parse", "Encode", "Actors", "Attribution"])
def test_a_pipeline_without_a_stage_that_others_need_is_refused(
    name: str, stages: dict[str, Stage]
) -> None:
    with pytest.raises(PipelineError, match="first add a stage for them"):
        Pipeline(tuple(stage for key, stage in stages.items() if key != name))


@pytest.mark.parametrize("at", range(len(NAMES)))
def test_a_stage_that_runs_before_what_it_needs_is_refused(
    at: int, stages: dict[str, Stage]
) -> None:
    stage = stages[NAMES[at]]
    if stage.needs == {"article"}:
        return
    rest = [other for other in stages.values() if other is not stage]

    with pytest.raises(PipelineError, match=f"{NAMES[at]} needs"):
        Pipeline((stage, *rest))
