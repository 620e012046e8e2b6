"""Framing labels as a reader sees them: a title, a definition and a family.

The families group labels of the same tone, so that a page needs six colours instead of
seventeen; each has a letter too, because colour alone must never carry a meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from summarizer.codebook import Label, load_codebook
from summarizer.errors import CodebookError
from summarizer.render.escape import capital
from summarizer.types import UNCLEAR_LABEL, FramingSpan

UNCLEAR = "kind_unclear"


@dataclass(frozen=True, slots=True)
class Family:
    """Labels of one tone; `name` is used in CSS classes, `letter` is shown after a mark."""

    name: str
    letter: str
    title: str
    labels: tuple[str, ...]


OTHER = Family("other", "M", "Mixed and other", ("ambivalence", "loaded_other"))
FAMILIES = (
    Family(
        "praise",
        "P",
        "Praise and victory",
        (
            "liberation_victory",
            "heroism_praise",
            "legitimation",
            "resistance_rights",
            "flag_waving",
        ),
    ),
    Family(
        "blame",
        "B",
        "Blame and threat",
        (
            "occupation_capture",
            "brutality_terror",
            "threat_danger",
            "delegitimation",
            "blame_accusation",
            "name_calling",
            "appeal_to_fear",
            "doubt",
        ),
    ),
    Family("loss", "L", "Loss and suffering", ("devastation", "human_suffering")),
    Family("order", "O", "Order and softening", ("order_rule_of_law", "euphemism_sanitising")),
    Family("economy", "E", "Economy", ("economic_harm", "economic_gain")),
    OTHER,
)


def family_of(label: str) -> Family:
    """Return the family of `label`; labels of other codebooks are in `OTHER`."""
    return next((family for family in FAMILIES if label in family.labels), OTHER)


def label_title(codebook: str, label: str) -> str:
    """Return the name of a label for readers, its first letter a capital."""
    entry = _labels(codebook).get(label)
    words = entry.title if entry else label.replace("_", " ").replace("-", " ")
    return capital(words)


def is_unclear(mark: FramingSpan) -> bool:
    """Return whether other labels are together at least twice as likely as the mark's."""
    return mark.label_score is not None and mark.label_score < UNCLEAR_LABEL


def shown_label(mark: FramingSpan) -> str:
    """Return the label that a mark is shown under: its own, or `UNCLEAR`."""
    return UNCLEAR if is_unclear(mark) else mark.label


def label_definition(codebook: str, label: str) -> str:
    """Return what the codebook says that the label means; empty if it is not at hand."""
    entry = _labels(codebook).get(label)
    return entry.definition if entry else ""


@cache
def _labels(codebook: str) -> Mapping[str, Label]:
    try:
        return {label.name: label for label in load_codebook(codebook).labels}
    except CodebookError:
        return {}
