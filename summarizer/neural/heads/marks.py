"""How likely each token belongs to a loaded phrase, read within its sentence."""

from __future__ import annotations

from torch import Tensor, nn

from summarizer.neural.heads.reader import ReaderLayer


class MarksHead(nn.Module):
    """Tag tokens with a transformer of its own, which sees one sentence at a time.

    It shares the encoder's embeddings, which no training changes. The encoder's layers see the
    whole window, where one loaded noun among plain sentences gets lost.
    """

    def __init__(self, size: tuple[int, int, int], n_layers: int) -> None:
        """Make a head of `size`: width, attention heads, width inside a layer."""
        super().__init__()
        self.layers = nn.ModuleList(ReaderLayer(*size) for _ in range(n_layers))
        self.out = nn.Linear(size[0], 1)
        self.drop = nn.Dropout(0.1)

    def forward(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """Return logits `[sentences, length]`.

        Args:
            embedded: `[sentences, length, width]`, embeddings of [CLS], the tokens and [SEP].
            mask: `[sentences, length]`, true where a token is real.
        """
        states: Tensor = self.drop(embedded)
        for layer in self.layers:
            states = layer(states, mask)
        logits: Tensor = self.out(self.drop(states))[..., 0]
        return logits
