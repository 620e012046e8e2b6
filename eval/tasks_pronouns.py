"""Whom "he" and "she" mean, against the chains of ECB+.

Asked are the pronouns for one person that people put in a chain, outside quotations. An answer is
right if the chain is the one that most other words for the actor are in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from eval.adapters import Tool
from eval.chain_texts import analysis_up_to_actors, as_articles
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import f1_tally, precision_of, recall_of
from eval.task import Progress, Task
from eval.tasks_stories import gold_of, root_of
from summarizer.stages import require
from summarizer.stages.actor_pronouns import gendered
from summarizer.stages.actor_text import lay_out
from summarizer.training.references import chain_of
from summarizer.types import Actor, Analysis


@dataclass(frozen=True, slots=True)
class Asked:
    """A pronoun's chain, and the chains of the actors that are said to be meant; `None`: nobody."""

    right: Hashable
    ours: Hashable
    nearest: Hashable


def predict_pronouns(
    tool: Tool, records: Sequence[Record], done: Progress
) -> list[tuple[Asked, ...]]:
    """Return the answers for each text."""
    found = []
    for record in as_articles(records):
        found.append(answers(analysis_up_to_actors(tool, record), record))
        done(len(found))
    return found


def answers(analysis: Analysis, record: Record) -> tuple[Asked, ...]:
    """Return what the actors of `analysis` say about the pronouns that `record` marks."""
    doc, sentences = require(analysis.parse, "parse"), require(analysis.sentences, "sentences")
    chains = {root_of(doc, m["start"], m["end"]).i: m["chain"] for _, m in gold_of(record)}
    actors = require(analysis.actors, "actors")
    own = {actor.id: _chain_of(analysis, actor, chains) for actor in actors}
    ours = {m.span.start: own[a.id] for a in actors for m in a.mentions if m.kind == "pronoun"}
    people = sorted(
        (m.span.start, own[a.id])
        for a in actors
        if a.kind == "person"
        for m in a.mentions
        if m.kind != "pronoun"
    )
    starts = [start for start, _ in people]
    asked = []
    for token, _ in gendered(lay_out(doc, sentences)):
        if token.i in chains:
            before = bisect_left(starts, token.idx) - 1
            nearest = people[before][1] if before >= 0 else None
            asked.append(Asked(chains[token.i], ours.get(token.idx), nearest))
    return tuple(asked)


def _chain_of(analysis: Analysis, actor: Actor, chains: Mapping[int, Hashable]) -> Hashable:
    """Return the chain of most words for an actor, or the actor's own id, which is no chain."""
    heads = [
        root_of(analysis.parse, m.span.start, m.span.end).i
        for m in actor.mentions
        if m.kind != "pronoun"
    ]
    found = chain_of(heads, {i: {chain} for i, chain in chains.items()})
    return actor.id if found is None else found


def tally_pronouns(predicted: Sequence[Sequence[Asked]]) -> dict[str, Tally]:
    """Return F1, precision and recall of the answers."""
    rows = [
        (
            sum(a.ours == a.right for a in asked),
            sum(a.ours is not None for a in asked),
            len(asked),
        )
        for asked in predicted
    ]
    tally = f1_tally(rows)
    return {"f1": tally, "precision": precision_of(tally), "recall": recall_of(tally)}


def nearest_person(predicted: Sequence[Sequence[Asked]]) -> Mapping[str, list[tuple[Asked, ...]]]:
    """Return the answers of one who always takes the person named last."""
    return {
        "nearest person": [tuple(replace(a, ours=a.nearest) for a in asked) for asked in predicted]
    }


PRONOUNS = Task(
    predict=predict_pronouns,
    tallies=lambda _, predicted: tally_pronouns(predicted),
    rivals=nearest_person,
)
