"""The task that names persuasion techniques: of annotated stretches, and of those found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval import adapters
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import (
    error_tally,
    macro_f1_tally,
    overlap_tally,
    precision_of,
    recall_of,
    share_tally,
)
from eval.task import Progress, Task
from eval.tasks_spans import random_spans
from summarizer.stages.framing import UNCLEAR, named_techniques
from summarizer.training.techniques import gold_of
from summarizer.types import Span

LABELS = named_techniques()


@dataclass(frozen=True, slots=True)
class Names:
    """Probabilities of the techniques of each gold stretch, and what is found without gold.

    A technique of a gold stretch is named from the probability `sure` on.
    """

    given: tuple[Mapping[str, float], ...]
    found: tuple[tuple[Span, str], ...]
    sure: float = 0.0


def predict_names(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Names]:
    """Return the names of each article's gold stretches and of those that the tool finds."""
    results: list[Names] = []
    for record in records:
        spans = [span for span, _ in gold_of(record)]
        given, found = adapters.techniques(tool, record["id"], record["text"], spans)
        results.append(Names(tuple(given), tuple(found), tool.heads.technique.sure))
        progress(len(results))
    return results


def majority(records: Sequence[Record]) -> list[Names]:
    """Return the most frequent technique for each gold stretch, and for stretches at random."""
    counts = Counter(label for record in records for _, label in gold_of(record))
    total = max(sum(counts.values()), 1)
    shares = {label: counts[label] / total for label in LABELS}
    best = max(LABELS, key=lambda label: counts[label])
    scattered = random_spans(lambda record: [span for span, _ in gold_of(record)])(records)
    return [
        Names((shares,) * len(gold_of(record)), tuple((span, best) for span in spans))
        for record, spans in zip(records, scattered, strict=True)
    ]


def name_tallies(records: Sequence[Record], results: Sequence[Names]) -> dict[str, Tally]:
    """Return how well gold stretches are named, and how well stretches are found and named.

    A found stretch and a gold one of the same name count by the share of characters that they
    have in common, as in the shared task of 2019; an unclear one has no name and is left out.
    """
    gold = [[label for _, label in gold_of(record)] for record in records]
    named = [[max(LABELS, key=row.__getitem__) for row in r.given] for r in results]
    scores = [[max(row.values()) for row in r.given] for r in results]
    right = [[a == b for a, b in zip(g, n, strict=True)] for g, n in zip(gold, named, strict=True)]
    sure = [[s >= r.sure for s in own] for own, r in zip(scores, results, strict=True)]
    both = [
        [ok for ok, said in zip(hits, own, strict=True) if said]
        for hits, own in zip(right, sure, strict=True)
    ]
    f1 = found_tally(records, results)
    return {
        "micro_f1": share_tally(right),
        "macro_f1": macro_f1_tally(gold, named, LABELS),
        "sure_right": share_tally(both),
        "sure_share": share_tally(sure),
        "ece": error_tally(right, scores),
        "found_f1": f1,
        "found_precision": precision_of(f1),
        "found_recall": recall_of(f1),
        "found_right": share_tally(_overlapping(records, results)),
    }


def found_tally(records: Sequence[Record], results: Sequence[Names]) -> Tally:
    """Return F1 over stretches of the same name, in characters.

    Source: Da San Martino, Barrón-Cedeño and Nakov (2019), NLP4IF shared task, section 4.
    """
    tallies = [
        overlap_tally(
            [[s for s, name in gold_of(record) if name == label] for record in records],
            [[s for s, name in r.found if name == label] for r in results],
        )
        for label in LABELS
    ]
    counts = sum((t.counts for t in tallies[1:]), start=tallies[0].counts)
    return Tally(counts, tallies[0].statistic, sum(t.n for t in tallies))


def _overlapping(records: Sequence[Record], results: Sequence[Names]) -> list[list[bool]]:
    """Return for each named stretch that gold overlaps whether some gold one has its name."""
    rows = []
    for record, result in zip(records, results, strict=True):
        hits = []
        for span, name in result.found:
            over = {label for gold, label in gold_of(record) if gold.overlaps(span)}
            if over and name != UNCLEAR:
                hits.append(name in over)
        rows.append(hits)
    return rows


NAMES = Task(predict=predict_names, tallies=name_tallies, baselines={"majority": majority})
