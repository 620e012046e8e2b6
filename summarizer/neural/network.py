"""The whole network: one encoder, many heads."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor, nn

from summarizer.neural.encoder import build_bert
from summarizer.neural.heads import LinkHead, PhraseHead, SentenceHead, TagHead, TargetHead
from summarizer.types import RoleName, Valence

TECHNIQUE_TAGS = ("any", "loaded", "framing")
ATTRIBUTION_TAGS = ("content", "cue", "source")
SENTIMENTS = ("negative", "neutral", "positive")
ROLES: tuple[RoleName, ...] = ("protagonist", "antagonist", "victim", "none")
VALENCES: tuple[Valence, ...] = ("positive", "negative", "mixed")


@dataclass(frozen=True, slots=True)
class NetworkSize:
    """The encoder's dimensions and the number of codebook labels."""

    encoder: dict[str, int]
    n_labels: int

    @property
    def width(self) -> int:
        """Numbers in a token state."""
        return self.encoder["hidden_size"]


class Network(nn.Module):
    """The shared encoder with the heads that are trained together with it."""

    def __init__(self, size: NetworkSize) -> None:
        super().__init__()
        width = size.width
        self.encoder = build_bert(size.encoder)
        self.loaded = SentenceHead(width, 1)
        self.techniques = TagHead(width, len(TECHNIQUE_TAGS))
        self.attribution = TagHead(width, 3 * len(ATTRIBUTION_TAGS))
        self.source_link = LinkHead(width)
        self.cue_link = LinkHead(width)
        self.sentiment = TargetHead(width, len(SENTIMENTS))
        self.phrase = PhraseHead(width, size.n_labels)
        self.semantic = nn.Linear(width, width)

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return token states `[windows * tokens, width]` of a padded batch, flattened."""
        states: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return states.flatten(0, 1)
