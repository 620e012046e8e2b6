"""The shared encoder: one pass over an article, in windows, gives a state for every token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertConfig, BertModel

from summarizer.errors import ModelCorrupt
from summarizer.neural.tokens import Ints, load_tokenizer, ranges_of, tokenize
from summarizer.neural.windows import Window, plan_windows
from summarizer.types import Span

WINDOW = 254
OVERLAP = 64
BATCH_TOKENS = 2048
# How many of the top layers a reader replaces by its own; it starts from the states below them.
READ_AGAIN = 2


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """The token states of one article: `states` `[tokens, width]`, `offsets` `[tokens, 2]`.

    `lower` `[tokens, width]` are the states below the top `READ_AGAIN` layers, and `ids`
    `[tokens]` the numbers of the word pieces, where kept.
    """

    states: Tensor
    offsets: Ints
    lower: Tensor | None = None
    ids: Ints | None = None

    def ranges(self, spans: Sequence[Span]) -> Tensor:
        """Return the token ranges of `spans` as `[spans, 2]`."""
        return torch.tensor(ranges_of(self.offsets, spans), dtype=torch.long).reshape(-1, 2)

    def words(self, text: str, span: Span) -> str:
        """Return what was read of `span` of `text`, the article."""
        return span.of(text)


@dataclass(frozen=True, slots=True, eq=False)
class Encoder:
    """A BERT encoder with its tokenizer."""

    model: BertModel
    tokenizer: Tokenizer
    window: int = WINDOW
    overlap: int = OVERLAP

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """Return the states of every token of every text; nothing is cut off."""
        rows = tokenize(self.tokenizer, texts)
        plans = [plan_windows(len(row.ids), self.window, self.overlap) for row in rows]
        jobs = [(i, w) for i, plan in enumerate(plans) for w in plan]
        kept: dict[tuple[int, int], tuple[Tensor, Tensor]] = {}
        for batch in _batches(jobs):
            layers = self.layers_of([rows[i].ids[w.start : w.end] for i, w in batch])
            for (i, w), top, lower in zip(batch, *layers, strict=True):
                own = slice(1 + w.keep_start - w.start, 1 + w.keep_end - w.start)
                kept[i, w.start] = top[own], lower[own]
        found = []
        for i, (row, plan) in enumerate(zip(rows, plans, strict=True)):
            parts = [kept[i, w.start] for w in plan]
            states, lower = (self._join([part[which] for part in parts]) for which in (0, 1))
            found.append(Encoding(states, row.offsets, lower, row.ids))
        return found

    def _join(self, parts: Sequence[Tensor]) -> Tensor:
        return torch.cat(list(parts)) if parts else torch.zeros(0, self.model.config.hidden_size)

    def states_of(self, windows: Sequence[Ints]) -> Tensor:
        """Return `[windows, longest + 2 or more, width]`; row 0 of each is [CLS]."""
        return self.layers_of(windows)[0]

    def layers_of(self, windows: Sequence[Ints]) -> tuple[Tensor, Tensor]:
        """Return what `states_of` does, of the last layer and of that below a reader's first."""
        ids, mask = pad_windows(self.tokenizer, windows)
        with torch.inference_mode():
            found = self.model(input_ids=ids, attention_mask=mask, output_hidden_states=True)
        return found.last_hidden_state, found.hidden_states[-1 - reader_depth(self.model)]


def reader_depth(model: BertModel) -> int:
    """Return how many layers a reader has: those that it replaces."""
    return min(READ_AGAIN, int(model.config.num_hidden_layers))


def load_encoder(config: dict[str, int], weights: dict[str, Tensor], tokenizer: Path) -> Encoder:
    """Return the encoder of `config` with `weights`, ready for inference."""
    model = build_bert(config)
    model.load_state_dict({name: tensor.float() for name, tensor in weights.items()})
    return Encoder(model.eval(), load_tokenizer(tokenizer))


def build_bert(config: dict[str, int]) -> BertModel:
    """Return an untrained BERT of this size, without a pooling layer.

    Attention dropout is off: on a CPU its random numbers cost a third of a training step.
    """
    sizes = BertConfig(attention_probs_dropout_prob=0.0, **config)
    return BertModel(sizes, add_pooling_layer=False)


def pad_windows(tokenizer: Tokenizer, windows: Sequence[Ints]) -> tuple[Tensor, Tensor]:
    """Return ids and mask, both `[windows, longest + 2 rounded up]`, with [CLS] and [SEP].

    Raises:
        ModelCorrupt: the tokenizer does not know these two.
    """
    cls, sep = _id_of(tokenizer, "[CLS]"), _id_of(tokenizer, "[SEP]")
    longest = max(len(window) for window in windows) + 2
    step = 16 if longest > 16 else 4
    width = -(-longest // step) * step
    ids = torch.zeros(len(windows), width, dtype=torch.long)
    mask = torch.zeros(len(windows), width, dtype=torch.long)
    for i, window in enumerate(windows):
        n = len(window)
        ids[i, 0], ids[i, n + 1] = cls, sep
        ids[i, 1 : n + 1] = torch.as_tensor(window)
        mask[i, : n + 2] = 1
    return ids, mask


def _id_of(tokenizer: Tokenizer, token: str) -> int:
    found: int | None = tokenizer.token_to_id(token)
    if found is None:
        raise ModelCorrupt(f"the tokenizer has no {token}; it belongs to another kind of model")
    return found


def _batches(jobs: Sequence[tuple[int, Window]]) -> list[list[tuple[int, Window]]]:
    ordered = sorted(jobs, key=lambda job: job[1].end - job[1].start)
    batches: list[list[tuple[int, Window]]] = []
    for job in ordered:
        width = job[1].end - job[1].start
        if batches and (len(batches[-1]) + 1) * width <= BATCH_TOKENS:
            batches[-1].append(job)
        else:
            batches.append([job])
    return batches
