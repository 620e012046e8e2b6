"""How the linking of actors does on events for which its weights were not chosen.

`python -m eval.tune_actors --data DIR` tries every combination of weights in `GRID` on
NewsWCL50 dev (see `eval.tasks_stories`). For each event the combination is taken that is best
on the other events, and this one is scored with it: leave one event out. The result is printed
beside the head-lemma baseline and beside the weights in use, with intervals over events.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from eval.adapters import load_tool
from eval.corpus import Record
from eval.interval import Estimate, Floats, Tally, difference, estimate, weights_of
from eval.tasks_stories import (
    ArticleChains,
    Bearer,
    bearers_of,
    chains_by,
    events_of,
    head_lemmas,
    tally_chains,
)
from summarizer.story.actor_links import Costs
from summarizer.story.actors import COSTS, JOIN
from summarizer.training.data import read_records

JOINS = (0.4, 0.5, 0.6)
GRID = {
    "same_head": (0.1, 0.3, 0.5),
    "described": (0.4, 0.6),
    "closeness": (0.5, 0.8),
}
MEASURE = "conll_f1"


@dataclass(frozen=True, slots=True)
class Weights:
    """One combination: where to join, and what each kind of agreement counts."""

    join: float = JOIN
    costs: Costs = COSTS


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What came out: per event the weights chosen on the others, and three scores."""

    chosen: Mapping[str, Weights]
    score: Estimate
    over_head_lemma: Estimate
    in_use: Estimate


def main(argv: Sequence[str] | None = None) -> None:
    """Print the score under leave-one-event-out."""
    parser = argparse.ArgumentParser(prog="python -m eval.tune_actors", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args(argv)
    records = list(read_records(args.data, "newswcl50", "dev"))
    print(as_text(left_out(records, bearers_of(load_tool(), records, lambda _: None))))


def combinations() -> list[Weights]:
    """Return every combination of weights that is tried."""
    return [
        Weights(join, Costs(**dict(zip(GRID, values, strict=True))))
        for join in JOINS
        for values in product(*GRID.values())
    ]


def left_out(records: Sequence[Record], bearers: Sequence[Sequence[Bearer]]) -> LeftOut:
    """Return the scores; each event is linked by the weights that do best on the others."""
    events = events_of(records)
    first = [[r["id"] for r in records].index(event[0]["id"]) for event in events]
    tried = combinations()
    tables = [
        _counts(records, chains_by(records, bearers, join=w.join, costs=w.costs)) for w in tried
    ]
    used = _tally(records, chains_by(records, bearers))
    counts = np.zeros_like(used.counts)
    chosen: dict[str, Weights] = {}
    for event, row in zip(events, first, strict=True):
        others = [at for at in first if at != row]
        best = max(
            range(len(tried)),
            key=lambda n: (float(used.statistic(tables[n][others].sum(axis=0))), -n),
        )
        chosen[event[0]["event"]] = tried[best]
        counts[row] = tables[best][row]
    weights = weights_of(len(events))
    ours = Tally(counts[first], used.statistic, used.n)
    lemmas = Tally(_counts(records, head_lemmas(records))[first], used.statistic, used.n)
    return LeftOut(
        chosen=chosen,
        score=estimate(ours, weights),
        over_head_lemma=difference(ours, lemmas, weights),
        in_use=estimate(Tally(used.counts[first], used.statistic, used.n), weights),
    )


def _tally(records: Sequence[Record], chains: Sequence[ArticleChains]) -> Tally:
    return tally_chains(records, chains)[MEASURE]


def _counts(records: Sequence[Record], chains: Sequence[ArticleChains]) -> Floats:
    return _tally(records, chains).counts


def as_text(found: LeftOut) -> str:
    """Return the scores and the weights chosen for each event, a line each."""
    lines = [
        f"leave one event out  {_shown(found.score)}",
        f"over head lemma      {_shown(found.over_head_lemma)}",
        f"weights in use       {_shown(found.in_use)}",
    ]
    lines += [f"event {name}: {each.join} {each.costs}" for name, each in found.chosen.items()]
    return "\n".join(lines)


def _shown(each: Estimate) -> str:
    return f"{each.score:.4f} [{each.low:.4f}, {each.high:.4f}]"


if __name__ == "__main__":
    main()
