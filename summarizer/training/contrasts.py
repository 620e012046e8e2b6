"""Sentences that treat two people differently, made from clauses written for this project."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import numpy as np

from summarizer.training.data import Example, Target
from summarizer.types import Span

_LABELS = {"negative": 0, "neutral": 1, "positive": 2}
_KINDS = tuple(_LABELS)
# How many sentences are one pair's in a single clause; the others join two clauses.
_SHARE_OF_PAIRS = 0.4
_SHARE_OF_GROUPS = 0.5
_SHARE_OF_CONTRASTS = 0.8

Clauses = dict[str, Any]


def contrasts(n: int, rng: np.random.Generator) -> list[Example]:
    """Return `n` sentences, each with two targets; who they are says nothing of their labels."""
    raw = resources.files("summarizer.training").joinpath("portrayal_clauses.toml")
    clauses = tomllib.loads(raw.read_text(encoding="utf-8"))
    return [_contrast(clauses, rng) for _ in range(n)]


def _contrast(clauses: Clauses, rng: np.random.Generator) -> Example:
    one, other = (str(name) for name in rng.choice(clauses["names"], 2, replace=False))
    if rng.random() < _SHARE_OF_PAIRS:
        is_good = rng.random() < 0.5
        text = _pick(clauses["good_and_bad" if is_good else "bad_and_good"], rng) + "."
        labels = (2, 0) if is_good else (0, 2)
    else:
        if rng.random() < _SHARE_OF_GROUPS:
            one = _pick(clauses["groups"], rng)
        differ = rng.random() < _SHARE_OF_CONTRASTS
        kinds = [str(k) for k in rng.choice(_KINDS, 2, replace=not differ)]
        first, second = (_pick(clauses[kind], rng) for kind in kinds)
        text = _pick(clauses["joins"], rng).format(first, second)
        labels = (_LABELS[kinds[0]], _LABELS[kinds[1]])
    return _filled(text, (one, other), labels)


def _filled(text: str, names: tuple[str, str], labels: tuple[int, int]) -> Example:
    """Return `text` with the names in its two gaps."""
    before, between, after = text.split("{}")
    first = Span(len(before), len(before) + len(names[0]))
    start = first.end + len(between)
    second = Span(start, start + len(names[1]))
    filled = before + names[0] + between + names[1] + after
    whole = Span(0, len(filled))
    targets = (Target(first, whole, labels[0]), Target(second, whole, labels[1]))
    return Example(filled[0].upper() + filled[1:], targets=targets, sentences=(whole,))


def _pick(rows: list[str], rng: np.random.Generator) -> str:
    return rows[int(rng.integers(len(rows)))]
