"""Sentence selection on SummEval: three sentences against the references.

Two readings of ROUGE F1:

- `rouge1`, `rouge2`, `rougeL`: with stemming, the mean over all references of a document.
- `first_rouge1`, `first_rouge2`, `first_rougeLsum`: against the first reference only (the
  newspaper's own highlights), without stemming, with the summary-level longest common
  subsequence. Lead-3 figures in the literature are of this kind: here lead-3 gets
  41.3/19.3/37.6 by it, and 34.0/12.2/22.1 by the mean over references.

ROUGE F1 rewards the length that the references have, 49 words of highlights, while three sentences
are about 90. So the second reading is also taken of `WORDS` words, for every system by the same
rule: its sentences by rank, each that still fits.

Source: Lin (2004), ROUGE: A Package for Automatic Evaluation of Summaries; the package is
`rouge-score`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from rouge_score.rouge_scorer import RougeScorer

from eval import adapters
from eval.corpus import Record
from eval.extractive import Rank, lexrank, textrank
from eval.interval import Tally
from eval.metrics import mean_tally, words
from eval.sentences import tokenised_sentences
from eval.task import Progress, Task

N = 3
WORDS = 60
ALL_REFERENCES = ("rouge1", "rouge2", "rougeL")
FIRST_REFERENCE = ("rouge1", "rouge2", "rougeLsum")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sentences of three summaries: three by rank, as many as fit, and what users get."""

    salient: tuple[str, ...]
    fitting: tuple[str, ...]
    neutral: tuple[str, ...]


def predict_summaries(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Chosen]:
    """Return three sentences of each document.

    The salience head chooses among the same sentences as lead-3, split where the corpus's
    tokens show a stop. The tool's neutral summary comes from its own reading and splitting.
    """
    chosen: list[Chosen] = []
    for record in records:
        text = record["document"]
        sentences = tokenised_sentences(text)
        scores = adapters.salience(tool, text, sentences)
        order = sorted(range(len(scores)), key=lambda i: -scores[i])
        neutral = adapters.neutral_summary(tool, record["id"], text, N)
        chosen.append(_chosen([s.of(text) for s in sentences], order, neutral))
        progress(len(chosen))
    return chosen


def lead(records: Sequence[Record]) -> list[Chosen]:
    """Return the first three sentences of each document."""
    found = []
    for record in records:
        text = record["document"]
        sentences = [span.of(text) for span in tokenised_sentences(text)]
        found.append(_chosen(sentences, range(len(sentences))))
    return found


def ranked(rank: Rank, records: Sequence[Record]) -> list[Chosen]:
    """Return the three sentences of each document that another system ranks first."""
    found = []
    for record in records:
        text = record["document"]
        sentences = [span.of(text) for span in tokenised_sentences(text)]
        found.append(_chosen(sentences, [i for _, i in rank([sentences])]))
    return found


def choice(sentences: Sequence[str], order: Sequence[int]) -> Chosen:
    """Return three sentences by rank, and as many of that order as fit."""
    return _chosen(sentences, order)


def first_rouge(reference: str, summary: Sequence[str]) -> list[float]:
    """Return ROUGE-1, -2 and -Lsum F1 of sentences against one reference."""
    return _first({"references": [reference]}, summary)


def _chosen(
    sentences: Sequence[str], order: Sequence[int], neutral: Sequence[str] | None = None
) -> Chosen:
    """Return the summaries of a ranking; `neutral` is the first of them if it is not given."""
    salient = tuple(sentences[i] for i in sorted(order[:N]))
    left, fitting = WORDS, []
    for i in order:
        size = len(words(sentences[i]))
        if 0 < size <= left:
            fitting.append(i)
            left -= size
    return Chosen(
        salient,
        tuple(sentences[i] for i in sorted(fitting)),
        salient if neutral is None else tuple(neutral),
    )


def summary_tallies(records: Sequence[Record], chosen: Sequence[Chosen]) -> dict[str, Tally]:
    """Return mean ROUGE F1; documents are the units."""
    salient = [c.salient for c in chosen]
    tallies = {
        **_tallies(
            "", ALL_REFERENCES, [_mean(r, s) for r, s in zip(records, salient, strict=True)]
        ),
        **_tallies(
            "first_", FIRST_REFERENCE, [_first(r, s) for r, s in zip(records, salient, strict=True)]
        ),
    }
    fitting = [_first(r, c.fitting) for r, c in zip(records, chosen, strict=True)]
    neutral = [_mean(r, c.neutral) for r, c in zip(records, chosen, strict=True)]
    return (
        tallies
        | _tallies("fitting_", FIRST_REFERENCE, fitting)
        | _tallies("neutral_", ALL_REFERENCES, neutral)
    )


def _tallies(
    prefix: str, names: Sequence[str], rows: Sequence[Sequence[float]]
) -> dict[str, Tally]:
    columns = zip(*rows, strict=True)
    return {prefix + n: mean_tally(column) for n, column in zip(names, columns, strict=True)}


def _mean(record: Record, summary: Sequence[str]) -> list[float]:
    text = " ".join(summary)
    scorer = _scorer(ALL_REFERENCES, stem=True)
    scores = [scorer.score(reference, text) for reference in record["references"]]
    return [sum(s[name].fmeasure for s in scores) / len(scores) for name in ALL_REFERENCES]


def _first(record: Record, summary: Sequence[str]) -> list[float]:
    reference = record["references"][0]
    # subtle: rougeLsum takes each line for a sentence.
    lines = "\n".join(span.of(reference) for span in tokenised_sentences(reference))
    scores = _scorer(FIRST_REFERENCE, stem=False).score(lines, "\n".join(summary))
    return [scores[name].fmeasure for name in FIRST_REFERENCE]


@lru_cache
def _scorer(names: tuple[str, ...], *, stem: bool) -> RougeScorer:
    return RougeScorer(list(names), use_stemmer=stem)


SUMMARIES = Task(
    predict=predict_summaries,
    tallies=summary_tallies,
    baselines={
        "lead-3": lead,
        "LexRank": partial(ranked, lexrank),
        "TextRank": partial(ranked, textrank),
    },
)
