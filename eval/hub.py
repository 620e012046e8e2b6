"""Loads a corpus from the Hugging Face hub and puts its rows in our record form.

Rows on the hub can differ from the files that `--data` points at (BABE has other labels,
SummEval is not tokenised), so scores on the two are not comparable; the report names the
source and the digest of what was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from summarizer.errors import DataError

Row = Mapping[str, Any]
Load = Callable[..., Iterable[Row]]

_SENTIMENT = {-1: "negative", 0: "neutral", 1: "positive"}


def records_from_hub(path: str, kind: str, split: str, load: Load | None = None) -> list[Row]:
    """Return the records of one split; `path` is `name` or `name:configuration`.

    Args:
        load: what fetches the rows; by default `datasets.load_dataset`.

    Raises:
        DataError: `datasets` is not installed, the hub is out of reach, or the corpus there
            is not in the form this converter knows.
    """
    name, _, config = path.partition(":")
    options = {"name": config} if config else {}
    hub_split = {"dev": _DEV.get(kind, "validation")}.get(split, split)
    fetch = load or _load_dataset()
    try:
        rows = list(fetch(name, split=hub_split, **options))
    except (OSError, ValueError, RuntimeError) as exc:
        raise DataError(
            f"{name} ({hub_split}) could not be loaded from the Hugging Face hub: {exc}; "
            "pass --data with a local copy"
        ) from exc
    try:
        return _CONVERT[kind](rows)
    except KeyError as exc:
        raise DataError(f"{name} on the hub has no {exc}; pass --data with a local copy") from exc


def _load_dataset() -> Load:
    try:
        from datasets import load_dataset
    except ImportError as exc:
        raise DataError("without --data, `pip install datasets` is needed") from exc
    fetch: Load = load_dataset
    return fetch


def babe_records(rows: Sequence[Row]) -> list[Row]:
    """Return BABE rows as `{id, text, label}`."""
    return [
        {"id": row.get("uuid") or f"babe-{n}", "text": row["text"], "label": int(row["label"])}
        for n, row in enumerate(rows)
    ]


def newsmtsc_records(rows: Sequence[Row]) -> list[Row]:
    """Return NewsMTSC rows, one a target, as sentences with their targets."""
    targets: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        target = {
            "start": int(row["from"]),
            "end": int(row["to"]),
            "text": row["mention"],
            "sentiment": _SENTIMENT[int(row["polarity"])],
        }
        targets[row["sentence"]].append(target)
    return [
        {"id": f"newsmtsc-{n}", "text": text, "targets": found}
        for n, (text, found) in enumerate(targets.items())
    ]


def summeval_records(rows: Sequence[Row]) -> list[Row]:
    """Return SummEval rows as documents with their references."""
    return [
        {"id": row["id"], "document": row["text"], "references": list(row["human_summaries"])}
        for row in rows
    ]


# BABE and SummEval have no validation split on the hub.
_DEV = {"loaded": "test", "summaries": "test"}
_CONVERT: dict[str, Callable[[Sequence[Row]], list[Row]]] = {
    "loaded": babe_records,
    "sentiment": newsmtsc_records,
    "summaries": summeval_records,
}
