"""The guard on summary sentences in other words: which it lets through, which it refuses.

A record is an article with sentences that are true to it, verbatim or reworded, and sentences
that differ from such a one by a single error. Each comes with the article's sentences that it
rests on. The trivial systems let everything through, or what shares enough words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eval import adapters
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import share_tally, words
from eval.task import Progress, Task
from summarizer.types import Analysis, Evidence, Span, SummarySentence

CLEAN = ("verbatim", "shortened", "paraphrase", "merged", "quoted", "reported")
CORRUPTED = (
    "number",
    "name",
    "date",
    "role",
    "negation",
    "modality",
    "quote",
    "attribution",
)
# Ways to say the same in other words, of which the true sentences of a second suite are made.
REWORDED = (
    "passive",
    "nominal",
    "apposition",
    "merged",
    "quoted",
    "reported",
    "negated",
    "rounded",
)
_FOUND = 0.8  # share of a sentence's words in its evidence from which token recall passes it


def predict_passed(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[list[bool]]:
    """Return for each sentence of each article whether the guard lets it through."""
    from summarizer.guard import find_problems, prepare
    from summarizer.read import read_text

    found: list[list[bool]] = []
    read = adapters.parser(tool)
    for record in records:
        article = read_text(record["text"], id=record["id"])
        analysis: Analysis = tool.pipeline.run([article])[0]
        sources = {record["id"]: prepare(analysis)}
        found.append(
            [
                not find_problems(said, sources, read=read, supports=tool.built.support)
                for said in sentences_of(record, analysis)
            ]
        )
        progress(len(found))
    return found


def sentences_of(record: Record, analysis: Analysis) -> list[SummarySentence]:
    """Return the sentences of a record, each with its evidence as the tool cuts it."""
    spans = [span_of(analysis, line) for line in record["sentences"]]
    return [
        SummarySentence(
            case["sentence"],
            tuple(Evidence(record["id"], spans[at]) for at in case["evidence"]),
            1.0,
        )
        for case in record["cases"]
    ]


def span_of(analysis: Analysis, line: str) -> Span:
    """Return where `line` stands in the article."""
    start = analysis.article.text.index(line)
    return Span(start, start + len(line))


def everything(records: Sequence[Record]) -> list[list[bool]]:
    """Let every sentence through."""
    return [[True for _ in record["cases"]] for record in records]


def recalled(records: Sequence[Record]) -> list[list[bool]]:
    """Let through what has most of its words in its evidence."""
    return [[_recall(case, record) >= _FOUND for case in record["cases"]] for record in records]


def _recall(case: dict[str, Any], record: Record) -> float:
    evidence = " ".join(record["sentences"][at] for at in case["evidence"])
    own, other = _lower(case["sentence"]), set(_lower(evidence))
    return sum(word in other for word in own) / len(own)


def _lower(text: str) -> list[str]:
    return [span.of(text).casefold() for span in words(text)]


def guard_tallies(records: Sequence[Record], passed: Sequence[Sequence[bool]]) -> dict[str, Tally]:
    """Return the share of errors refused and of true sentences passed, and each kind's."""
    return _tallies(records, passed, CLEAN)


def reworded_tallies(
    records: Sequence[Record], passed: Sequence[Sequence[bool]]
) -> dict[str, Tally]:
    """Return the same for the suite in which every true sentence is in other words."""
    return _tallies(records, passed, REWORDED)


def _tallies(
    records: Sequence[Record], passed: Sequence[Sequence[bool]], clean: Sequence[str]
) -> dict[str, Tally]:
    return {
        "caught": share_tally(_of(records, passed, CORRUPTED, is_passed=False)),
        "passed": share_tally(_of(records, passed, clean, is_passed=True)),
        **{
            f"passed_{kind}": share_tally(_of(records, passed, (kind,), is_passed=True))
            for kind in clean
        },
        **{
            f"caught_{kind}": share_tally(_of(records, passed, (kind,), is_passed=False))
            for kind in CORRUPTED
        },
    }


def _of(
    records: Sequence[Record],
    passed: Sequence[Sequence[bool]],
    kinds: Sequence[str],
    *,
    is_passed: bool,
) -> list[list[bool]]:
    return [
        [
            own is is_passed
            for case, own in zip(record["cases"], unit, strict=True)
            if case["kind"] in kinds
        ]
        for record, unit in zip(records, passed, strict=True)
    ]


GUARD = Task(
    predict=predict_passed,
    tallies=guard_tallies,
    baselines={"everything passes": everything, "token recall": recalled},
)
GUARD_REWORDED = Task(
    predict=predict_passed,
    tallies=reworded_tallies,
    baselines={"everything passes": everything, "token recall": recalled},
)
