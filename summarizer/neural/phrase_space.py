"""Phrases as vectors: what few examples are compared in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from summarizer.fewshot.rows import PARTS
from summarizer.neural.encoder import Encoder, Encoding
from summarizer.neural.heads import PhraseHead
from summarizer.neural.heads.pooling import mean_of
from summarizer.neural.judges import SentenceSpace, chunks_of, cropped
from summarizer.neural.wording import phrase_vectors
from summarizer.types import Span

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Place:
    """Phrases of one text, each with the sentence around it."""

    encoding: Encoding
    text: str
    phrases: Sequence[Span]
    sentences: Sequence[Span]


@dataclass(frozen=True, slots=True, eq=False)
class PhraseSpace:
    """Joins four unit vectors: what was learned of framing, and what the base encoder knows.

    They are the phrase as the phrase head sees it, its words alone, what it means in the
    sentence, and what the sentence means. The phrase head was trained on the built-in codebook;
    the other three keep near the base encoder, so that labels which nothing was trained on can
    be told apart too.
    """

    encoder: Encoder
    head: PhraseHead
    space: SentenceSpace

    @property
    def width(self) -> int:
        """The length of a vector."""
        return PARTS * int(self.encoder.model.config.hidden_size)

    def vectors(self, places: Sequence[Place]) -> Vectors:
        """Return `[phrases of all places, width]`; the same words are read alone once."""
        words = [phrase.of(p.text) for p in places for phrase in p.phrases]
        if not words:
            return np.zeros((0, self.width), dtype=np.float32)
        distinct = {each: i for i, each in enumerate(dict.fromkeys(words))}
        rows = torch.tensor([distinct[each] for each in words])
        with torch.inference_mode():
            alone = phrase_vectors(self.encoder, list(distinct))[rows]
            inside = torch.cat([self._inside(p) for p in places if p.phrases])
            n = alone.shape[1]
            joined = torch.cat([inside[:, :n], alone, inside[:, n:]], dim=1)
        return np.asarray(joined.numpy(), dtype=np.float32)

    def meanings(self, texts: Sequence[str]) -> Vectors:
        """Return the unit vector of each text as a whole: `[texts, hidden size]`."""
        found = [
            self.space.vectors(e, [Span(0, len(text))] if len(e.states) else [])
            for e, text in zip(self.encoder.encode(texts), texts, strict=True)
        ]
        width = self.width // PARTS
        rows = [v[0] if len(v) else np.zeros(width, dtype=np.float32) for v in found]
        return np.stack(rows) if rows else np.zeros((0, width), dtype=np.float32)

    def _inside(self, place: Place) -> Tensor:
        """Return three unit vectors of each phrase in its sentence: `[phrases, 3 * hidden]`."""
        phrases = place.encoding.ranges(place.phrases)
        around = cropped(place.encoding.ranges(place.sentences), phrases)
        states = place.encoding.states
        embedded = [self.head.embed(states, phrases[s], around[s]) for s in chunks_of(around)]
        parts = [
            torch.cat(embedded),
            self.space.project(mean_of(states, phrases)),
            self.space.project(mean_of(states, around)),
        ]
        return torch.cat([nn.functional.normalize(part, dim=-1) for part in parts], dim=1)
