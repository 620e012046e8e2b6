"""Labels held out of a codebook, as if a user had just added them with a few examples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from eval.adapters import Tool, example_reader
from eval.corpus import Record
from summarizer.codebook import Codebook, load_codebook
from summarizer.fewshot.background import read_background, without
from summarizer.fewshot.detect import Pick, picks
from summarizer.fewshot.rows import Examples, join

Floats = npt.NDArray[np.float64]
# Examples, rows to learn from and the label → logits for any vectors.
Fit = Callable[[Examples, Sequence[int], str], Callable[[npt.NDArray[np.float32]], Floats]]
HERE = Path(__file__).parent / "data"
_OTHERS = 200  # of the known phrases of other labels, and twice as many of all else


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One label with its examples: what is learned from, and where it is looked for.

    `train` and `test` are rows of `examples`; `lines` are the test sentences, whether or not
    anything is proposed in them.
    """

    examples: Examples
    label: str
    train: tuple[int, ...]
    test: tuple[int, ...]
    lines: tuple[int, ...]

    @property
    def holds(self) -> frozenset[int]:
        """The test sentences that hold the label."""
        rows = self.examples.rows
        return frozenset(r.line for r in rows if r.label == self.label) & set(self.lines)

    @property
    def n_gold(self) -> int:
        """The number of phrases with the label in the test sentences."""
        wanted = set(self.lines)
        return sum(r.label == self.label and r.line in wanted for r in self.examples.rows)


@dataclass(frozen=True, slots=True)
class Found:
    """What a method makes of a case; scores are logits, or probabilities once calibrated.

    `lines` has the best score in each test sentence and whether it holds the label; `hard`
    tells which of them are look-alikes of this very label.
    """

    picks: tuple[Pick, ...]
    lines: tuple[tuple[float, bool], ...]
    hard: tuple[bool, ...]
    n_gold: int


def read_examples(tool: Tool, codebook: str) -> Examples:
    """Return the sentences of a codebook, then the background."""
    held: Any = tool
    return _read(held, codebook)


@cache
def _read(tool: Any, codebook: str) -> Examples:
    reader = example_reader(tool)
    own = reader.read(find_codebook(codebook))
    return join(own, without(read_background(reader), own))


def find_codebook(name: str) -> Codebook:
    """Return the built-in codebook of that name, or the one in that file of the tasks' data."""
    return load_codebook(HERE / name if name.endswith(".toml") else name)


def case_of(examples: Examples, record: Record, shots: int) -> Case:
    """Return the case that `record` describes, with so many example sentences.

    Learned from are, of the subjects in `train`: `shots` sentences with the label and as many
    of its look-alikes, some of the other labels' phrases and look-alikes (with `few_others` of
    no more than `shots` sentences for each of them), and the background. All other subjects
    are tested on.
    """
    rng = np.random.default_rng([int(record["seed"]), shots])
    label, known = record["label"], set(record["train"])
    lines, rows = examples.lines, examples.rows
    groups: dict[str, list[int]] = {"own": [], "hard": [], "others": [], "elsewhere": []}
    holds = {r.line for r in rows if r.label == label}
    for at, line in enumerate(lines):
        if line.owner is not None and line.subject in known:
            if at in holds and line.owner == label:
                groups["own"].append(at)
            elif at not in holds:
                hard = line.is_lookalike and line.owner == label
                name = "elsewhere" if line.is_lookalike else "others"
                groups["hard" if hard else name].append(at)
    few = shots * (len({line.owner for line in lines} - {None}) - 1)
    limits = {"own": shots, "hard": shots, "others": None, "elsewhere": None}
    if record["few_others"]:
        limits |= {"others": few, "elsewhere": few}
    chosen = {n: set(rng.permutation(g)[: limits[n]].tolist()) for n, g in groups.items()}
    exact = [i for i, r in enumerate(rows) if r.line in chosen["own"] | chosen["hard"]]
    others = [i for i, r in enumerate(rows) if r.line in chosen["others"] and r.label]
    ground = {at for at, line in enumerate(lines) if line.owner is None}
    rest = [i for i, r in enumerate(rows) if r.line in chosen["elsewhere"] | ground and not r.label]
    train = exact + sorted(rng.permutation(others)[:_OTHERS].tolist())
    train += [i for i, r in enumerate(rows) if r.line in ground and r.label]
    train += sorted(rng.permutation(rest)[: 2 * _OTHERS].tolist())
    asked = [at for at, line in enumerate(lines) if line.owner and line.subject not in known]
    wanted = set(asked)
    test = [i for i, r in enumerate(rows) if r.line in wanted and r.is_candidate]
    return Case(examples, label, tuple(train), tuple(test), tuple(asked))


