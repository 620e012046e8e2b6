"""The task that asks which predicates of two sentences tell of the same event (QA-ALIGN)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from eval.adapters import Tool
from eval.corpus import Record
from eval.fact_cases import analysed
from eval.interval import Floats, Tally
from eval.metrics import auc_tally, f1_tally
from eval.task import Progress, Task
from summarizer.story.claims import claim_at
from summarizer.story.matching import Claim
from summarizer.types import Analysis, Sentence, Span

_STEM = 4
_EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Sides:
    """The predicates of two sentences and which are aligned: `gold` `[first, second]`."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    gold: tuple[tuple[bool, ...], ...]


def sides_of(record: Record) -> Sides:
    """Return the predicates that the questions of a record are about, each once by its stem."""
    first, second = _stems(record["qas_1"]), _stems(record["qas_2"])
    names = [list(dict.fromkeys(first)), list(dict.fromkeys(second))]
    gold = [[False] * len(names[1]) for _ in names[0]]
    for i, j in record["aligned"]:
        gold[names[0].index(first[i])][names[1].index(second[j])] = True
    return Sides(tuple(names[0]), tuple(names[1]), tuple(tuple(row) for row in gold))


def predict_pairs(tool: Tool, records: Sequence[Record], progress: Progress) -> list[Floats]:
    """Return the score of each pair of predicates of each record: `[first, second]`."""
    found: list[Floats] = []
    for record in records:
        sides = sides_of(record)
        one, other = (analysed(tool, record["id"], record[f"context_{k}"]) for k in (1, 2))
        mine, theirs = _claims(one, sides.first), _claims(other, sides.second)
        there = tool.heads.facts.matches(one, mine, _as_clauses(other, theirs)).sentences
        back = tool.heads.facts.matches(other, theirs, _as_clauses(one, mine)).sentences
        found.append(np.asarray((there + back.T) / 2, dtype=np.float64))
        progress(len(found))
    return found


def _as_clauses(analysis: Analysis, claims: Sequence[Claim]) -> Analysis:
    return replace(analysis, sentences=tuple(Sentence(claim.span, "body") for claim in claims))


def _claims(analysis: Analysis, stems: Sequence[str]) -> list[Claim]:
    """Return the claim of the last word that begins as each of `stems`, else of the sentence."""
    doc: Any = analysis.parse
    sentences = [s.span for s in analysis.sentences or ()]
    claims = []
    for stem in stems:
        words = [t for t in doc if t.text.lower().startswith(stem)]
        word = max(words, key=lambda t: (t.pos_ == "VERB", t.i)) if words else doc[len(doc) - 1]
        span = Span(word.idx, word.idx + len(word.text))
        around = next((s for s in sentences if s.contains(span)), sentences[-1])
        claims.append(claim_at(doc, span if around.contains(span) else around, around))
    return claims


def same_stem(records: Sequence[Record]) -> list[Floats]:
    """Align predicates that begin alike."""
    return [
        np.array([[float(a == b) for b in sides.second] for a in sides.first])
        for sides in map(sides_of, records)
    ]


def pair_tallies(records: Sequence[Record], found: Sequence[Floats]) -> dict[str, Tally]:
    """Return AUC over all pairs, and F1 of the best one-to-one pairs from one half on."""
    sides = [sides_of(record) for record in records]
    gold = [[y for row in side.gold for y in row] for side in sides]
    rows = [_counts(side, table) for side, table in zip(sides, found, strict=True)]
    return {
        "auc": auc_tally(gold, [table.flatten().tolist() for table in found]),
        "f1": f1_tally(rows),
    }


def _counts(sides: Sides, table: Floats) -> tuple[int, int, int]:
    best = zip(*linear_sum_assignment(table, maximize=True), strict=True)
    chosen = [(i, j) for i, j in best if table[i, j] >= _EVEN]
    hits = sum(sides.gold[i][j] for i, j in chosen)
    return hits, len(chosen), sum(map(sum, sides.gold))


def _stems(questions: Sequence[dict[str, Any]]) -> list[str]:
    return [question["predicate"].lower()[:_STEM] for question in questions]


PREDICATES = Task(predict=predict_pairs, tallies=pair_tallies, baselines={"same stem": same_stem})
