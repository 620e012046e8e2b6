"""How likely the actors of two articles are the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.stages.actor_lexicon import CLASSIFYING
from summarizer.story.actor_profiles import Profile, Words

# Two that cannot be the same one, whatever else speaks for it.
NEVER = -1.0
_BODIES = frozenset({"organisation", "group", "place"})


@dataclass(frozen=True, slots=True)
class Costs:
    """What each kind of agreement counts; chosen on stories of which none is in the tests."""

    same_head: float = 0.3
    described: float = 0.6
    closeness: float = 0.8
    nation: float = 0.2
    modifiers: float = 0.2


def likeness(one: Profile, two: Profile, costs: Costs, surnames: frozenset[str]) -> float:
    """Return how much speaks for one actor, about 0–1, or `NEVER`.

    Args:
        one: an actor.
        two: an actor of another article.
        costs: the weights.
        surnames: those that people of different first names bear in this story.
    """
    if one.country and two.country:
        return 1.0 if one.country == two.country else NEVER
    if one.names & two.names:
        return NEVER if _is_namesake(one, two) else 1.0
    if one.kind and two.kind and (one.kind == "person") != (two.kind == "person"):
        return NEVER
    if one.names and two.names:
        people = _people(one.names, two.names, surnames)
        bodies = _bodies(one.names, two.names)
        kinds = {one.kind, two.kind} - {None}
        return people if kinds == {"person"} else bodies if kinds else max(people, bodies)
    return _described(one, two, costs)


def _is_namesake(one: Profile, two: Profile) -> bool:
    """Return whether one is a place and the other a person with more than that one word for name.

    A "person" that is only ever called as a place of the story is that place, read wrongly.
    """
    people = [p for p in (one, two) if p.kind == "person"]
    is_other = len(people) == 1 and "place" in {one.kind, two.kind}
    return is_other and any(len(words) > 1 for words in people[0].names)


def _people(one: frozenset[Words], two: frozenset[Words], surnames: frozenset[str]) -> float:
    """Return 0.95 if a full name of one can be a form of the other's, else `NEVER`."""
    first = max(one, key=lambda w: (len(w), w))
    second = max(two, key=lambda w: (len(w), w))
    short, long = sorted((first, second), key=lambda w: (len(w), w))
    if len(short) == 1:
        is_part = short[0] in long
        return 0.95 if is_part and short[0] not in surnames else NEVER
    if short[-1] != long[-1] and set(short) - set(long):
        return NEVER
    start, other = short[0], long[0]
    is_form = (
        start == other or start in long or (start[:1] == other and min(len(start), len(other)) == 1)
    )
    is_short = min(len(start), len(other)) >= 3 and (
        start.startswith(other) or other.startswith(start)
    )
    return 0.95 if is_form or is_short else NEVER


def _bodies(one: frozenset[Words], two: frozenset[Words]) -> float:
    """Return how well a name of one stands for a name of the other."""
    best = NEVER
    # An acronym counts where one of the two has no other name: others may have its letters.
    have_long = all(any(len(words) > 1 for words in names) for names in (one, two))
    for a in sorted(one):
        for b in sorted(two):
            if have_long and min(len(a), len(b)) == 1:
                continue
            short, long = sorted((a, b), key=lambda w: (len(w), w))
            if ("".join(short) == "".join(w[0] for w in long) and len(long) > 1) or set(
                short
            ) == set(long):
                best = max(best, 0.95)
            elif (
                len(short) > 1 and set(short) < set(long) and set(long) - set(short) <= CLASSIFYING
            ):
                best = max(best, 0.85)
    return best


def _described(one: Profile, two: Profile, costs: Costs) -> float:
    """Return what nouns, their modifiers and context say where one of the two has no name."""
    if not one.heads or not two.heads:
        return 0.0
    if _are_apart(one, two):
        return NEVER
    score = costs.closeness * float(one.vector @ two.vector)
    if set(one.heads) & set(two.heads):
        score += costs.described if one.names or two.names else costs.same_head
    elif one.kind and two.kind and one.ref.article == two.ref.article:
        return NEVER  # An article that calls them by two nouns tells them apart.
    first, second = _nation(one), _nation(two)
    if first and second:
        score += costs.nation if first == second else -1.0
    if one.modifiers and two.modifiers and not one.names and not two.names:
        share = len(one.modifiers & two.modifiers) / len(one.modifiers | two.modifiers)
        score += costs.modifiers * (2 * share - 1)
    return min(max(score, 0.0), 1.0)


def _are_apart(one: Profile, two: Profile) -> bool:
    """Return whether a mere description cannot stand for the other of the two.

    Many are no single body, "officials" alone are of no country, and what belongs to one is
    not what belongs to another ("Senate aides", "Palace aides").
    """
    for each, other in ((one, two), (two, one)):
        if each.names:
            continue
        if other.country and _nation(each) != other.country:
            return True
        if each.kind == "group" and other.names and other.kind == "organisation":
            return True
    first, second = ({*p.owners, *p.nations} for p in (one, two))
    return bool(first and second) and not first & second


def _nation(profile: Profile) -> str | None:
    """Return the country whose adjective is most on the words for an actor, or its own."""
    if profile.country:
        return profile.country
    return max(profile.nations, key=lambda n: (profile.nations[n], n), default=None)


def with_bearers(profiles: Sequence[Profile]) -> list[Profile]:
    """Return the profiles, those with a bare surname that several bear under the full name.

    In a story the one who is mentioned most is meant where an article names no other.
    """
    shared = shared_surnames(profiles)
    weights: dict[Words, int] = {}
    for each in profiles:
        for name in each.names:
            if len(name) > 1 and name[-1] in shared:
                weights[name] = weights.get(name, 0) + each.weight
    found = []
    for each in profiles:
        bare = {name[0] for name in each.names if len(name) == 1} & shared
        is_bare = bare and not any(len(name) > 1 for name in each.names)
        full = [name for name in sorted(weights) if name[-1] in bare] if is_bare else []
        if full:
            best = max(full, key=lambda name: (weights[name], name))
            each = replace(each, names=frozenset({best}))
        elif bare:
            each = replace(each, names=frozenset(n for n in each.names if len(n) > 1))
        found.append(each)
    return found


def shared_surnames(profiles: Sequence[Profile]) -> frozenset[str]:
    """Return the surnames that people of different first names bear."""
    firsts: dict[str, set[str]] = {}
    for each in profiles:
        for name in each.names if each.kind == "person" else ():
            if len(name) > 1:
                firsts.setdefault(name[-1], set()).add(name[0])
    return frozenset(
        last for last, names in firsts.items() if any(a[0] != b[0] for a in names for b in names)
    )
