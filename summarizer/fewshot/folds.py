"""How well the labels of a codebook can be told apart, measured on its own examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from summarizer.fewshot.rows import Examples, Line

Floats = npt.NDArray[np.float64]
FOLDS = 5


@dataclass(frozen=True, slots=True)
class LabelSeparation:
    """How often phrases of one label were called by it; scores are shares, 0 to 1.

    `confused_with` is the label that most of its other phrases were given, with their number.
    """

    label: str
    n: int
    precision: float
    recall: float
    f1: float
    confused_with: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Separability:
    """What cross-validation says of a codebook.

    `grouped_by` is "subject" or "sentence"; `accuracy` and `majority` are `None` for a single
    label, and `lookalike_auc`, the chance that a marked phrase scores above a look-alike, is
    `None` without look-alikes.
    """

    grouped_by: str
    folds: int
    n_phrases: int
    n_lookalikes: int
    accuracy: float | None
    majority: float | None
    lookalike_auc: float | None
    labels: tuple[LabelSeparation, ...]


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """Logits `[rows, labels]` of every row, by models that its sentence had no part in."""

    logits: Floats
    fold: npt.NDArray[np.int64]
    grouped_by: str


def separability(examples: Examples, labels: Sequence[str]) -> Separability | None:
    """Return how well `labels` are told apart; `None` with fewer than two sentences."""
    held = held_out(examples, labels)
    return None if held is None else summarise(examples, labels, held)


def held_out(
    examples: Examples,
    labels: Sequence[str],
    *,
    strength: float = 1.0,
    holds_plain: bool = False,
) -> HeldOut | None:
    """Return the logits of all rows by cross-validation; `None` if there is nothing to divide.

    A sentence that comes again is left out after the first time: its fold is -2. Plain lines
    are always trained on, their fold is -1; with `holds_plain` they are divided like others.
    """
    from summarizer.neural.few_shot import fit_labels

    grouped_by, folds = assign_folds(examples.lines, labels)
    if holds_plain:
        folds = [at % FOLDS if fold == -1 else fold for at, fold in enumerate(folds)]
    if len(set(folds) - {-1, -2}) < 2:
        return None
    fold = np.array([folds[row.line] for row in examples.rows], dtype=np.int64)
    logits = np.full((len(fold), len(labels)), -np.inf)
    for each in sorted(set(folds) - {-1, -2}):
        train, test = np.flatnonzero((fold != each) & (fold != -2)), np.flatnonzero(fold == each)
        seen = {examples.rows[i].label for i in train}
        known = [i for i, label in enumerate(labels) if label in seen]
        if not known or not len(test):
            continue
        weights, bias = fit_labels(examples, train.tolist(), [labels[i] for i in known], strength)
        logits[test[:, None], np.asarray(known)] = examples.vectors[test] @ weights.T + bias
    return HeldOut(logits, fold, grouped_by)


def assign_folds(lines: Sequence[Line], labels: Sequence[str]) -> tuple[str, list[int]]:
    """Return "subject" or "sentence", and the fold of each line: -1 plain, -2 a repetition.

    Subjects are kept together if every line has one and every label stands on two or more.
    """
    first: dict[str, int] = {}
    for i, line in enumerate(lines):
        first.setdefault(normal(line.text), i)
    own = [i for i, line in enumerate(lines) if line.owner and first[normal(line.text)] == i]
    folds = [-1 if line.owner is None else -2 for line in lines]
    on = {label: {lines[i].subject for i in own if lines[i].owner == label} for label in labels}
    is_grouped = all(len(s) > 1 and None not in s for s in on.values())
    if not is_grouped:
        # Label by label, so that each fold gets its part of every label.
        ordered = sorted(own, key=lambda i: (lines[i].owner or "", lines[i].is_lookalike, i))
        for n, i in enumerate(ordered):
            folds[i] = n % FOLDS
        return "sentence", folds
    sizes = Counter(lines[i].subject for i in own)
    filled = [0] * min(FOLDS, len(sizes))
    home: dict[str | None, int] = {}
    for subject, size in sorted(sizes.items(), key=lambda item: (-item[1], str(item[0]))):
        home[subject] = filled.index(min(filled))
        filled[home[subject]] += size
    for i in own:
        folds[i] = home[lines[i].subject]
    return "subject", folds


def summarise(examples: Examples, labels: Sequence[str], held: HeldOut) -> Separability:
    """Return the measures that the held-out logits give."""
    judged = [i for i, row in enumerate(examples.rows) if row.label and held.fold[i] >= 0]
    gold = [str(examples.rows[i].label) for i in judged]
    guesses = [labels[int(held.logits[i].argmax())] for i in judged]
    right = sum(g == p for g, p in zip(gold, guesses, strict=True))
    has_choice = len(labels) > 1 and bool(gold)
    likeliest = Counter(gold).most_common(1)
    best: dict[int, float] = {}
    for i, row in enumerate(examples.rows):
        if held.fold[i] >= 0 and examples.lines[row.line].is_lookalike:
            top = float(held.logits[i].max())
            best[row.line] = max(best.get(row.line, -np.inf), top)
    return Separability(
        grouped_by=held.grouped_by,
        folds=len(set(held.fold.tolist()) - {-1, -2}),
        n_phrases=len(gold),
        n_lookalikes=len(best),
        accuracy=right / len(gold) if has_choice else None,
        majority=likeliest[0][1] / len(gold) if has_choice else None,
        lookalike_auc=auc([float(held.logits[i].max()) for i in judged], list(best.values())),
        labels=tuple(_separation(label, gold, guesses) for label in labels),
    )


def auc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the chance that a positive lies above a negative, ties half; `None` if none is."""
    if not positive or not negative:
        return None
    above = np.asarray(positive)[:, None] - np.asarray(negative)[None, :]
    return float((above > 0).mean() + (above == 0).mean() / 2)


def normal(text: str) -> str:
    """Return `text` as it is compared: small letters, single spaces."""
    return " ".join(text.casefold().split())


def _separation(label: str, gold: Sequence[str], guesses: Sequence[str]) -> LabelSeparation:
    pairs = Counter(zip(gold, guesses, strict=True))
    hits, n, called = pairs[label, label], gold.count(label), guesses.count(label)
    precision = hits / called if called else 0.0
    recall = hits / n if n else 0.0
    f1 = 2 * hits / (n + called) if n + called else 0.0
    wrong = Counter({p: c for (g, p), c in pairs.items() if g == label and p != label})
    return LabelSeparation(label, n, precision, recall, f1, next(iter(wrong.most_common(1)), None))
