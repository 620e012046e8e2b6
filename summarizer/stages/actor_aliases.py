"""Tell which names are one somebody: surnames, acronyms, "also known as", short forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from summarizer.stages.actor_countries import COUNTRIES
from summarizer.stages.actor_lexicon import (
    COMPANY_ENDS,
    COMPANY_WORDS,
    CONNECTORS,
    FEMALE_NOUNS,
    FEMALE_TITLES,
    MALE_NOUNS,
    MALE_TITLES,
    ORGANISATION_WORDS,
    PARTICLES,
    RELATIVES,
    WELL_KNOWN,
)
from summarizer.stages.actor_name_types import NameType, short_forms, top_sort
from summarizer.stages.actor_names import is_acronym
from summarizer.stages.actor_sorts import beside, is_definite, sort_votes, type_key
from summarizer.stages.actor_text import Found, Layout

# A bare surname that two people share goes to the one named in full this close before.
_NEAR_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Bearer:
    """Indices of the names that one somebody bears, in text order, and its likely sort."""

    places: tuple[int, ...]
    sort: str


def link_names(layout: Layout, names: Sequence[Found]) -> list[Bearer]:
    """Return who bears `names`, each index in one bearer, ordered by first place."""
    types = _types(layout, names)
    links = _Links(types)
    pairs = chain(
        _well_known(types), _acronyms(types), _also_known(layout, names), _people(types),
        short_forms(types),
    )  # fmt: skip
    for one, other in pairs:
        links.join(one, other)
    groups: dict[str, list[int]] = defaultdict(list)
    for kind in types.values():
        groups[links.root(kind.key)] += kind.places
    _place_shared_surnames(layout, names, (types, links), groups)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    told = {links.root(t.key) for t in types.values() if len(t.words) > 1 and t.sorts[t.sort] > 0}
    for kind in types.values():
        # The tagger's guess for a bare word counts for nothing beside the full name.
        is_guess = len(kind.words) == 1 and kind.sort != "place" and links.root(kind.key) in told
        votes[links.root(kind.key)] += kind.sorts - kind.guesses if is_guess else kind.sorts
    bearers = [Bearer(tuple(sorted(g)), top_sort(votes[k])) for k, g in groups.items() if g]
    return sorted(bearers, key=lambda b: b.places)


class _Links:
    """Disjoint sets of name keys; a person and a body never come into one set."""

    def __init__(self, types: dict[str, NameType]) -> None:
        self._above = {key: key for key in types}
        # subtle: the sort of a bare word is often mistagged, so only longer names count
        self._sorts = {k: {t.sort} if len(t.words) > 1 else set() for k, t in types.items()}

    def root(self, key: str) -> str:
        """Return the key that stands for the set of `key`."""
        while self._above[key] != key:
            self._above[key] = self._above[self._above[key]]
            key = self._above[key]
        return key

    def join(self, one: str, other: str) -> None:
        """Make the sets of two keys one, unless their sorts speak against it."""
        low, high = sorted((self.root(one), self.root(other)))
        sorts = self._sorts[low] | self._sorts[high]
        if low != high and not {"person", "organisation"} <= sorts:
            self._above[high] = low
            self._sorts[low] = sorts


def gender_of(words: Iterable[str]) -> set[str]:
    """Return {"he"}, {"she"}, both or nothing, as titles and nouns say."""
    low = set(words)
    male = bool(low & (MALE_TITLES | MALE_NOUNS))
    return ({"he"} if male else set()) | (
        {"she"} if low & (FEMALE_TITLES | FEMALE_NOUNS) else set()
    )


def _types(layout: Layout, names: Sequence[Found]) -> dict[str, NameType]:
    types: dict[str, NameType] = {}
    for i, name in enumerate(names):
        key = type_key(name)
        kind = types.setdefault(key, NameType(key, name.words))
        kind.places.append(i)
        kind.genders |= gender_of((name.title, *name.jobs))
        kind.is_titled |= bool(name.title)
        if kind.first < 0 and layout.kinds[layout.sentence[name.head]] != "headline":
            kind.first = i
        near = {t.lemma_.lower() for t in beside(layout.doc[name.head])}
        kind.is_relative |= not RELATIVES.isdisjoint({*name.jobs, *near})
        kind.genders |= gender_of(near & RELATIVES)
        kind.is_definite |= is_definite(layout, name)
        kind.guesses[name.sort] += bool(name.sort)
        for sort, votes in sort_votes(layout, name):
            kind.sorts[sort] += votes
    _vote_by_others(types)
    return types


def _vote_by_others(types: dict[str, NameType]) -> None:
    """Let longer names tell what their parts are.

    Bodies are shortened to their first words, people to their last.
    """
    surnames = set()
    for kind in list(types.values()):
        last = kind.people_words[-1]
        if len(kind.words) in {2, 3} and kind.sort != "place" and last not in ORGANISATION_WORDS:
            surnames.add(last)
            kind.sorts["person"] += 2 * (last in types)
    for kind in types.values():
        if kind.is_definite and kind.key.endswith("s") and kind.key[:-1] in surnames:
            kind.sorts["group"] += 9  # "the Roes"
    for kind in list(types.values()):
        words = kind.key.split()
        is_company = words[-1] in COMPANY_WORDS
        if len(words) < 2 or not (is_company or (kind.sort == "organisation" and len(words) == 2)):
            continue
        for n in range(1, len(words)):
            first = types.get(" ".join(words[:n]))
            is_free = n > 1 or words[0] not in surnames or words[-1] in COMPANY_ENDS
            if first is None or not is_free or first.is_titled or first.genders:
                continue
            # The tagger's guess for a bare word counts for nothing beside the full name.
            first.sorts["organisation"] += 5 * is_company + first.sorts["person"]


def _well_known(types: dict[str, NameType]) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for half in ("north", "south"):
        country = f"country:{half.title()} Korea"
        if half in types and country in types:
            yield country, half
    for key in types:
        if key in WELL_KNOWN:
            yield first.setdefault(WELL_KNOWN[key], key), key


def _acronyms(types: dict[str, NameType]) -> Iterator[tuple[str, str]]:
    """Yield pairs of a full name and the only acronym that its initials spell."""
    full: dict[str, list[str]] = defaultdict(list)
    for key, kind in types.items():
        if len(kind.words) > 1 and kind.sort != "person":
            words = [w for part in kind.words for w in part.split("-") if w]
            capitals = [w for w in words if w.lower() not in CONNECTORS]
            for option in {_initials(words), _initials(capitals)}:
                full[option].append(key)
    for key, kind in types.items():
        if len(kind.words) == 1 and is_acronym(kind.words[0]):
            spelled = full.get(key.upper(), [])
            if len(spelled) == 1:
                yield spelled[0], key


def _initials(words: Sequence[str]) -> str:
    return "".join(w[0] for w in words).upper()


def _also_known(layout: Layout, names: Sequence[Found]) -> Iterator[tuple[str, str]]:
    """Yield pairs joined by "also known as", "formerly", or an acronym in brackets."""
    for one, other in pairwise(names):
        between = [t.lower_ for t in layout.doc[one.end : other.start] if not t.is_space]
        text = " ".join(w for w in between if w not in {",", "(", ")", "the", "-", "“", '"'})
        if text in {"also known as", "known as", "formerly known as", "better known as",
                    "also called", "formerly", "aka", "a.k.a.", "commonly known as"}:  # fmt: skip
            yield type_key(one), type_key(other)
        in_brackets = between in (["("], ["[", "the"], ["(", "the"])
        if in_brackets and is_acronym(other.words[0]) and one.sort == "organisation":
            yield type_key(one), type_key(other)


def _people(types: dict[str, NameType]) -> Iterator[tuple[str, str]]:
    """Yield a person's full name and its forms; never two first names of one surname."""
    people = {k: t for k, t in types.items() if t.sort == "person"}
    full = [k for k, t in people.items() if len(t.people_words) > 1]
    by_ends: dict[tuple[str, str, str], str] = {}
    by_part: dict[str, list[str]] = defaultdict(list)
    for key in full:
        words = people[key].people_words
        yield by_ends.setdefault((words[0], words[-1], people[key].suffix), key), key
    for (first, last, suffix), key in by_ends.items():
        if suffix and (first, last, "") in by_ends:
            continue  # the son is never called by the surname alone beside his father
        by_part[last].append(key)
        if first != last:
            by_part[first].append(key)
        words = people[key].people_words
        if len(words) > 2:
            by_part[" ".join(words[1:])].append(key)
            # "Ana Ruiz Soto" is called Ruiz, and may be named Ana Ruiz.
            for word in {*words[1:-1]} - {first, last} - PARTICLES:
                by_part[word].append(key)
            yield from ((key, k) for k in [" ".join(words[:2])] if k in people and k != key)
    for key, kind in types.items():
        if key in full or kind.sort not in {"person", "", "organisation", "place"}:
            continue
        bearers = _bearers(kind, by_part, people)
        if len(bearers) == 1 and _may_be(kind, people[bearers[0]]):
            yield bearers[0], key


