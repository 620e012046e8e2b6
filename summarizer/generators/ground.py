"""From a draft to a summary: every sentence has evidence, or the article's own stands for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from summarizer.fidelity import words
from summarizer.generators.evidence import Grounds, bear_out, nearest
from summarizer.generators.scopes import Passage
from summarizer.length import count_words
from summarizer.summaries.select import Floats
from summarizer.types import Summary, SummarySentence

# Two sentences that share this part of their words (Jaccard) say the same.
_SAME_WORDS = 0.8


def ground(
    extracted: Summary,
    sentences: Sequence[str],
    vectors: Floats,
    grounds: Grounds,
    *,
    n: int,
    n_words: int | None = None,
) -> Summary:
    """Return up to `n` of `sentences` as a summary, each with the evidence that bears it out.

    One that nothing bears out is replaced by the nearest sentence of the articles, as an
    extracted summary would say it, or dropped if none is near or it is said already. Where
    nothing is left, the extracted summary stands.

    Args:
        extracted: the summary from the same perspective that was selected from the articles.
        sentences: a draft, in order.
        vectors: `[sentences, width]`, their unit vectors.
        grounds: what they are checked against.
        n: the most sentences.
        n_words: the most words, if these are limited; what passes them is left out.
    """
    kept: list[SummarySentence] = []
    taken: list[Passage] = []
    n_dropped = n_replaced = 0
    left = math.inf if n_words is None else n_words
    for text, vector in zip(sentences, vectors, strict=True):
        if len(kept) == n:
            break
        sentence = bear_out(grounds, text, vector)
        if sentence is None:
            passage = nearest(grounds, text, vector, taken)
            sentence = passage.said if passage is not None else None
            if passage is not None:
                taken.append(passage)
            is_new = sentence is not None and not _is_said(sentence, kept)
            n_replaced += is_new
            n_dropped += not is_new
        else:
            is_new = not _is_said(sentence, kept)
            n_dropped += not is_new
        if sentence is not None and is_new and count_words(sentence.text) <= left:
            kept.append(sentence)
            left -= count_words(sentence.text)
    return _summary(extracted, kept, n_dropped, n_replaced)


def _summary(
    extracted: Summary, kept: Sequence[SummarySentence], n_dropped: int, n_replaced: int
) -> Summary:
    if not kept:
        note = "The articles bear out nothing that the generator wrote; these are their sentences."
        return replace(
            extracted, dropped=extracted.dropped + n_dropped, note=_joined(extracted.note, note)
        )
    return replace(extracted, sentences=tuple(kept), dropped=n_dropped, replaced=n_replaced)


def unwritten(extracted: Summary) -> Summary:
    """Return the extracted summary with a note that the generator did not write one."""
    note = "The generator failed; these are sentences of the articles."
    return replace(extracted, note=_joined(extracted.note, note))


def _joined(*notes: str | None) -> str:
    return " ".join(note for note in notes if note)


def _is_said(sentence: SummarySentence, kept: Sequence[SummarySentence]) -> bool:
    ours = set(words(sentence.text))
    for other in kept:
        theirs = set(words(other.text))
        if len(ours & theirs) >= _SAME_WORDS * len(ours | theirs):
            return True
        is_verbatim = sentence.support == other.support == 1.0
        if is_verbatim and sentence.evidence[0] == other.evidence[0]:
            return True
    return False
