"""Extractive summarisers to compare with: they rank the sentences they are given.

- lead: the order of the text; of several texts, the first sentences of all, then the second.
- LexRank, TextRank: graphs over the words that sentences share, as `sumy` has them, with English
  stems and without stop words.
- random: a lot of its own for each text.

Source: Erkan and Radev (2004), LexRank; Mihalcea and Tarau (2004), TextRank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from itertools import chain, zip_longest
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from eval.metrics import words
from eval.sentences import prose_sentences

Rank = Callable[[Sequence[Sequence[str]]], list[tuple[int, int]]]


class PlainTokenizer:
    """Sentences and words for `sumy`, whose own tokenizer downloads its data."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        """Return the sentences of a paragraph."""
        return tuple(span.of(text) for span in prose_sentences(text))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """Return the words of a sentence."""
        return tuple(span.of(sentence) for span in words(sentence))


def lead(texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return (text, sentence) in the order of the texts, which take turns."""
    rows = [[(i, j) for j in range(len(text))] for i, text in enumerate(texts)]
    return [place for place in chain.from_iterable(zip_longest(*rows)) if place is not None]


def lexrank(texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return (text, sentence), the best first, as LexRank ranks them."""
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer

    return _ranked(LexRankSummarizer(Stemmer("english")), texts)


def textrank(texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return (text, sentence), the best first, as TextRank ranks them."""
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.text_rank import TextRankSummarizer

    return _ranked(TextRankSummarizer(Stemmer("english")), texts)


def by_lot(texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return (text, sentence) in an order that only the words decide."""
    digest = sha256("\n".join(chain.from_iterable(texts)).encode()).digest()
    order = lead(texts)
    lot = np.random.default_rng(int.from_bytes(digest[:8], "big")).permutation(len(order))
    return [order[int(i)] for i in lot]


RANKS: dict[str, Rank] = {
    "lead": lead,
    "LexRank": lexrank,
    "TextRank": textrank,
    "random": by_lot,
}


def _ranked(summarizer: Any, texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return places by rating; sentences of the same words keep the first place only."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    summarizer.stop_words = ENGLISH_STOP_WORDS
    tokenizer = PlainTokenizer()
    places: dict[str, tuple[int, int]] = {}
    for i, text in enumerate(texts):
        for j, sentence in enumerate(text):
            if tokenizer.to_words(sentence):
                places.setdefault(sentence, (i, j))
    if not places:
        return []
    sentences = [Sentence(text, tokenizer) for text in places]
    order: list[int] = []

    def keep(rated: Sequence[Any]) -> Sequence[Any]:
        order.extend(each.order for each in rated)
        return rated

    # A number of sentences may be a function, which is given all of them, the best first.
    # Where no two sentences share a word, LexRank divides by zero and leaves the text's order.
    with np.errstate(divide="ignore", invalid="ignore"):
        summarizer(ObjectDocumentModel([Paragraph(sentences)]), keep)
    known = list(places.values())
    return [known[at] for at in order]


def within(
    order: Iterable[tuple[int, int]], texts: Sequence[Sequence[str]], n_words: int
) -> list[tuple[int, int, int]]:
    """Return the first places of `order` with how many words of each to take: `n_words` in all."""
    taken: list[tuple[int, int, int]] = []
    left = n_words
    for i, j in order:
        if left <= 0:
            break
        n = min(left, len(words(texts[i][j])))
        if n:
            taken.append((i, j, n))
            left -= n
    return taken
