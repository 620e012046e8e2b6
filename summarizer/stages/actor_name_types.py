"""Names as they stand all over a text, and which are short forms of other bodies' names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from summarizer.stages.actor_countries import COUNTRIES
from summarizer.stages.actor_lexicon import (
    CLUB_ENDS,
    CLUB_STARTS,
    COMPANY_ENDS,
    COMPANY_WORDS,
    CONNECTORS,
    ORGANISATION_WORDS,
    SUFFIXES,
)


@dataclass(slots=True)
class NameType:
    """All places where one name stands, with what they tell about its bearer.

    `guesses` are those of the votes in `sorts` that are but the tagger's.
    """

    key: str
    words: tuple[str, ...]
    places: list[int] = field(default_factory=list)
    sorts: Counter[str] = field(default_factory=Counter)
    guesses: Counter[str] = field(default_factory=Counter)
    genders: set[str] = field(default_factory=set)
    is_titled: bool = False
    is_relative: bool = False
    is_definite: bool = False
    first: int = -1

    @property
    def sort(self) -> str:
        """Return the kind of bearer that most places suggest; "" if none suggests any."""
        return top_sort(self.sorts)

    @property
    def people_words(self) -> tuple[str, ...]:
        """Return the lower-case words of a person's name without "Jr." and the like."""
        words = tuple(w for w in self.key.replace(",", "").split() if w not in SUFFIXES)
        return words or (self.key,)

    @property
    def suffix(self) -> str:
        """Return "jr" and the like, or ""."""
        last = self.key.split()[-1]
        return last if last in SUFFIXES else ""


def top_sort(votes: Counter[str]) -> str:
    """Return the sort with most votes, by name among equals; "" if there are none."""
    return min(votes, key=lambda s: (-votes[s], s), default="")


def short_forms(types: dict[str, NameType]) -> Iterator[tuple[str, str]]:
    """Yield bodies named by the same words in another order, or by their first words."""
    bodies = {k: t for k, t in types.items() if t.sort in {"organisation", "", "group"}}
    by_words: dict[frozenset[str], str] = {}
    starts: dict[str, list[str]] = defaultdict(list)
    for key, kind in bodies.items():
        content = _content(kind)
        if len(content) > 1:
            yield by_words.setdefault(frozenset(content), key), key
            words = key.split()
            for n in range(1, len(words)):
                starts[" ".join(words[:n])].append(key)
            starts[content[0]].append(key)
            if content[-1] in CLUB_ENDS or content[0] in CLUB_STARTS:
                starts[content[-1]].append(key)
            elif (noun := _noun_of(key)) in ORGANISATION_WORDS:
                starts[noun].append(key)
    for key in types:
        longer = {k for k in starts.get(key, []) if k != key}
        fitting = {k for k in longer if _is_short_form(types[key], types[k])}
        if not fitting and types[key].is_definite:
            before = {k for k in longer if 0 <= types[k].first < types[key].first}
            fitting = {k for k in before if _noun_of(k) == key}
        content_sets = {frozenset(_content(types[k])) for k in fitting}
        if len(content_sets) == 1 or (fitting and _nested(fitting)):
            yield min(fitting), key


def _noun_of(key: str) -> str:
    """Return the noun of a body's name that says what it is: "bank" of "bank of velia"."""
    words = key.split()
    end = next((i for i, word in enumerate(words) if word in {"of", "for"}), len(words))
    return words[end - 1] if end and len(words) > 1 else ""


def _nested(keys: set[str]) -> bool:
    """Return whether each key begins like the next longer one."""
    ordered = sorted(keys, key=len)
    return all(b.startswith(a) for a, b in pairwise(ordered))


def _content(kind: NameType) -> list[str]:
    """Return the telling words of a body's name: no small words, no country in front."""
    words = list(kind.words)
    for n in (2, 1):
        lead = tuple(w.removesuffix("'s").removesuffix("’s") for w in words[:n])
        if len(words) > n + 1 and (lead in COUNTRIES.demonyms or lead in COUNTRIES.names):
            words = words[n:]
            break
    low = [w.lower().replace(".", "") for w in words]
    return [w for w in low if w not in CONNECTORS]


def _is_short_form(short: NameType, long: NameType) -> bool:
    """Return whether a body's name can stand for its longer form ("Islamic State of …")."""
    rest = long.key.split()[len(short.words) :]
    is_club = long.key.split()[-1] in CLUB_ENDS or long.key.split()[0] in CLUB_STARTS
    if is_club and short.key == long.key.split()[-1]:  # "Rovers", and "Mirasol" for "Real Mirasol"
        return short.sorts["place"] <= len(short.places)  # a tagger's guess, no "in Mirasol"
    if not rest or short.is_titled or short.key.startswith("country:"):
        return False
    if rest[0] in COMPANY_ENDS:
        return True
    if short.sort in {"place", "person"} and len(short.words) == 1:
        return False
    if rest[0] in {"of", "for", "and"} and len(short.words) > 1:
        return True
    if rest[-1] in COMPANY_WORDS or (rest == ["hospital"] and short.sort == "organisation"):
        return True
    return len(short.words) == 1 and rest[-1] not in ORGANISATION_WORDS and len(rest) == 1
