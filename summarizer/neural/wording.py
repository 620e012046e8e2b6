"""Phrases read by themselves, without their sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from summarizer.neural.encoder import Encoder
from summarizer.neural.heads import WordsHead


@dataclass(frozen=True, slots=True, eq=False)
class WordsJudge:
    """Says what phrases do by their words alone; each different phrase is read once."""

    encoder: Encoder
    head: WordsHead

    def judge(self, phrases: Sequence[str]) -> tuple[Tensor, Tensor, Tensor]:
        """Return what each phrase says by itself.

        Returns:
            Probabilities of labels `[phrases, labels]` and of valences `[phrases, 3]`, and the
            logit that such words carry framing at all, `[phrases]`.
        """
        distinct = list(dict.fromkeys(phrases))
        place = {phrase: i for i, phrase in enumerate(distinct)}
        rows = torch.tensor([place[p] for p in phrases], dtype=torch.long)
        with torch.inference_mode():
            vectors = phrase_vectors(self.encoder, distinct)
            labels, valences = self.head(vectors)
            carries = self.head.framing(vectors)[:, 0]
            return labels.softmax(-1)[rows], valences.softmax(-1)[rows], carries[rows]


def phrase_vectors(encoder: Encoder, phrases: Sequence[str]) -> Tensor:
    """Return the unit mean state of each phrase: `[phrases, width]`; zero where it has no token."""
    width = encoder.model.config.hidden_size
    means = [
        e.states.mean(0) if len(e.states) else torch.zeros(width) for e in encoder.encode(phrases)
    ]
    return nn.functional.normalize(torch.stack(means), dim=-1) if means else torch.zeros(0, width)
