"""The task that asks whether the words that an explanation names do carry the label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval import adapters
from eval.corpus import Record
from eval.interval import SEED, Tally
from eval.metrics import mean_tally, share_tally
from eval.task import Progress, Task


@dataclass(frozen=True, slots=True)
class Falls:
    """For each mark of an article the fall without the named word, and without another one."""

    named: tuple[float, ...]
    other: tuple[float, ...]


def predict_falls(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Falls]:
    """Return how much each mark's label falls in its article without one word of its sentence.

    The word is found with the sentence read by itself, and taken out of the whole article: so
    the fall is not the one by which the word was chosen. The other word is drawn, seeded.
    """
    rng = np.random.default_rng(SEED)
    results: list[Falls] = []
    for record in records:
        rows = adapters.falls(tool, record["id"], record["text"], rng)
        results.append(Falls(tuple(a for a, _ in rows), tuple(b for _, b in rows)))
        progress(len(results))
    return results


def drawn(records: Sequence[Record]) -> list[Falls]:
    """Return for a word drawn by lot: it falls by more than another in half of the cases."""
    return [Falls((1.0, 0.0), (0.0, 1.0))] * len(records)


def fall_tallies(
    records: Sequence[Record],  # noqa: ARG001 - all tasks count alike
    results: Sequence[Falls],
) -> dict[str, Tally]:
    """Return how often the named word matters more than the drawn one, and by how much."""
    hits = [[a > b for a, b in zip(r.named, r.other, strict=True)] for r in results]
    rows = [[a - b for a, b in zip(r.named, r.other, strict=True)] for r in results]
    gaps = mean_tally([float(np.mean(row)) if row else 0.0 for row in rows])
    return {"more": share_tally(hits), "gap": gaps}


WHY = Task(predict=predict_falls, tallies=fall_tallies, baselines={"by lot": drawn})
