"""Tasks that ask whether a text states a fact of another: ECB+, REALSumm, QA-ALIGN, NeuS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from eval.adapters import Tool, pair_matcher
from eval.corpus import Record
from eval.fact_cases import Omission, analysed, facts_as_claims, omissions
from eval.interval import Tally
from eval.metrics import auc_tally, error_tally, f1_tally, mean_tally, share_tally, words
from eval.sentences import prose_sentences
from eval.task import Progress, Task
from summarizer.story.claims import claim_at
from summarizer.types import Sentence

_EVEN = 0.5
_STEM = 5
_FOUND = 0.5  # share of a fact's words in a text from which token recall calls it stated


@dataclass(frozen=True, slots=True)
class Answer:
    """How likely a text states a fact, and the verdict where one is given."""

    score: float
    verdict: bool | None


Answers = list[list[Answer]]


def _answers(scores: Sequence[float]) -> list[Answer]:
    """Return trivial answers, which always come with a verdict."""
    return [Answer(score, score >= _FOUND) for score in scores]


def _judged(scores: Sequence[float], limits: tuple[float, float]) -> list[Answer]:
    low, high = limits
    return [Answer(float(p), None if low < p < high else bool(p >= high)) for p in scores]


# ECB+: does text B report event e of text A?


def predict_omissions(tool: Tool, records: Sequence[Record], progress: Progress) -> Answers:
    """Return an answer for each event of each text and each other text on its topic."""
    texts = [_tokenised(tool, record) for record in records]
    found: Answers = []
    for mine, cases in zip(texts, omissions(records), strict=True):
        scores = [0.0] * len(cases)
        for other in dict.fromkeys(case.other for case in cases):
            own = [i for i, case in enumerate(cases) if case.other == other]
            doc: Any = mine.parse
            claims = [claim_at(doc, cases[i].span, cases[i].place) for i in own]
            looked = cases[own[0]].looked
            theirs: Sequence[Sentence] = texts[other].sentences or ()
            target = replace(texts[other], sentences=tuple(theirs[s] for s in looked))
            matches = tool.heads.facts.matches(mine, claims, target)
            for i, p in zip(own, matches.article.tolist(), strict=True):
                scores[i] = p
        limits = tool.heads.facts.omitted, tool.heads.facts.stated
        found.append(_judged(scores, limits))
        progress(len(found))
    return found


def _tokenised(tool: Tool, record: Record) -> Any:
    from summarizer.training.tokenised import joined_sentences

    text, places, _ = joined_sentences(record["sentences"])
    return analysed(tool, record["id"], text, places)


def trigger_match(records: Sequence[Record]) -> Answers:
    """Say that an event is reported where a word that begins as its trigger does stands."""
    return [
        _answers([float(bool(_stems(c.trigger) & _stems(_looked(c, records)))) for c in cases])
        for cases in omissions(records)
    ]


def sentence_recall(records: Sequence[Record]) -> Answers:
    """Score an event by the share of its sentence's words that the other text has."""
    return [
        _answers([_recall(c.sentence, _looked(c, records)) for c in cases])
        for cases in omissions(records)
    ]


def _looked(case: Omission, records: Sequence[Record]) -> str:
    sentences = records[case.other]["sentences"]
    return " ".join(sentences[s] for s in case.looked)


def omission_tallies(
    records: Sequence[Record], found: Sequence[Sequence[Answer]]
) -> dict[str, Tally]:
    """Return F1 of what is omitted and present, AUC, and how good the given verdicts are."""
    gold = [[case.present for case in cases] for cases in omissions(records)]
    return {
        **_f1s(gold, found),
        "auc": auc_tally(gold, _scores(found)),
        "calibration_error": error_tally(gold, _scores(found)),
        "decided": share_tally([[a.verdict is not None for a in unit] for unit in found]),
        "omitted_precision": share_tally(_right(gold, found, verdict=False)),
        "stated_precision": share_tally(_right(gold, found, verdict=True)),
    }


# REALSumm: does a system's summary state a content unit of the reference?


def predict_units(tool: Tool, records: Sequence[Record], progress: Progress) -> Answers:
    """Return an answer for each summary of a document and each of its facts."""
    found: Answers = []
    matcher = pair_matcher(tool)
    for record in records:
        source, claims = facts_as_claims(tool, record["id"], record["facts"])
        scores: list[float] = []
        for i, system in enumerate(record["systems"]):
            summary = analysed(tool, f"{record['id']}-{i}", system["summary"] or "-")
            scores += matcher.matches(source, claims, summary).article.tolist()
        found.append(_judged(scores, (matcher.model.omitted, matcher.model.stated)))
        progress(len(found))
    return found


def unit_recall(records: Sequence[Record]) -> Answers:
    """Score a fact by the share of its words that the summary has."""
    return [
        _answers([_recall(f, s["summary"]) for s in r["systems"] for f in r["facts"]])
        for r in records
    ]


