"""How likely it is that a noun phrase or a pronoun means an actor of the article."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from summarizer.stages.actor_references import FACTS, FloatArray


class ReferenceHead(nn.Module):
    """Weighs the facts of a phrase and an actor; one logit a pair, 0 being that of nobody."""

    def __init__(self, n_facts: int = len(FACTS)) -> None:
        super().__init__()
        self.out = nn.Linear(n_facts, 1)

    def forward(self, rows: Tensor) -> Tensor:
        """Return logits `[pairs]` for facts `[pairs, facts]`."""
        logits: Tensor = self.out(rows)
        return logits.squeeze(-1)


@dataclass(frozen=True, slots=True, eq=False)
class Referring:
    """The judge of phrases; one is taken to mean an actor from the probability `threshold` on."""

    head: ReferenceHead
    threshold: float = 0.5

    def probabilities(self, rows: FloatArray) -> FloatArray:
        """Return how likely one phrase means each of those who have the facts `rows`.

        Args:
            rows: `[candidates, facts]`; what is left to 1 is that it means none of them.
        """
        with torch.inference_mode():
            logits = self.head(torch.from_numpy(np.asarray(rows, dtype=np.float32)))
            shares = torch.softmax(torch.cat([logits, logits.new_zeros(1)]), dim=0)
            return np.asarray(shares[:-1].numpy(), dtype=np.float64)
