"""What a contrast says of two articles, as one plain sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from summarizer.codebook import load_codebook
from summarizer.comparison import Contrast, ContrastValue, Dimension, PairInterval
from summarizer.errors import CodebookError

# `more` is the article with the higher value and `less` the one with the lower; `high` and
# `low` are the two values.
_SENTENCES: Mapping[Dimension, str] = {
    "loaded": "The sentences of {more} are worded in a more loaded way than those of {less}.",
    "framing_label": (
        "{more} uses wording of the kind “{about}” in {high} of its sentences, {less} in {low}."
    ),
    "sentiment": "The wording of {more} is more favourable to {about} than that of {less}.",
    "role": (
        "{more} casts {about} more as a protagonist and less as an antagonist than {less} does."
    ),
    "share_of_voice": "{more} gives {high} of its quoted words to {about}, {less} {low}.",
    "prominence": (
        "{high} of the mentions of people and organisations in {more} are of {about}, and {low} "
        "in {less}."
    ),
    "doer": (
        "{more} shows {about} acting rather than acted on in {high} of cases, {less} in {low}."
    ),
    "agentless": (
        "{more} leaves out who did it in {high} of what is done to {about}, {less} in {low}."
    ),
    "order": "{less} speaks of {about} earlier in the article than {more}.",
}


def say_contrast(
    contrast: Contrast, pair: PairInterval, *, name: Callable[[str], str], actors: Mapping[str, str]
) -> str | None:
    """Return how the two articles of `pair` differ; `None` if there is no sentence for it.

    Args:
        contrast: one that has `pair` among its pairs.
        pair: the two articles.
        name: gives the name of an article by its id.
        actors: names of story actors by id.
    """
    template = _SENTENCES.get(contrast.dimension)
    values = {v.article: v for v in contrast.values}
    if template is None or pair.first not in values or pair.second not in values:
        return None
    about = _about(contrast, actors)
    if about is None:
        return None
    first, second = values[pair.first], values[pair.second]
    more, less = (first, second) if pair.difference > 0 else (second, first)
    sentence = template.format(
        more=name(more.article),
        less=name(less.article),
        high=_percent(more),
        low=_percent(less),
        about=about,
    )
    return sentence[:1].upper() + sentence[1:]


def _about(contrast: Contrast, actors: Mapping[str, str]) -> str | None:
    if contrast.about is None:
        return "people and organisations"
    if contrast.dimension == "framing_label":
        return _title(contrast.about)
    return actors.get(contrast.about)


@cache
def _title(label: str) -> str:
    """Return the name of a framing label for readers."""
    for codebook in ("framing", "techniques"):
        try:
            return load_codebook(codebook).label(label).title.lower()
        except CodebookError:
            continue
    return label.replace("_", " ")


def _percent(value: ContrastValue) -> str:
    return f"{100 * value.value:.0f}%"
