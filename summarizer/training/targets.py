"""Train the reader that says how a sentence treats someone, on states of a finished encoder."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers.models.bert.modeling_bert import BertLayer

from summarizer.errors import DataError
from summarizer.neural.encoder import Encoder, reader_depth
from summarizer.neural.heads.reader import ReaderHead, ReaderLayer
from summarizer.neural.network import SENTIMENTS
from summarizer.neural.tokens import ranges_of, tokenize
from summarizer.training.batches import alike
from summarizer.training.contrasts import contrasts
from summarizer.training.data import Example, read_set
from summarizer.training.frozen import finished_encoder
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.release import release_head

SET = "newsmtsc"
_AT_ONCE = 32
_LIKE_LENGTH = 8
_HEAD_RATE = 5.0
_DECAY = 0.99


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A mention to judge: the lower states of its sentence, where it stands, its sentiment.

    `weight` is how much it counts.
    """

    states: Tensor
    mention: tuple[int, int]
    label: int
    weight: float = 1.0


def train_targets(recipe: Recipe, data: Path, output: Path, progress: Progress) -> Path:
    """Run a recipe of kind `targets`; the weights go to `output/<id>`.

    Raises:
        DataError: the set is missing, or holds no target.
    """
    values = recipe.values["reader"]
    encoder = finished_encoder(output / recipe.values["network"])
    rng = np.random.default_rng(recipe.seed)
    real = read_set(data, SET, "train")
    weights = weights_of(real)
    examples = [*chosen(real, int(values["single"]), rng)]
    with torch.random.fork_rng():
        torch.manual_seed(recipe.seed)
        head = reader_of(encoder)
        reads = read_all(encoder, examples, int(values["longest"]), weights)
        if not reads:
            raise DataError(f"{data}: {SET} has no target to learn from")
        start_from(head, encoder, examples)
        made = contrasts(int(values["contrasts"]), rng)
        reads += read_all(encoder, made, int(values["longest"]), (1.0,) * len(SENTIMENTS))
        progress(f"reader: {len(reads)} targets, weights beside others {np.round(weights, 2)}")
        head = fit_reader(head, reads, values, (rng, progress))
    return release_head(recipe, output, head, ("sentiment_reader", {}))


def weights_of(examples: Sequence[Example]) -> tuple[float, ...]:
    """Return how much each sentiment counts toward targets that are not alone in a sentence.

    NewsMTSC chose its training sentences, and those with several targets are seldom neutral:
    weighed like this they have the shares of those with one, so that the reader does not take
    company for an opinion.
    """
    counts = np.ones((2, len(SENTIMENTS)))
    for example in examples:
        own = example.targets or ()
        for target in own:
            counts[int(len(own) > 1), target.label] += 1
    alone, beside = counts / counts.sum(1, keepdims=True)
    return tuple(float(w) for w in alone / beside)


def chosen(
    examples: Sequence[Example], n_single: int, rng: np.random.Generator
) -> Iterator[Example]:
    """Yield all sentences with several targets, and `n_single` of those with one."""
    yield from (e for e in examples if len(e.targets or ()) > 1)
    single = [e for e in examples if len(e.targets or ()) == 1]
    for i in rng.permutation(len(single))[:n_single]:
        yield single[int(i)]


def reader_of(encoder: Encoder) -> ReaderHead:
    """Return a reader whose layers are copies of the encoder's top ones."""
    config, layers = encoder.model.config, encoder.model.encoder.layer
    size = (config.hidden_size, config.num_attention_heads, config.intermediate_size)
    depth = reader_depth(encoder.model)
    head = ReaderHead(size, len(SENTIMENTS), depth)
    for own, theirs in zip(head.layers, layers[-depth:], strict=True):
        copy_layer(own, theirs)  # type: ignore[arg-type]
    return head


def copy_layer(own: ReaderLayer, theirs: BertLayer) -> None:
    """Give `own` the weights of a layer of the encoder."""
    of = theirs.attention
    pairs: list[tuple[nn.Module, nn.Module]] = [
        (own.query, of.self.query),
        (own.key, of.self.key),
        (own.value, of.self.value),
        (own.mix, of.output.dense),
        (own.after_mix, of.output.LayerNorm),
        (own.inner, theirs.intermediate.dense),
        (own.outer, theirs.output.dense),
        (own.after_outer, theirs.output.LayerNorm),
    ]
    for mine, other in pairs:
        mine.load_state_dict(other.state_dict())


