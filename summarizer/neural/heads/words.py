"""What a phrase says by its words alone."""

from __future__ import annotations

from torch import Tensor, nn


class WordsHead(nn.Module):
    """Linear classifiers over the unit mean state of a phrase that is read by itself.

    Beside the phrase in its sentence, this keeps to what the words mean elsewhere: the
    sentence around "brutal rule" says much, but not that the rule is lawful.
    """

    def __init__(self, width: int, n_labels: int, n_valences: int = 3) -> None:
        super().__init__()
        self.label = nn.Linear(width, n_labels)
        self.valence = nn.Linear(width, n_valences)
        self.framing = nn.Linear(width, 1)

    def forward(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """Return logits of labels and of valences for unit vectors `[phrases, width]`."""
        return self.label(vectors), self.valence(vectors)
