"""Runs one task: reads the data, predicts, counts, and puts intervals around the scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.adapters import Tool
from eval.corpus import Corpus, read_corpus
from eval.interval import DRAWS, SEED, Floats, Tally, difference, estimate, weights_of
from eval.spec import MeasureSpec, TaskSpec
from eval.task import Progress, Task
from eval.tasks_bbc import EXTRACTS
from eval.tasks_behaviour import BEHAVIOUR
from eval.tasks_borne_out import BORNE_OUT, CONSISTENCY
from eval.tasks_contrasts import CONTRASTS
from eval.tasks_events import ONE_EVENT
from eval.tasks_facts import OMISSIONS, SUPPORT, UNITS
from eval.tasks_few_shot import FEW_SHOT
from eval.tasks_few_shot_articles import FEW_SHOT_ARTICLES
from eval.tasks_frames import ARTICLES, CLIMATE, HEADLINES
from eval.tasks_grouping import ECB_CHAINS, ECB_GROUPS, GROUPS
from eval.tasks_guard import GUARD, GUARD_REWORDED
from eval.tasks_loaded_words import LOADED_WORDS
from eval.tasks_neutral import EVENTS
from eval.tasks_persent import VIEWS
from eval.tasks_perspectives import PERSPECTIVES
from eval.tasks_plainer import PLAINER
from eval.tasks_portrayal_behaviour import PORTRAYALS
from eval.tasks_predicates import PREDICATES
from eval.tasks_pronouns import PRONOUNS
from eval.tasks_quotes import ATTRIBUTION
from eval.tasks_relations import RELATIONS
from eval.tasks_role_folds import ROLE_FOLDS
from eval.tasks_roles import ROLE
from eval.tasks_sentences import LOADED, SENTIMENT
from eval.tasks_spans import FALSE_POSITIVES, FRAMING, TECHNIQUES
from eval.tasks_stories import CHAINS, WORDINGS
from eval.tasks_summaries import SUMMARIES
from eval.tasks_techniques import NAMES
from eval.tasks_trimming import TRIMMING
from eval.tasks_why import WHY
from summarizer.errors import DataError

KINDS: Mapping[str, Task[Any]] = {
    "loaded": LOADED,
    "techniques": TECHNIQUES,
    "technique_names": NAMES,
    "why": WHY,
    "sentiment": SENTIMENT,
    "roles": ROLE,
    "roles_folds": ROLE_FOLDS,
    "persent": VIEWS,
    "frames": ARTICLES,
    "frames_headlines": HEADLINES,
    "frames_climate": CLIMATE,
    "attribution": ATTRIBUTION,
    "summaries": SUMMARIES,
    "framing": FRAMING,
    "false_positives": FALSE_POSITIVES,
    "omissions": OMISSIONS,
    "content_units": UNITS,
    "support": SUPPORT,
    "aligned_predicates": PREDICATES,
    "contrasts": CONTRASTS,
    "one_event": ONE_EVENT,
    "chains": CHAINS,
    "groups": GROUPS,
    "ecb_chains": ECB_CHAINS,
    "ecb_groups": ECB_GROUPS,
    "pronouns": PRONOUNS,
    "wordings": WORDINGS,
    "few_shot": FEW_SHOT,
    "few_shot_articles": FEW_SHOT_ARTICLES,
    "behaviour": BEHAVIOUR,
    "loaded_words": LOADED_WORDS,
    "portrayal_behaviour": PORTRAYALS,
    "event_summaries": EVENTS,
    "extracts": EXTRACTS,
    "plainer": PLAINER,
    "guard": GUARD,
    "guard_reworded": GUARD_REWORDED,
    "perspectives": PERSPECTIVES,
    "borne_out": BORNE_OUT,
    "consistency": CONSISTENCY,
    "relations": RELATIONS,
    "trimming": TRIMMING,
}


@dataclass(frozen=True, slots=True)
class Request:
    """What to run: a task on one split, from `data` or the hub, whole or its first records."""

    spec: TaskSpec
    split: str = "dev"
    data: Path | None = None
    limit: int | None = None


def run_task(
    request: Request, load: Callable[[], Tool], model: str, progress: Progress
) -> dict[str, Any]:
    """Return the result of a task in JSON form; the same input gives the same bytes.

    Args:
        request: what to run.
        load: gives the tool; called after the data were read, so that a wrong path fails fast.
        model: what identifies version and weights.
        progress: called with the number of records done.

    Raises:
        DataError: data or task are not as they should be.
    """
    task = KINDS.get(request.spec.kind)
    if task is None:
        raise DataError(f"{request.spec.id}: no kind {request.spec.kind!r}; {', '.join(KINDS)}")
    corpus = read_corpus(request.spec, request.split, request.data, limit=request.limit)
    predicted = task.predict(load(), corpus.records, progress)
    return {
        "task": request.spec.id,
        "version": request.spec.version,
        "split": request.split,
        "limit": request.limit,
        "model": model,
        "data": _data(request, corpus),
        "unit": request.spec.unit,
        "units": len(corpus.records),
        "interval": {"level": 0.95, "method": "percentile bootstrap", "draws": DRAWS, "seed": SEED},
        "measures": measures_of(task, request.spec, corpus, predicted),
        "notes": list(request.spec.notes),
    }


def _data(request: Request, corpus: Corpus) -> dict[str, Any]:
    expected = request.spec.split(request.split).sha256
    return {
        "source": corpus.source,
        "sha256": corpus.sha256,
        "as_expected": corpus.sha256 == expected,
        "licence": request.spec.licence,
    }


def measures_of(
    task: Task[Any], spec: TaskSpec, corpus: Corpus, predicted: list[Any]
) -> list[dict[str, Any]]:
    """Return each measure with its interval, its baselines and the distance to the best.

    Raises:
        DataError: the task counts a measure that its file does not name.
    """
    tallies = task.tallies(corpus.records, predicted)
    trivial = {
        name: task.tallies(corpus.records, baseline(corpus.records))
        for name, baseline in task.baselines.items()
    }
    if task.rivals is not None:
        for name, theirs in task.rivals(predicted).items():
            trivial[name] = task.tallies(corpus.records, theirs)
    weights = weights_of(len(corpus.records))
    return [
        _measure(_spec(spec, name), tally, {b: t[name] for b, t in trivial.items()}, weights)
        for name, tally in tallies.items()
    ]


def _spec(spec: TaskSpec, name: str) -> MeasureSpec:
    if (measure := spec.measure(name)) is None:
        raise DataError(f"eval/tasks/{spec.id}.toml has no measure {name!r}; add it there")
    return measure


def _measure(
    spec: MeasureSpec, tally: Tally, trivial: Mapping[str, Tally], weights: Floats
) -> dict[str, Any]:
    ours = estimate(tally, weights)
    sign = 1 if spec.better == "higher" else -1
    best = max(trivial, key=lambda name: sign * trivial[name].score, default=None)
    result: dict[str, Any] = {
        "name": spec.name,
        "title": spec.title,
        "better": spec.better,
        "score": _round(ours.score),
        "interval": [_round(ours.low), _round(ours.high)],
        "n": tally.n,
        "baselines": {name: _round(t.score) for name, t in trivial.items()},
        "published": [
            {"score": p.score, "system": p.system, "source": p.source} for p in spec.published
        ],
    }
    if best is not None:
        gap = difference(tally, trivial[best], weights)
        result["over_best_baseline"] = {
            "baseline": best,
            "difference": _round(gap.score),
            "interval": [_round(gap.low), _round(gap.high)],
        }
    return result


def _round(value: float) -> float:
    return float(np.round(value, 4))