def run_case(case: Case, fit: Fit) -> Found:
    """Return what `fit`, given the examples of a case, finds in its test sentences."""
    score = fit(case.examples, case.train, case.label)
    logits = score(case.examples.vectors[list(case.test)])
    return found_in(case, picks(case.examples, case.test, logits, case.label))


def found_in(case: Case, found: Sequence[Pick]) -> Found:
    """Return `found` with the best score of each test sentence."""
    best: dict[int, float] = {}
    for pick in found:
        best[pick.line] = max(best.get(pick.line, -np.inf), pick.logit)
    lowest = min(best.values(), default=0.0)
    holds = case.holds
    lines = case.examples.lines
    return Found(
        tuple(found),
        tuple((best.get(at, lowest), at in holds) for at in case.lines),
        tuple(lines[at].is_lookalike and lines[at].owner == case.label for at in case.lines),
        case.n_gold,
    )


def logistic(strength: float = 1.0) -> Fit:
    """Return the method in use: logistic regression."""
    from summarizer.neural.few_shot import fit_labels

    def fit(examples: Examples, rows: Sequence[int], label: str) -> Any:
        weights, bias = fit_labels(examples, rows, [label], strength)
        return lambda vectors: vectors @ weights[0] + bias[0]

    return fit


def ridge(penalty: float) -> Fit:
    """Return ridge regression onto -1 and 1, weighed as the method in use."""
    from summarizer.neural.few_shot import row_weights

    def fit(examples: Examples, rows: Sequence[int], label: str) -> Any:
        at = np.asarray(rows)
        w = row_weights(examples, at, label)
        x = examples.vectors[at].astype(np.float64)
        y = np.array([1.0 if examples.rows[i].label == label else -1.0 for i in rows])
        mean, level = w @ x / w.sum(), w @ y / w.sum()
        pulled = (x - mean) * np.sqrt(w)[:, None]
        target = (y - level) * np.sqrt(w)
        dual = np.linalg.solve(pulled @ pulled.T + penalty * np.eye(len(x)), target)
        line = pulled.T @ dual
        return lambda vectors: (vectors - mean) @ line + level

    return fit


def prototype(examples: Examples, rows: Sequence[int], label: str) -> Any:
    """Return nearness to the mean of the examples, less nearness to the mean of all else."""
    own = [i for i in rows if examples.rows[i].label == label]
    rest = [i for i in rows if examples.rows[i].label != label]
    line = examples.vectors[own].mean(0) - examples.vectors[rest].mean(0)
    return lambda vectors: (vectors @ line).astype(np.float64)


def nearest(k: int) -> Fit:
    """Return mean nearness to the `k` nearest examples, less that to the nearest others."""

    def fit(examples: Examples, rows: Sequence[int], label: str) -> Any:
        own = examples.vectors[[i for i in rows if examples.rows[i].label == label]]
        rest = examples.vectors[[i for i in rows if examples.rows[i].label != label]]

        def score(vectors: npt.NDArray[np.float32]) -> Floats:
            sides = [np.sort(vectors @ side.T, axis=1)[:, -k:].mean(1) for side in (own, rest)]
            return np.asarray(sides[0] - sides[1], dtype=np.float64)

        return score

    return fit
