"""The outlet's summary: where the outlet itself, and no source of it, frames the story."""

from __future__ import annotations

from summarizer.errors import InputError
from summarizer.length import Words
from summarizer.summaries.select import Floats, Material, compose, gather, keeping
from summarizer.types import Analysis, Perspective, Summary


def outlet_summary(analysis: Analysis, similarity: Floats, n: int) -> Summary:
    """Return the `n` sentences in which the outlet frames most, or all there are.

    Args:
        analysis: with sentences and salience, and framing where it ran.
        similarity: `[sentences, sentences]`, cosine of the sentences.
        n: number of sentences, 1 or more.

    Raises:
        InputError: the article does not say which outlet it is from.
        PipelineError: a layer is missing, or sizes do not fit.
        SettingsError: `n` is below 1.
    """
    return summarize_outlet(gather(analysis, similarity), n)


def summarize_outlet(material: Material, n: int, *, words: Words | None = None) -> Summary:
    """Return what `outlet_summary` does, from material that is gathered already."""
    article = material.analysis.article
    if not article.outlet:
        raise InputError(f"{article.id} names no outlet; give one to see its perspective")
    relevance: dict[int, float] = {}
    labels: dict[int, frozenset[str]] = {}
    for at in material.wordings:
        phrases = material.phrases.get(at, ())
        plainness = 1.0
        for phrase in phrases:
            plainness *= 1.0 - phrase.score
        if plainness < 1.0:
            relevance[at] = (1.0 - plainness) * (0.5 + 0.5 * float(material.salience[at]))
            labels[at] = frozenset(phrase.label for phrase in phrases)
    own = {at: [phrase.span for phrase in material.phrases[at]] for at in relevance}
    material = keeping(material, own)
    note = None if relevance else f"No framing was found in the voice of {article.outlet} itself."
    perspective = Perspective("outlet", article.outlet)
    return compose(material, relevance, n, perspective, facets=labels, note=note, words=words)
