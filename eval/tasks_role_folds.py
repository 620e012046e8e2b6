"""The role of someone, by a head that did not see the article: five folds over two sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from eval.adapters import Tool
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import macro_f1_tally, share_tally
from eval.task import Progress, Task
from summarizer.training.casts import CASTS, CastReader, Casts, cast_in, fit_casts
from summarizer.training.recipe import read_recipe
from summarizer.types import RoleName

_RECIPE = Path(__file__).parent.parent / "models" / "recipes" / "news_casts.toml"
_FOLDS = 5
_SEED = 0

# For each article, the role of everybody who is cast in it.
Roles = tuple[RoleName, ...]


def predict_by_folds(tool: Tool, records: Sequence[Record], progress: Progress) -> list[Roles]:
    """Return the roles in each article by a head that was trained without it."""
    reader = CastReader(tool.encoder, tool.heads.sentiment.head)
    casts = reader.read(records, _counting(progress))
    strength = float(read_recipe(_RECIPE).values["casts"]["strength"])
    return of_articles(casts, held_out(casts, strength), len(records))


def _counting(progress: Progress) -> Callable[[str], None]:
    def said(line: str) -> None:
        progress(int(line.split()[1]))

    return said


def held_out(casts: Casts, strength: float) -> Any:
    """Return the probabilities `[mentions, roles]` by heads that saw no mention of an article."""
    articles = np.unique(casts.articles)
    order = np.random.default_rng(_SEED).permutation(articles)
    found = np.zeros((len(casts.roles), len(CASTS)))
    for fold in range(_FOLDS):
        held = np.isin(casts.articles, order[fold::_FOLDS])
        if held.any() and not held.all():
            head = fit_casts(casts.part(~held), strength)
            with torch.inference_mode():
                found[held] = head(torch.from_numpy(casts.facts[held])).softmax(-1).numpy()
    return found


def of_articles(casts: Casts, probabilities: Any, n_articles: int) -> list[Roles]:
    """Return the likeliest role of everybody, their mentions meaned, by article and in order."""
    found: list[list[RoleName]] = [[] for _ in range(n_articles)]
    for item in np.unique(casts.items):
        own = casts.items == item
        best = int(probabilities[own].mean(0).argmax())
        found[int(casts.articles[own][0])].append(CASTS[best])
    return [tuple(roles) for roles in found]


def gold_of(records: Sequence[Record]) -> list[Roles]:
    """Return the annotated role of everybody in each article."""
    return [tuple(CASTS[cast.role] for cast in cast_in(record)) for record in records]


def most_frequent(records: Sequence[Record]) -> list[Roles]:
    """Return the most frequent role for everybody."""
    gold = gold_of(records)
    counts = Counter(role for roles in gold for role in roles)
    best = max(CASTS, key=lambda role: counts[role])
    return [(best,) * len(roles) for roles in gold]


def fold_tallies(records: Sequence[Record], found: Sequence[Roles]) -> dict[str, Tally]:
    """Return macro-F1 over both sets and over each, and accuracy."""
    gold = gold_of(records)
    is_first = [any("main_role" in e for e in record["entities"]) for record in records]

    def only(rows: Sequence[Roles], first: bool) -> list[Roles]:
        return [roles if own == first else () for roles, own in zip(rows, is_first, strict=True)]

    hits = [[g == f for g, f in zip(*pair, strict=True)] for pair in zip(gold, found, strict=True)]
    return {
        "macro_f1": macro_f1_tally(gold, found, CASTS),
        "macro_f1_semeval": macro_f1_tally(only(gold, True), only(found, True), CASTS),
        "macro_f1_narrative": macro_f1_tally(only(gold, False), only(found, False), CASTS),
        "accuracy": share_tally(hits),
    }


ROLE_FOLDS = Task(
    predict=predict_by_folds,
    tallies=fold_tallies,
    baselines={"majority": most_frequent},
)
