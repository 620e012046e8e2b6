"""What a threshold of framing marks costs: `python -m eval.marks_curve --data DIR`.

For each threshold: the share of sentences of mainstream news with a mark (BASIL's and PolNeAR's
development articles, as in `false_positives`), and precision and recall on the articles of the
task `framing`. A mark outranks those that it overlaps by its score alone, so that the marks of a
higher threshold are those of a lower one that reach it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from eval import adapters
from eval.corpus import Record, read_corpus
from eval.spec import TASKS, read_task
from eval.tasks_spans import CODEBOOK, Framing, Marks, framing_tallies, mark_tallies, sentences_of
from summarizer.stages.framing import Framing as FramingStage
from summarizer.types import FramingSpan

LEVELS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


def lowered(tool: Any, threshold: float) -> Any:
    """Return what `adapters.framing` needs of `tool`, showing marks from `threshold` on."""
    stages = []
    for stage in tool.pipeline.stages:
        if isinstance(stage, FramingStage):
            judge = replace(stage.judge, threshold=threshold, sure=1.0, sure_threshold=threshold)
            stage = replace(stage, judge=judge)
        stages.append(stage)
    return SimpleNamespace(pipeline=type(tool.pipeline)(tuple(stages)))


def at(found: Sequence[FramingSpan], threshold: float) -> tuple[FramingSpan, ...]:
    """Return the marks that a threshold leaves; those of other codebooks have their own."""
    return tuple(m for m in found if m.codebook != CODEBOOK or m.score >= threshold)


def marked_share(
    records: Sequence[Record], found: Sequence[Sequence[FramingSpan]], threshold: float
) -> float:
    """Return the share of sentences left unmarked by people that have a mark."""
    results = [
        Marks(
            tuple(sentences_of(record)),
            tuple(m.span for m in at(marks, threshold) if m.voice == "outlet"),
        )
        for record, marks in zip(records, found, strict=True)
    ]
    return mark_tallies(records, results)["unmarked_rate"].score


def main(argv: Sequence[str] | None = None) -> None:
    """Print the curve, one line a threshold."""
    parser = argparse.ArgumentParser(prog="python -m eval.marks_curve", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args(argv)
    tool = lowered(adapters.load_tool(), LEVELS[0])
    sets: dict[str, tuple[Sequence[Record], list[list[FramingSpan]]]] = {}
    for name in ("false_positives", "false_positives_polnear", "framing"):
        records = read_corpus(read_task(TASKS / f"{name}.toml"), "dev", args.data).records
        sets[name] = (records, [adapters.framing(tool, r["id"], r["text"]) for r in records])
    print("threshold  BASIL  PolNeAR  precision  recall")
    for level in LEVELS:
        basil, polnear = (
            marked_share(*sets[name], level)
            for name in ("false_positives", "false_positives_polnear")
        )
        articles, found = sets["framing"]
        own = [
            Framing(at(m, level), (("", None),) * len(r["spans"]))
            for r, m in zip(articles, found, strict=True)
        ]
        tallies = framing_tallies(articles, own)
        scores = (tallies["precision"].score, tallies["recall"].score)
        print(f"{level:9.2f}  {basil:.3f}    {polnear:.3f}      {scores[0]:.3f}   {scores[1]:.3f}")


if __name__ == "__main__":
    main()
