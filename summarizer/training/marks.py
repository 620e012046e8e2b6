"""Train the reader that finds loaded words sentence by sentence.

A larger encoder learns from the same sentences first, and says of news that nobody marked which
words are likely loaded; the reader learns from that too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from summarizer.neural.blind import BlindReader
from summarizer.neural.encoder import Encoder
from summarizer.neural.heads.marks import MarksHead
from summarizer.neural.marks import read_sentences
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
    news_rows,
    own_rows,
)
from summarizer.training.marks_fit import fit_rows, marks_loss, start_rarely
from summarizer.training.marks_teacher import fit_teacher, taught
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.release import release_head
from summarizer.training.targets import copy_layer

_HEAD_RATE = 10.0


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
        heads = [
            fit_marks(head_of(encoder), encoder, rows, values, given=(rng, progress))
            for _ in range(int(values["runs"]))
        ]
        head = mean_of(heads)
    return release_head(recipe, output, head, ("marks", {}))


def head_of(encoder: Encoder) -> MarksHead:
    """Return a head whose layers are copies of the encoder's."""
    config, layers = encoder.model.config, encoder.model.encoder.layer
    size = (config.hidden_size, config.num_attention_heads, config.intermediate_size)
    head = MarksHead(size, len(layers))
    for own, theirs in zip(head.layers, layers, strict=True):
        copy_layer(own, theirs)  # type: ignore[arg-type]
    start_rarely(head.out)
    return head


def mean_of(heads: Sequence[MarksHead]) -> MarksHead:
    """Return a head with the mean of the weights of `heads`, which had the same start.

    Source: Wortsman et al. (2022), Model soups, section 2.
    """
    states = [head.state_dict() for head in heads]
    mean = {name: torch.stack([s[name] for s in states]).mean(0) for name in states[0]}
    heads[0].load_state_dict(mean)
    return heads[0]


def fit_marks(
    head: MarksHead,
    encoder: Encoder,
    rows: Sequence[Row],
    values: dict[str, Any],
    *,
    given: tuple[np.random.Generator, Progress],
) -> MarksHead:
    """Return `head`, which reads the embeddings of `encoder`, when it has learned from `rows`."""
    rng, progress = given
    read = [row for row in rows if len(row.ids)]

    def loss_of(part: Sequence[int]) -> Tensor:
        own = [read[i] for i in part]
        logits = torch.cat(read_sentences(encoder, head, [row.ids for row in own]))
        return marks_loss(logits, own)

    told = (rng, lambda line: progress(f"marks: {line}"))
    fit_rows(head, loss_of, read, values, given=told, head_rate=_HEAD_RATE)
    return head
