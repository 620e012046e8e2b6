"""Pinned weights → the encoder and all heads, ready to judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

from summarizer.errors import ModelCorrupt
from summarizer.neural.attribution import AttributionJudge, Thresholds
from summarizer.neural.encoder import Encoder, load_encoder, reader_depth
from summarizer.neural.facts import FactJudge, FactReader
from summarizer.neural.forms import FORMS
from summarizer.neural.frames import FrameJudge
from summarizer.neural.framing import FEATURES, FramingJudge
from summarizer.neural.heads import (
    LinkHead,
    PhraseHead,
    SalienceHead,
    SentenceHead,
    TagHead,
    TargetHead,
    WordsHead,
)
from summarizer.neural.heads.attribution import AttributionHead
from summarizer.neural.heads.cast import CastHead
from summarizer.neural.heads.facts import FactHead
from summarizer.neural.heads.frames import FrameHead
from summarizer.neural.heads.marks import MarksHead
from summarizer.neural.heads.reader import ReaderHead
from summarizer.neural.heads.support import SupportHead
from summarizer.neural.heads.technique import TechniqueHead
from summarizer.neural.judges import (
    LoadedJudge,
    RoleJudge,
    SalienceJudge,
    SentenceSpace,
    SentimentJudge,
    TagJudge,
)
from summarizer.neural.marks import MarksReader
from summarizer.neural.network import ATTRIBUTION_TAGS, ROLES, SENTIMENTS, TECHNIQUE_TAGS
from summarizer.neural.quote_reader import QuoteReader, ReaderThresholds
from summarizer.neural.references import ReferenceHead, Referring
from summarizer.neural.support import SupportJudge
from summarizer.neural.support_facts import FACTS as SUPPORT_FACTS
from summarizer.neural.techniques import FACTS as TECHNIQUE_FACTS
from summarizer.neural.techniques import TechniqueJudge
from summarizer.neural.weights import Manifest, checked_file, load_config, load_weights
from summarizer.neural.wording import WordsJudge
from summarizer.stages.actor_pronoun_facts import PRONOUN_FACTS

NETWORK = "news-encoder"
READERS = "news-readers"
FACTS = "news-facts"
FRAMES = "news-frames"
TECHNIQUES = "news-techniques"
SUPPORT = "news-support"
TARGETS = "news-targets"
CASTS = "news-casts"
COREFERENCE = "news-coreference"
PRONOUNS = "news-pronouns"
QUOTES = "news-quotes"
MARKS = "news-marks"
_OTHERS = (
    READERS, FACTS, FRAMES, TECHNIQUES, SUPPORT, TARGETS, CASTS, COREFERENCE, PRONOUNS, QUOTES,
    MARKS,
)  # fmt: skip
Weights = Mapping[str, Tensor]
Fitted = Mapping[str, Mapping[str, Any]]
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
    facts: FactJudge
    frames: FrameJudge
    technique: TechniqueJudge
    support: SupportJudge
    references: Referring
    pronouns: Referring


@dataclass(frozen=True, slots=True)
class Names:
    """Labels of the codebooks that heads were trained for, in the order of their files."""

    framing: tuple[str, ...]
    frames: tuple[str, ...]
    techniques: tuple[str, ...]


def use_threads(n: int) -> None:
    """Let torch use `n` CPU threads; 0 leaves it to torch."""
    if n:
        torch.set_num_threads(n)


def assemble(manifest: Manifest, names: Names) -> tuple[Encoder, Heads]:
    """Return the encoder and the heads, which know the labels `names`.

    Raises:
        ModelMissing: weights are not there.
        ModelCorrupt: they are not what the manifest pins, or do not fit this version.
    """
    spec, others = (
        manifest.spec(NETWORK),
        [manifest.spec(name) for name in _OTHERS],
    )
    weights, config = load_weights(manifest, spec), load_config(manifest, spec)
    tokenizer = checked_file(manifest, spec, "tokenizer.json")
    fitted: dict[str, Any] = {}
    for each in (spec, *others):
        fitted |= each.values.get("calibration", {})
    if config["n_labels"] != len(names.framing):
        raise ModelCorrupt(
            f"{spec.id} was trained for a codebook of {config['n_labels']} labels, "
            f"and this one has {len(names.framing)}; choose the one it was trained for"
        )
    try:
        encoder = load_encoder(config["encoder"], _part(weights, "encoder"), tokenizer)
        for other in others:
            weights |= load_weights(manifest, other)
        return encoder, _heads(encoder, names, weights, fitted)
    except (RuntimeError, TypeError) as exc:  # torch: names or shapes differ; ours: calibration
        raise ModelCorrupt(f"{spec.id} does not fit this version: {exc}") from exc


def _heads(encoder: Encoder, names: Names, weights: Weights, fitted: Fitted) -> Heads:
    """Return the heads with `weights`, and with the temperatures and thresholds in `fitted`."""
    width, labels = encoder.model.config.hidden_size, names.framing
    words = WordsJudge(encoder, _fill(WordsHead(width, len(labels)), weights, "words"))
    sentence = _fill(SentenceHead(width, 1), weights, "loaded")
    tags = _fill(TagHead(width, len(TECHNIQUE_TAGS)), weights, "techniques")
    sentiment = _fill(TargetHead(width, len(SENTIMENTS)), weights, "sentiment")
    phrase = _fill(PhraseHead(width, len(labels)), weights, "phrase")
    loaded = LoadedJudge(sentence, **fitted.get("loaded", {}))
    techniques = TagJudge(tags, **fitted.get("techniques", {}))
    # Before they are fitted, all features count for nothing: each candidate gets one half.
    framing = {"weights": [0.0] * len(FEATURES), **fitted.get("framing", {})}
    framing |= {"weights": tuple(framing["weights"]), "reader": _marks_reader(encoder, weights)}
    space = SentenceSpace(_fill(nn.Linear(width, width), weights, "semantic"))
    embeddings = encoder.model.embeddings.word_embeddings.weight.detach()
    reader = FactReader(encoder.tokenizer, embeddings, space)
    return Heads(
        loaded=loaded,
        techniques=techniques,
        sentiment=SentimentJudge(
            sentiment,
            reader=_reader(encoder, weights),
            **{**fitted.get("sentiment", {}), **fitted.get("sentiment_reader", {})},
        ),
        attribution=_attribution(width, weights, fitted),
        framing=FramingJudge(techniques, loaded, phrase, words, labels, **framing),
        salience=SalienceJudge(_fill(SalienceHead(width), weights, "salience")),
        role=_role(sentiment, weights, fitted),
        space=space,
        facts=FactJudge(
            _fill(FactHead(width), weights, "facts"), reader, **fitted.get("facts", {})
        ),
        frames=FrameJudge(
            _fill(FrameHead(width, len(names.frames), len(embeddings)), weights, "frames"),
            space,
            names.frames,
            **fitted.get("frames", {}),
        ),
        technique=_technique(encoder, names.techniques, weights, fitted),
        support=SupportJudge(
            _fill(SupportHead(len(SUPPORT_FACTS)), weights, "support"), **fitted.get("support", {})
        ),
        references=_references(weights, fitted),
        pronouns=_pronouns(weights, fitted),
    )


def _attribution(width: int, weights: Weights, fitted: Fitted) -> AttributionJudge:
    return AttributionJudge(
        _fill(TagHead(width, 3 * len(ATTRIBUTION_TAGS)), weights, "attribution"),
        _fill(LinkHead(width), weights, "source_link"),
        _fill(LinkHead(width), weights, "cue_link"),
        Thresholds(**fitted.get("attribution", {})),
        QuoteReader(
            _fill(AttributionHead(width, FORMS), weights, "quotes"),
            ReaderThresholds(**fitted.get("quotes", {})),
        ),
    )


def _references(weights: Weights, fitted: Fitted) -> Referring:
    return Referring(_fill(ReferenceHead(), weights, "references"), **fitted.get("references", {}))


def _pronouns(weights: Weights, fitted: Fitted) -> Referring:
    head = _fill(ReferenceHead(len(PRONOUN_FACTS)), weights, "pronouns")
    return Referring(head, **fitted.get("pronouns", {}))


def _role(feeling: TargetHead, weights: Weights, fitted: Fitted) -> RoleJudge:
    """Return the judge of roles; `feeling` is the sentiment head that its casting head reads."""
    width = feeling.query.in_features
    return RoleJudge(
        _fill(TargetHead(width, len(ROLES)), weights, "role"),
        ROLES,
        cast=_fill(CastHead(2 * width + len(SENTIMENTS), len(ROLES) - 1), weights, "cast"),
        feeling=feeling,
        cast_temperature=fitted.get("cast", {}).get("temperature", 1.0),
        **fitted.get("role", {}),
    )


def _reader(encoder: Encoder, weights: Weights) -> ReaderHead:
    head = ReaderHead(_size(encoder), len(SENTIMENTS), reader_depth(encoder.model))
    return _fill(head, weights, "sentiment_reader")


def _marks_reader(encoder: Encoder, weights: Weights) -> MarksReader:
    head = MarksHead(_size(encoder), int(encoder.model.config.num_hidden_layers))
    return MarksReader(encoder, _fill(head, weights, "marks"))


def _size(encoder: Encoder) -> tuple[int, int, int]:
    """Return the width of a state, the number of attention heads, the width inside a layer."""
    config = encoder.model.config
    return config.hidden_size, config.num_attention_heads, config.intermediate_size


def _technique(
    encoder: Encoder, names: tuple[str, ...], weights: Weights, fitted: Fitted
) -> TechniqueJudge:
    head = TechniqueHead(encoder.model.config.hidden_size, len(names), len(TECHNIQUE_FACTS))
    return TechniqueJudge(
        encoder, _fill(head, weights, "technique"), names, **fitted.get("technique", {})
    )


def _part(weights: Weights, name: str) -> dict[str, Tensor]:
    return {k[len(name) + 1 :]: v for k, v in weights.items() if k.startswith(f"{name}.")}


def _fill(module: M, weights: Weights, name: str) -> M:
    module.load_state_dict(_part(weights, name))
    return module.eval()
