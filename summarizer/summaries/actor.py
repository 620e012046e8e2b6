"""One actor's summary: what it says, what it does, what is done to it and said of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import replace

from summarizer.length import Words
from summarizer.summaries.select import Floats, Material, compose, gather, keeping
from summarizer.summaries.standalone import name_in_prose
from summarizer.summaries.ties import weigh
from summarizer.types import (
    Actor,
    Analysis,
    Evidence,
    Perspective,
    Span,
    Summary,
    SummarySentence,
)

# How much a sentence loses for an actor if another one leads in it as much as this one.
_SHARED_COST = 0.3
# How much it loses if an earlier column says it already.
_USED_COST = 0.2


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
    for at, by_actor in material.ties.items():
        if actor.id in by_actor:
            relevance[at] = _relevance(material, at, actor.id) * (1 - _USED_COST * (at in used))
            sides[at] = _sides(by_actor[actor.id])
    material = keeping(material, _mentions(material, actor, relevance))
    perspective = Perspective("actor", actor.id)
    note = _note(material, actor, has_sentences=bool(relevance))
    summary = compose(material, relevance, n, perspective, facets=sides, note=note, words=words)
    return _with_voices(summary, material, actor)


def _sides(kinds: Collection[str]) -> frozenset[str]:
    """Return which sides of the actor a sentence shows; what others say is one of its own."""
    if "spoken_of" in kinds:
        return frozenset({"spoken_of"})
    return frozenset(kinds) - {"named"}


def _with_voices(summary: Summary, material: Material, actor: Actor) -> Summary:
    """Return the summary with the voice of each sentence."""
    article = material.analysis.article.id
    starts = {w.sentence.start: at for at, w in material.wordings.items()}
    ordered = sorted(starts)
    said: list[SummarySentence] = []
    for sentence in summary.sentences:
        first = ordered[bisect_right(ordered, sentence.evidence[0].span.start) - 1]
        heard = material.voices.of(actor.id, starts[first])
        source = None if heard.source is None else Evidence(article, heard.source)
        said.append(replace(sentence, voice=heard.voice, speaker=heard.speaker, source=source))
    return replace(summary, sentences=tuple(said))


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
    by_actor = material.ties[at]
    own = weigh(by_actor[actor])
    speaks_for = material.voices.speaks_for
    rivals = [
        kinds for other, kinds in by_actor.items() if actor not in {other, speaks_for.get(other)}
    ]
    rival = max(map(weigh, rivals), default=0.0)
    lead = own / (own + rival)
    salience = 0.5 + 0.5 * float(material.salience[at])
    return own * salience * (1 - _SHARED_COST + _SHARED_COST * lead)


def _note(material: Material, actor: Actor, *, has_sentences: bool) -> str | None:
    name = name_in_prose(actor, material.source.text)
    if not has_sentences:
        return f"No sentence of the article's body is about {name}."
    if material.analysis.quotes is None:
        return None
    voices = material.voices
    if voices.is_quoted(actor.id) or (actor.kind == "group" and voices.quotes_one_of(actor)):
        return None
    return f"The article does not quote {name}."
