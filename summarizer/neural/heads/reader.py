"""A judgement about someone named in a sentence, read again with that someone marked."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from summarizer.neural.heads.pooling import gather

_EPSILON = 1e-12


class ReaderLayer(nn.Module):
    """One layer of a BERT encoder; made so that the encoder's own weights can start it."""

    def __init__(self, width: int, n_heads: int, inner: int) -> None:
        super().__init__()
        self.n_heads = n_heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.mix = nn.Linear(width, width)
        self.after_mix = nn.LayerNorm(width, eps=_EPSILON)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.after_outer = nn.LayerNorm(width, eps=_EPSILON)
        self.drop = nn.Dropout(0.1)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return states `[items, length, width]`; `mask` `[items, length]` says which are real."""
        n, length, width = states.shape

        def parts(each: nn.Linear) -> Tensor:
            cut: Tensor = each(states).view(n, length, self.n_heads, -1).transpose(1, 2)
            return cut

        seen = F.scaled_dot_product_attention(
            parts(self.query), parts(self.key), parts(self.value), attn_mask=mask[:, None, None]
        )
        mixed = self.mix(seen.transpose(1, 2).reshape(n, length, width))
        states = self.after_mix(states + self.drop(mixed))
        more = self.outer(F.gelu(self.inner(states)))
        out: Tensor = self.after_outer(states + self.drop(more))
        return out


class ReaderHead(nn.Module):
    """Classify how a sentence treats a mention, with top layers of its own.

    The encoder's lower layers are shared: their states of the sentence come in, those of the
    mention get a mark, and a copy of the top layers reads the sentence once for each mention.
    """

    def __init__(self, size: tuple[int, int, int], n_out: int, n_layers: int) -> None:
        """Make a reader of `size`: width, attention heads, width inside a layer."""
        super().__init__()
        width = size[0]
        self.layers = nn.ModuleList(ReaderLayer(*size) for _ in range(n_layers))
        self.mark = nn.Parameter(torch.zeros(width))
        # What stands for a mention whose words are hidden, and for [CLS] and [SEP].
        self.anyone = nn.Parameter(torch.zeros(width))
        self.first = nn.Parameter(torch.zeros(width))
        self.last = nn.Parameter(torch.zeros(width))
        self.hidden = nn.Linear(2 * width, width)
        self.out = nn.Linear(width, n_out)
        self.drop = nn.Dropout(0.2)
        self.drop_states = nn.Dropout(0.1)

    def forward(
        self, states: Tensor, mentions: Tensor, sentences: Tensor, hide: Tensor | None = None
    ) -> Tensor:
        """Return logits `[mentions, n_out]`.

        Args:
            states: `[tokens, width]`, of the layer below the reader's first.
            mentions: `[mentions, 2]`, token ranges of the target words.
            sentences: `[mentions, 2]`, token ranges of the sentences they stand in.
            hide: `[mentions]`, true where the reader must not see which words they are.
        """
        tokens, mask = gather(states, sentences)
        place = sentences[:, :1] + torch.arange(tokens.shape[1])
        inside = ((place >= mentions[:, :1]) & (place < mentions[:, 1:])).unsqueeze(-1)
        tokens = self.drop_states(tokens)
        if hide is not None:
            tokens = torch.where(inside & hide[:, None, None], self.anyone, tokens)
        tokens = tokens + inside * self.mark
        tokens, mask, inside = self._framed(tokens, mask, inside)
        for layer in self.layers:
            tokens = layer(tokens, mask)
        both = torch.cat([_mean(tokens, inside), _mean(tokens, mask.unsqueeze(-1))], -1)
        logits: Tensor = self.out(self.drop(F.gelu(self.hidden(both))))
        return logits

    def _framed(
        self, tokens: Tensor, mask: Tensor, inside: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return the three with a state before each sentence and one after all of it."""
        n = len(tokens)
        first, last = (each.expand(n, 1, -1) for each in (self.first, self.last))
        real, other = mask.new_ones(n, 1), inside.new_zeros(n, 1, 1)
        # The last one stands at the end of the padding: without positions that is the same.
        return (
            torch.cat([first, tokens, last], 1),
            torch.cat([real, mask, real], 1),
            torch.cat([other, inside, other], 1),
        )


def _mean(states: Tensor, chosen: Tensor) -> Tensor:
    """Return the mean of the chosen states, `[items, width]`; `chosen` is `[items, length, 1]`."""
    weights = chosen.to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1)
