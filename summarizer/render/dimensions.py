"""The measures in which articles are contrasted, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from summarizer.comparison import Contrast, Dimension
from summarizer.render.labels import label_title
from summarizer.report import name_of
from summarizer.types import Report


@dataclass(frozen=True, slots=True)
class Measure:
    """What a dimension measures: a title with `{about}`, what its values mean, their range."""

    title: str
    meaning: str
    low: float = 0.0
    is_share: bool = True


MEASURES: Mapping[Dimension, Measure] = {
    "loaded": Measure(
        "Loaded wording",
        "Mean probability that a sentence is worded in a loaded way.",
    ),
    "headline_loaded": Measure(
        "Loaded wording of the headline", "Probability that the headline is worded in a loaded way."
    ),
    "headline_against_body": Measure(
        "Headline against body",
        "How much more loaded the headline is than the body below it; below 0, the body is.",
        low=-1.0,
        is_share=False,
    ),
    "framing_label": Measure(
        "Wording of the kind “{about}”",
        "Share of sentences with such wording in the outlet’s own voice.",
    ),
    "frame": Measure("Frame “{about}”", "Probability that the article uses this frame."),
    "sentiment": Measure(
        "Sentiment toward {about}",
        "From −1, all wording about it negative, to +1, all of it positive.",
        low=-1.0,
        is_share=False,
    ),
    "role": Measure(
        "Role of {about}",
        "From −1, cast as the antagonist throughout, to +1, as the protagonist.",
        low=-1.0,
        is_share=False,
    ),
    "share_of_voice": Measure(
        "Share of voice of {about}", "Its share of all words attributed to anyone."
    ),
    "prominence": Measure(
        "Prominence of {about}", "Its share of all mentions, weighted toward the top."
    ),
    "doer": Measure(
        "{about} as the doer",
        "Of the clauses it has a part in, the share in which it acts rather than is acted on.",
    ),
    "agentless": Measure(
        "No doer named: what is done to {about}",
        "Of what is done to it, the share told without saying who did it.",
    ),
    "order": Measure(
        "Place of {about} in the article",
        "Mean place of the sentences that mention it, from 0 (the top) to 100 % (the end).",
    ),
}


def contrast_title(report: Report, contrast: Contrast) -> str:
    """Return the title of a contrast, not escaped."""
    about = contrast.about
    if about is None:
        words = "people and organisations"
    elif contrast.dimension == "framing_label":
        words = label_title("framing", about)
    elif contrast.dimension == "frame":
        words = label_title("generic", about)
    else:
        words = name_of(report, about) or about
    title = MEASURES[contrast.dimension].title.replace("{about}", words)
    return title[:1].upper() + title[1:]


def amount(dimension: Dimension, value: float, *, is_gap: bool = False) -> str:
    """Return a value for readers: "34 %" for a share, "+0.21" else; gaps in points."""
    if MEASURES[dimension].is_share:
        unit = "points" if is_gap else "%"
        return f"{_minus(f'{value * 100:.0f}')}\u2009{unit}"
    return _minus(f"{value:+.2f}")


def _minus(number: str) -> str:
    return number.replace("-", "\N{MINUS SIGN}")
