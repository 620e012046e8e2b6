"""The actors of several articles → story actors, each the same one in all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from summarizer.comparison import ActorRef, StoryActor
from summarizer.story.actor_links import NEVER, Costs, likeness, shared_surnames, with_bearers
from summarizer.story.actor_profiles import Profile, Vectors, merged, profile_of
from summarizer.types import ActorKind, Analysis

JOIN = 0.45
COSTS = Costs()


def story_actors(analyses: Sequence[Analysis], vectors: Vectors) -> tuple[StoryActor, ...]:
    """Return who the articles tell of, the most mentioned first.

    Args:
        analyses: parsed and encoded, with actors, in canonical order.
        vectors: gives unit vectors `[spans, width]` of stretches of an article.
    """
    profiles = [
        p
        for a in analyses
        for actor in a.actors or ()
        if (p := profile_of(a, ActorRef(a.article.id, actor.id), vectors)) is not None
    ]
    groups = sorted(link(profiles), key=lambda g: (-sum(p.weight for p in g), _name(g), g[0].ref))
    return tuple(
        StoryActor(f"story-actor-{at}", _name(g), _kind(g), tuple(sorted(p.ref for p in g)))
        for at, g in enumerate(groups, 1)
    )


def link(
    profiles: Sequence[Profile], join: float = JOIN, costs: Costs = COSTS
) -> list[list[Profile]]:
    """Return the profiles in groups of one actor each.

    Names are linked first. What the articles call the bearers of a name then tells which of
    them a mere description means, or that two descriptions mean the same.
    """
    ordered = with_bearers(sorted(profiles, key=lambda p: (p.name, p.ref)))
    surnames = shared_surnames(ordered)
    named = [p for p in ordered if p.names]
    groups = _linked(named, join, costs, surnames) + [[p] for p in ordered if not p.names]
    whole = [merged(group) for group in groups]
    place = {p.ref: n for n, p in enumerate(whole)}
    joined = _linked(whole, join, costs, surnames)
    return [[p for each in group for p in groups[place[each.ref]]] for group in joined]


def _linked(
    ordered: Sequence[Profile], join: float, costs: Costs, surnames: frozenset[str]
) -> list[list[Profile]]:
    """Return the profiles in groups, the likest pair joined first.

    Two groups become one while their mean likeness reaches `join`, unless two profiles in
    them cannot be the same (average linkage with cannot-links).
    """
    n = len(ordered)
    scores = {
        (i, j): likeness(ordered[i], ordered[j], costs, surnames)
        for i in range(n)
        for j in range(i + 1, n)
    }
    edges = sorted((e for e, s in scores.items() if s >= join), key=lambda e: (-scores[e], e))
    of = [frozenset({i}) for i in range(n)]
    for i, j in edges:
        one, two = of[i], of[j]
        if one is two:
            continue
        between = [scores[min(a, b), max(a, b)] for a in one for b in two]
        if min(between) > NEVER and sum(between) / len(between) >= join - _SLACK:
            joined = one | two
            for at in joined:
                of[at] = joined
    groups = {min(g): sorted(g) for g in of}
    return [[ordered[i] for i in groups[first]] for first in sorted(groups)]


_SLACK = 0.2


def _name(group: Sequence[Profile]) -> str:
    """Return what to call a story actor: its fullest name, among equals the one used most."""
    votes: Counter[str] = Counter(each.name for each in group)
    fullest = {each.name: max((len(n) for n in each.names), default=0) for each in group}
    return max(votes, key=lambda name: (fullest[name], votes[name], name))


def _kind(group: Sequence[Profile]) -> ActorKind:
    votes: Counter[ActorKind] = Counter()
    for each in group:
        if each.kind:
            votes[each.kind] += each.weight
    return max(votes, key=lambda kind: (votes[kind], kind))
