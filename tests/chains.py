"""Marks of people in texts, as chains are annotated."""

from __future__ import annotations

from typing import Any


def mention(sentence: int, start: int, end: int, cluster: str | None) -> dict[str, Any]:
    """Return a mark on the words `[start, end)` of a sentence, in the chain `cluster`."""
    return {
        "sentence": sentence,
        "start": start,
        "end": end,
        "type": "HUMAN_PART_PER",
        "cluster": cluster,
        "validated": True,
    }
