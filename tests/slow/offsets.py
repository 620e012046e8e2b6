"""The ranges in a report's JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def ranges(node: Any) -> Iterator[tuple[int, int]]:
    """Yield every start and end in a JSON value."""
    if isinstance(node, dict):
        if "start" in node:
            yield node["start"], node["end"]
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from ranges(inner)