def read_all(
    encoder: Encoder, examples: Sequence[Example], longest: int, beside: Sequence[float]
) -> list[Read]:
    """Return the targets of sentences of at most `longest` tokens, with their lower states.

    `beside` is how much each sentiment counts where a sentence has several targets.
    """
    rows = tokenize(encoder.tokenizer, [e.text for e in examples])
    kept = [i for i, row in enumerate(rows) if 0 < len(row.ids) <= longest]
    order = sorted(kept, key=lambda i: len(rows[i].ids))
    states: dict[int, Tensor] = {}
    for at in range(0, len(order), _AT_ONCE):
        batch = order[at : at + _AT_ONCE]
        _, lower = encoder.layers_of([rows[i].ids for i in batch])
        for i, row in zip(batch, lower, strict=True):
            states[i] = row[1 : len(rows[i].ids) + 1].half().clone()
    reads = []
    for i in kept:
        own = examples[i].targets or ()
        places = ranges_of(rows[i].offsets, [t.mention for t in own])
        for target, place in zip(own, places, strict=True):
            weight = beside[target.label] if len(own) > 1 else 1.0
            reads.append(Read(states[i], place, target.label, weight))
    return reads


def start_from(head: ReaderHead, encoder: Encoder, examples: Sequence[Example]) -> None:
    """Start the states that `head` has of its own from the encoder's mean ones.

    They are those of a token, of [CLS] and of [SEP] in the first of `examples`.
    """
    rows = tokenize(encoder.tokenizer, [e.text for e in examples[:_AT_ONCE]])
    found = [encoder.layers_of([row.ids])[1][0, : len(row.ids) + 2] for row in rows]
    head.first.data.copy_(torch.stack([states[0] for states in found]).mean(0))
    head.last.data.copy_(torch.stack([states[-1] for states in found]).mean(0))
    head.anyone.data.copy_(torch.cat([states[1:-1] for states in found]).mean(0))


def fit_reader(
    head: ReaderHead,
    reads: Sequence[Read],
    values: dict[str, Any],
    given: tuple[np.random.Generator, Progress],
) -> ReaderHead:
    """Return the running mean of `head` while it learns from `reads`."""
    rng, progress = given
    epochs, batch = int(values["epochs"]), int(values["batch"])
    steps = epochs * -(-len(reads) // batch)
    rate = float(values["learning_rate"])
    top = [p for name, p in head.named_parameters() if not name.startswith("layers.")]
    groups = [
        {"params": list(head.layers.parameters()), "lr": rate},
        {"params": top, "lr": rate * _HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / (0.1 * steps)) * max(0.02, 1 - s / steps)
    )
    mean, step = copy.deepcopy(head), 0
    for _ in range(epochs):
        losses = []
        for part in batches_of(reads, batch, rng):
            head.train()
            loss = reader_loss(head, part, values)
            optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward([loss])
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            _follow(mean, head, min(_DECAY, step / (step + 20)))
            losses.append(float(loss.detach()))
        progress(f"reader: loss {np.mean(losses):.3f}")
    return mean.eval()


def _follow(mean: ReaderHead, head: ReaderHead, decay: float) -> None:
    with torch.no_grad():
        for own, new in zip(mean.parameters(), head.parameters(), strict=True):
            own.mul_(decay).add_(new, alpha=1 - decay)


def reader_loss(head: ReaderHead, reads: Sequence[Read], values: dict[str, Any]) -> Tensor:
    """Return the smoothed cross-entropy; the words of a share `hide` of the mentions are hidden."""
    starts = np.cumsum([0, *(len(r.states) for r in reads)])
    offset = torch.tensor(starts[:-1]).unsqueeze(1)
    mentions = torch.tensor([r.mention for r in reads]) + offset
    sentences = torch.tensor(np.stack([starts[:-1], starts[1:]], 1))
    hide = torch.rand(len(reads)) < values["hide"]
    logits = head(torch.cat([r.states for r in reads]).float(), mentions, sentences, hide)
    labels = torch.tensor([r.label for r in reads])
    losses = F.cross_entropy(logits, labels, label_smoothing=values["smoothing"], reduction="none")
    return (losses * torch.tensor([r.weight for r in reads])).mean()


def batches_of(reads: Sequence[Read], size: int, rng: np.random.Generator) -> Iterator[list[Read]]:
    """Yield batches of sentences of like length, in random order."""
    for part in alike([len(r.states) for r in reads], size, _LIKE_LENGTH, rng):
        yield [reads[i] for i in part]
