"""Stages: each maps a batch of analyses to one of the same length and order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from summarizer.errors import PipelineError
from summarizer.types import Analysis

T = TypeVar("T")


class Stage(Protocol):
    """What the pipeline runs: layers it `needs`, layers it `adds`, and a call."""

    @property
    def needs(self) -> frozenset[str]:
        """Layers that must be there before."""
        ...

    @property
    def adds(self) -> frozenset[str]:
        """Layers that are there afterwards."""
        ...

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        """Return the batch with the added layers."""
        ...


def check_order(stages: Sequence[Stage]) -> None:
    """Raise `PipelineError` if a stage reads a layer that no earlier stage adds."""
    known = {"article"}
    for stage in stages:
        if missing := stage.needs - known:
            raise PipelineError(
                f"{type(stage).__name__} needs {sorted(missing)}; first add a stage for them"
            )
        known |= stage.adds


def require(layer: T | None, name: str) -> T:
    """Return `layer`, which an earlier stage must have added.

    Raises:
        PipelineError: that stage did not run.
    """
    if layer is None:
        raise PipelineError(f"the layer {name!r} is missing; run its stage first")
    return layer
