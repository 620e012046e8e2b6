"""One actor's summary: what it says, what it does and what is done to it."""

from __future__ import annotations

from collections.abc import Collection

from summarizer.length import Words
from summarizer.summaries.relations import weigh
from summarizer.summaries.select import Floats, Material, compose, gather, keeping
from summarizer.summaries.standalone import name_in_prose
from summarizer.types import Actor, Analysis, Perspective, Span, Summary

# How much a sentence loses for an actor if another one leads in it as much as this one.
_SHARED_COST = 0.3
# How much it loses if an earlier column says it already.
_USED_COST = 0.5


def actor_summary(
    analysis: Analysis, actor: Actor, similarity: Floats, n: int, *, used: Collection[int] = ()
) -> Summary:
    """Return the `n` sentences that tell most about `actor`, or all there are about it.

    A sentence is about an actor if it names it, refers to it by a pronoun that the actor
    layer resolves, or holds words that the actor says.

    Args:
        analysis: with sentences, salience and actors; quotes where there are.
        actor: one of `analysis.actors`.
        similarity: `[sentences, sentences]`, cosine of the sentences.
        n: number of sentences, 1 or more.
        used: indices of sentences that other columns say; others are preferred.

    Raises:
        PipelineError: a layer is missing, or sizes do not fit.
        SettingsError: `n` is below 1.
    """
    return summarize_actor(gather(analysis, similarity), actor, n, used=used)


def summarize_actor(
    material: Material,
    actor: Actor,
    n: int,
    *,
    used: Collection[int] = (),
    words: Words | None = None,
) -> Summary:
    """Return what `actor_summary` does, from material that is gathered already."""
    relevance: dict[int, float] = {}
    sides: dict[int, frozenset[str]] = {}
    for at, by_actor in material.relations.items():
        if actor.id in by_actor:
            relevance[at] = _relevance(material, at, actor.id) * (1 - _USED_COST * (at in used))
            sides[at] = by_actor[actor.id] - {"named"}
    material = keeping(material, _mentions(material, actor, relevance))
    perspective = Perspective("actor", actor.id)
    note = _note(material, actor, has_sentences=bool(relevance))
    return compose(material, relevance, n, perspective, facets=sides, note=note, words=words)


def _mentions(
    material: Material, actor: Actor, sentences: Collection[int]
) -> dict[int, list[Span]]:
    """Return where each of the sentences mentions the actor; pronouns count."""
    spans = {m.span for m in actor.mentions}
    spans |= {span for span, who in material.source.pronouns if who == actor.id}
    return {
        at: sorted(s for s in spans if material.wordings[at].sentence.contains(s))
        for at in sentences
    }


def _relevance(material: Material, at: int, actor: str) -> float:
    by_actor = material.relations[at]
    own = weigh(by_actor[actor])
    rival = max((weigh(kinds) for other, kinds in by_actor.items() if other != actor), default=0.0)
    lead = own / (own + rival)
    salience = 0.5 + 0.5 * float(material.salience[at])
    return own * salience * (1 - _SHARED_COST + _SHARED_COST * lead)


def _note(material: Material, actor: Actor, *, has_sentences: bool) -> str | None:
    name = name_in_prose(actor, material.source.text)
    if not has_sentences:
        return f"No sentence of the article's body is about {name}."
    quotes = material.analysis.quotes
    if quotes is None:
        return None
    is_quoted = actor.id in material.source.speakers or any(q.speaker == actor.id for q in quotes)
    return None if is_quoted else f"The article does not quote {name}."
