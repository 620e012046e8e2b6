"""Train the reader that finds loaded words sentence by sentence, on states of a finished encoder.

A larger encoder learns from the same sentences first, and says of news that nobody marked which
words are likely loaded; the reader learns from that too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from summarizer.neural.blind import BlindReader
from summarizer.neural.encoder import Encoder, reader_depth
from summarizer.neural.heads.marks import MarksHead
from summarizer.neural.wording import WordsJudge
from summarizer.training.frozen import (
    BlindTexts,
    finished_encoder,
    finished_tags,
    finished_words,
)
from summarizer.training.marked import (
    Row,
    annotated_rows,
    batches,
    news_rows,
    own_rows,
)
from summarizer.training.marks_teacher import fit_teacher, taught
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.release import release_head
from summarizer.training.targets import copy_layer

_HEAD_RATE = 5.0


def train_marks(recipe: Recipe, data: Path, output: Path, progress: Progress) -> Path:
    """Run a recipe of kind `marks`; the weights go to `output/<id>`.

    Raises:
        DataError: a set is missing.
    """
    values = recipe.values["marks"]
    folder = output / recipe.values["network"]
    encoder, tags = finished_encoder(folder), finished_tags(folder)
    words = WordsJudge(encoder, finished_words(output / recipe.values["readers"]))
    texts = BlindTexts(BlindReader(encoder, words))
    rng = np.random.default_rng(recipe.seed)
    with torch.random.fork_rng():
        torch.manual_seed(recipe.seed)
        given = (data, rng, progress)
        rows = [
            *own_rows(texts, tags, values, given),
            *annotated_rows(texts, "propaganda", values, given),
            *annotated_rows(texts, "bias", values, given),
        ]
        progress(f"marks: {len(rows)} sentences, {sum(r.wanted.any() for r in rows)} with a mark")
        if "teacher" in recipe.values:
            news = news_rows(texts, recipe.values["news"], given)
            teacher = fit_teacher(recipe.values["teacher"], rows, (rng, progress))
            rows += taught(teacher, news, progress)
        head = fit_marks(head_of(encoder), rows, values, (rng, progress))
    return release_head(recipe, output, head, ("marks", {}))


def head_of(encoder: Encoder) -> MarksHead:
    """Return a head whose layers are copies of the encoder's top ones."""
    config, layers = encoder.model.config, encoder.model.encoder.layer
    depth = reader_depth(encoder.model)
    size = (config.hidden_size, config.num_attention_heads, config.intermediate_size)
    head = MarksHead(size, depth)
    for own, theirs in zip(head.layers, layers[-depth:], strict=True):
        copy_layer(own, theirs)  # type: ignore[arg-type]
    with torch.no_grad():
        head.out.weight.mul_(0.3)
        head.out.bias.fill_(-2.0)  # few tokens are marked
    return head


def fit_marks(
    head: MarksHead,
    rows: Sequence[Row],
    values: dict[str, Any],
    given: tuple[np.random.Generator, Progress],
) -> MarksHead:
    """Return `head` when it has learned from `rows`."""
    rng, progress = given
    epochs, batch = int(values["epochs"]), int(values["batch"])
    steps, rate = epochs * -(-len(rows) // batch), float(values["learning_rate"])
    groups = [
        {"params": [p for n, p in head.named_parameters() if not n.startswith("out.")], "lr": rate},
        {"params": list(head.out.parameters()), "lr": rate * _HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.1 * steps), (1 - s / steps) / 0.9 + 1e-3)
    )
    for _ in range(epochs):
        losses = []
        for part in batches(rows, batch, rng):
            head.train()
            loss = marks_loss(head, [rows[i] for i in part])
            optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward([loss])
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        progress(f"marks: loss {np.mean(losses):.4f}")
    return head.eval()


def marks_loss(head: MarksHead, rows: Sequence[Row]) -> Tensor:
    """Return the mean cross-entropy of the tokens that count, each as much as its row.

    What is wanted of a token may be a probability: see Hinton, Vinyals and Dean (2015),
    Distilling the Knowledge in a Neural Network.
    """
    ends = np.cumsum([len(r.states) for r in rows])
    starts = ends - [len(r.states) for r in rows]
    logits, mask = head(
        torch.cat([r.states for r in rows]).float(), torch.tensor(np.stack([starts, ends], 1))
    )
    gold = torch.from_numpy(np.concatenate([r.wanted for r in rows]))
    weight = torch.from_numpy(np.concatenate([r.counts * r.weight for r in rows])).float()
    losses = F.binary_cross_entropy_with_logits(logits[mask], gold, weight, reduction="sum")
    return losses / weight.sum().clamp(min=1e-6)
