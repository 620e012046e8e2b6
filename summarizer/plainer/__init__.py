"""Plainer words for loaded ones, as suggestions with the source that advises them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.types import Span


@dataclass(frozen=True, slots=True)
class Alternative:
    """A suggestion: `text` could stand for the words at `span`; "" says to leave them out.

    `source` names who advises against the words, and says where the plainer ones are ours.
    """

    span: Span
    text: str
    source: str
