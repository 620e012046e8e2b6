"""Which perspectives a report shows side by side."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.errors import SettingsError
from summarizer.guard import Source, prepare
from summarizer.length import Words
from summarizer.summaries.actor import summarize_actor
from summarizer.summaries.neutral import summarize_neutrally
from summarizer.summaries.outlet import summarize_outlet
from summarizer.summaries.select import Floats, gather
from summarizer.summaries.ties import Ties, find_ties, weigh
from summarizer.summaries.voices import Voices, hear
from summarizer.types import Actor, Analysis, Summary

# An actor with fewer sentences of its own gives no column worth reading.
_ENOUGH = 2
# Two actors that share this part of their sentences would get the same column.
_SAME_SENTENCES = 0.75
_HEADLINE_WEIGHT = 1.5
# A place is often only where the story happens; so is, rather, who neither acts nor speaks.
_PLACE_WEIGHT = 0.6
_SILENT_WEIGHT = 0.6


def summarize_all(
    analysis: Analysis,
    similarity: Floats,
    n: int,
    *,
    n_actors: int = 6,
    words: Words | None = None,
    trim: bool = False,
) -> tuple[Summary, ...]:
    """Return the neutral summary, those of the main actors, and the outlet's if it is known.

    Each actor prefers sentences that no actor before it in the list has used, so that
    columns differ where the text allows.

    Args:
        analysis: with sentences and salience; the other layers count where there are.
        similarity: `[sentences, sentences]`, cosine of the sentences.
        n: sentences of each summary, 1 or more.
        n_actors: most actors to give a summary.
        words: the most words of each summary, if these are limited.
        trim: whether sentences are said without clauses that they can do without.

    Raises:
        PipelineError: a layer is missing, or sizes do not fit.
        SettingsError: `n` is below 1 or `n_actors` below 0.
    """
    material = gather(analysis, similarity, trim=trim)
    at_start = {w.evidence[0].start: at for at, w in material.wordings.items()}
    summaries = [summarize_neutrally(material, n, words=words)]
    used: set[int] = set()
    ranked = _rank(material.voices, material.ties, len(analysis.actors or ()))
    for actor in ranked:
        if len(summaries) > n_actors:
            break
        summary = summarize_actor(material, actor, n, used=used, words=words)
        if not summary.sentences:
            continue  # All that there is about it was refused by the guard, or is too long.
        used |= {at_start[s.evidence[0].span.start] for s in summary.sentences}
        summaries.append(summary)
    if analysis.article.outlet:
        summaries.append(summarize_outlet(material, n, words=words))
    return tuple(summaries)


def main_actors(analysis: Analysis, limit: int) -> list[Actor]:
    """Return up to `limit` actors worth a column, the most important first.

    Mentions count more near the top, as the subject of a clause and in the headline; words
    that an actor says count too. Actors with a single sentence, those whose sentences are
    nearly all another's, and those who speak for an actor before them come after the rest;
    those with no sentence are left out.

    Raises:
        SettingsError: `limit` is below 0.
    """
    voices = hear(prepare(analysis))
    return _rank(voices, find_ties(voices.source, voices), limit)


def _rank(voices: Voices, ties: Ties, limit: int) -> list[Actor]:
    source = voices.source
    if limit < 0:
        raise SettingsError(f"{limit} actors cannot be chosen; ask for 0 or more")
    sentences = {
        actor.id: {at for at, by_actor in ties.items() if actor.id in by_actor}
        for actor in source.analysis.actors or ()
    }
    speaking = {who for by in ties.values() for who, sides in by.items() if "says" in sides}
    weights = _weights(source, ties)
    ranked = sorted(
        (a for a in source.analysis.actors or () if sentences[a.id]),
        key=lambda a: (-round(weights[a.id], 9), a.id),
    )
    first: list[Actor] = []
    later: list[Actor] = []
    for actor in ranked:
        own = sentences[actor.id]
        is_thin = len(own) < _ENOUGH
        is_double = any(
            _shared(own, sentences[a.id]) >= _SAME_SENTENCES
            and (a.id in speaking or actor.id not in speaking)
            for a in first
        )
        is_spokesman = any(a.id == voices.speaks_for.get(actor.id) for a in first)
        (later if is_thin or is_double or is_spokesman else first).append(actor)
    return [*first, *later][:limit]


def _shared(own: set[int], other: set[int]) -> float:
    return len(own & other) / len(own | other)


def _weights(source: Source, ties: Ties) -> dict[str, float]:
    """Return the importance of each actor."""
    analysis = source.analysis
    ranks = {at: rank for rank, at in enumerate(sorted(_body(source)))}
    weights = {actor.id: 0.0 for actor in analysis.actors or ()}
    for at, by_actor in ties.items():
        position = 1.0 - 0.5 * ranks[at] / max(1, len(ranks) - 1)
        for who, kinds in by_actor.items():
            if who in weights:
                weights[who] += position * weigh(kinds)
    headlines = [s.span for s in analysis.sentences or () if s.kind == "headline"]
    for actor in analysis.actors or ():
        if any(line.contains(m.span) for m in actor.mentions for line in headlines):
            weights[actor.id] += _HEADLINE_WEIGHT
        if actor.kind == "place":
            weights[actor.id] *= _PLACE_WEIGHT
        sides = {kind for by_actor in ties.values() for kind in by_actor.get(actor.id, ())}
        if not sides & {"does", "says"}:
            weights[actor.id] *= _SILENT_WEIGHT
    return weights


def _body(source: Source) -> Sequence[int]:
    sentences = source.analysis.sentences or ()
    return [at for at, sentence in enumerate(sentences) if sentence.kind == "body"]
