"""Text whose words were set apart, as it would be printed."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.types import Span

_CLOSES = frozenset(". , ; : ! ? ) ] } % 's 'S n't 're 've 'll 'd 'm ...".split())
_OPENS = frozenset("( [ { $ # £ €".split())
_MARKS = frozenset(["``", "''", '"'])


def joined(tokens: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """Return the text that `tokens` were cut from, as far as can be told, and their places."""
    text, spans = "", []
    is_glued, is_open = True, False
    for token in tokens:
        word = '"' if token in _MARKS else token.strip() or "-"
        is_quote = word == '"'
        opens_quote = token.startswith("`")
        closes = word in _CLOSES or (is_quote and is_open and not opens_quote)
        if text and not is_glued and not closes:
            text += " "
        spans.append(Span(len(text), len(text) + len(word)))
        text += word
        is_glued = word in _OPENS or (word == '"' and not closes)
        if word == '"':
            is_open = not closes
    return text, tuple(spans)


def joined_sentences(
    sentences: Sequence[str],
) -> tuple[str, tuple[Span, ...], tuple[tuple[Span, ...], ...]]:
    """Return the text of tokenised `sentences`, the place of each, and those of its words."""
    text, places, words = "", [], []
    for sentence in sentences:
        own, spans = joined(sentence.split(" "))
        base = len(text) + bool(text)
        text = f"{text} {own}" if text else own
        places.append(Span(base, base + len(own)))
        words.append(tuple(Span(base + s.start, base + s.end) for s in spans))
    return text, tuple(places), tuple(words)
