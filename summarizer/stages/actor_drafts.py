"""Actors in the making: what is known of one bearer while its mentions are gathered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.stages.actor_aliases import gender_of, link_names
from summarizer.stages.actor_countries import COUNTRIES
from summarizer.stages.actor_lexicon import NAME_SORTS
from summarizer.stages.actor_sorts import type_key
from summarizer.stages.actor_text import Found, Layout

_PARTS = frozenset({"of", "for", "in", "against"})

Job = tuple[str, frozenset[str]]


@dataclass(slots=True)
class Draft:
    """One possible actor.

    `key` is what modifiers refer to ("country:Syria", a name's key, or a noun class); `jobs`
    are nouns that describe it with the modifiers they had; `traits` are the modifiers that
    part a group from others with the same noun, `name_traits` those that are names.
    """

    key: str
    sort: str
    found: list[Found] = field(default_factory=list)
    genders: set[str] = field(default_factory=set)
    jobs: set[Job] = field(default_factory=set)
    traits: set[str] = field(default_factory=set)
    name_traits: set[str] = field(default_factory=set)
    is_single: bool = False

    @property
    def is_named(self) -> bool:
        """Return whether a name stands for it anywhere."""
        return any(f.kind == "name" for f in self.found)

    @property
    def nouns(self) -> frozenset[str]:
        """Return the nouns of its full names that say what it is: the last, or before "of"."""
        found = set()
        for name in (f.key.split() for f in self.found if f.kind == "name"):
            end = next((i for i, word in enumerate(name) if word in _PARTS), len(name))
            if len(name) > 1 and end:
                found.add(name[end - 1])
        return frozenset(found)

    @property
    def sorts(self) -> frozenset[str]:
        """Return the sorts of body that its full names tell ("company", "union")."""
        last = (w.rstrip(".") for f in self.found if f.kind == "name" for w in f.key.split()[-1:])
        return frozenset(sort for word in last for sort in NAME_SORTS.get(word, ()))


def drafts_of_names(layout: Layout, names: Sequence[Found]) -> list[Draft]:
    """Return one draft per bearer of a name, in order of first place."""
    bearers = link_names(layout, names)
    drafts = [_draft([names[i] for i in b.places], b.sort) for b in bearers]
    _join_seats(layout, drafts)
    return [d for d in drafts if d.found]


def _join_seats(layout: Layout, drafts: Sequence[Draft]) -> None:
    """Give a capital's places as doer to its country, if the text names that too.

    "Moscow said" is Russia; what happens "in Moscow" stays with the city.
    """
    states = {d.key: d for d in drafts if d.key.startswith("country:")}
    for draft in drafts:
        country = COUNTRIES.capitals.get(draft.found[0].words) if draft.sort == "place" else None
        state = states.get(f"country:{country}")
        if state is None or draft is state:
            continue
        acting = [f for f in draft.found if f.head in layout.doers]
        state.found = sorted([*state.found, *acting], key=lambda f: f.start)
        draft.found = [f for f in draft.found if f.head not in layout.doers]


def _draft(found: list[Found], sort: str) -> Draft:
    keys = [type_key(f) for f in found]
    country = next((k for k in keys if k.startswith("country:")), None)
    draft = Draft(country or keys[0], "place" if country else sort, found)
    for one in found:
        draft.genders |= gender_of((one.title, *one.jobs))
        draft.jobs |= {(job, one.fields) for job in one.jobs}
    return draft
