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
from torch import Tensor

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
    news_rows,
    own_rows,
)
from summarizer.training.marks_fit import fit_rows, start_rarely
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
    start_rarely(head.out)
    return head


def fit_marks(
    head: MarksHead,
    rows: Sequence[Row],
    values: dict[str, Any],
    given: tuple[np.random.Generator, Progress],
) -> MarksHead:
    """Return `head` when it has learned from `rows`."""
    rng, progress = given

    def logits_of(part: Sequence[int]) -> Tensor:
        states = [rows[i].states for i in part]
        ends = np.cumsum([len(own) for own in states])
        starts = ends - [len(own) for own in states]
        logits, mask = head(torch.cat(states).float(), torch.tensor(np.stack([starts, ends], 1)))
        scores: Tensor = logits[mask]
        return scores

    told = (rng, lambda line: progress(f"marks: {line}"))
    fit_rows(head, logits_of, rows, values, given=told, head_rate=_HEAD_RATE)
    return head
