"""The command line: `python -m eval TASK --data DIR`, `list`, `all`, `gate`, `floor`.

Timing has its own commands: `python -m eval.bench` and `python -m eval.peers`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from eval.adapters import Tool, load_tool
from eval.gate import check, set_floor
from eval.report import RESULTS, model_version, read_results, write_result
from eval.run import Request, run_task
from eval.spec import TaskSpec, read_tasks
from summarizer.errors import SummarizerError

MODELS = Path(__file__).parent.parent / "models"


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code: 0 done, 1 a task or the gate failed, 2 wrong use."""
    options = _parser().parse_args(arguments)
    specs = read_tasks()
    try:
        if options.task == "list":
            return _list(specs)
        if options.task == "gate":
            return _gate(specs, options.output)
        if options.task == "floor":
            return _floor(options)
    except SummarizerError as exc:
        print(exc, file=sys.stderr)
        return 2
    if options.task != "all" and options.task not in specs:
        print(f"no task {options.task!r}; there are {', '.join(specs)}", file=sys.stderr)
        return 2
    names = list(specs) if options.task == "all" else [options.task]
    done = [_run(specs[name], options) for name in names]
    return 0 if all(done) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    parser.add_argument("task", help="a task, or: list, all, gate, floor")
    parser.add_argument("place", nargs="?", help="for floor: TASK.MEASURE")
    parser.add_argument("value", nargs="?", type=float, help="for floor: the new floor")
    parser.add_argument("--reason", help="for floor: why less is asked for")
    parser.add_argument("--data", type=Path, help="folder of the data sets; else the hub is used")
    parser.add_argument("--split", default="dev", help="dev (default) or test")
    parser.add_argument("--limit", type=_positive, help="only the first so many records")
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder of the results")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _list(specs: Mapping[str, TaskSpec]) -> int:
    for spec in specs.values():
        splits = ", ".join(spec.splits)
        print(f"{spec.id:24} {spec.title} [{splits}]")
        for measure in spec.measures:
            floor = "" if measure.floor is None else f", floor {measure.floor}"
            beats = "" if measure.beats is None else f", above {measure.beats}"
            print(f"    {measure.name:22} {measure.title}{floor}{beats}")
    return 0


def _gate(specs: Mapping[str, TaskSpec], output: Path) -> int:
    verdicts = check(specs, read_results(output))
    for verdict in verdicts:
        print(f"{'ok  ' if verdict.passed else 'FAIL'} {verdict.place}: {verdict.message}")
    return 0 if all(verdict.passed for verdict in verdicts) else 1


def _floor(options: argparse.Namespace) -> int:
    if options.place is None or options.value is None:
        print("use: python -m eval floor TASK.MEASURE VALUE [--reason TEXT]", file=sys.stderr)
        return 2
    set_floor(options.place, options.value, reason=options.reason)
    return 0


def _run(spec: TaskSpec, options: argparse.Namespace) -> bool:
    def progress(done: int) -> None:
        print(f"\r{spec.id}: {done}", end="", file=sys.stderr, flush=True)

    request = Request(spec, options.split, options.data, options.limit)
    try:
        result = run_task(request, _tool, model_version(MODELS), progress)
    except SummarizerError as exc:
        print(f"\n{spec.id}: {exc}", file=sys.stderr)
        return False
    print(file=sys.stderr)
    for measure in result["measures"]:
        low, high = measure["interval"]
        trivial = ", ".join(f"{name} {score:.3f}" for name, score in measure["baselines"].items())
        print(f"{measure['title']:48} {measure['score']:.3f} [{low:.3f}, {high:.3f}]  {trivial}")
    print(write_result(result, options.output))
    return True


@lru_cache(maxsize=1)
def _tool() -> Tool:
    return load_tool()


if __name__ == "__main__":
    sys.exit(main())
