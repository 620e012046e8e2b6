"""Fails when a score fell below its floor or the data changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.spec import TASKS, MeasureSpec, TaskSpec, read_task
from summarizer.errors import DataError

LOG = "CHANGES.md"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of one task or measure."""

    place: str
    passed: bool
    message: str


def check(specs: Mapping[str, TaskSpec], results: Sequence[Mapping[str, Any]]) -> list[Verdict]:
    """Return a verdict for each floor, and for the data of each task that has one.

    Only whole dev splits count. A task with a floor and no result fails.
    """
    done = {r["task"]: r for r in results if r["split"] == "dev" and r["limit"] is None}
    verdicts: list[Verdict] = []
    for spec in specs.values():
        gated = [m for m in spec.measures if m.floor is not None or m.beats is not None]
        if spec.id in done:
            verdicts += _data_verdicts(spec, done[spec.id])
            verdicts += [v for m in gated for v in _measure_verdicts(spec, m, done[spec.id])]
        elif gated:
            verdicts.append(Verdict(spec.id, False, f"no result; run `python -m eval {spec.id}`"))
    return verdicts


def _data_verdicts(spec: TaskSpec, result: Mapping[str, Any]) -> list[Verdict]:
    expected, found = spec.split("dev").sha256, result["data"]["sha256"]
    same = expected == found and spec.version == result["version"]
    message = (
        f"data {found[:8]}, version {result['version']}; "
        f"expected {expected[:8]}, version {spec.version}"
    )
    return [Verdict(f"{spec.id} data", same, message)]


def _measure_verdicts(
    spec: TaskSpec, measure: MeasureSpec, result: Mapping[str, Any]
) -> list[Verdict]:
    place = f"{spec.id} {measure.name}"
    found = next((m for m in result["measures"] if m["name"] == measure.name), None)
    if found is None:
        return [Verdict(place, False, "not in the result; run the task again")]
    score, verdicts = found["score"], []
    if measure.floor is not None:
        lower = measure.better == "lower"
        good = score <= measure.floor if lower else score >= measure.floor
        word = "ceiling" if lower else "floor"
        verdicts.append(Verdict(place, good, f"{score:.4f}, {word} {measure.floor:.4f}"))
    if measure.beats is not None:
        bar = found["baselines"].get(measure.beats)
        message = f"{score:.4f}, {measure.beats} {'missing' if bar is None else f'{bar:.4f}'}"
        verdicts.append(Verdict(place, bar is not None and score > bar, message))
    return verdicts


def set_floor(place: str, floor: float, *, reason: str | None = None, folder: Path = TASKS) -> None:
    """Write a floor into its task file; one that asks for less needs a reason, which is logged.

    Args:
        place: `task.measure`.
        floor: the new floor, or ceiling where lower is better.
        reason: why less is asked for.
        folder: where the task files are.

    Raises:
        DataError: there is no such measure, or less is asked for without a reason.
    """
    task, _, name = place.partition(".")
    path = folder / f"{task}.toml"
    measure = read_task(path).measure(name) if path.is_file() else None
    if measure is None:
        raise DataError(f"there is no measure {place!r}; `python -m eval list` shows them")
    if _asks_less(measure, floor):
        if not reason:
            raise DataError(f"{place}: {floor} asks for less than {measure.floor}; give --reason")
        with (folder / LOG).open("a", encoding="utf-8") as log:
            log.write(f"- {place}: {measure.floor} to {floor}: {reason}\n")
    path.write_text(_with_floor(path.read_text(encoding="utf-8"), name, floor), encoding="utf-8")


def _asks_less(measure: MeasureSpec, floor: float) -> bool:
    if measure.floor is None:
        return False
    return floor > measure.floor if measure.better == "lower" else floor < measure.floor


def _with_floor(text: str, name: str, floor: float) -> str:
    blocks = re.split(r"(?m)^(?=\[\[measures\]\])", text)
    for i, block in enumerate(blocks):
        if re.search(rf'(?m)^name = "{re.escape(name)}"$', block):
            bare = re.sub(r"(?m)^floor = .*\n", "", block)
            blocks[i] = re.sub(r"(?m)^(title = .*\n)", rf"\g<1>floor = {floor}\n", bare, count=1)
    return "".join(blocks)
