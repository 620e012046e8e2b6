"""How well phrases are given to named actors in events that the head did not learn from.

`python -m eval.tune_references --data DIR` fits the head of `models/recipes/news_coreference.toml`
on ECB+ and on all events of NewsWCL50 dev but one, groups the given mentions of that one, and does
so for every event. The score is printed for several thresholds, beside the head lemma.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.adapters import Tool, load_tool
from eval.chain_texts import analysis_up_to_actors
from eval.corpus import Record
from eval.interval import Estimate, difference, estimate, weights_of
from eval.tasks_grouping import Grouped, head_lemma_groups, tally_groups
from eval.tasks_stories import gold_of
from summarizer.neural.references import Referring
from summarizer.stages import require
from summarizer.stages.actors import group_mentions
from summarizer.stages.parse import load_parser
from summarizer.training.data import read_records
from summarizer.training.references import Case, fit_head, read_chains, read_stories
from summarizer.types import Analysis, Span

THRESHOLDS = (0.3, 0.4, 0.5, 0.6)
STRENGTH = 1.0
MEASURE = "conll_f1"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The score at a threshold, what it is above the head lemma, and decisions right and wrong."""

    score: Estimate
    over_head_lemma: Estimate
    right: int
    wrong: int


def main(argv: Sequence[str] | None = None) -> None:
    """Print the scores under leave-one-event-out."""
    parser = argparse.ArgumentParser(prog="python -m eval.tune_references", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args(argv)
    records = list(read_records(args.data, "newswcl50", "dev"))
    nlp = load_parser()
    stories = read_stories(args.data, nlp)
    judges = judges_of(read_chains(args.data, nlp, lambda _: None), stories)
    analyses = analysed(load_tool(), records)
    for threshold in THRESHOLDS:
        found = left_out((records, analyses), judges, stories, threshold)
        print(as_text(threshold, found))


def judges_of(
    chains: Sequence[Case], stories: Mapping[str, Sequence[Case]]
) -> dict[str, Referring]:
    """Return for each event the judge that learned from everything but this event."""
    found = {}
    for event in stories:
        others = [case for name, cases in stories.items() if name != event for case in cases]
        found[event] = Referring(fit_head([*chains, *others], STRENGTH))
    return found


def analysed(tool: Tool, records: Sequence[Record]) -> list[Analysis]:
    """Return the analyses of the articles, as far as their actors."""
    return [analysis_up_to_actors(tool, record) for record in records]


def left_out(
    articles: tuple[Sequence[Record], Sequence[Analysis]],
    judges: Mapping[str, Referring],
    stories: Mapping[str, Sequence[Case]],
    threshold: float,
) -> LeftOut:
    """Return the scores when each event is grouped by its own judge."""
    records, analyses = articles
    groups = []
    for record, analysis in zip(records, analyses, strict=True):
        judge = Referring(judges[str(record["event"])].head, threshold)
        spans = [Span(m["start"], m["end"]) for _, m in gold_of(record)]
        doc = require(analysis.parse, "parse")
        given = tuple(group_mentions(doc, require(analysis.sentences, "sentences"), spans, judge))
        groups.append(Grouped(given, given))
    ours = tally_groups(records, groups)[MEASURE]
    lemma = tally_groups(records, head_lemma_groups(records))[MEASURE]
    weights = weights_of(len(records))
    right, wrong = _decisions(judges, stories, threshold)
    return LeftOut(estimate(ours, weights), difference(ours, lemma, weights), right, wrong)


def _decisions(
    judges: Mapping[str, Referring], stories: Mapping[str, Sequence[Case]], threshold: float
) -> tuple[int, int]:
    taken = [
        bool(case.right[found.argmax()])
        for event, cases in stories.items()
        for case in cases
        if (found := judges[event].probabilities(case.rows)).max() >= threshold
    ]
    return sum(taken), len(taken) - sum(taken)


def as_text(threshold: float, found: LeftOut) -> str:
    """Return the scores at a threshold as a line."""
    return (
        f"from {threshold:.1f} on  CoNLL F1 {_shown(found.score)}"
        f"  over head lemma {_shown(found.over_head_lemma)}"
        f"  phrases right {found.right}, wrong {found.wrong}"
    )


def _shown(each: Estimate) -> str:
    return f"{each.score:.4f} [{each.low:.4f}, {each.high:.4f}]"


if __name__ == "__main__":
    main()
