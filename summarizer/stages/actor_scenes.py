"""Tell places that no gazetteer knows ("Hollin"), and storms, from people who have such names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from summarizer.stages.actor_text import Found, Layout

_PLACE_PREPOSITIONS = frozenset({"at", "in", "near", "from", "outside"})
# After these, "in", "at" and "from" may well bring a person ("trust in Roe").
_OF_PEOPLE = frozenset(
    """confidence trust faith belief interest believe invest anger fury dig swipe shot look stare
    shout yell laugh aim fire point throw letter statement call quote comment response reply email
    message question word support backing pressure criticism praise apology order remark hear
    learn come differ distance""".split()
)


_PAIR = 2
_STORMS = frozenset("cyclone hurricane storm typhoon".split())


def without_storms(layout: Layout, names: Sequence[Found]) -> list[Found]:
    """Return `names` without those that a storm has here: it does nothing to anybody on purpose."""
    storms = set()
    for name in names:
        before = layout.doc[name.start - 1].lower_ if name.start else ""
        first, *rest = name.key.split()
        if first in _STORMS and rest:
            storms |= {name.key, " ".join(rest)}
        elif before in _STORMS:
            storms.add(name.key)
    return [name for name in names if name.key not in storms]


def as_scenes(layout: Layout, names: Sequence[Found]) -> list[Found]:
    """Return `names`; people that only ever stand where places do become places.

    A name with a title or job, or that is part of a longer name, stays as it is; so does one of
    two words after "from", which may as well bring a person.
    """
    by_key: dict[str, list[Found]] = defaultdict(list)
    longer: set[str] = set()
    for name in names:
        by_key[name.key].append(name)
        if len(name.words) > 1:
            longer |= {*name.key.split()}
    scenes = {
        key
        for key, found in by_key.items()
        if (key not in longer or len(found[0].words) == _PAIR) and _are_scenes(layout, found)
    }
    return [replace(n, sort="place") if _is_guess(n) and n.key in scenes else n for n in names]


def _is_guess(name: Found) -> bool:
    return name.sort in {"person", ""}


def _are_scenes(layout: Layout, found: Sequence[Found]) -> bool:
    """Return whether all places of a name follow a place preposition or stand before a noun."""
    if any(f.title or f.jobs for f in found) or len(found[0].words) > _PAIR:
        return False
    modifying = [layout.doc[f.head].dep_ in {"compound", "nmod"} for f in found]
    placed = [_is_placed(layout, f) for f in found]
    every = all(m or p for m, p in zip(modifying, placed, strict=True))
    return every and any(placed)


def _is_placed(layout: Layout, found: Found) -> bool:
    token = layout.doc[found.head]
    while token.dep_ == "conj":
        token = token.head
    preposition = token.head
    owns = found.end < len(layout.doc) and layout.doc[found.end].tag_ == "POS"
    if token.dep_ != "pobj" or owns or preposition.lower_ not in _PLACE_PREPOSITIONS:
        return False
    if len(found.words) == _PAIR and (preposition.lower_ == "from" or _has_age(layout, found)):
        return False
    return preposition.head.lemma_.lower() not in _OF_PEOPLE


def _has_age(layout: Layout, found: Found) -> bool:
    """Return whether "who", or an age between commas, tells that a person is named."""
    after = [t.lower_ for t in layout.doc[found.end : found.end + 2]]
    return "who" in after or (len(after) == _PAIR and after[0] == "," and after[1].isdigit())
