"""The task on how often a user's codebook marks articles that its labels are not about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eval.adapters import Tool, example_reader
from eval.corpus import Record
from eval.few_shot import HERE
from eval.interval import Tally
from eval.metrics import share_tally
from eval.sentences import prose_sentences
from eval.task import Progress, Task
from summarizer.codebook import load_codebook
from summarizer.errors import DataError
from summarizer.fewshot.background import read_background
from summarizer.fewshot.judge import CodebookJudge, few_shot_judge
from summarizer.read import read_text
from summarizer.stages.framing import Framing

BOOKS = tuple(f"codebooks/{name}.toml" for name in ("climate_talk", "sport_drama"))


def predict_marked(
    tool: Tool, records: Sequence[Record], progress: Progress
) -> list[dict[str, list[bool]]]:
    """Return for each codebook whether each sentence of each article has a mark of it."""
    reader = example_reader(tool)
    background = read_background(reader)
    judges = tuple(few_shot_judge(load_codebook(HERE / b), reader, background) for b in BOOKS)
    pipeline = replace(
        tool.pipeline, stages=tuple(_with(stage, judges) for stage in tool.pipeline.stages)
    )
    found = []
    for record in records:
        [analysis] = pipeline.run([read_text(record["text"], id=record["id"])])
        if analysis.framing is None:
            raise DataError(f"{record['id']}: no framing layer")
        marked = {
            judge.book.name: [m.span for m in analysis.framing if m.codebook == judge.book.name]
            for judge in judges
        }
        sentences = prose_sentences(record["text"])
        found.append({
            name: [any(m.overlaps(s) for m in marks) for s in sentences]
            for name, marks in marked.items()
        })  # fmt: skip
        progress(len(found))
    return found


def _with(stage: object, judges: tuple[CodebookJudge, ...]) -> object:
    return replace(stage, others=judges) if isinstance(stage, Framing) else stage


def every_sentence(records: Sequence[Record]) -> list[dict[str, list[bool]]]:
    """Return a mark of each codebook on every sentence."""
    names = [load_codebook(HERE / book).name for book in BOOKS]
    return [
        {name: [True] * len(prose_sentences(record["text"])) for name in names}
        for record in records
    ]


def marked_tallies(
    records: Sequence[Record],  # noqa: ARG001 - all tasks count alike
    found: Sequence[dict[str, list[bool]]],
) -> dict[str, Tally]:
    """Return the share of sentences with a mark, for each codebook."""
    return {name: share_tally([each[name] for each in found]) for name in found[0]}


FEW_SHOT_ARTICLES = Task(
    predict=predict_marked,
    tallies=marked_tallies,
    baselines={"every sentence": every_sentence},
)
