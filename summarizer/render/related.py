"""How actors stand to each other, put together for tables and drawings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.relations import Relation, RelationKind, RelationStatus, SpeechAct
from summarizer.types import Analysis, Quote

KINDS: Mapping[RelationKind, str] = {
    "acts_on": "acts on",
    "blames": "blames",
    "opposes": "opposes",
    "supports": "supports",
    "praises": "praises",
}
STATUSES: Mapping[RelationStatus, str] = {
    "asserted": "stated",
    "hedged": "as planned, possible or alleged",
    "negated": "as not so",
}
ACTS: Mapping[SpeechAct | None, str] = {
    "says": "says",
    "claims": "claims",
    "denies": "denies",
    "accuses": "accuses",
    "promises": "promises",
    "fears": "fears or warns",
    "demands": "demands",
    "praises": "praises",
    "admits": "admits",
    "hopes": "hopes",
    "refuses": "refuses or does not say",
    None: "is quoted",
}
# Forms of verbs that only report; of others the article's own word tells more than "says".
_REPORTING = frozenset(
    "say says said saying tell tells told telling add adds added adding according".split()
)
_LONGEST_CUE = 5


@dataclass(frozen=True, slots=True)
class Related:
    """All that tells one thing of two actors, in text order; at least one relation."""

    told: tuple[Relation, ...]

    @property
    def actor(self) -> str:
        """Return the id of the one who does it."""
        return self.told[0].actor

    @property
    def target(self) -> str:
        """Return the id of the one it is done to."""
        return self.told[0].target

    @property
    def kind(self) -> RelationKind:
        """Return what it is."""
        return self.told[0].kind

    @property
    def is_drawn(self) -> bool:
        """Return whether anything tells it as so, or perhaps so."""
        return any(one.status != "negated" for one in self.told)

    @property
    def is_open(self) -> bool:
        """Return whether nothing tells it as a fact."""
        return not any(one.status == "asserted" for one in self.told)


def related_in(analysis: Analysis) -> list[Related]:
    """Return the relations of an article, one for each kind and pair, in text order."""
    groups: dict[tuple[str, str, str], list[Relation]] = {}
    for one in analysis.relations or ():
        groups.setdefault((one.actor, one.kind, one.target), []).append(one)
    return [Related(tuple(group)) for group in groups.values()]


def main_related(related: Sequence[Related], analysis: Analysis, most: int) -> list[str]:
    """Return the ids of the `most` actors that are related most, the more prominent first."""
    counts = Counter(
        name for group in related if group.is_drawn for name in (group.actor, group.target)
    )
    shares = {p.actor: p.prominence for p in analysis.portrayals or ()}
    return sorted(counts, key=lambda name: (-counts[name], -shares.get(name, 0.0), name))[:most]


def told_by(one: Relation, names: Mapping[str, str]) -> str:
    """Return in whose voice a relation is told, as plain words."""
    if one.voice == "outlet":
        return "the outlet\u2019s own words"
    return (
        "a source that is not named" if one.speaker is None else names.get(one.speaker, one.speaker)
    )


def speaker_of(quote: Quote, names: Mapping[str, str], text: str) -> str:
    """Return who is quoted: the actor, else the words that name the source, else nobody."""
    if quote.speaker is not None:
        return names.get(quote.speaker, quote.speaker)
    return "source not named" if quote.source is None else " ".join(quote.source.of(text).split())


def act_words(quote: Quote, text: str) -> str:
    """Return what a source does in saying it: its act, else the article's verb, else "says".

    So "opposed" where a source is only reported to have opposed something.
    """
    if quote.act != "says" or quote.cue is None or quote.kind != "indirect":
        return ACTS[quote.act]
    words = quote.cue.of(text).lower().split()
    is_plain = not _REPORTING.isdisjoint(words) or len(words) > _LONGEST_CUE
    return ACTS["says"] if is_plain else " ".join(words)
