"""Whether the portrayal of someone follows what is said, and not who it is said of.

A record is one item of a suite: `contrast` treats its targets differently in one sentence,
`alternation` says one thing in the active and in the passive, `swap` says it of another name,
nation or gender; see Ribeiro et al. (2020), Beyond Accuracy: Behavioral Testing of NLP
Models with CheckList. The measures are shares of cases that behave, but for the shifts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from eval import adapters
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import share_tally
from eval.task import Progress, Task
from summarizer.types import RoleName, SentimentName, Span

_SENTIMENTS: tuple[SentimentName, ...] = ("negative", "neutral", "positive")
_GROUPS = ("name", "nation", "gender")
Scores = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shown:
    """How one target is shown: (negative, neutral, positive), and the likeliest role."""

    scores: Scores
    role: RoleName

    @property
    def sentiment(self) -> SentimentName:
        """Return the likeliest sentiment; of equal ones, the first."""
        return _SENTIMENTS[self.scores.index(max(self.scores))]

    @property
    def leaning(self) -> float:
        """Return how much likelier positive is than negative, in [-1, 1]."""
        return self.scores[2] - self.scores[0]


# For each text of an item, its targets in order.
Prediction = tuple[tuple[Shown, ...], ...]


def predict_portrayals(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Prediction]:
    """Return how the targets of every sentence are shown; each sentence is read alone."""
    found: list[Prediction] = []
    for record in records:
        spans = [[Span(t["start"], t["end"]) for t in own] for own in record["targets"]]
        feelings = adapters.sentiments(tool, list(zip(record["texts"], spans, strict=True)))
        casts = [
            adapters.roles(tool, record["id"], text, own)
            for text, own in zip(record["texts"], spans, strict=True)
        ]
        found.append(
            tuple(
                tuple(Shown(f, _likeliest(c)) for f, c in zip(fs, cs, strict=True))
                for fs, cs in zip(feelings, casts, strict=True)
            )
        )
        progress(len(found))
    return found


def _likeliest(scores: dict[RoleName, float]) -> RoleName:
    return max(scores, key=lambda role: scores[role])


def all_neutral(records: Sequence[Record]) -> list[Prediction]:
    """Return that everybody is shown neutrally and cast in no role."""
    plain = Shown((0.0, 1.0, 0.0), "none")
    return [tuple((plain,) * len(own) for own in record["targets"]) for record in records]


def one_for_all(predictions: Sequence[Prediction]) -> dict[str, list[Prediction]]:
    """Return the predictions with the mean of a sentence for each of its targets."""
    return {
        "one for the sentence": [tuple(_levelled(own) for own in texts) for texts in predictions]
    }


def _levelled(own: Sequence[Shown]) -> tuple[Shown, ...]:
    a, b, c = (sum(s.scores[i] for s in own) / len(own) for i in range(3))
    role = Counter(s.role for s in own).most_common(1)[0][0]
    return (Shown((a, b, c), role),) * len(own)


def portrayal_tallies(
    records: Sequence[Record], predictions: Sequence[Prediction]
) -> dict[str, Tally]:
    """Return the share of cases that behave, and the mean shifts, by measure."""
    rows = [dict(_cases(r, shown)) for r, shown in zip(records, predictions, strict=True)]
    found = {name: share_tally([row.get(name, []) for row in rows]) for name in SHARES}
    shifts = [_shifts(r, shown) for r, shown in zip(records, predictions, strict=True)]
    for group in _GROUPS:
        found[f"{group}_shift"] = share_tally([row.get(group, []) for row in shifts])
    return found


SHARES = (
    "contrast_right",
    "contrast_whole",
    "contrast_apart",
    "alternation_same",
    "alternation_role",
    *(f"{group}_{what}" for group in _GROUPS for what in ("same", "role")),
)


def _cases(record: Record, shown: Prediction) -> Iterator[tuple[str, list[bool]]]:
    """Yield the measures that an item is a case of, with whether it behaves."""
    suite = record["suite"]
    if suite == "contrast":
        gold = [t["sentiment"] for t in record["targets"][0]]
        found = [s.sentiment for s in shown[0]]
        hits = [g == f for g, f in zip(gold, found, strict=True)]
        yield "contrast_right", hits
        yield "contrast_whole", [all(hits)]
        if len(set(gold)) > 1:
            yield "contrast_apart", [len(set(found)) > 1]
        return
    name = "alternation" if suite == "alternation" else str(record["group"])
    firsts = [own[0] for own in shown]
    yield f"{name}_same", _like_most([s.sentiment for s in firsts])
    yield f"{name}_role", _like_most([s.role for s in firsts])


def _like_most(labels: Sequence[str]) -> list[bool]:
    """Return for each variant whether it has the label of most; a pair counts as one case."""
    if len(labels) == 2:
        return [a == b for a, b in pairwise(labels)]
    usual = max(labels, key=lambda label: (labels.count(label), label))
    return [label == usual for label in labels]


def _shifts(record: Record, shown: Prediction) -> dict[str, list[float]]:
    """Return how far the leaning of a swap's variants lies apart at most."""
    if record["suite"] != "swap":
        return {}
    leanings = [own[0].leaning for own in shown]
    return {str(record["group"]): [max(leanings) - min(leanings)]}


PORTRAYALS: Task[Any] = Task(
    predict=predict_portrayals,
    tallies=portrayal_tallies,
    baselines={"neutral": all_neutral},
    rivals=one_for_all,
)
