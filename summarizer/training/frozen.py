"""States of a finished encoder, computed once and read many times."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from safetensors.torch import load_file
from torch import nn

from summarizer.errors import ModelMissing
from summarizer.neural.encoder import Encoder, Encoding, load_encoder
from summarizer.neural.heads import TagHead, TargetHead
from summarizer.neural.judges import SentenceSpace
from summarizer.training.recipe import Progress

_AT_ONCE = 16


def finished_encoder(folder: Path) -> Encoder:
    """Return the encoder that `train_network` wrote to `folder`.

    Raises:
        ModelMissing: it wrote none.
    """
    if not (folder / "model.safetensors").is_file():
        raise ModelMissing(f"{folder} holds no weights; run the recipe of the network first")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    weights = load_file(folder / "model.safetensors")
    own = {k[len("encoder.") :]: v for k, v in weights.items() if k.startswith("encoder.")}
    return load_encoder(config["encoder"], own, folder / "tokenizer.json")


def finished_space(folder: Path) -> SentenceSpace:
    """Return the sentence vectors of the network that `train_network` wrote to `folder`."""
    weights = load_file(folder / "model.safetensors")
    weight, bias = (weights[f"semantic.{name}"].float() for name in ("weight", "bias"))
    project = nn.Linear(weight.shape[1], weight.shape[0])
    project.load_state_dict({"weight": weight, "bias": bias})
    return SentenceSpace(project.eval())


def finished_sentiment(folder: Path) -> TargetHead:
    """Return the sentiment head of the network that `train_network` wrote to `folder`."""
    weights = load_file(folder / "model.safetensors")
    own = {
        k[len("sentiment.") :]: v.float() for k, v in weights.items() if k.startswith("sentiment.")
    }
    head = TargetHead(own["query.weight"].shape[0], own["out.weight"].shape[0])
    head.load_state_dict(own)
    return head.eval()


def finished_tags(folder: Path) -> TagHead:
    """Return the head of technique tags of the network that `train_network` wrote to `folder`."""
    weights = load_file(folder / "model.safetensors")
    own = {
        k[len("techniques.") :]: v.float()
        for k, v in weights.items()
        if k.startswith("techniques.")
    }
    head = TagHead(own["out.weight"].shape[1], own["out.weight"].shape[0])
    head.load_state_dict(own)
    return head.eval()


def encode_all(
    encoder: Encoder, texts: Sequence[str], progress: Progress, what: str
) -> Iterator[Encoding]:
    """Yield the encoding of each text, in order."""
    for i in range(0, len(texts), _AT_ONCE):
        yield from encoder.encode(texts[i : i + _AT_ONCE])
        if i // _AT_ONCE % 10 == 9:
            progress(f"{what}: {i + _AT_ONCE} of {len(texts)} texts read")
