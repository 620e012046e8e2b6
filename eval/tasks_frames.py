"""Tasks for generic frames: of articles, of headlines, and on a subject not learned from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval import adapters
from eval.corpus import Record
from eval.interval import Floats, Tally
from eval.metrics import auc_tally, error_tally, f1_tally, ratio, share_tally
from eval.task import Progress, Task
from summarizer.training.frames import FRAME_OF, frame_of

LABELS = tuple(FRAME_OF.values())
# GVFC's frames of gun violence, by the generic frame that they are a case of.
_GENERIC = {
    "Economic consequences": "economic",
    "Gun control/regulation": "policy",
    "Gun/2nd Amendment rights": "legality",
    "Mental health": "health_and_safety",
    "Politics": "political",
    "Public opinion": "public_opinion",
    "Race/ethnicity": "fairness_and_equality",
    "School or public space safety": "security_and_defense",
    "Society/culture": "cultural_identity",
}
_HEADLINE_LABELS = tuple(sorted(_GENERIC.values()))
_CLIMATE = {"economic": "economic", "moral": "morality"}


@dataclass(frozen=True, slots=True)
class Told:
    """The probability of each frame, and which frames are shown."""

    scores: dict[str, float]
    shown: frozenset[str]


def predict_articles(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Told]:
    """Return what the tool says of each article."""
    found = []
    for record in records:
        scores, shown = adapters.frames(tool, record["id"], record["text"])
        found.append(Told(scores, frozenset(shown)))
        progress(len(found))
    return found


def constant(records: Sequence[Record]) -> list[Told]:
    """Return for every article the same frames: as many of the frequent ones as score best."""
    gold = [_gold(record) for record in records]
    counts = Counter(label for own in gold for label in own)
    ranked = sorted(LABELS, key=lambda label: (-counts[label], label))
    total = sum(counts.values())

    def f1(n: int) -> float:
        return 2 * sum(counts[x] for x in ranked[:n]) / (n * len(gold) + total)

    best = frozenset(ranked[: max(range(1, len(LABELS) + 1), key=f1)])
    shares = {label: counts[label] / len(gold) for label in LABELS}
    return [Told(shares, best)] * len(records)


def article_tallies(records: Sequence[Record], found: Sequence[Told]) -> dict[str, Tally]:
    """Return micro- and macro-F1 of the frames shown, and the calibration error."""
    gold = [_gold(record) for record in records]
    counts = np.array(
        [
            [n for x in LABELS for n in (x in g & t.shown, (x in g) + (x in t.shown))]
            for g, t in zip(gold, found, strict=True)
        ],
        dtype=np.float64,
    )
    n = sum(map(len, gold))
    sizes = [(len(g & t.shown), len(t.shown), len(g)) for g, t in zip(gold, found, strict=True)]
    truths = [[x in g for x in LABELS] for g in gold]
    scores = [[t.scores[x] for x in LABELS] for t in found]
    return {
        "micro_f1": f1_tally(sizes),
        "macro_f1": Tally(counts, _macro, n),
        "ece": error_tally(truths, scores),
    }


def _macro(sums: Floats) -> Floats:
    mean: Floats = ratio(2 * sums[..., ::2], sums[..., 1::2]).mean(-1)
    return mean


def _gold(record: Record) -> frozenset[str]:
    return frozenset(frame_of(name) for name in record["frames"])


# Headlines


def predict_headlines(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[dict[str, float]]:
    """Return how much each headline shows each frame."""
    found = adapters.sentence_frames(tool, [record["text"] for record in records])
    progress(len(found))
    return found


def frequent(records: Sequence[Record]) -> list[dict[str, float]]:
    """Return for every headline how frequent each frame is in the split."""
    counts = Counter(label for record in records for label in _headline_gold(record))
    total = max(counts.values(), default=1)
    return [{label: counts[label] / total for label in _HEADLINE_LABELS}] * len(records)


def headline_tallies(
    records: Sequence[Record], found: Sequence[dict[str, float]]
) -> dict[str, Tally]:
    """Return AUC over all pairs of headline and frame, and how often the likeliest is right."""
    gold = [_headline_gold(record) for record in records]
    truths = [[x in g for x in _HEADLINE_LABELS] if g else [] for g in gold]
    scores = [
        [row[x] for x in _HEADLINE_LABELS] if g else [] for g, row in zip(gold, found, strict=True)
    ]
    first = [
        [max(_HEADLINE_LABELS, key=lambda x: row[x]) in g] if g else []
        for g, row in zip(gold, found, strict=True)
    ]
    return {"auc": auc_tally(truths, scores), "first": share_tally(first)}


def _headline_gold(record: Record) -> frozenset[str]:
    return frozenset(_GENERIC[name] for name in (record["frame1"], record["frame2"]) if name)


# Another subject


def climate_tallies(records: Sequence[Record], found: Sequence[Told]) -> dict[str, Tally]:
    """Return the AUC of the two frames that the corpus shares with the codebook."""
    return {
        f"auc_{label}": auc_tally(
            [[bool(r["frames"][name])] for r in records], [[t.scores[label]] for t in found]
        )
        for name, label in _CLIMATE.items()
    }


def same_for_all(records: Sequence[Record]) -> list[Told]:
    """Return one half for every frame of every article."""
    return [Told(dict.fromkeys(LABELS, 0.5), frozenset())] * len(records)


ARTICLES = Task(predict=predict_articles, tallies=article_tallies, baselines={"constant": constant})
HEADLINES = Task(
    predict=predict_headlines, tallies=headline_tallies, baselines={"frequent": frequent}
)
CLIMATE = Task(
    predict=predict_articles, tallies=climate_tallies, baselines={"same for all": same_for_all}
)