def unit_tallies(records: Sequence[Record], found: Sequence[Sequence[Answer]]) -> dict[str, Tally]:
    """Return AUC and the F1 of what is stated and what is not."""
    gold = [[bool(y) for s in r["systems"] for y in s["present"]] for r in records]
    return {"auc": auc_tally(gold, _scores(found)), **_f1s(gold, found)}


# NeuS: how do the sentences of a neutral summary stand in the article of each side?


def predict_support(
    tool: Tool, records: Sequence[Record], progress: Progress
) -> list[list[list[float]]]:
    """Return the probability of each summary sentence for each article and a foreign one."""
    found: list[list[list[float]]] = []
    matcher = pair_matcher(tool)
    for i, record in enumerate(records):
        lines = [
            span.of(record["neutral_summary"])
            for span in prose_sentences(record["neutral_summary"])
        ]
        source, claims = facts_as_claims(tool, record["id"], lines)
        unit = []
        for j, text in enumerate(_texts(records, i)):
            article = analysed(tool, f"{record['id']}-{j}", text)
            unit.append(matcher.matches(source, claims, article).article.tolist())
        found.append(unit)
        progress(len(found))
    return found


def support_recall(records: Sequence[Record]) -> list[list[list[float]]]:
    """Score a summary sentence by the share of its words that an article has."""
    found = []
    for i, record in enumerate(records):
        summary = record["neutral_summary"]
        lines = [span.of(summary) for span in prose_sentences(summary)]
        found.append([[_recall(s, text) for s in lines] for text in _texts(records, i)])
    return found


def _texts(records: Sequence[Record], i: int) -> list[str]:
    """Return the texts of a record's articles and, last, one on the next record's event."""
    foreign = records[(i + 1) % len(records)]["articles"][0]["text"]
    return [*(article["text"] for article in records[i]["articles"]), foreign]


def support_tallies(
    records: Sequence[Record],  # noqa: ARG001
    found: Sequence[Sequence[Sequence[float]]],
) -> dict[str, Tally]:
    """Return how much is supported, how evenly over the sides, and whether by the right event."""
    sides = [[float(np.mean(side)) for side in unit[:-1]] for unit in found]
    gold = [[j < len(unit) - 1 for j, side in enumerate(unit) for _ in side] for unit in found]
    scores = [[p for side in unit for p in side] for unit in found]
    return {
        "auc": auc_tally(gold, scores),
        "support": mean_tally([float(np.mean(unit)) for unit in sides]),
        "balance": mean_tally([min(unit) / max(*unit, 1e-9) for unit in sides]),
        "entropy": mean_tally([_entropy(unit) for unit in sides]),
    }


def _entropy(shares: Sequence[float]) -> float:
    """Return the entropy of support over sides: 1 when even, 0 when all is with one."""
    p = np.asarray(shares) / max(sum(shares), 1e-9)
    p = p[p > 0]
    return float(-(p * np.log(p)).sum() / np.log(len(shares))) if len(p) > 1 else 0.0


# What is counted


def _f1s(gold: Sequence[Sequence[bool]], found: Sequence[Sequence[Answer]]) -> dict[str, Tally]:
    stated = [[answer.score >= _EVEN for answer in unit] for unit in found]
    rows: dict[bool, list[tuple[int, int, int]]] = {True: [], False: []}
    for kind, own in rows.items():
        for ys, ps in zip(gold, stated, strict=True):
            hits = sum(y == p == kind for y, p in zip(ys, ps, strict=True))
            own.append((hits, ps.count(kind), list(ys).count(kind)))
    return {"omitted_f1": f1_tally(rows[False]), "present_f1": f1_tally(rows[True])}


def _right(
    gold: Sequence[Sequence[bool]], found: Sequence[Sequence[Answer]], *, verdict: bool
) -> list[list[bool]]:
    return [
        [y is verdict for y, a in zip(ys, unit, strict=True) if a.verdict is verdict]
        for ys, unit in zip(gold, found, strict=True)
    ]


def _scores(found: Sequence[Sequence[Answer]]) -> list[list[float]]:
    return [[answer.score for answer in unit] for unit in found]


def _content(text: str) -> set[str]:
    every = {span.of(text).lower() for span in words(text)}
    return (every - ENGLISH_STOP_WORDS) or every


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _content(text)}


def _recall(fact: str, text: str) -> float:
    own = _content(fact)
    return len(own & _content(text)) / len(own) if own else 0.0


OMISSIONS = Task(
    predict=predict_omissions,
    tallies=omission_tallies,
    baselines={"trigger stem": trigger_match, "token recall": sentence_recall},
)
UNITS = Task(predict=predict_units, tallies=unit_tallies, baselines={"token recall": unit_recall})
SUPPORT = Task(
    predict=predict_support, tallies=support_tallies, baselines={"token recall": support_recall}
)
