"""How actors stand to each other: who acts on, blames, praises, supports or opposes whom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from summarizer.relations import Relation
from summarizer.stages import require
from summarizer.stages.agency import roles_of
from summarizer.stages.relation_clauses import Bond, bonds_in
from summarizer.stages.relation_remarks import remarks_in
from summarizer.stages.relation_standing import Standing, standing_of
from summarizer.types import Actor, Analysis, Quote, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from summarizer.neural.judges import SentimentJudge

_PROSE = frozenset({"body", "headline"})
_SELF = frozenset({"i", "me", "my"})


@dataclass(frozen=True)
class Relations:
    """Add what the article says of how its actors stand to each other."""

    sentiment: SentimentJudge
    needs: ClassVar[frozenset[str]] = frozenset(
        {"sentences", "parse", "encoding", "actors", "quotes"}
    )
    adds: ClassVar[frozenset[str]] = frozenset({"relations"})

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        """Return the batch with the layer `relations`, in text order."""
        return [replace(a, relations=self._relations(a)) for a in batch]

    def _relations(self, analysis: Analysis) -> tuple[Relation, ...]:
        told = relations_in(
            require(analysis.parse, "parse"),
            require(analysis.sentences, "sentences"),
            require(analysis.actors, "actors"),
            require(analysis.quotes, "quotes"),
        )
        return tuple(sorted({*told, *remarks_in(analysis, self.sentiment)}, key=_order))


def relations_in(
    doc: Doc, sentences: Sequence[Sentence], actors: Sequence[Actor], quotes: Sequence[Quote]
) -> tuple[Relation, ...]:
    """Return what the headline and the body say of how actors stand to each other.

    Args:
        doc: parse over the text that the other values index.
        sentences: only those of prose are read.
        actors: who can stand on either side.
        quotes: whose words a relation is told in, their speakers resolved.
    """
    named = _Named(doc, actors)
    starts = [s.span.start for s in sentences]
    found: set[Relation] = set()
    text = doc.text  # subtle: spaCy joins it anew each time
    for bond in bonds_in(doc):
        cue = Span(bond.cue.idx, bond.cue.idx + len(bond.cue.text))
        at = bisect_right(starts, cue.start) - 1
        if at < 0 or sentences[at].kind not in _PROSE or not sentences[at].span.contains(cue):
            continue
        standing = standing_of(bond.cue, bond.doers, quotes, doc, text=text)
        if standing is not None:
            found |= _told(bond, standing, named, (sentences[at].span, cue))
    return tuple(sorted(found, key=_order))


def _told(bond: Bond, standing: Standing, named: _Named, at: tuple[Span, Span]) -> set[Relation]:
    """Return the relations of everyone on one side of `bond` to everyone on the other."""
    evidence, cue = at
    speaker = next(iter(named.any_of(standing.by)), standing.speaker)
    doers = named.any_of(bond.doers, me=speaker)
    targets = named.any_of(bond.targets, me=speaker)
    return {
        Relation(
            bond.kind, doer, target, cue, (evidence,), standing.status, standing.voice, speaker
        )
        for doer in doers
        for target in targets
        if target not in doers
    }


def _order(relation: Relation) -> tuple[Span, str, str, str]:
    return relation.cue, relation.actor, relation.target, relation.kind


class _Named:
    """Which actors a head word names: those whose words it heads, else those it stands for."""

    def __init__(self, doc: Doc, actors: Sequence[Actor]) -> None:
        own: dict[Span, set[str]] = {}
        other: dict[Span, set[str]] = {}
        for actor in actors:
            for mention in actor.mentions:
                first, *above = roles_of(doc, mention.span) or (mention.span,)
                own.setdefault(first, set()).add(actor.id)
                for span in above:
                    other.setdefault(span, set()).add(actor.id)
        self._by_head: Mapping[Span, tuple[str, ...]] = {
            span: tuple(sorted(own.get(span) or other[span])) for span in {*own, *other}
        }

    def any_of(self, tokens: Iterable[Token], me: str | None = None) -> tuple[str, ...]:
        """Return the actors that `tokens` name, `me` for "I"; each once, in order."""
        found: list[str] = []
        for token in tokens:
            span = Span(token.idx, token.idx + len(token.text))
            if token.lower_ in _SELF and me is not None:
                found.append(me)
            found += self._by_head.get(span, ())
        return tuple(dict.fromkeys(found))
