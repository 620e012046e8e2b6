"""Actors within an article, against chains that people marked; across articles of ECB+ too.

The gold mentions are given, to the tool as to the baseline. Scored are the groups that it makes
of them; and, as end to end, the actors that a user gets: there a mention belongs to the actor
that has a mention with the same head word, and one that no actor has stands alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.adapters import Tool
from eval.chain_tallies import Labels, tallies_of
from eval.chain_texts import analysis_up_to_actors, as_articles
from eval.corpus import Record
from eval.interval import Tally
from eval.task import Progress, Task
from eval.tasks_stories import (
    ArticleChains,
    actors_at,
    gold_of,
    grouped,
    head_lemmas,
    predict_chains,
    root_of,
    tally_chains,
)

if TYPE_CHECKING:
    from summarizer.types import Analysis


@dataclass(frozen=True, slots=True)
class Grouped:
    """The label of each gold mention of an article: when all are given, and end to end."""

    given: tuple[Hashable, ...]
    found: tuple[Hashable, ...]


def predict_groups(tool: Tool, records: Sequence[Record], done: Progress) -> list[Grouped]:
    """Return the actors of the gold mentions of each article."""
    groups = []
    for record in records:
        analysis = analysis_up_to_actors(tool, record)
        given = tuple(grouped(tool, analysis, record))
        groups.append(Grouped(given, _found(analysis, record)))
        done(len(groups))
    return groups


def _found(analysis: Analysis, record: Record) -> tuple[Hashable, ...]:
    at = actors_at(analysis)
    roots = [(n, root_of(analysis.parse, m["start"], m["end"]).i) for n, m in gold_of(record)]
    return tuple(at.get(root, n) for n, root in roots)


def head_lemma_groups(records: Sequence[Record]) -> list[Grouped]:
    """Return groups of the mentions of an article whose head words have one lemma."""
    labels = [tuple(chains.labels.values()) for chains in head_lemmas(records)]
    return [Grouped(each, each) for each in labels]


def tally_groups(records: Sequence[Record], predicted: Sequence[Grouped]) -> dict[str, Tally]:
    """Return the scores with mentions given, of actors alone, and end to end."""
    given: list[tuple[Labels, Labels]] = []
    people: list[tuple[Labels, Labels]] = []
    found: list[tuple[Labels, Labels]] = []
    for record, groups in zip(records, predicted, strict=True):
        gold = gold_of(record)
        keep: set[Hashable] = {n for n, m in gold if m["kind"] == "ACTOR"}
        chains: Labels = {n: m["chain"] for n, m in gold}
        ours: Labels = dict(zip(chains, groups.given, strict=True))
        given.append((chains, ours))
        people.append((_kept(chains, keep), _kept(ours, keep)))
        found.append((chains, dict(zip(chains, groups.found, strict=True))))
    tallies = tallies_of(given)
    tallies["actors_conll_f1"] = tallies_of(people)["conll_f1"]
    ends = tallies_of(found)
    return tallies | {f"end_to_end_{name}": tally for name, tally in ends.items()}


def _kept(labels: Labels, keep: set[Hashable]) -> Labels:
    return {n: label for n, label in labels.items() if n in keep}


GROUPS = Task(
    predict=predict_groups, tallies=tally_groups, baselines={"head lemma": head_lemma_groups}
)


def _predict_ecb_groups(tool: Tool, records: Sequence[Record], done: Progress) -> list[Grouped]:
    return predict_groups(tool, as_articles(records), done)


def _predict_ecb_chains(
    tool: Tool, records: Sequence[Record], done: Progress
) -> list[ArticleChains]:
    return predict_chains(tool, as_articles(records), done)


ECB_GROUPS = Task(
    predict=_predict_ecb_groups,
    tallies=lambda records, predicted: tally_groups(as_articles(records), predicted),
    baselines={"head lemma": lambda records: head_lemma_groups(as_articles(records))},
)
ECB_CHAINS = Task(
    predict=_predict_ecb_chains,
    tallies=lambda records, predicted: tally_chains(as_articles(records), predicted),
    baselines={"head lemma": lambda records: head_lemmas(as_articles(records))},
)
