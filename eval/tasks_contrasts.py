"""Whether contrasts are said by chance, and whether true ones are found.

Each article is cut into two pseudo-articles, so that whatever is said to differ is known to
be chance or known to be true:

- `false_rate`, `false_rate_runs`: sentences, or runs of five, go to either by lot. The share
  of cuts in which any pair of any measure is shown is what the correction must hold down.
- `found_rate`: nine in ten of the sentences that are more loaded than the median go to one,
  and one in ten of the others. The share of cuts in which that article is shown as more loaded.
- `shown_rate`: no cut. The share of pairs of real articles on one event for which something
  is shown; what it should be is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations

import numpy as np

from eval import adapters
from eval.corpus import Record
from eval.interval import Floats, Tally
from eval.metrics import share_tally
from eval.task import Progress, Task
from summarizer.compare.contrast_measures import Measured, Terms, measure
from summarizer.compare.contrasts import compare_measured
from summarizer.comparison import ActorRef, StoryActor
from summarizer.read import read_text
from summarizer.types import Analysis

CUTS = 2
RUN = 5
FEWEST_SENTENCES = 10
N_ACTORS = 8
BIAS = 0.9


@dataclass(frozen=True, slots=True)
class Shown:
    """For one story: whether each cut, or pair of articles, shows a contrast."""

    by_lot: tuple[bool, ...]
    by_runs: tuple[bool, ...]
    planted: tuple[bool, ...]
    pairs: tuple[bool, ...]


def predict_contrasts(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Shown]:
    """Return what is shown for the cuts and the pairs of each story."""
    found: list[Shown] = []
    for record in records:
        rng = np.random.default_rng(int(sha256(str(record["id"]).encode()).hexdigest()[:12], 16))
        analyses = [a for a in _analyses(tool, record) if not a.failures]
        own = [measure(a, _own_actors(a), tool.heads) for a in analyses]
        own = [m for m in own if len(m.sentences) >= FEWEST_SENTENCES]
        found.append(
            Shown(
                tuple(_differ(m, _by_lot(m, rng), rng) for m in own for _ in range(CUTS)),
                tuple(_differ(m, _by_runs(m, rng), rng) for m in own for _ in range(CUTS)),
                tuple(_is_found(m, rng) for m in own for _ in range(CUTS)),
                tuple(_pairs(tool, analyses, rng)),
            )
        )
        progress(len(found))
    return found


def _analyses(tool: adapters.Tool, record: Record) -> list[Analysis]:
    articles = [
        read_text(a["text"], title=a["title"], outlet=a["outlet"], id=f"{record['id']}-{at}")
        for at, a in enumerate(record["articles"])
    ]
    found: list[Analysis] = tool.pipeline.run(articles)
    return found


def _own_actors(analysis: Analysis) -> list[StoryActor]:
    """Return the actors that the article mentions most, as those of a story of one article."""
    ranked = sorted(analysis.actors or (), key=lambda a: (-len(a.mentions), a.id))
    return [
        StoryActor(a.id, a.name, a.kind, (ActorRef(analysis.article.id, a.id),))
        for a in ranked[:N_ACTORS]
    ]


def _by_lot(measured: Measured, rng: np.random.Generator) -> Floats:
    """Return 1 for the half of the sentences that the first pseudo-article gets, else 0."""
    n = len(measured.sentences)
    return (rng.permutation(n) < n // 2).astype(np.float64)


def _by_runs(measured: Measured, rng: np.random.Generator) -> Floats:
    n = len(measured.sentences)
    runs = (np.arange(n) + rng.integers(RUN)) // RUN
    kept = rng.permutation(runs[-1] + 1) < (runs[-1] + 1) / 2
    first: Floats = kept[runs].astype(np.float64)
    return first


def _differ(measured: Measured, first: Floats, rng: np.random.Generator) -> bool:
    parts = _cut(measured, first)
    return any(c.pairs for c in compare_measured(parts, seed=int(rng.integers(2**32))))


def _is_found(measured: Measured, rng: np.random.Generator) -> bool:
    loaded = measured.terms["loaded", None].above
    chance = np.where(loaded > np.median(loaded), BIAS, 1 - BIAS)
    first = (rng.random(len(loaded)) < chance).astype(np.float64)
    contrasts = compare_measured(_cut(measured, first), seed=int(rng.integers(2**32)))
    return any(
        c.dimension == "loaded" and any(p.difference > 0 for p in c.pairs) for c in contrasts
    )


def _cut(measured: Measured, first: Floats) -> list[Measured]:
    """Return two pseudo-articles; neither has a headline."""
    return [
        replace(
            measured,
            article=name,
            sentences=tuple(measured.sentences[i] for i in rows),
            terms={k: Terms(t.above[rows], t.below[rows]) for k, t in measured.terms.items()},
            headline=None,
        )
        for name, rows in (("first", np.flatnonzero(first)), ("second", np.flatnonzero(1 - first)))
    ]


def _pairs(
    tool: adapters.Tool, analyses: Sequence[Analysis], rng: np.random.Generator
) -> Iterator[bool]:
    """Yield for each two articles whether they are shown to differ; actors by equal names."""
    for one, other in combinations(analyses, 2):
        names = {(a.name.casefold(), a.kind): a for a in other.actors or ()}
        actors = [
            StoryActor(
                a.id,
                a.name,
                a.kind,
                (ActorRef(one.article.id, a.id), ActorRef(other.article.id, same.id)),
            )
            for a in sorted(one.actors or (), key=lambda a: (-len(a.mentions), a.id))
            if (same := names.get((a.name.casefold(), a.kind))) is not None
        ]
        both = [measure(a, actors[:N_ACTORS], tool.heads) for a in (one, other)]
        contrasts = compare_measured(both, seed=int(rng.integers(2**32)))
        yield any(c.pairs for c in contrasts)


def contrast_tallies(records: Sequence[Record], found: Sequence[Shown]) -> dict[str, Tally]:  # noqa: ARG001
    """Return the share of cuts and pairs with a contrast."""
    return {
        "false_rate": share_tally([f.by_lot for f in found]),
        "false_rate_runs": share_tally([f.by_runs for f in found]),
        "found_rate": share_tally([f.planted for f in found]),
        "shown_rate": share_tally([f.pairs for f in found]),
    }


CONTRASTS: Task[Shown] = Task(predict_contrasts, contrast_tallies)
