"""How a summary's framing differs from its articles', in words, for the page and the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarizer.drift import Drift
from summarizer.render.places import excerpt
from summarizer.types import Evidence, Summary

_NAMED = 3
_LENGTH = 60

Words = Callable[[Evidence], str]


def loaded_line(summary: Summary, drift: Drift, words: Words) -> str:
    """Return one line on the loaded words of a summary beside those of its articles.

    Args:
        summary: whose drift it is.
        drift: with what it is.
        words: tells the words at a place.
    """
    there = where(drift)
    if not drift.loaded and not drift.source_loaded:
        return f"Loaded words: none found here or {there}."
    line = f"Loaded words: {drift.loaded:.1f} per 100 here, {drift.source_loaded:.1f} {there}"
    if added := added_phrases(summary, drift):
        line += f"; adds {_list(added, len(added))}"
    if lost := [words(e) for e in drift.lost if words(e)]:
        line += f"; leaves out {_list(lost, drift.n_lost)}"
    return f"{line}."


def where(drift: Drift) -> str:
    """Return "in the article", or in how many."""
    n = len(drift.articles)
    return "in the article" if n == 1 else f"in the {n} articles"


def quoted(words: str) -> str:
    """Return words in quotation marks, on one line and not too long."""
    return f"\u201c{excerpt(words, _LENGTH)}\u201d"


def added_phrases(summary: Summary, drift: Drift) -> list[str]:
    """Return the loaded phrases that the summary adds."""
    texts = [sentence.text for sentence in summary.sentences]
    return [place.span.of(texts[place.sentence]) for place in drift.added]


def _list(phrases: Sequence[str], total: int) -> str:
    """Return the first phrases, and how many more there are."""
    named = [quoted(words) for words in phrases[:_NAMED]]
    more = total - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
