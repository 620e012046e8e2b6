"""Writes results: one JSON file a task and split, and one table over all of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarizer.errors import DataError

RESULTS = Path(__file__).parent / "results"
TABLE = "README.md"
_COLUMNS = (
    "task",
    "measure",
    "score",
    "95% interval",
    "trivial baseline",
    "published",
    "n",
    "split",
    "data",
    "model",
)
_HEAD = """# Results

Written by `python -m eval TASK`; do not edit. Scores are between 0 and 1. Intervals are
percentile bootstrap over whole units (2,000 draws, seed 0). "Published" is what others report,
often on another split or another version of the data; the source says which. `data` is the
start of the SHA-256 of the file, `model` the version and the digest of the weights' manifest.
(lower) marks measures where less is better. Each task's JSON has all digits and the difference
to the best baseline with its interval.
"""


def model_version(models: Path) -> str:
    """Return the library's version and the digest of `manifest.toml` in `models`."""
    from summarizer import __version__

    manifest = models / "manifest.toml"
    digest = sha256(manifest.read_bytes()).hexdigest()[:12] if manifest.is_file() else "unreleased"
    return f"{__version__}+{digest}"


def write_result(result: Mapping[str, Any], folder: Path) -> Path:
    """Write `result` to its JSON file, renew the table, and return the file's path.

    A run over the first records only gets a file of its own and no row in the table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result_name(result)}.json"
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / TABLE).write_text(table(read_results(folder)), encoding="utf-8")
    return path


def result_name(result: Mapping[str, Any]) -> str:
    """Return the name of the file of a result, without its ending."""
    name: str = result["task"]
    if result["split"] != "dev":
        name += f"-{result['split']}"
    if result["limit"] is not None:
        name += f"-first{result['limit']}"
    return name


def read_results(folder: Path) -> list[dict[str, Any]]:
    """Return the task results in `folder`, in the order of their names.

    Raises:
        DataError: a file is not JSON.
    """
    results = []
    for path in sorted(folder.glob("*.json")):
        try:
            result = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as exc:
            raise DataError(f"{path}: not JSON: {exc}; run its task again") from exc
        if "measures" in result:
            results.append(result)
    return results


def table(results: Sequence[Mapping[str, Any]]) -> str:
    """Return the Markdown table of all whole-split results."""
    lines = [
        _HEAD,
        "| " + " | ".join(_COLUMNS) + " |",
        "|" + " --- |" * len(_COLUMNS),
    ]
    notes: list[str] = []
    for result in results:
        if result["limit"] is not None:
            continue
        lines += [_row(result, measure) for measure in result["measures"]]
        if result["notes"]:
            notes += ["", f"## {result['task']} ({result['split']})", ""]
            notes += [f"- {note}" for note in result["notes"]]
    return "\n".join(lines + notes) + "\n"


def _row(result: Mapping[str, Any], measure: Mapping[str, Any]) -> str:
    low, high = measure["interval"]
    lower = " (lower)" if measure["better"] == "lower" else ""
    data = result["data"]
    cells = (
        result["task"],
        measure["title"] + lower,
        f"{measure['score']:.3f}",
        f"{low:.3f}–{high:.3f}",
        "; ".join(f"{name} {score:.3f}" for name, score in measure["baselines"].items()),
        "; ".join(f"{p['score']:.3f} {p['system']} ({p['source']})" for p in measure["published"]),
        str(measure["n"]),
        result["split"],
        data["sha256"][:8] + ("" if data["as_expected"] else " (not the expected file)"),
        result["model"],
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
