"""Compare ways to train the head that selects sentences: `python -m eval.tune_salience`.

The encoder's sentence vectors are computed once and kept in a file; each way is a small head
trained on them. ROUGE is that of `eval.tasks_summaries` against the first reference, of three
sentences and of 60 words; a mean over seeds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from eval import adapters
from eval.salience_texts import Row, cnn, measured, news, read_rows
from eval.tasks_summaries import choice, first_rouge
from summarizer.summaries.select import select

_MOST_RANKED = 12


@dataclass(frozen=True, slots=True)
class Way:
    """How a head is trained, and how sentences are then chosen."""

    name: str
    pointwise: float = 1.0
    listwise: float = 0.5
    has_context: bool = True
    has_position: bool = True
    redundancy: float = 0.0


BOTH = Way("oracle and listwise")
WAYS = (
    replace(BOTH, name="greedy oracle alone", listwise=0.0),
    replace(BOTH, name="listwise alone", pointwise=0.0, listwise=1.0),
    BOTH,
    replace(BOTH, name="... without the other sentences", has_context=False),
    replace(BOTH, name="... without position", has_position=False),
    replace(BOTH, name="... redundancy 0.15", redundancy=0.15),
    replace(BOTH, name="... redundancy 0.3", redundancy=0.3),
)


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """Rows by what they are for; `dev` are articles of NeuS."""

    train: list[Row]
    dev: list[Row]
    test: list[Row]


def read_sets(tool: adapters.Tool, data: Path, store: Path, n: int) -> Sets:
    """Return the rows of all sets; `n` articles of NeuS are read."""
    parts = [cnn(data), news(data, "dev", n), measured(data)]
    rows = read_rows(tool, [t for part in parts for t in part], store, _say)
    cuts = np.cumsum([0, *map(len, parts)])
    train, dev, test = (rows[a:b] for a, b in pairwise(cuts))
    return Sets(train, dev, test)


def known_ways(tool: adapters.Tool, sets: Sets) -> Iterator[tuple[str, list[float]]]:
    """Yield the same of the first sentences, of the best by the references, and as released."""
    lead = [-np.arange(len(row.gains), dtype=float) for row in sets.test]
    first = [-np.arange(len(row.gains), dtype=float) for row in sets.dev]
    yield "the first sentences", [*_rouge(sets.test, lead, 0.0), _gain(sets.dev, first)]
    best, most = [row.gains for row in sets.test], [row.gains for row in sets.dev]
    yield "those most like the references", [*_rouge(sets.test, best, 0.0), _gain(sets.dev, most)]
    own, dev = ([adapters.salience_logits(tool, r) for r in rows] for rows in (sets.test, sets.dev))
    yield "the released head", [*_rouge(sets.test, own, 0.0), _gain(sets.dev, dev)]


def compare_ways(sets: Sets, epochs: int, n_seeds: int) -> Iterator[tuple[str, list[float]]]:
    """Yield the name of each way, its ROUGE of three sentences and of 60 words, and its gain."""
    from summarizer.training.selectors import Training, train_selector

    for way in WAYS:
        _say(f"salience: {way.name}")
        how = Training(way.pointwise, way.listwise, way.has_context, way.has_position, epochs)
        found = []
        for seed in range(n_seeds):
            score = train_selector([_arrays(r) for r in sets.train], how, seed)
            logits = [score(r.vectors, r.features) for r in sets.test]
            dev = [score(r.vectors, r.features) for r in sets.dev]
            found.append([*_rouge(sets.test, logits, way.redundancy), _gain(sets.dev, dev)])
        yield way.name, [float(x) for x in np.mean(found, axis=0)]


def _arrays(row: Row) -> tuple[Any, Any, Any, Any]:
    return row.vectors, row.features, row.chosen, row.gains


def _rouge(rows: Sequence[Row], logits: Sequence[Any], redundancy: float) -> list[float]:
    """Return ROUGE-1, -2 and -Lsum of three sentences, then of as many as fit in 60 words."""
    three, fitting = [], []
    for row, own in zip(rows, logits, strict=True):
        order = _order(row, own, redundancy)
        chosen = choice(row.told.lines(), order)
        three.append(first_rouge(row.told.references[0], chosen.salient))
        fitting.append(first_rouge(row.told.references[0], chosen.fitting))
    return [float(x) for part in (three, fitting) for x in np.mean(part, axis=0)]


def _order(row: Row, logits: Any, redundancy: float) -> list[int]:
    """Return the sentences, the first chosen first; unlike each other if that is asked for."""
    order = [int(i) for i in np.argsort(-np.asarray(logits), kind="stable")]
    if not redundancy:
        return order
    units = row.vectors / np.linalg.norm(row.vectors, axis=1, keepdims=True)
    worth = {i: float(1 / (1 + np.exp(-logits[i]))) for i in order}
    chosen: list[int] = []
    for n in range(1, min(_MOST_RANKED, len(order)) + 1):
        several = select(order, worth, units @ units.T, n, redundancy=redundancy)
        chosen += [i for i in several if i not in chosen]
    return chosen


def _gain(rows: Sequence[Row], logits: Sequence[Any]) -> float:
    """Return the mean gain of the three sentences that stand first."""
    tops = [row.gains[np.argsort(-np.asarray(own), kind="stable")[:3]].mean()
            for row, own in zip(rows, logits, strict=True)]  # fmt: skip
    return float(np.mean(tops))


def table(lines: Iterator[tuple[str, list[float]]], show: Callable[[str], None]) -> None:
    """Show the comparison as a table, a line as soon as it is known."""
    show("| way | three sentences: R-1 | R-2 | R-L | 60 words: R-1 | R-2 | R-L | NeuS dev gain |")
    show("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, numbers in lines:
        cells = ["" if np.isnan(x) else f"{x:.3f}" for x in numbers]
        show(f"| {name} | {' | '.join(cells)} |")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the comparison."""
    parser = argparse.ArgumentParser(prog="python -m eval.tune_salience", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--states", type=Path, default=Path("salience_states.npz"))
    parser.add_argument("--articles", type=int, default=100, help="of NeuS")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seeds", type=int, default=2)
    asked = parser.parse_args(argv)
    tool = adapters.load_tool()
    sets = read_sets(tool, asked.data, asked.states, asked.articles)
    table(chain(known_ways(tool, sets), compare_ways(sets, asked.epochs, asked.seeds)), print)
    return 0


if __name__ == "__main__":
    sys.exit(main())
