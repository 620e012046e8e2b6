"""Fit what tells articles on one event from others, and write it beside the code that reads it.

`python -m eval.tune_events --data DIR` parses the first 300 stories of neus_fulltext train and
ECB+ train. The pairs of articles in their event sets (see `eval.tasks_events`) give a logistic
regression: half of the weight lies on pairs of one event, a quarter on pairs with the nearest
other event, a quarter on pairs with any other, the same in both corpora. The threshold is the
highest, in steps of 0.01, at which at most `SPLIT` of the stories of neus_fulltext train
are split. Words that many articles hold are counted on the same texts.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, product
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from eval.adapters import Tool, load_tool
from eval.interval import Floats
from eval.tasks_events import Corpus, EventSet, Score, corpus_of, grouped, parsed
from summarizer.story.events import MODEL, EventModel, Traits, features, traits
from summarizer.training.data import read_records

STORIES = 300
N_COMMON = 600
SPLIT = 0.04
STEPS = tuple(round(0.01 * n, 2) for n in range(1, 96))
_FIELDS = ("words", "top_names", "numbers", "lead", "pairs")


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A training corpus with what each of its articles is compared by."""

    corpus: Corpus
    known: Sequence[Traits | None]


def main(argv: Sequence[str] | None = None) -> None:
    """Fit the model on train and write it to `summarizer/story/events.toml`."""
    parser = argparse.ArgumentParser(prog="python -m eval.tune_events", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args(argv)
    tool = load_tool()
    stories = list(islice(read_records(args.data, "neus_fulltext", "train"), STORIES))
    topics = list(read_records(args.data, "ecbplus", "train"))
    read = [_read(tool, corpus_of(stories)), _read(tool, corpus_of(topics))]
    common = common_words([known for each in read for known in each.known])
    model = fit(read, common)
    model = replace(model, threshold=threshold_of(read[0], model))
    MODEL.write_text(as_toml(model), encoding="utf-8")
    print(f"threshold {model.threshold}, weights {model.weights}", file=sys.stderr)
    print(f"tf-idf threshold {baseline_threshold(read[0].corpus)}", file=sys.stderr)


def _read(tool: Tool, corpus: Corpus) -> Read:
    return Read(corpus, [traits(parsed(tool, [text])[0]) for text in corpus.texts])


def common_words(known: Sequence[Traits | None]) -> dict[str, float]:
    """Return the share of articles that hold each of the most widespread words."""
    counts: Counter[str] = Counter()
    for each in known:
        if each is not None:
            counts.update({*each.words, *each.top_names})
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:N_COMMON]
    return {word: round(n / len(known), 3) for word, n in sorted(ranked)}


def fit(read: Sequence[Read], common: dict[str, float]) -> EventModel:
    """Return the logistic regression over the pairs of both corpora, its threshold at a half."""
    rows, labels, weights = [], [], []
    for each in read:
        for pairs, label, weight in _kinds(each.corpus.sets):
            shared = _shared(each.known, pairs, common)
            rows.append(shared)
            labels += [label] * len(shared)
            weights += [weight / len(shared)] * len(shared)
    scale = len(labels) / sum(weights)
    model = LogisticRegression(C=10.0, max_iter=1_000)
    model.fit(np.vstack(rows), labels, sample_weight=np.asarray(weights) * scale)
    coefficients = tuple(round(float(w), 4) for w in model.coef_[0])
    return EventModel(coefficients, round(float(model.intercept_[0]), 4), 0.5, common)


def _kinds(sets: Sequence[EventSet]) -> list[tuple[list[tuple[int, int]], int, float]]:
    own = [pair for s in sets for pair in combinations(s.own, 2)]
    near = [pair for s in sets for pair in product(s.own, s.near)]
    far = [pair for s in sets for pair in product(s.own, s.far)]
    return [(own, 1, 0.5), (near, 0, 0.25), (far, 0, 0.25)]


def _shared(
    known: Sequence[Traits | None], pairs: Sequence[tuple[int, int]], common: dict[str, float]
) -> Floats:
    found = [(known[i], known[j]) for i, j in pairs]
    rows = [features(a, b, common) for a, b in found if a is not None and b is not None]
    return np.asarray(rows, dtype=np.float64)


def threshold_of(read: Read, model: EventModel) -> float:
    """Return the highest threshold at which few enough of the stories are split."""

    def score(i: int, j: int) -> float:
        one, two = read.known[i], read.known[j]
        return model.same_event(one, two) if one is not None and two is not None else 1.0

    return _highest(read.corpus.sets, score)


def baseline_threshold(corpus: Corpus) -> float:
    """Return the same for the cosines of tf-idf vectors."""
    return _highest(corpus.sets, lambda i, j: float(corpus.similarity[i, j]))


def _highest(sets: Sequence[EventSet], score: Score) -> float:
    alone = [EventSet(s.own, (), ()) for s in sets]
    good = [
        step
        for step in STEPS
        if np.mean([len(grouped(s, score, step).alone) > 1 for s in alone]) <= SPLIT
    ]
    return max(good, default=STEPS[0])


def as_toml(model: EventModel) -> str:
    """Return the model as the text of its file."""
    weights = ", ".join(f"{w}" for w in model.weights)
    lines = [
        "# Written by `python -m eval.tune_events`, which says how. Fitted on neus_fulltext train",
        f"# (the first {STORIES} stories) and ECB+ train; words are those that most articles hold.",
        f"# The weights go with: {', '.join(_FIELDS)}.",
        f"weights = [{weights}]",
        f"bias = {model.bias}",
        f"threshold = {model.threshold}",
        "",
        "[common]",
        *(f'"{word}" = {share}' for word, share in model.common.items()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
