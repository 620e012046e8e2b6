"""Compare few-shot methods on held-out labels, and fit what turns logits into probabilities.

`python -m eval.tune_few_shot` prints average precision by method and number of examples, for
labels held out of `framing` and for labels that no weights have seen, and the lines of
`CALIBRATION` in `summarizer/fewshot/judge.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from eval.adapters import Tool, load_tool
from eval.corpus import Record, read_corpus
from eval.few_shot import (
    Case,
    Fit,
    Found,
    case_of,
    logistic,
    nearest,
    prototype,
    read_examples,
    ridge,
    run_case,
)
from eval.spec import TASKS, read_task
from summarizer.fewshot.detect import Pick, average_precision, fit_calibration

METHODS: dict[str, Fit] = {
    "prototype": prototype,
    "nearest, k 1": nearest(1),
    "nearest, k 3": nearest(3),
    "ridge, penalty 10": ridge(10.0),
    "ridge, penalty 30": ridge(30.0),
    "logistic, strength 0.3": logistic(0.3),
    "logistic, strength 1": logistic(1.0),
    "logistic, strength 3": logistic(3.0),
}
_USED = "logistic, strength 1"


def main() -> None:
    """Print the comparison and the fitted calibration."""
    tool = load_tool()
    for task in ("few_shot", "few_shot_unseen"):
        records = read_corpus(read_task(TASKS / f"{task}.toml"), "dev", None).records
        for shots in records[0]["shots"]:
            _report(tool, task, records, shots)


def _report(tool: Tool, task: str, records: Sequence[Record], shots: int) -> None:
    cases = [case_of(read_examples(tool, r["codebook"]), r, shots) for r in records]
    for name, method in METHODS.items():
        found = [run_case(case, method) for case in cases]
        scores = [
            average_precision([p.logit for p in f.picks], [p.is_right for p in f.picks], f.n_gold)
            for f in found
        ]
        print(f"{task} {shots:2} {name:24} {sum(scores) / len(scores):.3f}", flush=True)
        if name == _USED and task == "few_shot":
            print(f"CALIBRATION {shots}: {_calibration(cases, found)}", file=sys.stderr)


def _calibration(cases: Sequence[Case], found: Sequence[Found]) -> tuple[float, float] | None:
    """Return slope and offset over all cases; each case keeps its own lines."""
    shift, pooled, holds = 0, list[Pick](), set[int]()
    for case, each in zip(cases, found, strict=True):
        pooled += [Pick(p.line + shift, p.logit, p.is_right) for p in each.picks]
        holds |= {at + shift for at in case.holds}
        shift += len(case.examples.lines)
    return fit_calibration(pooled, frozenset(holds))


if __name__ == "__main__":
    main()
