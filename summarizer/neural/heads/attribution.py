"""Cues of attributions, and for each cue the source and the content that belong to it."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from summarizer.neural.heads.pooling import gather
from summarizer.neural.heads.target import log_buckets

PARTS = ("content", "cue", "source")
OWN_PARTS = ("source", "content")
_BUCKETS = 24
_HEAD = 32
_GROUP_TOKENS = 2048


@dataclass(frozen=True, slots=True)
class FormSizes:
    """How many fine tags, relations and kinds of place the parse and the marks know."""

    tags: int
    relations: int
    marks: int


class AttributionHead(nn.Module):
    """Read an article below the encoder's last layers, then each cue's paragraph on its own.

    The first layer sees the words with their tags, relations, governors and quotation marks,
    and tags cues. The others see one paragraph with one cue pointed out, and tag the source
    and the content of that cue; so attributions can share words, and stand in one another.
    """

    def __init__(self, width: int, forms: FormSizes, n_layers: int = 2) -> None:
        super().__init__()
        size = width // 2
        self.word = nn.Linear(width, size)
        self.governor = nn.Linear(width, size)
        self.tag = nn.Embedding(forms.tags, size)
        self.relation = nn.Embedding(forms.relations, size)
        self.mark = nn.Embedding(forms.marks, size)
        self.norm = nn.LayerNorm(size)
        self.article = _layer(size)
        self.tags = nn.Linear(size, 3 * len(PARTS))
        self.is_cue = nn.Embedding(2, size)
        self.distance = nn.Embedding(2 * _BUCKETS + 1, size)
        self.around = nn.ModuleList([_layer(size) for _ in range(n_layers)])
        self.own = nn.Linear(size, 3 * len(OWN_PARTS))
        self.valid = nn.Linear(2 * size, 1)
        self.drop = nn.Dropout(0.1)
        for each in (self.tag, self.relation, self.mark, self.is_cue, self.distance):
            nn.init.normal_(each.weight, std=0.3)

    def read(self, states: Tensor, forms: Tensor, mask: Tensor) -> Tensor:
        """Return states of windows of an article: `[windows, tokens, size]`.

        Args:
            states: `[windows, tokens, width]`, from a lower layer of the encoder.
            forms: `[windows, tokens, (tag, relation, mark, governor)]`; a governor is a place
                in the window, its own for a token whose governor is not there.
            mask: `[windows, tokens]`, which tokens are real.
        """
        index = forms[..., 3:].expand(-1, -1, states.shape[-1])
        seen = self.word(states) + self.governor(states.gather(1, index))
        seen = seen + self.tag(forms[..., 0]) + self.relation(forms[..., 1])
        seen = self.drop(self.norm(seen + self.mark(forms[..., 2])))
        found: Tensor = self.article(seen, src_key_padding_mask=~mask)
        return found

    def tag_logits(self, hidden: Tensor) -> Tensor:
        """Return `[..., parts, (outside, begin, inside)]` for what `read` returned."""
        logits: Tensor = self.tags(self.drop(hidden))
        return logits.view(*logits.shape[:-1], len(PARTS), 3)

    def own_logits(
        self, hidden: Tensor, cues: Tensor, around: Tensor
    ) -> list[tuple[list[int], Tensor, Tensor]]:
        """Return the logits of source and content for each cue, in groups of like length.

        Args:
            hidden: `[tokens, size]`, what `read` returned, flattened.
            cues: `[cues, 2]`, token ranges.
            around: `[cues, 2]`, token ranges of the paragraphs around them.

        Returns:
            For each group: the places of its cues, logits
            `[group, tokens, (source, content), (outside, begin, inside)]`, and the logit
            `[group]` of each being a cue at all.
        """
        return [
            (rows, *self._own(hidden, cues[rows], around[rows]))
            for rows in _groups((around[:, 1] - around[:, 0]).tolist())
        ]

    def _own(self, hidden: Tensor, cues: Tensor, around: Tensor) -> tuple[Tensor, Tensor]:
        tokens, mask = gather(hidden, around)
        at = around[:, :1] + torch.arange(tokens.shape[1])
        before = (at - cues[:, :1]).clamp(max=0)
        after = (at - cues[:, 1:] + 1).clamp(min=0)
        inside = (before + after == 0).long()
        marked = tokens + self.is_cue(inside) + self.distance(log_buckets(before + after, _BUCKETS))
        seen = marked
        for layer in self.around:
            seen = layer(seen, src_key_padding_mask=~mask)
        logits = self.own(self.drop(seen))
        logits = logits.view(*logits.shape[:-1], len(OWN_PARTS), 3)
        cue = inside.to(seen.dtype).unsqueeze(-1)
        real = mask.to(seen.dtype).unsqueeze(-1)
        both = [(seen * part).sum(1) / part.sum(1) for part in (cue, real)]
        return logits, self.valid(torch.cat(both, -1))[:, 0]


def _layer(size: int) -> nn.TransformerEncoderLayer:
    return nn.TransformerEncoderLayer(
        size, max(1, size // _HEAD), 3 * size, dropout=0.1, activation="gelu", batch_first=True
    )


def _groups(lengths: list[int]) -> list[list[int]]:
    """Return the places of `lengths` in groups of like length, each small when padded."""
    groups: list[list[int]] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if groups and (len(groups[-1]) + 1) * lengths[place] <= _GROUP_TOKENS:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups
