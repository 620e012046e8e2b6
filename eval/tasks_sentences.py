"""Tasks that judge a sentence or someone in it: loaded wording (BABE), sentiment (NewsMTSC)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eval import adapters
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import calibration_tally, macro_f1_tally, share_tally
from eval.task import Progress, Task
from summarizer.types import SentimentName, Span

BATCH = 32
SENTIMENTS: tuple[SentimentName, ...] = ("negative", "neutral", "positive")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Whether a sentence is called loaded, and the probability behind it."""

    loaded: bool
    probability: float


def predict_loaded(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Loaded]:
    """Return the verdict of the loaded-sentence head on each record."""
    threshold = adapters.loaded_threshold(tool)
    found: list[Loaded] = []
    for start in range(0, len(records), BATCH):
        texts = [record["text"] for record in records[start : start + BATCH]]
        found += [Loaded(p >= threshold, p) for p in adapters.loaded_scores(tool, texts)]
        progress(len(found))
    return found


def _constant(label: bool) -> Loaded:
    return Loaded(label, float(label))


def loaded_majority(records: Sequence[Record]) -> list[Loaded]:
    """Return the more frequent label for every record."""
    biased = sum(record["label"] for record in records)
    return [_constant(2 * biased > len(records))] * len(records)


def loaded_always(records: Sequence[Record]) -> list[Loaded]:
    """Return "loaded" for every record."""
    return [_constant(True)] * len(records)


def loaded_tallies(records: Sequence[Record], found: Sequence[Loaded]) -> dict[str, Tally]:
    """Return macro-F1, accuracy and calibration error over sentences."""
    gold = [bool(record["label"]) for record in records]
    ours = [verdict.loaded for verdict in found]
    return {
        "macro_f1": macro_f1_tally([[g] for g in gold], [[p] for p in ours], (False, True)),
        "accuracy": share_tally([[g == p] for g, p in zip(gold, ours, strict=True)]),
        "calibration_error": calibration_tally([v.probability for v in found], gold),
    }


def predict_sentiment(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[list[SentimentName]]:
    """Return the sentiment toward each target of each record.

    Only the annotated mention is given to the head, not the corpus's automatic coreference.
    """
    found: list[list[SentimentName]] = []
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        items = [
            (record["text"], [Span(t["start"], t["end"]) for t in record["targets"]])
            for record in batch
        ]
        found += [
            [max(zip(scores, SENTIMENTS, strict=True))[1] for scores in targets]
            for targets in adapters.sentiments(tool, items)
        ]
        progress(len(found))
    return found


def sentiment_majority(records: Sequence[Record]) -> list[list[SentimentName]]:
    """Return the most frequent sentiment of the split for every target."""
    counts = Counter(label for unit in _gold_sentiments(records) for label in unit)
    label = counts.most_common(1)[0][0]
    return [[label] * len(record["targets"]) for record in records]


def sentiment_tallies(
    records: Sequence[Record], found: Sequence[Sequence[SentimentName]]
) -> dict[str, Tally]:
    """Return macro-F1 and accuracy over targets; sentences are the units."""
    gold = _gold_sentiments(records)
    hits = [
        [g == p for g, p in zip(gs, ps, strict=True)] for gs, ps in zip(gold, found, strict=True)
    ]
    return {"macro_f1": macro_f1_tally(gold, found, SENTIMENTS), "accuracy": share_tally(hits)}


def _gold_sentiments(records: Sequence[Record]) -> list[list[SentimentName]]:
    return [[target["sentiment"] for target in record["targets"]] for record in records]


LOADED = Task(
    predict=predict_loaded,
    tallies=loaded_tallies,
    baselines={"majority": loaded_majority, "always loaded": loaded_always},
)
SENTIMENT = Task(
    predict=predict_sentiment,
    tallies=sentiment_tallies,
    baselines={"majority": sentiment_majority},
)
