"""Tasks that mark phrases: loaded spans (PTC), codebook framing, false positives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from eval import adapters
from eval.corpus import Record
from eval.interval import SEED, Tally
from eval.metrics import (
    error_tally,
    f1_tally,
    match,
    overlap_tally,
    precision_of,
    recall_of,
    share_content_word,
    share_tally,
)
from eval.sentences import prose_sentences
from eval.task import Progress, Task
from summarizer.types import FramingSpan, Span, Valence

CODEBOOK = "framing"
MIN_IOU = 0.3


# Loaded spans


def predict_techniques(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[list[Span]]:
    """Return the spans of each article that the technique head marks."""
    found: list[list[Span]] = []
    for record in records:
        found.append(adapters.technique_spans(tool, record["text"]))
        progress(len(found))
    return found


def every_sentence(records: Sequence[Record]) -> list[list[Span]]:
    """Return every sentence whole."""
    return [prose_sentences(record["text"]) for record in records]


def random_spans(
    gold: Callable[[Record], list[Span]],
) -> Callable[[Sequence[Record]], list[list[Span]]]:
    """Return a baseline that puts spans at random, as many and as long as gold ones are.

    Lengths are drawn from the split's gold spans and each article gets the mean number a
    character, so the baseline knows the split's statistics and nothing else. Seeded.
    """

    def baseline(records: Sequence[Record]) -> list[list[Span]]:
        rng = np.random.default_rng(SEED)
        lengths = [s.end - s.start for record in records for s in gold(record)] or [1]
        density = len(lengths) / sum(len(record["text"]) for record in records)
        return [_scatter(len(r["text"]), density, lengths, rng) for r in records]

    return baseline


def _scatter(
    size: int, density: float, lengths: Sequence[int], rng: np.random.Generator
) -> list[Span]:
    drawn = rng.choice(lengths, size=rng.poisson(density * size))
    starts = rng.integers(0, np.maximum(size - drawn, 1))
    return [Span(int(s), int(min(s + n, size))) for s, n in zip(starts, drawn, strict=True)]


def gold_techniques(record: Record) -> list[Span]:
    """Return the merged gold fragments of a PTC article."""
    return [Span(s["start"], s["end"]) for s in record["si_spans"]]


def technique_tallies(
    records: Sequence[Record], found: Sequence[Sequence[Span]]
) -> dict[str, Tally]:
    """Return the official span identification F1, precision and recall."""
    f1 = overlap_tally([gold_techniques(record) for record in records], found)
    return {"f1": f1, "precision": precision_of(f1), "recall": recall_of(f1)}


# Framing


@dataclass(frozen=True, slots=True)
class Framing:
    """What was found in an article, and the label and valence of each gold phrase if given."""

    found: tuple[FramingSpan, ...]
    given: tuple[tuple[str, Valence | None], ...]


def predict_framing(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Framing]:
    """Return the shown framing spans of each article and the labels of the gold phrases."""
    results: list[Framing] = []
    for record in records:
        found = adapters.framing(tool, record["id"], record["text"])
        given = adapters.classify_phrases(tool, record["id"], record["text"], gold_phrases(record))
        results.append(Framing(tuple(found), tuple(given)))
        progress(len(results))
    return results


def gold_phrases(record: Record) -> list[Span]:
    """Return the gold framing phrases of an article."""
    return [Span(s["start"], s["end"]) for s in record["spans"]]


def framing_majority(records: Sequence[Record]) -> list[Framing]:
    """Return random spans, all with the most frequent label, valence and voice of the split."""
    label, valence, voice = (
        Counter(s[key] for record in records for s in record["spans"]).most_common(1)[0][0]
        for key in ("label", "valence", "voice")
    )
    return [
        Framing(
            tuple(
                FramingSpan(s, CODEBOOK, label, 1.0, valence, voice=voice, label_score=1.0)
                for s in spans
            ),
            ((label, valence),) * len(record["spans"]),
        )
        for record, spans in zip(records, random_spans(gold_phrases)(records), strict=True)
    ]


def framing_tallies(records: Sequence[Record], results: Sequence[Framing]) -> dict[str, Tally]:
    """Return detection, label, valence and voice measures.

    A predicted phrase finds a gold one if their intersection over union is at least 0.3 of
    the characters and a content word touches both; pairs are one to one, with the greatest
    sum of intersection over union. Of several labels on the same words the likeliest counts.
    """
    pairs = list(zip(records, results, strict=True))
    own = [_best_by_span(r.found, CODEBOOK) for r in results]
    every = [_best_by_span(r.found, None) for r in results]
    matched = [_matched(record, spans) for record, spans in zip(records, own, strict=True)]
    f1 = f1_tally(_rows(records, own, matched))
    matched_every = [_matched(record, spans) for record, spans in zip(records, every, strict=True)]
    given = [list(zip(record["spans"], r.given, strict=True)) for record, r in pairs]
    return {
        "f1": f1,
        "precision": precision_of(f1),
        "recall": recall_of(f1),
        "recall_any_layer": recall_of(f1_tally(_rows(records, every, matched_every))),
        "label_found": share_tally([[g["label"] == p.label for g, p in m] for m in matched]),
        "valence_found": share_tally(
            [[g["valence"] == p.valence for g, p in m if p.valence] for m in matched]
        ),
        "valence_shown": share_tally([[p.valence is not None for _, p in m] for m in matched]),
        "voice_found": share_tally([[g["voice"] == p.voice for g, p in m] for m in matched]),
        "label_given": share_tally([[g["label"] == p[0] for g, p in unit] for unit in given]),
        "valence_given": share_tally([[g["valence"] == p[1] for g, p in unit] for unit in given]),
        **_certainty(matched),
    }


def rated_labels(
    records: Sequence[Record], results: Sequence[Framing]
) -> tuple[list[bool], list[float]]:
    """Return whether the label of each phrase found is right, and its probability if it has one."""
    right, scores = [], []
    for record, result in zip(records, results, strict=True):
        for gold, mark in _matched(record, _best_by_span(result.found, CODEBOOK)):
            if mark.label_score is not None:
                right.append(gold["label"] == mark.label)
                scores.append(mark.label_score)
    return right, scores


def _certainty(matched: Sequence[Sequence[tuple[Record, FramingSpan]]]) -> dict[str, Tally]:
    """Return whether the labels' probabilities can be believed, on the phrases found."""
    rated = [[(g, p) for g, p in unit if p.label_score is not None] for unit in matched]
    right = [[g["label"] == p.label for g, p in unit] for unit in rated]
    return {
        "label_calibration_error": error_tally(right, [[_rated(p) for _, p in u] for u in rated]),
        "label_sure": share_tally(
            [[g["label"] == p.label for g, p in u if not p.is_guess] for u in rated]
        ),
        "label_sure_share": share_tally(
            [[p.label_score is not None and not p.is_guess for _, p in u] for u in matched]
        ),
    }


