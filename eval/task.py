"""What every task has: how to predict, what a trivial system says, and what is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from eval.adapters import Tool
from eval.corpus import Record
from eval.interval import Tally

P = TypeVar("P")

Progress = Callable[[int], None]
Predict = Callable[[Tool, Sequence[Record], Progress], list[P]]
Baseline = Callable[[Sequence[Record]], list[P]]
Rivals = Callable[[Sequence[P]], Mapping[str, list[P]]]
Tallies = Callable[[Sequence[Record], Sequence[P]], dict[str, Tally]]


@dataclass(frozen=True)
class Task(Generic[P]):
    """One kind of task; predictions and tallies are aligned with the records.

    Attributes:
        predict: runs the tool; calls its progress argument with the number of records done.
        tallies: counts by measure; every tally has one row for each record. Baselines and
            the tool go through the same counting.
        baselines: trivial systems by name; they may look at the gold labels' distribution,
            never at which record has which.
        rivals: more baselines, for which the tool's predictions set the terms, such as a length.
    """

    predict: Predict[P]
    tallies: Tallies[P]
    baselines: Mapping[str, Baseline[P]] = field(default_factory=dict)
    rivals: Rivals[P] | None = None
