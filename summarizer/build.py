"""Settings and a manifest → heads → the pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

from summarizer.codebook import load_codebook
from summarizer.neural.attribution import AttributionJudge, Thresholds
from summarizer.neural.encoder import Encoder, load_encoder
from summarizer.neural.framing import FramingJudge
from summarizer.neural.heads import (
    LinkHead,
    PhraseHead,
    SalienceHead,
    SentenceHead,
    TagHead,
    TargetHead,
)
from summarizer.neural.judges import (
    LoadedJudge,
    RoleJudge,
    SalienceJudge,
    SentenceSpace,
    SentimentJudge,
    TagJudge,
)
from summarizer.neural.network import ATTRIBUTION_TAGS, ROLES, SENTIMENTS, TECHNIQUE_TAGS
from summarizer.neural.weights import Manifest, checked_file, load_config, load_weights
from summarizer.pipeline import Pipeline
from summarizer.settings import Settings
from summarizer.stages.actors import Actors
from summarizer.stages.attribution import Attribution
from summarizer.stages.encode import Encode
from summarizer.stages.framing import Framing
from summarizer.stages.parse import Parse, load_parser
from summarizer.stages.portrayal import Portrayals
from summarizer.stages.salience import Salience
from summarizer.stages.sentences import Sentences

NETWORK = "news-encoder"
READERS = "news-readers"
Weights = Mapping[str, Tensor]
M = TypeVar("M", bound=nn.Module)


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """All heads, each ready to judge an article."""

    loaded: LoadedJudge
    techniques: TagJudge
    sentiment: SentimentJudge
    attribution: AttributionJudge
    framing: FramingJudge
    salience: SalienceJudge
    role: RoleJudge
    space: SentenceSpace


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """What `build` makes of settings and weights."""

    encoder: Encoder
    heads: Heads
    pipeline: Pipeline
    parser: tuple[str, str]


def build(settings: Settings, manifest: Manifest) -> Built:
    """Return the heads and the pipeline that `settings` ask for.

    Raises:
        ModelMissing, ModelCorrupt: weights are not there, or not what the manifest pins.
        CodebookError: there is no such codebook.
    """
    if settings.threads:
        torch.set_num_threads(settings.threads)
    spec, readers = manifest.spec(NETWORK), manifest.spec(READERS)
    weights = load_weights(manifest, spec)
    config = load_config(manifest, spec)
    encoder = load_encoder(
        config["encoder"], _part(weights, "encoder"), checked_file(manifest, spec, "tokenizer.json")
    )
    labels = tuple(label.name for label in load_codebook(settings.codebook).labels)
    heads = _heads(
        config["encoder"]["hidden_size"],
        labels,
        {**weights, **load_weights(manifest, readers)},
        {**spec.values.get("calibration", {}), **readers.values.get("calibration", {})},
    )
    parse = Parse(load_parser())
    pipeline = Pipeline(
        (
            Sentences(),
            parse,
            Encode(encoder),
            Actors(),
            Attribution(heads.attribution),
            Framing(heads.framing, heads.loaded, settings.codebook),
            Portrayals(heads.sentiment, heads.role),
            Salience(heads.salience),
        )
    )
    return Built(encoder, heads, pipeline, parse.model)


def _heads(width: int, labels: tuple[str, ...], weights: Weights, fitted: dict[str, Any]) -> Heads:
    """Return the heads with `weights`, and with the temperatures and thresholds in `fitted`."""
    loaded = LoadedJudge(_fill(SentenceHead(width, 1), weights, "loaded"), **fitted.get("loaded", {}))
    tags = TagJudge(
        _fill(TagHead(width, len(TECHNIQUE_TAGS)), weights, "techniques"),
        **fitted.get("techniques", {}),
    )
    framing = dict(fitted.get("framing", {}))
    return Heads(
        loaded=loaded,
        techniques=tags,
        sentiment=SentimentJudge(
            _fill(TargetHead(width, len(SENTIMENTS)), weights, "sentiment"),
            **fitted.get("sentiment", {}),
        ),
        attribution=AttributionJudge(
            _fill(TagHead(width, 3 * len(ATTRIBUTION_TAGS)), weights, "attribution"),
            _fill(LinkHead(width), weights, "source_link"),
            _fill(LinkHead(width), weights, "cue_link"),
            Thresholds(**fitted.get("attribution", {})),
        ),
        framing=FramingJudge(
            tags,
            loaded,
            _fill(PhraseHead(width, len(labels)), weights, "phrase"),
            labels,
            weights=tuple(framing.pop("weights")),
            **framing,
        ),
        salience=SalienceJudge(_fill(SalienceHead(width), weights, "salience")),
        role=RoleJudge(
            _fill(TargetHead(width, len(ROLES)), weights, "role"), ROLES, **fitted.get("role", {})
        ),
        space=SentenceSpace(_fill(nn.Linear(width, width), weights, "semantic")),
    )


def _part(weights: Weights, name: str) -> dict[str, Tensor]:
    return {k[len(name) + 1 :]: v for k, v in weights.items() if k.startswith(f"{name}.")}


def _fill(module: M, weights: Weights, name: str) -> M:
    module.load_state_dict(_part(weights, name))
    return module.eval()
