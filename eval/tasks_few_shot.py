"""Tasks that say how well a label is found from a few examples of a user."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from eval.adapters import Tool
from eval.corpus import Record
from eval.few_shot import (
    Found,
    case_of,
    find_codebook,
    found_in,
    logistic,
    read_examples,
    run_case,
)
from eval.interval import Floats, Tally
from eval.metrics import auc_tally, ratio, share, share_tally, words
from eval.task import Progress, Task
from summarizer.fewshot.detect import picks
from summarizer.fewshot.judge import THRESHOLD, calibration
from summarizer.fewshot.known import marked_rows
from summarizer.fewshot.rows import Examples, Row, lines_of
from summarizer.neural.judges import sigmoid
from summarizer.phrases import MAX_WORDS
from summarizer.types import Span

Results = list[dict[int, Found]]
_BINS = 1000
_SAME = 0.5  # share of words in common from which the baseline marks a phrase


def predict(tool: Tool, records: Sequence[Record], progress: Progress) -> Results:
    """Return what the tool finds in each case, for each number of examples."""
    results: Results = []
    for record in records:
        examples = read_examples(tool, record["codebook"])
        found = {}
        for shots in record["shots"]:
            slope, offset = calibration(shots)
            found[shots] = _as_probabilities(
                run_case(case_of(examples, record, shots), logistic()), slope, offset
            )
        results.append(found)
        progress(len(results))
    return results


def _as_probabilities(found: Found, slope: float, offset: float) -> Found:
    def p(logit: float) -> float:
        return float(sigmoid(np.asarray(slope * logit + offset)))

    own = tuple(replace(pick, logit=p(pick.logit)) for pick in found.picks)
    return replace(found, picks=own, lines=tuple((p(s), y) for s, y in found.lines))


def share_words(records: Sequence[Record]) -> Results:
    """Return runs of words by what they share with an example: words in both over words in any."""
    results: Results = []
    for record in records:
        book = find_codebook(record["codebook"])
        lines, marks = lines_of(book), marked_rows(book)
        runs = [r for at, line in enumerate(lines) for r in _runs(at, line.text)]
        examples = Examples(lines, (*marks, *runs), np.zeros((0, 0), dtype=np.float32))
        found = {}
        for shots in record["shots"]:
            case = case_of(examples, record, shots)
            own = [examples.words(i) for i in case.train if examples.rows[i].label == case.label]
            score = _overlap(own)
            shared = [(i, s) for i in case.test if (s := score(examples.words(i)))]
            values = np.array([s for _, s in shared])
            found[shots] = found_in(
                case, picks(examples, [i for i, _ in shared], values, case.label)
            )
        results.append(found)
    return results


def _runs(line: int, text: str) -> list[Row]:
    tokens = words(text)
    return [
        Row(line, Span(tokens[i].start, tokens[j].end), None, None, is_candidate=True)
        for i in range(len(tokens))
        for j in range(i, min(i + MAX_WORDS, len(tokens)))
    ]


def _overlap(own: Sequence[str]) -> Callable[[str], float]:
    bags = [{w.of(each).lower() for w in words(each)} for each in own]

    def score(phrase: str) -> float:
        bag = {w.of(phrase).lower() for w in words(phrase)}
        return max((len(bag & b) / len(bag | b) for b in bags if bag | b), default=0.0)

    return score


def tallies(records: Sequence[Record], results: Sequence[Mapping[int, Found]]) -> dict[str, Tally]:
    """Return the measures of each number of examples.

    AUC and the rate of marked look-alikes are of sentences; average precision, precision and
    recall are of phrases, found if they share 0.3 of the characters with a marked one.
    """
    found: dict[str, Tally] = {}
    for shots in records[0]["shots"]:
        own = [result[shots] for result in results]
        gold = [[y for _, y in f.lines] for f in own]
        found[f"auc_{shots}"] = auc_tally(gold, [[s for s, _ in f.lines] for f in own])
        found[f"average_precision_{shots}"] = precision_curve_tally(own)
        shown = [[p.is_right for p in f.picks if p.logit >= THRESHOLD] for f in own]
        found[f"precision_{shots}"] = share_tally(shown)
        counts = np.array([[sum(s), f.n_gold] for s, f in zip(shown, own, strict=True)])
        found[f"recall_{shots}"] = Tally(counts.astype(np.float64), share, int(counts[:, 1].sum()))
        hard = [
            [s >= THRESHOLD for (s, _), is_hard in zip(f.lines, f.hard, strict=True) if is_hard]
            for f in own
        ]
        found[f"lookalikes_{shots}"] = share_tally(hard)
    return found


def precision_curve_tally(found: Sequence[Found]) -> Tally:
    """Return a tally of average precision, pooled over units.

    Scores, which lie in 0–1, are put in a thousand equal bins; those of one bin come at once.
    """
    counts = np.zeros((len(found), 2 * _BINS + 1))
    for row, each in enumerate(found):
        for pick in each.picks:
            at = min(int(pick.logit * _BINS), _BINS - 1)
            counts[row, at + _BINS * (not pick.is_right)] += 1
        counts[row, -1] = each.n_gold
    return Tally(counts, _average_precision, sum(f.n_gold for f in found))


def _average_precision(sums: Floats) -> Floats:
    right, wrong = sums[..., _BINS - 1 :: -1], sums[..., 2 * _BINS - 1 : _BINS - 1 : -1]
    hits, shown = np.cumsum(right, axis=-1), np.cumsum(right + wrong, axis=-1)
    return ratio((right * ratio(hits, shown)).sum(-1), sums[..., -1])


FEW_SHOT: Task[dict[int, Found]] = Task(
    predict=predict, tallies=tallies, baselines={"shared words": share_words}
)