def _rated(mark: FramingSpan) -> float:
    return 0.0 if mark.label_score is None else mark.label_score


def _best_by_span(found: Sequence[FramingSpan], codebook: str | None) -> list[FramingSpan]:
    best: dict[Span, FramingSpan] = {}
    for mark in sorted(found, key=lambda m: m.score):
        if codebook in (None, mark.codebook):
            best[mark.span] = mark
    return [best[span] for span in sorted(best)]


def _matched(record: Record, found: Sequence[FramingSpan]) -> list[tuple[Record, FramingSpan]]:
    text = record["text"]

    def similar(gold: Span, predicted: Span) -> float:
        score = gold.iou(predicted)
        return score if score >= MIN_IOU and share_content_word(text, gold, predicted) else 0.0

    pairs = match(gold_phrases(record), [mark.span for mark in found], similar)
    return [(record["spans"][i], found[j]) for i, j in pairs]


def _rows(
    records: Sequence[Record],
    found: Sequence[Sequence[FramingSpan]],
    matched: Sequence[Sequence[object]],
) -> list[tuple[int, int, int]]:
    return [
        (len(pairs), len(marks), len(record["spans"]))
        for record, marks, pairs in zip(records, found, matched, strict=True)
    ]


# False positives


@dataclass(frozen=True, slots=True)
class Marks:
    """The sentences of an article and the framing spans shown in the outlet's voice."""

    sentences: tuple[Span, ...]
    marks: tuple[Span, ...]


def predict_marks(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Marks]:
    """Return what the whole tool shows in the outlet's voice, article by article."""
    results: list[Marks] = []
    for record in records:
        shown = adapters.framing(tool, record["id"], record["text"])
        outlet = tuple(mark.span for mark in shown if mark.voice == "outlet")
        results.append(Marks(tuple(sentences_of(record)), outlet))
        progress(len(results))
    return results


def mark_everything(records: Sequence[Record]) -> list[Marks]:
    """Return a mark on every sentence."""
    sentences = [tuple(sentences_of(record)) for record in records]
    return [Marks(spans, spans) for spans in sentences]


def mark_tallies(records: Sequence[Record], results: Sequence[Marks]) -> dict[str, Tally]:
    """Return the share of sentences with a mark, for those people left unmarked and the rest.

    Where the corpus has no framing labels (PolNeAR), every sentence counts as left unmarked,
    so the rate there is an upper bound of the error.
    """
    clear: list[list[bool]] = []
    lexical: list[list[bool]] = []
    for record, result in zip(records, results, strict=True):
        gold = [s["lexical"] for s in _annotated(record)] or [False] * len(result.sentences)
        hit = [any(s.overlaps(m) for m in result.marks) for s in result.sentences]
        clear.append([h for h, marked in zip(hit, gold, strict=True) if not marked])
        lexical.append([h for h, marked in zip(hit, gold, strict=True) if marked])
    tallies = {"unmarked_rate": share_tally(clear)}
    if any(lexical):
        tallies["lexical_rate"] = share_tally(lexical)
    return tallies


def sentences_of(record: Record) -> list[Span]:
    """Return the annotated sentences of an article, else those of plain splitting."""
    if "sentences" in record:
        return [Span(s["start"], s["end"]) for s in _annotated(record)]
    return prose_sentences(record["text"])


def _annotated(record: Record) -> list[Record]:
    """Return the annotated sentences; BASIL has a few without a character, left out here."""
    return [s for s in record.get("sentences", ()) if s["start"] < s["end"]]


TECHNIQUES = Task(
    predict=predict_techniques,
    tallies=technique_tallies,
    baselines={"every sentence": every_sentence, "random spans": random_spans(gold_techniques)},
)
FRAMING = Task(
    predict=predict_framing,
    tallies=framing_tallies,
    baselines={"random spans, majority label": framing_majority},
)
FALSE_POSITIVES = Task(
    predict=predict_marks,
    tallies=mark_tallies,
    baselines={"every sentence": mark_everything},
)
