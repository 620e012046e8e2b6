"""Attribution on PolNeAR: who says what.

All counts are in words (runs of letters and digits) that a span touches, so that quotation
marks and white space at an edge decide nothing. `quoted` stands for direct and mixed
attributions together, which is what readers call a quotation; indirect ones are apart.

- content, cue and source F1: micro-F1 of the set of words that lie in a gold span of that part
  against the set of words that lie in a predicted one, over the attributions of the group.
- attribution F1: one-to-one pairs of attributions whose contents share at least half of the
  words that either covers.
- speaker accuracy: of the predicted quotations with at least half of their words in the
  content of one gold quotation that has a source (the one they share most words with), the
  share whose source touches a word of the gold source.
- speaker recall: of all gold quotations with a source, the share for which a quotation so
  assigned to it has the right source.

The predicted kind counts: a gold quotation found as indirect is missed. `content_f1_all` leaves
the kind out.

The kinds of the corpus, which were derived from quotation marks, overlook a pair of apostrophes
(''so''), which a part of the articles has instead: everything in them is called indirect. The
measures that end in `_marks` call what stands in such pairs direct or mixed, as it is with
other marks; the others take the kinds as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from eval import adapters
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import coverage, covered, f1_tally, precision_of, recall_of, share_tally, words
from eval.quote_rule import find_quotes
from eval.task import Progress, Task
from summarizer.types import Quote, Span

QUOTED = frozenset({"direct", "mixed"})
INDIRECT = frozenset({"indirect"})
ANY = QUOTED | INDIRECT
HALF = 0.5
NEARLY_ALL = 0.9
_APOSTROPHES = re.compile(r"(?<!')''(?=[^\s']).*?(?:''|$)", re.MULTILINE)

Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Parts:
    """An attribution as sets of word numbers."""

    kind: str
    content: Words
    cue: Words
    source: Words


Read = Callable[[Parts], Words]


def predict_quotes(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[list[Quote]]:
    """Return the attributions of each article."""
    found: list[list[Quote]] = []
    for record in records:
        found.append(adapters.quotes(tool, record["text"]))
        progress(len(found))
    return found


def quotation_marks(records: Sequence[Record]) -> list[list[Quote]]:
    """Return what the rule of quotation marks and "X said" finds."""
    return [find_quotes(record["text"]) for record in records]


def quote_tallies(records: Sequence[Record], found: Sequence[Sequence[Quote]]) -> dict[str, Tally]:
    """Return all attribution measures; articles are the units."""
    tokens = [words(record["text"]) for record in records]
    gold = [_gold(record, t) for record, t in zip(records, tokens, strict=True)]
    ours = [_predicted(quotes, t) for quotes, t in zip(found, tokens, strict=True)]
    pairs = list(zip(gold, ours, strict=True))
    content = _coverage_f1(pairs, QUOTED, lambda p: p.content)
    links = [_links(g, p) for g, p in pairs]
    marked = [_gold(_with_pairs(record), t) for record, t in zip(records, tokens, strict=True)]
    by_marks = list(zip(marked, ours, strict=True))
    return {
        "content_f1": content,
        "content_precision": precision_of(content),
        "content_recall": recall_of(content),
        "cue_f1": _coverage_f1(pairs, QUOTED, lambda p: p.cue),
        "source_f1": _coverage_f1(pairs, QUOTED, lambda p: p.source),
        "attribution_f1": f1_tally([_pair_counts(g, p) for g, p in pairs]),
        "speaker_accuracy": share_tally([accuracy for accuracy, _ in links]),
        "speaker_recall": share_tally([recall for _, recall in links]),
        "content_f1_indirect": _coverage_f1(pairs, INDIRECT, lambda p: p.content),
        "cue_f1_indirect": _coverage_f1(pairs, INDIRECT, lambda p: p.cue),
        "source_f1_indirect": _coverage_f1(pairs, INDIRECT, lambda p: p.source),
        "content_f1_all": _coverage_f1(pairs, ANY, lambda p: p.content),
        "content_f1_marks": _coverage_f1(by_marks, QUOTED, lambda p: p.content),
        "cue_f1_marks": _coverage_f1(by_marks, QUOTED, lambda p: p.cue),
        "source_f1_marks": _coverage_f1(by_marks, QUOTED, lambda p: p.source),
        "content_f1_indirect_marks": _coverage_f1(by_marks, INDIRECT, lambda p: p.content),
    }


def _gold(record: Record, tokens: Sequence[Span]) -> list[Parts]:
    return [
        Parts(
            a["kind"],
            *(
                covered(tokens, [Span(s["start"], s["end"]) for s in a[part]])
                for part in ("content", "cue", "source")
            ),
        )
        for a in record["attributions"]
    ]


def _with_pairs(record: Record) -> Record:
    """Return the record with the kinds that pairs of apostrophes give to its attributions."""
    pairs = [Span(*m.span()) for m in _APOSTROPHES.finditer(record["text"])]
    if not pairs:
        return record
    return {**record, "attributions": [_kinded(a, pairs) for a in record["attributions"]]}


def _kinded(attribution: Record, pairs: Sequence[Span]) -> Record:
    pieces = [Span(s["start"], s["end"]) for s in attribution["content"]]
    inside = sum(
        max(0, min(piece.end, pair.end) - max(piece.start, pair.start))
        for piece in pieces
        for pair in pairs
    )
    if attribution["kind"] != "indirect" or not inside:
        return attribution
    total = sum(piece.end - piece.start for piece in pieces)
    return {**attribution, "kind": "direct" if inside >= NEARLY_ALL * total else "mixed"}


def _predicted(quotes: Sequence[Quote], tokens: Sequence[Span]) -> list[Parts]:
    return [
        Parts(
            quote.kind,
            covered(tokens, quote.content),
            covered(tokens, [quote.cue] if quote.cue else []),
            covered(tokens, [quote.source] if quote.source else []),
        )
        for quote in quotes
    ]


def _of_kind(items: Iterable[Parts], kinds: frozenset[str]) -> list[Parts]:
    return [item for item in items if item.kind in kinds]


def _union(items: Iterable[Parts], kinds: frozenset[str], read: Read) -> Words:
    return frozenset().union(*(read(item) for item in _of_kind(items, kinds)))


def _coverage_f1(
    pairs: Sequence[tuple[Sequence[Parts], Sequence[Parts]]], kinds: frozenset[str], read: Read
) -> Tally:
    return f1_tally([coverage(_union(g, kinds, read), _union(p, kinds, read)) for g, p in pairs])


def _pair_counts(gold: Sequence[Parts], found: Sequence[Parts]) -> tuple[int, int, int]:
    ours, theirs = _of_kind(gold, QUOTED), _of_kind(found, QUOTED)
    if not ours or not theirs:
        return 0, len(theirs), len(ours)
    table = np.array([[_alike(g.content, p.content) for p in theirs] for g in ours])
    table[table < HALF] = 0.0
    rows, columns = linear_sum_assignment(table, maximize=True)
    return int((table[rows, columns] > 0).sum()), len(theirs), len(ours)


def _alike(one: Words, other: Words) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _links(gold: Sequence[Parts], found: Sequence[Parts]) -> tuple[list[bool], list[bool]]:
    """Return whether each assigned prediction, and each gold quotation, has its source right."""
    sourced = [g for g in _of_kind(gold, QUOTED) if g.source]
    right = [False] * len(sourced)
    verdicts: list[bool] = []
    for quote in _of_kind(found, QUOTED):
        shared = [len(quote.content & g.content) for g in sourced]
        best = max(range(len(sourced)), key=shared.__getitem__, default=None)
        if best is None or not shared[best] or shared[best] < HALF * len(quote.content):
            continue
        verdicts.append(bool(quote.source & sourced[best].source))
        right[best] = right[best] or verdicts[-1]
    return verdicts, right


ATTRIBUTION = Task(
    predict=predict_quotes,
    tallies=quote_tallies,
    baselines={"quotation marks": quotation_marks},
)
