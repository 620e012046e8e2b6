"""Train the head that says whether evidence bears a sentence out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from summarizer.errors import DataError
from summarizer.neural.heads.support import SupportHead
from summarizer.neural.logistic import fit_logistic
from summarizer.neural.support_reading import SupportReader
from summarizer.stages.parse import load_parser
from summarizer.training.fact_fit import platt
from summarizer.training.frozen import finished_encoder
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.release import release_head
from summarizer.training.support_examples import LABELLED, SupportExample

_TOLD = 500
_NARROW = 0.02  # facts that hardly vary are not blown up


@dataclass(frozen=True, slots=True, eq=False)
class SupportSet:
    """Sentences as the head reads them: `facts` `[sentences, n_facts]`, `labels` `[sentences]`."""

    facts: Tensor
    labels: Tensor
    sources: tuple[str, ...]
    groups: tuple[str, ...]

    def part(self, keep: Sequence[int]) -> SupportSet:
        """Return some of the sentences."""
        return SupportSet(
            self.facts[list(keep)],
            self.labels[list(keep)],
            tuple(self.sources[i] for i in keep),
            tuple(self.groups[i] for i in keep),
        )


def train_support(recipe: Recipe, data: Path, output: Path, progress: Progress) -> Path:
    """Run a recipe of kind `support`; the weights go to `output/<id>`.

    Raises:
        DataError: a labelled set is missing, or has fewer texts than there are folds.
    """
    values = recipe.values["support"]
    kept = read_examples(recipe, data, output / recipe.values["network"], progress)
    logits = held_out(kept, values, recipe.seed)
    for source in sorted(set(kept.sources)):
        own = torch.tensor([s == source for s in kept.sources])
        share = _right(logits[own], kept.labels[own])
        progress(f"support: {source}, {int(own.sum())} sentences, balanced {share:.3f}")
    gold = kept.labels.numpy().astype(np.float64)
    slope, bias = platt(logits.numpy().astype(np.float64), gold)
    fitted = {"slope": round(slope, 4), "bias": round(bias, 4)}
    return release_head(recipe, output, fit_head(kept, values), ("support", fitted))


def read_examples(recipe: Recipe, data: Path, network: Path, progress: Progress) -> SupportSet:
    """Return the sentences of the recipe's sets, read with the embeddings of `network`."""
    values, encoder, nlp = recipe.values["support"], finished_encoder(network), load_parser()
    embeddings = encoder.model.embeddings.word_embeddings.weight.detach()
    reader = SupportReader(nlp, encoder.tokenizer, embeddings)
    labelled = chain.from_iterable(LABELLED[name](data) for name in values["sets"])
    examples = [e for e in labelled if is_clear(e)]
    read: list[Tensor] = []
    for facts in reader.read([(e.sentences, e.evidence) for e in examples]):
        read.append(facts)
        if len(read) % _TOLD == 0:
            progress(f"support: {len(read)} of {len(examples)} examples read")
    return set_of(list(zip(examples, read, strict=True)))


def is_clear(example: SupportExample) -> bool:
    """Return whether it is known of each sentence of an example whether it is borne out."""
    return bool(example.evidence) and (
        len(example.sentences) == 1 or (bool(example.sentences) and example.label == 1)
    )


def set_of(read: Sequence[tuple[SupportExample, Tensor]]) -> SupportSet:
    """Return the sentences of examples as one set."""
    owners = [example for example, facts in read for _ in facts]
    return SupportSet(
        torch.cat([facts for _, facts in read]),
        torch.tensor([float(e.label) for e in owners]),
        tuple(e.source for e in owners),
        tuple(e.group for e in owners),
    )


def held_out(kept: SupportSet, values: Mapping[str, Any], seed: int) -> Tensor:
    """Return the logit of each sentence by a head that saw nothing of its text.

    Raises:
        DataError: there are fewer texts than folds.
    """
    groups, folds = sorted(set(kept.groups)), int(values["folds"])
    if len(groups) < folds:
        raise DataError(f"there are {len(groups)} texts to learn from; {folds} folds need as many")
    order = np.random.default_rng(seed).permutation(len(groups))
    fold_of = {groups[int(g)]: i % folds for i, g in enumerate(order)}
    logits = torch.zeros(len(kept.labels))
    for fold in range(folds):
        held = [i for i, g in enumerate(kept.groups) if fold_of[g] == fold]
        rest = [i for i, g in enumerate(kept.groups) if fold_of[g] != fold]
        head = fit_head(kept.part(rest), values)
        with torch.inference_mode():
            logits[held] = head(kept.facts[held])
    return logits


def fit_head(kept: SupportSet, values: Mapping[str, Any]) -> SupportHead:
    """Return a head that learned from a set."""
    head = SupportHead(kept.facts.shape[1])
    head.center.copy_(kept.facts.mean(0))
    head.spread.copy_(kept.facts.std(0).clamp(min=_NARROW))
    rows = ((kept.facts - head.center) / head.spread).numpy()
    weights = weights_of(kept, values["weights"])
    coefficients, intercepts = fit_logistic(
        rows, kept.labels.numpy()[:, None], weights[:, None], float(values["strength"])
    )
    with torch.no_grad():
        head.weigh.weight.copy_(torch.from_numpy(coefficients))
        head.weigh.bias.copy_(torch.from_numpy(intercepts))
    return head.eval()


def weights_of(kept: SupportSet, shares: Mapping[str, float]) -> np.ndarray[Any, Any]:
    """Return the weight of each sentence: each set has its share, both labels of a set alike."""
    weights = np.zeros(len(kept.labels))
    sources, labels = np.array(kept.sources), kept.labels.numpy()
    for source in set(kept.sources):
        for label in (0.0, 1.0):
            own = (sources == source) & (labels == label)
            weights[own] = shares.get(source, 1.0) / max(int(own.sum()), 1)
    return weights


def _right(logits: Tensor, labels: Tensor) -> float:
    """Return the mean share of right answers of the labels that there are."""
    right = ((logits >= 0).float() == labels).float()
    shares = [right[labels == y].mean() for y in (0.0, 1.0) if bool((labels == y).any())]
    return float(torch.stack(shares).mean())
