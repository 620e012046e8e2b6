"""Relations between actors, and what sources do in saying something, as users get them.

A record is a passage with the relations that it tells and the acts of its quotes. Its actors and
quotes are given by words of the passage: an actor of ours is the one that these words name, a
quote of ours the one that shares most characters with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, get_args

from eval import adapters
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import f1_tally, share_tally, shared
from eval.task import Progress, Task
from summarizer.relations import RelationKind
from summarizer.types import Analysis, Span

Words = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation, its actors by the words that name them; `speaker` is empty if unknown."""

    kind: str
    actor: Words
    target: Words
    status: str = "asserted"
    voice: str = "outlet"
    speaker: Words = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one passage: relations, acts of quotes, and pairs that share a sentence."""

    ties: tuple[Tie, ...]
    acts: tuple[tuple[Words, str | None], ...]
    pairs: tuple[tuple[Words, Words], ...] = ()


def predict_relations(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Told]:
    """Return what the analysis of each passage tells."""
    from summarizer.read import read_text

    found: list[Told] = []
    for record in records:
        article = read_text(record["text"], id=record["id"])
        found.append(told_by(tool.pipeline.run([article])[0]))
        progress(len(found))
    return found


def told_by(analysis: Analysis) -> Told:
    """Return the relations and the acts of an analysis, in text order."""
    words = {a.id: tuple(m.span for m in a.mentions) for a in analysis.actors or ()}
    ties = tuple(
        Tie(
            r.kind,
            words[r.actor],
            words[r.target],
            r.status,
            r.voice,
            words[r.speaker] if r.speaker is not None else (),
        )
        for r in analysis.relations or ()
    )
    acts = tuple((quote.content, quote.act) for quote in analysis.quotes or ())
    pairs = [pair for s in analysis.sentences or () for pair in _pairs_of(s.span, words.values())]
    return Told(ties, acts, tuple(dict.fromkeys(pairs)))


def _pairs_of(sentence: Span, actors: Iterable[Words]) -> list[tuple[Words, Words]]:
    """Return each two actors of a sentence, the one that it names first before the other."""
    firsts = [
        (min(span for span in own if sentence.contains(span)), own)
        for own in actors
        if any(sentence.contains(span) for span in own)
    ]
    return [(one, other) for (_, one), (_, other) in combinations(sorted(firsts), 2)]


def trivial(results: Sequence[Told]) -> Mapping[str, list[Told]]:
    """Return trivial systems: who shares a sentence acts on whom it names later; one act."""

    def told(act: str) -> list[Told]:
        return [
            replace(
                own,
                ties=tuple(Tie("acts_on", *pair) for pair in own.pairs),
                acts=tuple((content, act) for content, _ in own.acts),
            )
            for own in results
        ]

    return {f"pairs in a sentence, always “{act}”": told(act) for act in ("claims", "says")}


def relation_tallies(records: Sequence[Record], results: Sequence[Told]) -> dict[str, Tally]:
    """Return how well relations are found, how well they are put, and the share of right acts."""
    gold = [gold_ties(record) for record in records]
    found = [_distinct(own.ties) for own in results]
    pairs = list(zip(gold, found, strict=True))
    matched = [
        [(g, t) for g in ties for t in own.ties if _is_same(g, t)]
        for ties, own in zip(gold, results, strict=True)
    ]
    acts = [_acts(record, own) for record, own in zip(records, results, strict=True)]
    return {
        "relations": f1_tally([_counts(g, p, _is_same) for g, p in pairs]),
        "precision": share_tally(
            [[any(_is_same(g, t) for g in ties) for t in p] for ties, p in pairs]
        ),
        "recall": share_tally(
            [[any(_is_same(g, t) for t in p) for g in ties] for ties, p in pairs]
        ),
        "pairs": f1_tally([_counts(_pairs(g), _pairs(p), _is_pair) for g, p in pairs]),
        **{
            f"recall_{kind}": share_tally(
                [
                    [any(_is_same(g, t) for t in p) for g in ties if g.kind == kind]
                    for ties, p in pairs
                ]
            )
            for kind in get_args(RelationKind)
        },
        "status": share_tally(_put(matched, lambda g, t: g.status == t.status)),
        "voice": share_tally(_put(matched, _is_voice)),
        "acts": share_tally([[said == act for act, said in own] for own in acts]),
        "acts_found": share_tally(
            [[said == act for act, said in own if said is not None] for own in acts]
        ),
    }


def gold_ties(record: Record) -> list[Tie]:
    """Return the relations of a record, with the place where each name first stands."""
    text = record["text"]
    return [
        Tie(
            r["kind"],
            (place_of(r["actor"], text),),
            (place_of(r["target"], text),),
            r["status"],
            r["voice"],
            (place_of(r["speaker"], text),) if r["speaker"] else (),
        )
        for r in record["relations"]
    ]


def place_of(words: str, text: str) -> Span:
    """Return where `words` first stand in `text`, not as a part of a longer word.

    Raises:
        ValueError: they do not.
    """
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    if found is None:
        raise ValueError(f"the passage has no {words!r}")
    return Span(*found.span())


def _names(gold: Words, own: Words) -> bool:
    return any(a.overlaps(b) for a in gold for b in own)


def _is_pair(gold: Tie, told: Tie) -> bool:
    return _names(gold.actor, told.actor) and _names(gold.target, told.target)


def _is_same(gold: Tie, told: Tie) -> bool:
    return gold.kind == told.kind and _is_pair(gold, told)


def _is_voice(gold: Tie, told: Tie) -> bool:
    is_speaker = _names(gold.speaker, told.speaker) if gold.speaker else not told.speaker
    return gold.voice == told.voice and is_speaker


def _distinct(ties: Sequence[Tie]) -> list[Tie]:
    """Return one of the relations that tell the same of the same actors."""
    return list({(t.kind, t.actor, t.target): t for t in ties}.values())


def _pairs(ties: Sequence[Tie]) -> list[Tie]:
    return list({(t.actor, t.target): t for t in ties}.values())


def _counts(
    gold: Sequence[Tie], found: Sequence[Tie], is_same: Callable[[Tie, Tie], bool]
) -> tuple[int, int, int]:
    """Return hits, found and gold counts; each found relation is a hit once."""
    left = list(found)
    hits = 0
    for one in gold:
        match = next((t for t in left if is_same(one, t)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits, len(found), len(gold)


def _put(
    matched: Sequence[Sequence[tuple[Tie, Tie]]], is_right: Callable[[Tie, Tie], bool]
) -> list[list[bool]]:
    """Return for each gold relation that was found whether one that tells it is right."""
    rows = []
    for own in matched:
        right: dict[int, bool] = {}
        for gold, told in own:
            right[id(gold)] = right.get(id(gold), False) or is_right(gold, told)
        rows.append(list(right.values()))
    return rows


def _acts(record: Record, told: Told) -> list[tuple[str, str | None]]:
    """Return the gold act of each quote with ours; `None` where there is no such quote of ours."""
    return [(quote["act"], _act(place_of_quote(quote, record), told)) for quote in record["quotes"]]


def place_of_quote(quote: Mapping[str, Any], record: Record) -> Span:
    """Return where the content of a gold quote stands."""
    start = record["text"].index(quote["content"])
    return Span(start, start + len(quote["content"]))


def _act(place: Span, told: Told) -> str | None:
    common = [sum(shared(place, piece) for piece in content) for content, _ in told.acts]
    best = max(range(len(common)), key=common.__getitem__, default=None)
    if best is None or not common[best]:
        return None
    return told.acts[best][1] or "none"


RELATIONS = Task(predict=predict_relations, tallies=relation_tallies, rivals=trivial)