def _bearers(
    short: NameType, by_part: dict[str, list[str]], people: dict[str, NameType]
) -> list[str]:
    """Return the keys of the full names that `short` is a part of and may mean."""
    every = by_part.get(" ".join(short.people_words), [])
    return [k for k in every if not _gender_clash(short, people[k])]


def _gender_clash(one: NameType, other: NameType) -> bool:
    return bool(one.genders and other.genders and not one.genders & other.genders)


def _may_be(short: NameType, full: NameType) -> bool:
    """Return whether a bare name is the person's who bears it in full.

    Not if the bearer comes later and only once, or as somebody's relative ("his daughter Jo
    Roe" after "Roe"), nor if the word is a well-known place.
    """
    # subtle: "Kim" before "Kim Jong Un" is how he is called, not some other Kim: relatives who
    # share the first word of a name are seldom in one article.
    opens = short.key == full.people_words[0]
    is_late = short.first < full.first and not full.is_titled and not opens
    if is_late and (full.is_relative or len(full.places) == 1):
        return False
    if short.sort in {"person", ""}:
        return True
    # subtle: "Washington" the city is no Mr. Washington; a wrong tag is rarer than the surname.
    return short.key not in _PLACE_NAMES


_PLACE_NAMES = frozenset(" ".join(w).lower() for w in (*COUNTRIES.names, *COUNTRIES.capitals)) | {
    "washington", "lincoln", "york", "texas", "london", "paris", "houston", "jackson", "austin",
}  # fmt: skip


