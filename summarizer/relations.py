"""How two actors of an article stand to each other, and what sources do in saying something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.types import Span, Voice

RelationKind = Literal["acts_on", "blames", "praises", "supports", "opposes"]
RelationStatus = Literal["asserted", "negated", "hedged"]
# fmt: off
SpeechAct = Literal[
    "says", "claims", "denies", "accuses", "promises", "fears", "demands", "praises", "admits",
    "hopes", "refuses",
]
# fmt: on


@dataclass(frozen=True, slots=True)
class Relation:
    """One actor acts on, blames, praises, supports or opposes another, its `target`.

    `cue` is the word that tells it, and `evidence` the sentence it stands in. In the voice
    "quoted" it is what `speaker` says, or somebody who is not named. What is told as planned,
    possible or alleged is hedged.
    """

    kind: RelationKind
    actor: str
    target: str
    cue: Span
    evidence: tuple[Span, ...]
    status: RelationStatus = "asserted"
    voice: Voice = "outlet"
    speaker: str | None = None
