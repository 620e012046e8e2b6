"""Relations between the actors of the harbour article, set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from summarizer.relations import Relation, RelationKind, SpeechAct
from summarizer.types import LineKind, Span

# What its cues tell of the quotes of the article; the others only say.
ACTS: dict[str, SpeechAct] = {"warned": "fears", "denounced": "accuses"}
Blocks = Sequence[tuple[LineKind, Sequence[str]]]


def make_ties(
    blocks: Blocks, actors: tuple[str, str, str], *, quoted: tuple[str, str]
) -> tuple[Relation, ...]:
    """Return relations in text order: two in a quoted voice, one of these with a hedge.

    Args:
        blocks: the article, which has an empty line between them.
        actors: ids of the company, the workers and their leader.
        quoted: ids of the union and of the company's chief.
    """
    company, workers, leader = actors
    union, chief = ({"voice": "quoted", "speaker": name} for name in quoted)
    text = "\n\n".join(" ".join(sentences) for _, sentences in blocks)

    def tie(kind: RelationKind, actor: str, target: str, cue: str, **changes: Any) -> Relation:
        (sentence,) = {words for _, block in blocks for words in block if cue in words}
        start = text.index(sentence)
        at = start + sentence.index(cue)
        evidence = (Span(start, start + len(sentence)),)
        return Relation(kind, actor, target, Span(at, at + len(cue)), evidence, **changes)

    return (
        tie("acts_on", company, workers, "pushed", **union),
        tie("blames", company, workers, "condemned"),
        tie("supports", company, workers, "offered", status="hedged", **chief),
        tie("blames", leader, company, "denounced"),
    )
