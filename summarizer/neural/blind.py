"""Articles as they are read for framing: without who and where they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from summarizer.blind import BlindText, hide
from summarizer.neural.encoder import Encoder, Encoding
from summarizer.neural.wording import WordsJudge
from summarizer.types import Sentence, Span

# A capitalised word whose logit of being loaded by itself is higher is not taken for a name.
_LOADED = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class BlindEncoding(Encoding):
    """The states of a text that hides words of another, with the offsets of that other."""

    blind: BlindText | None = None

    def words(self, text: str, span: Span) -> str:
        """Return what was read in place of `span` of `text`."""
        return span.of(text) if self.blind is None else self.blind.words(span)


@dataclass(frozen=True, slots=True, eq=False)
class BlindReader:
    """Encodes texts with names and words for identities hidden."""

    encoder: Encoder
    judge: WordsJudge

    def encode(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Sentence]]
    ) -> list[BlindEncoding]:
        """Return the states of every text, whose sentences are given beside it."""
        blind = [hide(t, s, self._is_loaded) for t, s in zip(texts, sentences, strict=True)]
        found = []
        for each, encoding in zip(blind, self.encoder.encode([b.text for b in blind]), strict=True):
            offsets = [each.original(int(a), int(b)) for a, b in encoding.offsets]
            places = np.asarray(offsets, dtype=np.int64).reshape(-1, 2)
            found.append(BlindEncoding(encoding.states, places, encoding.lower, encoding.ids, each))
        return found

    def _is_loaded(self, words: Sequence[str]) -> list[bool]:
        _, _, carries = self.judge.judge(words)
        return [float(c) > _LOADED for c in carries]
