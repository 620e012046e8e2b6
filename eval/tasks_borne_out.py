"""Whether an article bears out what is said of it: WiCE, CLIFF and Goyal, and SummEval.

A text of several sentences is borne out as much as the worst of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.stats import kendalltau, rankdata, spearmanr
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from eval import adapters
from eval.corpus import Record
from eval.interval import Floats, Tally
from eval.metrics import auc_tally, error_tally, ratio, words
from eval.sentences import prose_sentences, tokenised_sentences
from eval.task import Progress, Task
from eval.tasks_facts import Answer

Case = tuple[list[str], list[str]]


# WiCE, CLIFF and Goyal: is the claim supported?


def predict_borne_out(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Answer]:
    """Return how likely the evidence of each record bears its claim out."""
    found: list[Answer] = []
    for record in records:
        worst = min(adapters.support(tool, [case_of(record)])[0])
        found.append(Answer(worst, worst >= adapters.supported(tool)))
        progress(len(found))
    return found


def case_of(record: Record) -> Case:
    """Return the sentences of the claim and those of the evidence."""
    evidence = record.get("evidence") or _prose(record["document"])
    return _prose(record["claim"]) or [record["claim"]], list(evidence)


def _prose(text: str) -> list[str]:
    return [span.of(text) for span in prose_sentences(text)]


def is_supported(record: Record) -> bool:
    """Return the gold label; in WiCE partly supported is not supported."""
    label = record["label"]
    return bool(label == "supported" if isinstance(label, str) else label)


def always(records: Sequence[Record]) -> list[Answer]:
    """Say of every claim what most of them are."""
    share = sum(map(is_supported, records)) / len(records)
    return [Answer(share, share >= 0.5) for _ in records]


def recalled(records: Sequence[Record]) -> list[Answer]:
    """Score by the share of words that the evidence has; as many are supported as in the gold."""
    cases = map(case_of, records)
    scores = [min(_recall(text, " ".join(evidence)) for text in said) for said, evidence in cases]
    share = sum(map(is_supported, records)) / len(records)
    least = float(np.quantile(scores, 1 - share))
    return [Answer(score, score >= least) for score in scores]


def _recall(text: str, evidence: str) -> float:
    own = [span.of(text).casefold() for span in words(text)]
    own = [w for w in own if w not in ENGLISH_STOP_WORDS] or own
    theirs = {span.of(evidence).casefold() for span in words(evidence)}
    return sum(w in theirs for w in own) / max(len(own), 1)


def borne_out_tallies(records: Sequence[Record], found: Sequence[Answer]) -> dict[str, Tally]:
    """Return balanced accuracy, AUC and calibration error; documents are the units.

    All that is counted of one document stands in the row of its first record.
    """
    first: dict[str, int] = {}
    rows = [first.setdefault(_document(r), i) for i, r in enumerate(records)]
    gold: list[list[bool]] = [[] for _ in records]
    scores: list[list[float]] = [[] for _ in records]
    counts = np.zeros((len(records), 4))
    for row, record, answer in zip(rows, records, found, strict=True):
        label = is_supported(record)
        gold[row].append(label)
        scores[row].append(answer.score)
        counts[row, 2 * label] += answer.verdict is label
        counts[row, 2 * label + 1] += 1
    return {
        "balanced": Tally(counts, _balanced, len(records)),
        "auc": auc_tally(gold, scores),
        "ece": error_tally(gold, scores),
    }


def _document(record: Record) -> str:
    return str(record["document"] if "document" in record else record["id"])


def _balanced(sums: Floats) -> Floats:
    return (ratio(sums[..., 0], sums[..., 1]) + ratio(sums[..., 2], sums[..., 3])) / 2


# SummEval: does support rise and fall with what people say of consistency?


def predict_support(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[list[float]]:
    """Return the mean support of the sentences of each summary of each document."""
    found: list[list[float]] = []
    for record in records:
        found.append([_mean(own) for own in adapters.support(tool, _cases(record))])
        progress(len(found))
    return found


def mean_recall(records: Sequence[Record]) -> list[list[float]]:
    """Score a summary by the mean share of words that the document has."""
    return [
        [_mean([_recall(text, " ".join(lines)) for text in said]) for said, lines in _cases(record)]
        for record in records
    ]


def _cases(record: Record) -> list[Case]:
    """Return the sentences of each summary, all with the sentences of the document."""
    evidence = _tokenised(record["document"])
    return [(_tokenised(s["summary"]) or ["-"], evidence) for s in record["systems"]]


def _tokenised(text: str) -> list[str]:
    return [span.of(text) for span in tokenised_sentences(text)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def consistency_tallies(
    records: Sequence[Record], found: Sequence[Sequence[float]]
) -> dict[str, Tally]:
    """Return how support goes with people's scores: over summaries of a document, over systems.

    A document whose summaries all have the same score says nothing of the first.
    Source: Fabbri et al. (2021), SummEval, TACL 9, section 4.3.
    """
    gold = np.array([[s["scores"]["consistency"] for s in r["systems"]] for r in records])
    ours = np.array(found)
    rows = [i for i in range(len(gold)) if np.ptp(gold[i]) > 0 and np.ptp(ours[i]) > 0]
    by_document = {
        name: _mean_tally(len(gold), {i: float(measure(ours[i], gold[i])[0]) for i in rows})
        for name, measure in (("spearman", spearmanr), ("kendall", kendalltau))
    }
    both = np.concatenate([ours, gold], axis=1)
    pooled = np.stack([rankdata(ours).reshape(ours.shape), rankdata(gold).reshape(gold.shape)])
    return {
        **by_document,
        "pooled_spearman": Tally(_moments(*pooled), _correlation, gold.size),
        "system_spearman": Tally(both, _over_systems, gold.shape[1]),
    }


def _mean_tally(n: int, values: dict[int, float]) -> Tally:
    counts = np.zeros((n, 2))
    for i, value in values.items():
        counts[i] = value, 1
    return Tally(counts, lambda sums: ratio(sums[..., 0], sums[..., 1]), len(values))


def _moments(x: Floats, y: Floats) -> Floats:
    """Return what a correlation is made of for each row; ranks are those of the whole."""
    columns = [np.ones_like(x), x, y, x * x, y * y, x * y]
    return np.stack([column.sum(axis=1) for column in columns], axis=1)


def _correlation(sums: Floats) -> Floats:
    n, x, y, xx, yy, xy = np.moveaxis(np.asarray(sums, dtype=np.float64), -1, 0)
    spread = np.sqrt(np.maximum((n * xx - x * x) * (n * yy - y * y), 0.0))
    return ratio(n * xy - x * y, spread)


def _over_systems(sums: Floats) -> Floats:
    n = sums.shape[-1] // 2
    ranks = [rankdata(part, axis=-1) for part in (sums[..., :n], sums[..., n:])]
    one, two = (r - r.mean(axis=-1, keepdims=True) for r in ranks)
    spread = np.sqrt((one**2).sum(-1) * (two**2).sum(-1))
    result: Floats = ratio((one * two).sum(-1), spread)
    return result


BORNE_OUT: Task[Any] = Task(
    predict=predict_borne_out,
    tallies=borne_out_tallies,
    baselines={"majority": always, "token recall": recalled},
)
CONSISTENCY: Task[Any] = Task(
    predict=predict_support,
    tallies=consistency_tallies,
    baselines={"token recall": mean_recall},
)
