"""Which sentences of a BBC article its extract has, with their number given.

The labels look machine-made: they prefer sentences whose words are frequent, and an extract has
almost half of its article. So the scores say little about summaries that a reader wants.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from eval import adapters
from eval.corpus import Record
from eval.extractive import RANKS, Rank
from eval.interval import Tally
from eval.metrics import f1_tally, mean_tally
from eval.rouge import rouge
from eval.task import Progress, Task
from summarizer.errors import DataError
from summarizer.types import Span

_ROUGE = ("rouge1", "rouge2", "rougeL")


def predict_extracts(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[list[int]]:
    """Return the sentences of each article that the salience head ranks first, in text order."""
    chosen = []
    for record in records:
        text = "\n\n".join(record["paragraphs"])
        scores = adapters.salience(tool, text, spans_of(record, text))
        order = sorted(range(len(scores)), key=lambda i: (-scores[i], i))
        chosen.append(sorted(order[: sum(record["labels"])]))
        progress(len(chosen))
    return chosen


def spans_of(record: Record, text: str) -> list[Span]:
    """Return where the sentences of a record stand in `text`.

    Raises:
        DataError: one does not stand there, after the one before it.
    """
    spans: list[Span] = []
    end = 0
    for sentence in record["sentences"]:
        start = text.find(sentence, end)
        if start < 0:
            raise DataError(f"{record['id']}: {sentence[:40]!r} is not in its paragraphs")
        end = start + len(sentence)
        spans.append(Span(start, end))
    return spans


def ranked(rank: Rank, records: Sequence[Record]) -> list[list[int]]:
    """Return as many sentences of each article as are labelled, by another system's ranking."""
    return [sorted(j for _, j in rank([r["sentences"]])[: sum(r["labels"])]) for r in records]


def extract_tallies(records: Sequence[Record], chosen: Sequence[Sequence[int]]) -> dict[str, Tally]:
    """Return the share of labelled sentences among those chosen, and ROUGE F1."""
    hits = [
        (sum(r["labels"][i] for i in own), len(own), sum(r["labels"]))
        for r, own in zip(records, chosen, strict=True)
    ]
    rows = [
        rouge(
            " ".join(s for s, y in zip(r["sentences"], r["labels"], strict=True) if y),
            " ".join(r["sentences"][i] for i in own),
            _ROUGE,
        )
        for r, own in zip(records, chosen, strict=True)
    ]
    scores = {name: mean_tally([row[i] for row in rows]) for i, name in enumerate(_ROUGE)}
    return {"f1": f1_tally(hits), **scores}


EXTRACTS = Task(
    predict=predict_extracts,
    tallies=extract_tallies,
    baselines={name: partial(ranked, rank) for name, rank in RANKS.items()},
)