def _place_shared_surnames(
    layout: Layout,
    names: Sequence[Found],
    state: tuple[dict[str, NameType], _Links],
    groups: dict[str, list[int]],
) -> None:
    """Give a bare surname that several bear to the one so far, or the one near, or the usual."""
    types, links = state
    where: dict[str, list[tuple[int, str]]] = defaultdict(list)
    genders: dict[str, set[str]] = defaultdict(set)
    relatives = {links.root(k.key) for k in types.values() if k.is_relative}
    for kind in types.values():
        root = links.root(kind.key)
        genders[root] |= kind.genders
        if kind.sort == "person" and len(kind.people_words) > 1:
            for end in {kind.people_words[0], kind.people_words[-1]}:
                where[end] += [(i, root) for i in kind.places]
    for last, full in where.items():
        short = types.get(last)
        if short is None or links.root(last) != last or len({root for _, root in full}) < 2:
            continue
        usual = None
        taken: Counter[str] = Counter()
        for i in list(short.places):
            own = gender_of((names[i].title,))
            able = [(j, r) for j, r in full if j < i and not (own and genders[r] - own)]
            # The one whose wife or son the others are is the one who is called so.
            able = [(j, r) for j, r in able if r not in relatives] or able
            here = layout.sentence[names[i].head] - _NEAR_SENTENCES
            near = {r for j, r in able if layout.sentence[names[j].head] >= here}
            roots = {r for _, r in able}
            # subtle: news keeps the bare surname for one of them and spells out the others
            choice = roots if len(roots) == 1 else roots & {usual} or near
            if len(choice) == 1:
                usual = choice.pop()
                taken[usual] += 1
                groups[last].remove(i)
                groups[usual].append(i)
        # What stands before all full names, as in a headline, is for the one so called later.
        left = groups[last]
        if len(taken) == 1 and 0 < 3 * len(left) <= len(short.places):
            (bearer,) = taken
            own = {g for i in left for g in gender_of((names[i].title,))}
            if not (own and genders[bearer] - own):
                groups[bearer] += left
                groups[last] = []
