"""How likely evidence bears a sentence out: words in, a calibrated probability out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from summarizer.neural.heads.support import SupportHead
from summarizer.neural.support_reading import Case, SupportReader


@dataclass(frozen=True, slots=True, eq=False)
class SupportJudge:
    """Turns facts about sentences and their evidence into probabilities.

    The logits are Platt-scaled. From `supported` on a sentence is called borne out; below
    `least` it is not said.
    """

    head: SupportHead
    slope: float = 1.0
    bias: float = 0.0
    supported: float = 0.5
    least: float = 0.1

    def logits(self, facts: Tensor) -> Tensor:
        """Return `[sentences]` for `facts` `[sentences, n_facts]`, not yet calibrated."""
        with torch.inference_mode():
            found: Tensor = self.head(facts)
        return found

    def score(self, facts: Tensor) -> list[float]:
        """Return a probability for each row of `facts`."""
        scores: list[float] = torch.sigmoid(self.slope * self.logits(facts) + self.bias).tolist()
        return scores


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """Judges sentences by the text of their evidence; the guard asks it."""

    judge: SupportJudge
    reader: SupportReader

    @property
    def least(self) -> float:
        """The probability below which a sentence is not said."""
        return self.judge.least

    def __call__(self, text: str, evidence: Sequence[str]) -> float:
        """Return the probability that the sentences `evidence` bear out the sentence `text`."""
        return self.score([((text,), evidence)])[0][0]

    def score(self, cases: Sequence[Case]) -> list[list[float]]:
        """Return the probability of each sentence of each case."""
        return [self.judge.score(facts) for facts in self.reader.read(cases)]
