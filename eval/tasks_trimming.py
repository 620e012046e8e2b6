"""Trimming on whole articles: how often, how much, and what 60 words hold with and without it.

One article of each event is summarised in 60 words, by the same salience, once in whole
sentences and once trimmed; both are held against the neutral summary of the event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval import adapters
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import mean_tally, share, share_tally
from eval.rouge import rouge
from eval.task import Progress, Task

WORDS = 60
ROUGE = ("rouge1", "rouge2", "rougeL")


@dataclass(frozen=True, slots=True)
class Trimmed:
    """Two summaries of one article, and the words of each body sentence whole and trimmed."""

    whole: str
    trimmed: str
    words: tuple[tuple[int, int], ...]


def predict_trimmed(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Trimmed]:
    """Return the two summaries of the first article of each event."""
    found: list[Trimmed] = []
    for record in records:
        text = record["articles"][0]["text"]
        whole, trimmed, words = adapters.neutral_in_words(tool, record["id"], text, WORDS)
        found.append(Trimmed(whole, trimmed, tuple(words)))
        progress(len(found))
    return found


def trimming_tallies(records: Sequence[Record], found: Sequence[Trimmed]) -> dict[str, Tally]:
    """Return the share of sentences that are trimmed, what is left of them, and ROUGE F1."""
    cut = [[(before, after) for before, after in f.words if after < before] for f in found]
    left = np.array([np.sum([(a, b) for b, a in c] or [(0, 0)], axis=0) for c in cut], float)
    tallies = {
        "trimmed": share_tally([[after < before for before, after in f.words] for f in found]),
        "left": Tally(left.reshape(-1, 2), share, sum(map(len, cut))),
    }
    for prefix, texts in (("", [f.trimmed for f in found]), ("whole_", [f.whole for f in found])):
        pairs = zip(records, texts, strict=True)
        rows = [rouge(record["neutral_summary"], text, ROUGE) for record, text in pairs]
        for i, name in enumerate(ROUGE):
            tallies[prefix + name] = mean_tally([row[i] for row in rows])
    return tallies


TRIMMING: Task[Trimmed] = Task(predict=predict_trimmed, tallies=trimming_tallies)
