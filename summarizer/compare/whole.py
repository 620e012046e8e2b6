"""Several analysed articles → their comparison and the summaries over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from summarizer.compare.articles import canonical
from summarizer.compare.contrasts import contrasts
from summarizer.compare.differences import differences
from summarizer.compare.wordings import wordings
from summarizer.comparison import (
    Comparison,
    Contrast,
    Duplicate,
    Fact,
    Figure,
    StoryActor,
    Wording,
)
from summarizer.length import body_words
from summarizer.settings import Settings
from summarizer.story.actors import story_actors
from summarizer.story.claims import claims
from summarizer.story.events import duplicates, events
from summarizer.story.fact_pairs import PairMatcher, pair_model
from summarizer.story.facts import Limits, find_facts
from summarizer.story.figures import figures
from summarizer.story.matching import Claim
from summarizer.summaries.common_ground import common_ground
from summarizer.summaries.story_actor import story_actor_summaries
from summarizer.types import Analysis, Evidence, Span, Summary

if TYPE_CHECKING:
    from summarizer.neural.assembly import Heads
    from summarizer.neural.framing import PhraseJudgement
    from summarizer.story.actor_profiles import FloatArray

N = TypeVar("N", Fact, Figure, Wording, Contrast)


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """What the articles on one event share and do not."""

    analyses: tuple[Analysis, ...]
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    wordings: tuple[Wording, ...] = ()
    contrasts: tuple[Contrast, ...] = ()
    claims: Mapping[str, Sequence[Claim]] = field(default_factory=dict)


def compare_articles(
    analyses: Sequence[Analysis],
    summaries: Mapping[str, Sequence[Summary]],
    heads: Heads,
    settings: Settings,
) -> tuple[Comparison, tuple[Summary, ...]]:
    """Return the comparison, and the summaries over all articles, the common ground first.

    The order of the articles changes nothing. Those on which a stage failed are left out.

    Args:
        analyses: parsed and encoded; actor ids differ between articles.
        summaries: those of each article, by its id.
        heads: the heads of a loaded tool.
        settings: how long summaries are, and for how many story actors.
    """
    ordered = canonical(analyses)
    by_id = {a.article.id: a for a in ordered}
    copies = duplicates(ordered)
    groups = events(ordered)
    actors = story_actors(ordered, lambda a, spans: _vectors(heads, a, spans))
    found = [
        _event([by_id[name] for name in group], heads, actors=actors, copies=copies)
        for group in groups
        if len(group) > 1
    ]
    comparison = Comparison(
        events=groups,
        duplicates=copies,
        actors=actors,
        facts=_numbered("fact", [f for each in found for f in each.facts]),
        figures=_numbered("figure", [f for each in found for f in each.figures]),
        wordings=_numbered("wording", [w for each in found for w in each.wordings]),
        contrasts=_numbered("contrast", [c for each in found for c in each.contrasts]),
        notes=_notes(analyses, ordered),
    )
    told = tuple(d for each in found for d in differences(each.analyses, comparison))
    main = found[0] if found else Event(tuple(ordered))
    over_all = _over_all(main, comparison, (ordered, summaries), settings)
    return replace(comparison, differences=told), over_all


def _over_all(
    main: Event,
    comparison: Comparison,
    articles: tuple[Sequence[Analysis], Mapping[str, Sequence[Summary]]],
    settings: Settings,
) -> tuple[Summary, ...]:
    """Return the common ground of the main event, and the summaries of story actors.

    `articles` are the analyses with the summaries of each.
    """
    ordered, summaries = articles
    n, most = settings.summary_length.limits(body_words(ordered))
    shared = _ground(main, comparison.duplicates, ordered, settings)
    per_actor = story_actor_summaries(
        ordered,
        summaries,
        comparison.actors,
        comparison.facts,
        n=n,
        n_actors=settings.actors,
        duplicates=comparison.duplicates,
        words=most,
    )
    return shared, *per_actor


def in_columns(
    over_all: Sequence[Summary], by_article: Iterable[Sequence[Summary]]
) -> tuple[Summary, ...]:
    """Return the summaries of a report on several articles in their order.

    First the common ground, then the neutral and the outlets' of every article in turn, then
    those of story actors.
    """
    own = [list(each) for each in by_article]
    columns = [
        s
        for kind in ("neutral", "outlet")
        for each in own
        for s in each
        if s.perspective.kind == kind
    ]
    return (*over_all[:1], *columns, *over_all[1:])


def ground_of(analyses: Sequence[Analysis], heads: Heads, settings: Settings) -> Summary:
    """Return the common ground that `compare_articles` gives, without the rest of it.

    Args:
        analyses, heads, settings: as there.
    """
    ordered = canonical(analyses)
    by_id = {a.article.id: a for a in ordered}
    copies = duplicates(ordered)
    actors = story_actors(ordered, lambda a, spans: _vectors(heads, a, spans))
    main = next((group for group in events(ordered) if len(group) > 1), ())
    own = [by_id[name] for name in main]
    found = _shared(own, heads, actors=actors, copies=copies)[0] if own else Event(tuple(ordered))
    return _ground(found, copies, ordered, settings)


def _ground(
    main: Event, copies: Sequence[Duplicate], ordered: Sequence[Analysis], settings: Settings
) -> Summary:
    n, most = settings.summary_length.limits(body_words(ordered))
    return common_ground(
        main.analyses,
        main.facts,
        n=n,
        duplicates=copies,
        words=most,
        trim=settings.trim,
        claims_of=main.claims,
    )


def _event(
    analyses: Sequence[Analysis],
    heads: Heads,
    *,
    actors: Sequence[StoryActor],
    copies: Sequence[Duplicate],
) -> Event:
    """Return what the articles on one event share and do not."""
    shared, named = _shared(analyses, heads, actors=actors, copies=copies)
    own = _only_in(actors, {a.article.id for a in analyses})
    return replace(
        shared,
        wordings=wordings(analyses, own, named, lambda *args: _judged(heads, *args)),
        contrasts=contrasts(analyses, own, judges=heads),
    )


def _shared(
    analyses: Sequence[Analysis],
    heads: Heads,
    *,
    actors: Sequence[StoryActor],
    copies: Sequence[Duplicate],
) -> tuple[Event, Mapping[str, tuple[Evidence, ...]]]:
    """Return the facts and figures of an event, and the words that name each fact."""
    here = {a.article.id for a in analyses}
    model = pair_model()
    numbers = figures(analyses, lambda a, spans: _vectors(heads, a, spans))
    told = {a.article.id: claims(a) for a in analyses}
    found = find_facts(
        analyses,
        PairMatcher(heads.facts, lambda a, spans: _vectors(heads, a, spans), model),
        told,
        limits=Limits(model.stated, model.omitted),
        figures=numbers,
        actors=_only_in(actors, here),
        duplicates=[d for d in copies if {d.first, d.second} <= here],
    )
    return Event(tuple(analyses), found.facts, numbers, claims=told), found.heads


def _only_in(actors: Sequence[StoryActor], articles: set[str]) -> tuple[StoryActor, ...]:
    """Return the story actors of these articles, with their members there."""
    own = (replace(a, members=tuple(m for m in a.members if m.article in articles)) for a in actors)
    return tuple(actor for actor in own if actor.members)


def _numbered(name: str, rows: Sequence[N]) -> tuple[N, ...]:
    return tuple(replace(row, id=f"{name}-{at}") for at, row in enumerate(rows, 1))


def _notes(analyses: Sequence[Analysis], compared: Sequence[Analysis]) -> tuple[str, ...]:
    left_out = sorted({a.article.id for a in analyses} - {a.article.id for a in compared})
    if not left_out:
        return ()
    return (f"Not compared, since their analysis failed: {', '.join(left_out)}.",)


def _vectors(heads: Heads, analysis: Analysis, spans: Sequence[Span]) -> FloatArray:
    if analysis.encoding is None:
        raise ValueError(f"{analysis.article.id} is not encoded")
    return heads.space.vectors(analysis.encoding, spans)


def _judged(
    heads: Heads, analysis: Analysis, spans: Sequence[Span], sentences: Sequence[Span]
) -> list[PhraseJudgement]:
    if analysis.blind is None:
        raise ValueError(f"{analysis.article.id} is not encoded")
    return heads.framing.judge(analysis.blind, analysis.article.text, spans, sentences)
