"""States of a finished encoder, computed once and read many times."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor, nn

from summarizer.errors import ModelMissing
from summarizer.neural.blind import BlindReader
from summarizer.neural.encoder import Encoder, Encoding, load_encoder
from summarizer.neural.heads import TagHead, TargetHead, WordsHead
from summarizer.neural.judges import SentenceSpace
from summarizer.read import read_text
from summarizer.stages.sentences import split_article
from summarizer.training.recipe import Progress

_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class BlindTexts:
    """Encodes texts as they are read for framing: names and words for identities are hidden."""

    reader: BlindReader

    def encode(self, texts: Sequence[str]) -> Sequence[Encoding]:
        """Return the states of every token of every text, split into sentences here."""
        return self.reader.encode(texts, [split_article(read_text(t)) for t in texts])


def finished_encoder(folder: Path) -> Encoder:
    """Return the encoder that `train_network` wrote to `folder`.

    Raises:
        ModelMissing: it wrote none.
    """
    if not (folder / "model.safetensors").is_file():
        raise ModelMissing(f"{folder} holds no weights; run the recipe of the network first")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return load_encoder(config["encoder"], _part(folder, "encoder"), folder / "tokenizer.json")


def finished_space(folder: Path) -> SentenceSpace:
    """Return the sentence vectors of the network that `train_network` wrote to `folder`."""
    own = _part(folder, "semantic")
    project = nn.Linear(own["weight"].shape[1], own["weight"].shape[0])
    project.load_state_dict(own)
    return SentenceSpace(project.eval())


def finished_sentiment(folder: Path) -> TargetHead:
    """Return the sentiment head of the network that `train_network` wrote to `folder`."""
    own = _part(folder, "sentiment")
    head = TargetHead(own["query.weight"].shape[0], own["out.weight"].shape[0])
    head.load_state_dict(own)
    return head.eval()


def finished_tags(folder: Path) -> TagHead:
    """Return the head of technique tags of the network that `train_network` wrote to `folder`."""
    own = _part(folder, "techniques")
    head = TagHead(own["out.weight"].shape[1], own["out.weight"].shape[0])
    head.load_state_dict(own)
    return head.eval()


def finished_words(folder: Path) -> WordsHead:
    """Return the head of words alone of the readers in `folder`.

    Raises:
        ModelMissing: there are none.
    """
    if not (folder / "model.safetensors").is_file():
        raise ModelMissing(f"{folder} holds no weights; run the recipe of the readers first")
    own = _part(folder, "words")
    head = WordsHead(own["framing.weight"].shape[1], own["label.weight"].shape[0])
    head.load_state_dict(own)
    return head.eval()


def _part(folder: Path, name: str) -> dict[str, Tensor]:
    """Return the weights in `folder` whose names begin with `name`, by the rest of their names."""
    weights = load_file(folder / "model.safetensors")
    own = {k: v.float() for k, v in weights.items() if k.startswith(f"{name}.")}
    return {k.removeprefix(f"{name}."): v for k, v in own.items()}


def encode_all(
    encoder: Encoder | BlindTexts, texts: Sequence[str], progress: Progress, what: str
) -> Iterator[Encoding]:
    """Yield the encoding of each text, in order."""
    for i in range(0, len(texts), _AT_ONCE):
        yield from encoder.encode(texts[i : i + _AT_ONCE])
        if i // _AT_ONCE % 10 == 9:
            progress(f"{what}: {i + _AT_ONCE} of {len(texts)} texts read")
