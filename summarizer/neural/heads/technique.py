"""Which persuasion technique a stretch uses, read from the shared states and its words alone."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from summarizer.neural.heads.pooling import gather, mean_of

# The norm of a token state is about that: so much a unit vector is stretched to weigh alike.
_NORM = 19.0


class TechniqueHead(nn.Module):
    """Classify stretches by their states, their sentence, their words alone and their form.

    Attention over the sentence, as the target head has it, names no more of them rightly and
    takes ten times as long to train.
    """

    def __init__(self, width: int, n_labels: int, n_facts: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(6 * width + n_facts, width)
        self.drop = nn.Dropout(0.3)
        self.out = nn.Linear(width, n_labels)

    def forward(self, vectors: Tensor) -> Tensor:
        """Return logits `[spans, n_labels]` of what `technique_vectors` returns."""
        hidden = nn.functional.gelu(self.hidden(self.drop(vectors)))
        logits: Tensor = self.out(self.drop(hidden))
        return logits


def technique_vectors(
    states: Tensor, spans: Tensor, sentences: Tensor, read: tuple[Tensor, Tensor]
) -> Tensor:
    """Return what the head reads of each stretch: `[spans, 6 * width + n_facts]`.

    Args:
        states: `[tokens, width]`.
        spans: `[spans, 2]`, token ranges, none empty.
        sentences: `[spans, 2]`, token ranges of the sentences around them.
        read: unit vectors of the words alone `[spans, width]`, and facts `[spans, n_facts]`.
    """
    alone, facts = read
    tokens, mask = gather(states, spans)
    most = tokens.masked_fill(~mask.unsqueeze(-1), float("-inf")).amax(1)
    first, last = states[spans[:, 0]], states[spans[:, 1] - 1]
    own, around = mean_of(states, spans), mean_of(states, sentences)
    return torch.cat([first, last, own, most, around, alone * _NORM, facts], -1)
