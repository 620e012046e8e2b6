"""A larger encoder that learns which words are loaded, to teach the reader of marks.

It is used in training only. Its lower layers stay as they are, so that a sentence's states below
the others are computed once.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from importlib import metadata
from typing import Any

import numpy as np
import torch
from safetensors.torch import load
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import MPNetConfig, MPNetModel

from summarizer.errors import DataError, ModelCorrupt
from summarizer.training.marked import Row
from summarizer.training.marks_fit import fit_rows, marks_loss, start_rarely
from summarizer.training.recipe import Progress

_FIRST, _PAD, _LAST = 0, 1, 2
# The vocabulary is that of BERT behind four words of its own.
_SHIFT = 4
_WIDTH = 8  # lengths are padded to a multiple of it
_AT_ONCE = 32
_HEAD_RATE = 20.0
_HIDE = -1e4  # what the score of padding is lowered by


class Teacher(nn.Module):
    """An MPNet encoder with a score for every token."""

    def __init__(self, encoder: MPNetModel, frozen: int) -> None:
        """Make a teacher of `encoder`, whose first `frozen` layers do not learn."""
        super().__init__()
        self.encoder, self.frozen = encoder, frozen
        self.out = nn.Linear(encoder.config.hidden_size, 1)
        self.drop = nn.Dropout(0.1)
        start_rarely(self.out)
        layers = encoder.encoder
        for part in (encoder.embeddings, layers.relative_attention_bias, *layers.layer[:frozen]):
            part.requires_grad_(False)

    def lower(self, rows: Sequence[Row]) -> list[Tensor]:
        """Return for each row the states `[tokens + 2, width]` above the layers that are frozen."""
        width = -(-(max(len(r.ids) for r in rows) + 2) // _WIDTH) * _WIDTH
        ids = torch.full((len(rows), width), _PAD)
        for own, row in zip(ids, rows, strict=True):
            n = len(row.ids)
            own[0], own[n + 1] = _FIRST, _LAST
            own[1 : n + 1] = torch.as_tensor(row.ids) + _SHIFT
        with torch.inference_mode():
            states = self.encoder.embeddings(input_ids=ids)
            lengths = [len(row.ids) + 2 for row in rows]
            states = self._through(states, lengths, slice(0, self.frozen))
        # Half the memory: the states of all sentences wait together.
        return [own[:n].half().clone() for own, n in zip(states, lengths, strict=True)]

    def forward(self, lower: Sequence[Tensor]) -> list[Tensor]:
        """Return for each row of `lower` the logits of its tokens: `[tokens]`."""
        lengths = [len(own) for own in lower]
        width = -(-max(lengths) // _WIDTH) * _WIDTH
        states = torch.stack([F.pad(own.float(), (0, 0, 0, width - len(own))) for own in lower])
        read = self._through(states, lengths, slice(self.frozen, None))
        logits = self.out(self.drop(read))[..., 0]
        return [own[1 : n - 1] for own, n in zip(logits, lengths, strict=True)]

    def _through(self, states: Tensor, lengths: Sequence[int], part: slice) -> Tensor:
        layers = self.encoder.encoder
        real = torch.arange(states.shape[1])[None] < torch.tensor(lengths)[:, None]
        mask = (1 - real.float())[:, None, None] * _HIDE
        bias = layers.compute_position_bias(states)
        for layer in layers.layer[part]:
            states = layer(states, mask, bias)[0]
        return states


def fit_teacher(
    values: dict[str, Any],
    rows: Sequence[Row],
    given: tuple[np.random.Generator, Progress],
) -> Teacher:
    """Return a teacher that has learned from `rows`, each different sentence of them once."""
    rng, progress = given
    teacher = Teacher(base_encoder(values), int(values["frozen"]))
    different = {row.ids.tobytes(): row for row in reversed(rows) if len(row.ids)}
    learned: list[Row] = []
    lower: list[Tensor] = []
    for part, states in _pieces(teacher, list(different.values()), progress):
        learned += part
        lower += states

    def loss_of(part: Sequence[int]) -> Tensor:
        logits = torch.cat(teacher([lower[i] for i in part]))
        return marks_loss(logits, [learned[i] for i in part])

    told = (rng, lambda line: progress(f"teacher: {line}"))
    fit_rows(teacher, loss_of, learned, values, given=told, head_rate=_HEAD_RATE)
    return teacher


def taught(teacher: Teacher, rows: Sequence[Row], progress: Progress) -> list[Row]:
    """Return `rows` with what `teacher` says of their tokens."""
    found: list[Row] = []
    for part, lower in _pieces(teacher, [row for row in rows if len(row.ids)], progress):
        with torch.inference_mode():
            said = teacher(lower)
        found += [
            replace(row, wanted=logits.sigmoid().numpy())
            for row, logits in zip(part, said, strict=True)
        ]
    return found


def base_encoder(values: dict[str, Any]) -> MPNetModel:
    """Return the untrained teacher's encoder, from the packages that hold its file in pieces.

    Raises:
        DataError: one of them is not installed.
        ModelCorrupt: the weights are not the ones that the recipe pins.
    """
    pieces = []
    for name in values["packages"]:
        try:
            files = metadata.distribution(name).files or []
        except metadata.PackageNotFoundError as exc:
            raise DataError(f"{name} is not installed; see requirements-train.lock") from exc
        pieces += [f.locate().read_bytes() for f in files if ".zip." in f.name]  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        weights = archive.read(f"{values['folder']}/model.safetensors")
        sizes = json.loads(archive.read(f"{values['folder']}/config.json"))
    if sha256(weights).hexdigest() != values["sha256"]:
        raise ModelCorrupt(f"{values['folder']} does not hold the weights that the recipe pins")
    config = MPNetConfig(**{**sizes, "attention_probs_dropout_prob": 0.0})
    encoder = MPNetModel(config, add_pooling_layer=False)
    encoder.load_state_dict(load(weights), strict=False)
    return encoder


def _pieces(
    teacher: Teacher, rows: Sequence[Row], progress: Progress
) -> Iterator[tuple[list[Row], list[Tensor]]]:
    """Yield `rows` in parts of like lengths, with their lower states."""
    ordered = sorted(rows, key=lambda row: len(row.ids))
    for i in range(0, len(ordered), _AT_ONCE):
        part = ordered[i : i + _AT_ONCE]
        yield part, teacher.lower(part)
        if i // _AT_ONCE % 100 == 99:
            progress(f"teacher: {i + len(part)} of {len(ordered)} sentences read")
