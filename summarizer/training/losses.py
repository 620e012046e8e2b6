"""The loss of each head on one batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from summarizer.neural.heads.pooling import mean_of
from summarizer.neural.network import ATTRIBUTION_TAGS, TECHNIQUE_TAGS, Network
from summarizer.training.batches import Window, flat_ranges

# How much each head's loss counts; a head that learns fast and easily overfits counts less.
WEIGHTS = {"loaded": 1.0, "tags": 3.0, "attribution": 2.0, "links": 0.5, "sentiment": 1.0,
           "phrase": 1.0, "valence": 0.5, "semantic": 4.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Batch:
    """Flattened token states and the windows they belong to."""

    states: Tensor
    stride: int
    windows: Sequence[Window]


def losses(network: Network, batch: Batch, rng: np.random.Generator) -> dict[str, Tensor]:
    """Return the loss of every head for which the batch has labels."""
    found: dict[str, Tensor] = {}
    if any(w.loaded for w in batch.windows):
        found["loaded"] = _loaded(network, batch)
    if any(w.tags for w in batch.windows):
        found["tags"] = _tags(network, batch)
    if any(w.attribution is not None for w in batch.windows):
        found["attribution"] = _attribution(network, batch)
        if any(w.links and w.links.contents for w in batch.windows):
            found["links"] = _links(network, batch)
    if any(w.targets for w in batch.windows):
        found["sentiment"] = _sentiment(network, batch)
    if any("framing" in w.tags for w in batch.windows):
        found |= _phrases(network, batch, rng)
    return found


def _loaded(network: Network, batch: Batch) -> Tensor:
    items = [(i, pair, y) for i, w in enumerate(batch.windows) for pair, y in w.loaded]
    ranges = flat_ranges([(i, pair) for i, pair, _ in items], batch.stride)
    gold = torch.tensor([float(y) for _, _, y in items])
    return F.binary_cross_entropy_with_logits(network.loaded(batch.states, ranges)[:, 0], gold)


def _tags(network: Network, batch: Batch) -> Tensor:
    logits = network.techniques(batch.states)
    parts = []
    for column, name in enumerate(TECHNIQUE_TAGS):
        rows = [(i, w.tags[name]) for i, w in enumerate(batch.windows) if name in w.tags]
        if not rows:
            continue
        index = torch.cat([i * batch.stride + 1 + torch.arange(len(tag)) for i, tag in rows])
        gold = torch.as_tensor(np.concatenate([tag for _, tag in rows])).float()
        parts.append(F.binary_cross_entropy_with_logits(logits[index, column], gold))
    return torch.stack(parts).sum()


def _attribution(network: Network, batch: Batch) -> Tensor:
    rows = [(i, w.attribution) for i, w in enumerate(batch.windows) if w.attribution is not None]
    index = torch.cat([i * batch.stride + 1 + torch.arange(len(tags)) for i, tags in rows])
    gold = torch.as_tensor(np.concatenate([tags for _, tags in rows]))
    logits = network.attribution(batch.states[index]).view(-1, len(ATTRIBUTION_TAGS), 3)
    return F.cross_entropy(logits.flatten(0, 1), gold.flatten())


def _links(network: Network, batch: Batch) -> Tensor:
    total, n = batch.states.new_zeros(()), 0
    for i, window in enumerate(batch.windows):
        links = window.links
        if links is None or not links.contents:
            continue
        contents = flat_ranges([(i, p) for p in links.contents], batch.stride)
        for head, parts, gold in (
            (network.source_link, links.sources, links.gold_source),
            (network.cue_link, links.cues, links.gold_cue),
        ):
            ranges = flat_ranges([(i, p) for p in parts], batch.stride)
            logits = head(batch.states, contents, ranges)
            total = total + F.cross_entropy(logits, torch.tensor(gold), reduction="sum")
        n += len(links.contents)
    return total / max(n, 1)


def _sentiment(network: Network, batch: Batch) -> Tensor:
    items = [(i, *target) for i, w in enumerate(batch.windows) for target in w.targets]
    mentions = flat_ranges([(i, m) for i, m, _, _ in items], batch.stride)
    sentences = flat_ranges([(i, s) for i, _, s, _ in items], batch.stride)
    gold = torch.tensor([y for *_, y in items])
    logits = network.sentiment(batch.states, mentions, sentences)
    return F.cross_entropy(logits, gold, label_smoothing=0.05)


def _phrases(network: Network, batch: Batch, rng: np.random.Generator) -> dict[str, Tensor]:
    n_labels = network.phrase.label.out_features - 1
    items = [(i, *p) for i, w in enumerate(batch.windows) for p in w.phrases]
    items += [(i, pair, around, n_labels, -1) for i, pair, around in _not_phrases(batch, rng)]
    if not items:
        return {}
    phrases = flat_ranges([(i, p) for i, p, _, _, _ in items], batch.stride)
    sentences = flat_ranges([(i, s) for i, _, s, _, _ in items], batch.stride)
    labels, valences = network.phrase(batch.states, phrases, sentences)
    gold = torch.tensor([y for *_, y, _ in items])
    known = torch.tensor([v for *_, v in items])
    found = {"phrase": F.cross_entropy(labels, gold, label_smoothing=0.05)}
    if bool((known >= 0).any()):
        found["valence"] = F.cross_entropy(valences, known, ignore_index=-1)
    return found


def _not_phrases(
    batch: Batch, rng: np.random.Generator
) -> list[tuple[int, tuple[int, int], tuple[int, int]]]:
    """Return random unmarked stretches of 1–6 tokens with their sentences, one a sentence."""
    found = []
    for i, window in enumerate(batch.windows):
        tag = window.tags.get("framing")
        if tag is None:
            continue
        for around, _ in window.sentences:
            start = int(rng.integers(*around))
            end = min(around[1], start + int(rng.integers(1, 7)))
            if not tag[start:end].any():
                found.append((i, (start, end), around))
    return found


def semantic_loss(network: Network, batch: Batch, teacher: Tensor) -> Tensor:
    """Return how far the sentence vectors have moved from the base encoder's.

    Keeping them near lets the same states serve similarity between sentences.

    Args:
        network: the network in training.
        batch: its windows carry `sentences`.
        teacher: `[sentences, width]`, unit vectors of the untouched base encoder.
    """
    items = [(i, pair) for i, w in enumerate(batch.windows) for pair, _ in w.sentences]
    ranges = flat_ranges(items, batch.stride)
    vectors = F.normalize(network.semantic(mean_of(batch.states, ranges)), dim=-1)
    return (1 - (vectors * teacher).sum(-1)).mean()
